"""A contract of an earlier version, with a block control round each provision, saved by LibreOffice: the words that it multiplies stand once."""

from __future__ import annotations

import pytest

from drafter.ooxml.container import pack
from drafter.ooxml.multiplied import once
from drafter.ooxml.package import Package, read_package
from drafter.ooxml.text import read_paragraphs
from drafter.redline.revisions.existing import redline
from drafter.redline.revisions.listed import revisions
from drafter.writers.pdf.office import convert, office
from tests.redline.build import parts
from tests.tools import need

APP = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>{}</Application></Properties>'
SECTION = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def controlled(*texts: str) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="{texts[0]}"/><w:tag w:val="drafter:{texts[0]}@preferred"/><w:id w:val="{len(texts[0])}"/></w:sdtPr><w:sdtContent>{"".join(map(paragraph, texts))}</w:sdtContent></w:sdt>'


def in_line(*texts: str) -> str:
    controls = (f"<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>" for text in texts)
    return f"<w:p>{''.join(controls)}</w:p>"


def saved(body: str, program: str) -> Package:
    return Package({**parts(body), "docProps/app.xml": APP.format(program).encode()})


def lines(package: Package) -> list[str]:
    return [p.text for p in read_paragraphs(package)]


@pytest.mark.parametrize(
    ("program", "texts", "read"),
    [
        ("LibreOffice/7.4.7.2", ("付款", "付款付款", "付款"), "付款"),
        ("LibreOffice/7.4.7.2", ("一", "付款", "付款付款", "付款"), "一付款"),
        ("LibreOffice/7.4.7.2", ("付款", "付款", "付款"), "付款付款付款"),  # somebody's own
        ("LibreOffice/7.4.7.2", ("付款", "付款期限", "付款"), "付款付款期限付款"),
        ("Microsoft Office Word", ("付款", "付款付款", "付款"), "付款付款付款付款"),
    ],
)
def test_three_controls_that_say_it_four_times_are_read_once(program: str, texts: tuple[str, ...], read: str) -> None:
    package = saved(in_line(*texts) + paragraph("后"), program)
    done = once(package)
    assert lines(done) == [read, "后"]
    assert (done is package) == (read == "".join(texts))


def test_what_libreoffice_makes_of_block_controls_is_no_change() -> None:
    need(office(), "LibreOffice")
    sent = parts(controlled("付款期限", "甲方应付款。") + controlled("验收", "甲方应验收。") + paragraph("签署") + SECTION)
    returned = read_package(convert(pack(sent), "docx"), "returned")
    assert "付款期限付款期限付款期限付款期限" in lines(returned)  # else this version of LibreOffice is right, and the module can go
    for one, other in ((Package(sent), returned), (returned, Package(sent))):
        done = redline(one, other, "x", formats="auto")
        assert revisions(done.package) == ()
        [said] = done.findings
        assert said.code == "formats-left-out"
        assert ("四次" in said.what.zh) == (other is returned)
    body = returned["word/document.xml"].decode().replace("甲方应验收", "甲方应立即验收")
    done = redline(Package(sent), Package({**returned, "word/document.xml": body.encode()}), "x", formats="auto")
    assert [(r.before, r.after) for r in revisions(done.package)] == [("", "立即")]
