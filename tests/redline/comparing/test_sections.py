"""Headers of sections that came to share one: what Word cannot track is said."""

from __future__ import annotations

from drafter.ooxml.package import Package
from drafter.redline.comparing.compare import compare
from tests.redline.build import paragraph, run
from tests.redline.build import parts as parts_of

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
