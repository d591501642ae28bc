"""Marks around words, on the ends of paragraphs, on rows and cells."""

from __future__ import annotations

import re

from lxml import etree

from drafter.ooxml.names import DEL, INS, W
from drafter.redline.marking.revision_writer import RevisionWriter, get_or_add_end_properties
from tests.redline.build import W as SPACE
from tests.redline.build import cell, paragraph, row, run


def element(xml: str) -> etree._Element:
    """Return an element made of XML without declarations."""
    return etree.fromstring(f'<w:x xmlns:w="{SPACE}">{xml}</w:x>')[0]


def outline(node: etree._Element) -> str:
    """Return the names of elements in each other: p(del(r(delText)))."""
    inner = " ".join(outline(child) for child in node)
    return etree.QName(node).localname + (f"({inner})" if inner else "")


def writer() -> RevisionWriter:
    return RevisionWriter("乙方", "2026-03-02T09:00:00Z", 5)


def test_marks_are_numbered_from_the_first_that_is_free() -> None:
    pen = writer()
    marks = [pen.new_mark(INS), pen.new_mark(DEL)]
    assert [mark.get(W + "id") for mark in marks] == ["5", "6"]
    assert {mark.get(W + "author") for mark in marks} == {"乙方"}


def test_a_mark_without_a_date_has_none() -> None:
    assert RevisionWriter("乙方", "").new_mark(INS).get(W + "date") is None


def test_deleted_text_is_called_so() -> None:
    made = element(paragraph(run("甲"), run("乙")))
    writer().mark_words(made, DEL)
    assert outline(made) == "p(del(r(delText) r(delText)))"


def test_what_may_not_stand_inside_a_mark_has_the_marks_inside() -> None:
    made = element(paragraph(f'<w:hyperlink w:anchor="a">{run("甲")}</w:hyperlink>'))
    writer().mark_words(made, INS)
    assert outline(made) == "p(hyperlink(ins(r(t))))"


def test_a_simple_field_becomes_a_complex_one() -> None:
    made = element(paragraph(f'<w:fldSimple w:instr=" REF b ">{run("甲")}</w:fldSimple>'))
    writer().mark_words(made, DEL)
    assert outline(made) == "p(del(r(fldChar) r(delInstrText) r(fldChar) r(delText) r(fldChar)))"


def test_the_end_of_a_paragraph_is_marked_in_front_of_its_properties() -> None:
    made = element(paragraph(run("甲"), mark="<w:b/>"))
    writer().mark_end(made, INS)
    assert outline(made[0]) == "pPr(rPr(ins b))"


def test_properties_of_an_end_stand_before_a_section() -> None:
    made = element(paragraph(run("甲"), properties="<w:jc/><w:sectPr/>"))
    get_or_add_end_properties(made)
    assert outline(made[0]) == "pPr(jc rPr sectPr)"


def test_a_row_and_a_cell_are_marked_with_all_in_them() -> None:
    made = element(row(cell(paragraph(run("甲")))))
    writer().mark_row(made, DEL)
    assert outline(made) == "tr(trPr(del) tc(p(pPr(rPr(del)) del(r(delText)))))"
    made = element(cell(paragraph(run("甲")), "<w:tcW/>"))
    writer().mark_cell(made, INS)
    assert outline(made) == "tc(tcPr(tcW cellIns) p(pPr(rPr(ins)) ins(r(t))))"


def test_a_record_leaves_out_what_a_record_may_not_hold() -> None:
    made, old = element("<w:pPr><w:jc/></w:pPr>"), element("<w:pPr><w:ind/><w:rPr><w:b/></w:rPr><w:sectPr/></w:pPr>")
    writer().record_properties(made, old)
    assert outline(made) == "pPr(jc pPrChange(pPr(ind)))"
    made, old = element("<w:rPr/>"), element(f'<w:rPr><w:ins w:id="1"/><w:b w:rsid="{1}"/></w:rPr>')
    writer().record_properties(made, old)
    assert outline(made) == "rPr(rPrChange(rPr(b)))"


def test_a_control_is_marked_on_its_start_tag_and_on_its_end_tag() -> None:
    holder = etree.fromstring(f'<w:body xmlns:w="{SPACE}"><w:sdt><w:sdtPr/><w:sdtContent>{paragraph()}</w:sdtContent></w:sdt></w:body>')
    writer().mark_control(holder[0], INS)
    assert outline(holder) == (
        "body(customXmlInsRangeStart sdt(sdtPr sdtContent(customXmlInsRangeEnd p customXmlInsRangeStart)) customXmlInsRangeEnd)"
    )
    ids = re.findall(r'Range(Start|End) w:id="(\d+)"', etree.tostring(holder).decode())
    assert ids == [("Start", "5"), ("End", "5"), ("Start", "6"), ("End", "6")]
