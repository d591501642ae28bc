"""The list of tracked changes: every kind there is, in every part there is."""

from __future__ import annotations

import pytest

from drafter.redline.revisions.listed import Revision, revisions
from tests.redline.build import STRICT, by, cell, dele, ending, ins, package, paragraph, row, run, table
from tests.redline.cases import CASES, moved


@pytest.mark.parametrize("name", CASES)
def test_each_kind_is_listed(name: str) -> None:
    case = CASES[name]
    found = revisions(package(case.body))
    assert tuple((r.kind, r.before, r.after, r.text) for r in found) == case.listed
    assert [r.number for r in found] == list(range(1, len(found) + 1))


def test_a_revision_says_who_when_and_where() -> None:
    found = revisions(package(paragraph(run("甲"), ins(run("乙"), "王律师"))))
    assert found == (Revision(1, "王律师", "2026-03-02T09:00:00Z", "insertion", "word/document.xml", "", "", "乙"),)


def test_all_parts_are_read_body_first() -> None:
    changed = paragraph(ins(run("新")))
    note = f'<w:{{0}} w:id="2">{changed}</w:{{0}}>'
    parts = package(
        changed, header1=changed, footer1=changed, footnotes=note.format("footnote"), endnotes=note.format("endnote"),
        comments=note.format("comment"),
        styles=f'<w:style w:type="paragraph" w:styleId="a"><w:rPr><w:b/><w:rPrChange {by("甲方")}><w:rPr/></w:rPrChange></w:rPr></w:style>',
    )  # fmt: skip
    found = [r.part.removeprefix("word/").removesuffix(".xml") for r in revisions(parts)]
    assert found == ["document", "comments", "endnotes", "footer1", "footnotes", "header1", "styles"]


def test_strict_files_are_read_like_others() -> None:
    case = CASES["replacement"]
    assert [r.kind for r in revisions(package(case.body, STRICT))] == ["replacement"]


def test_the_clause_is_that_of_the_tag() -> None:
    control = '<w:sdt><w:sdtPr><w:tag w:val="drafter:cost/payment@preferred"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    body = paragraph(run("第一条 总则")) + control.format(paragraph(dele("30"), ins(run("60")))) + paragraph(ins(run("附")))
    assert [r.clause for r in revisions(package(body))] == ["cost/payment", ""]


def test_the_clause_is_the_heading_above() -> None:
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="x"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:styleId="y"><w:basedOn w:val="y"/></w:style>'
    )
    changed = paragraph(run("甲"), ins(run("乙")))
    heading = '<w:pStyle w:val="x"/>'
    body = changed + paragraph(run("付款"), properties=heading) + changed + paragraph(run("第十二条 争议解决")) + changed
    body += paragraph(run("x"), properties='<w:pStyle w:val="y"/>') + changed
    assert [r.clause for r in revisions(package(body, styles=styles))] == ["", "付款", "第十二条 争议解决", "第十二条 争议解决"]


def test_a_deleted_heading_still_names_its_clause() -> None:
    body = paragraph(dele("第三条 保密"), mark=ending("del")) + paragraph(dele("双方应保密。"), mark=ending("del")) + paragraph(run("完"))
    assert [r.clause for r in revisions(package(body))] == ["第三条 保密"] * 2


def test_a_note_belongs_to_the_clause_that_refers_to_it() -> None:
    body = paragraph(run("第五条 验收")) + paragraph(run("甲"), '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph(run("第六条 完"))
    parts = package(body, footnotes=f'<w:footnote w:id="2">{paragraph(ins(run("注")))}</w:footnote>')
    assert [r.clause for r in revisions(parts)] == ["第五条 验收"]


def test_a_move_says_where_from_and_where_to() -> None:
    words = [f"<w:move{end} {by('乙方')}>{run('违约金')}</w:move{end}>" for end in ("From", "To")]
    body = paragraph(run("第一条 甲")) + moved("From", paragraph(words[0])) + paragraph(run("第二条 乙")) + moved("To", paragraph(words[1]))
    (found,) = revisions(package(body))
    assert (found.kind, found.moved_from, found.clause) == ("move", "第一条 甲", "第二条 乙")


def test_a_row_is_one_change_with_its_text_unless_another_wrote_in_it() -> None:
    inserted = row(cell(paragraph(ins(run("甲")))), cell(paragraph(ins(run("乙"), "甲方"))), mark=ending("ins"))
    assert [(r.kind, r.author, r.after) for r in revisions(package(table(inserted)))] == [
        ("row-insertion", "乙方", "甲 | 乙"),
        ("insertion", "甲方", "乙"),
    ]


def test_a_change_with_no_author_or_date_is_listed() -> None:
    (found,) = revisions(package(paragraph(f"<w:ins w:id='1'>{run('甲')}</w:ins>")))
    assert (found.author, found.date, found.after) == ("", "", "甲")


def test_a_document_without_changes_has_none() -> None:
    assert revisions(package(paragraph(run("甲")) + table(row(cell(paragraph()))))) == ()
