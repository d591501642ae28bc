"""Headers and footers of sections: they come back when all is rejected, and what Word cannot track is said."""

from __future__ import annotations

import pytest

from drafter.ooxml.names import TR, Element, P, W
from drafter.ooxml.package import Package
from drafter.redline.comparing.compare import compare
from drafter.redline.revisions.accept_reject import accept_reject
from tests.redline.build import cell, package, paragraph, row, run, table
from tests.redline.build import parts as parts_of
from tests.redline.compared import redlined
from tests.redline.oracle import marks, read
from tests.redline.test_compare import check_promise

HEADER = '<w:sectPr><w:headerReference w:type="default" r:id="{}"/></w:sectPr>'


def two_sections(first: str, second: str) -> Package:
    """Return a document of two sections, each with the header of an id."""
    body = paragraph(run("甲"), properties=HEADER.format(first)) + paragraph(run("乙")) + HEADER.format(second)
    parts = parts_of(body, header1=paragraph(run("第一部分")))
    parts["word/header2.xml"] = parts["word/header1.xml"].replace("第一部分".encode(), "第二部分".encode())
    for part in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        said = parts[part].decode()
        entry = said[said.rindex("<", 0, said.index("header1.xml")) : said.index("/>", said.index("header1.xml")) + 2]
        parts[part] = said.replace(entry, entry + entry.replace("header1", "header2").replace("rId1", "rId2")).encode()
    return Package(parts, "contract.docx")


def test_headers_that_differed_and_are_one_now_are_reported() -> None:
    [found] = compare(two_sections("rId1", "rId2"), two_sections("rId1", "rId1")).findings
    assert (found.severity, found.code, found.place.path) == ("warning", "header-shared", "word/header1.xml")
    assert found.what.zh


def test_headers_of_their_own_are_not() -> None:
    assert compare(two_sections("rId1", "rId2"), two_sections("rId1", "rId2")).findings == ()


FOOTED = '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
BARE = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
TEXT = paragraph(run("第一部分。")), paragraph(run("第二部分。"))
ONE, NONE = "".join(TEXT) + FOOTED, "".join(TEXT) + BARE
BROKEN = TEXT[0] + paragraph(properties=FOOTED) + TEXT[1] + BARE  # the last section shows the footer of the one before it


def footed(body: str, footer: str) -> Package:
    """Return a document with a footer, when there are words for one."""
    return package(body, footer1=paragraph(run(footer))) if footer else package(body)


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ((ONE, "内部使用"), (NONE, ""), [("del", "内部使用")]),
        ((NONE, ""), (ONE, "讨论稿"), [("ins", "讨论稿")]),
        ((ONE, "内部使用"), (BROKEN, "内部使用"), [("ins", "¶")]),
        ((ONE, "内部使用"), (BROKEN, "外部使用"), [("ins", "¶"), ("del", "内"), ("ins", "外")]),
        ((BROKEN, "内部使用"), (ONE, "内部使用"), [("del", "¶")]),
    ],
)
def test_footers_come_back_and_none_is_left_over(before: tuple[str, str], after: tuple[str, str], marked: list[tuple[str, str]]) -> None:
    old, new = footed(*before), footed(*after)
    made = redlined(old, new)
    footers = [part for part in made.parts if part.startswith("word/footer")]
    assert sorted(mark for part in ["word/document.xml", *footers] for mark in marks(made, part)) == sorted(marked)
    check_promise(old, new, made)


def test_the_section_that_is_left_when_a_break_is_rejected_shows_its_footer() -> None:
    made = redlined(footed(ONE, "内部使用"), footed(BROKEN, "内部使用"))
    assert "footerReference default: |内部使用" in read(made, "reject")


LINE = paragraph(run("岚川市图书馆"))
TABLE = table(row(cell(paragraph(run("公司"))), cell(paragraph(run("机密")))), row(cell(paragraph()), cell(LINE + paragraph(run("第1页")))))
NESTED = table(row(cell(TABLE + paragraph())))
HEADED = TEXT[0] + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'


@pytest.mark.parametrize(
    ("header", "rows", "ends"),
    [
        (TABLE + paragraph(), 2, 0),
        (LINE + TABLE + LINE + LINE, 2, 2),
        (NESTED + LINE, 1, 0),
        (LINE + LINE + paragraph(), 0, 2),
        (table(row(cell(paragraph()))) + paragraph(), 1, 0),
    ],
)
def test_a_table_in_a_header_that_is_gone_is_marked_row_by_row(header: str, rows: int, ends: int) -> None:
    with_header, without = package(HEADED, header1=header), package(TEXT[0] + "<w:sectPr/>")
    made = redlined(with_header, without)
    (part,) = (part for part in made.parts if part.startswith("word/header"))
    properties = [made.root(part).iter(W + kind) for kind in ("trPr", "rPr")]
    assert [sum(len(p.findall(W + "del")) for p in found if not in_row(p)) for found in properties] == [rows, ends]
    accepted = accept_reject(made, "accept").package
    left = [accepted.root(part) for part in accepted.parts if part.startswith("word/header")]
    assert all([child.tag for child in root] == [P] and not "".join(root.itertext()) for root in left)
    check_promise(with_header, without, made)
    check_promise(without, with_header, redlined(without, with_header))


def in_row(properties: Element) -> bool:
    """Say whether the properties of a paragraph stand in a row, which is marked itself, or those of a row in another."""
    return len(list(properties.iterancestors(TR))) > (properties.tag == W + "trPr")
