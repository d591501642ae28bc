"""A PDF says what its Word file says: every word, and in the contents the page on which a heading really stands."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.errors import DrafterError, FileError
from drafter.ooxml.archive import safe_open
from drafter.ooxml.container import pack
from drafter.services.answers import read_answers
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf import write
from drafter.writers.pdf.copy import PrintCopy
from drafter.writers.pdf.faithful import Unit, held_against
from drafter.writers.pdf.fonts import embedded_fonts, installed_fonts, stand_ins
from drafter.writers.pdf.office import convert, convert_all, office
from drafter.writers.pdf.printed import Printed, folded
from drafter.writers.pdf.write import Laid, archive_pdf_of, filter_of, lay_out, pdf_of
from tests.tools import ROOT, draft, need, sample

HOUSE = ROOT / "templates/contract/contract.docx"
_COMMENT = (
    b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="1" w:author="A"><w:p><w:r>'
    b"<w:t>\xe5\x86\x85\xe9\x83\xa8\xe6\x84\x8f\xe8\xa7\x81</w:t></w:r></w:p></w:comment></w:comments>"
)


def _poppler(pdf: bytes, folder: Path) -> list[str]:
    """Return the words of each page by another reader, blanks left out."""
    (folder / "out.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(folder / "out.pdf"), "-"], capture_output=True, text=True, check=True)
    return [re.sub(r"\s", "", page) for page in done.stdout.split("\f")]


@pytest.fixture(scope="module")
def laid() -> dict[str, Laid]:
    """The lite contract and a proposal, which LibreOffice 7.4 prints with marks and rows missing when it is let."""
    need(office(), "LibreOffice")
    files = {
        "lite": docx_bytes(draft(sample("lite-below-threshold"))),
        "proposal": docx_bytes(draft(read_answers(load_content(), sample("minimal"), "proposal"))),
    }
    return dict(zip(files, lay_out([(docx, "zh") for docx in files.values()]), strict=True))


def test_marks_at_the_ends_of_lines_are_printed(laid: dict[str, Laid], tmp_path: Path) -> None:
    assert laid["lite"].problem is None
    text = "".join(_poppler(laid["lite"].pdf, tmp_path))
    assert "除本合同写明的情形和其他法定情形外，乙方不得解除本合同" in text


def test_rows_behind_a_header_at_the_foot_of_a_page_are_printed(laid: dict[str, Laid], tmp_path: Path) -> None:
    assert laid["proposal"].problem is None
    text = "".join(_poppler(laid["proposal"].pdf, tmp_path))
    assert "验收合格并收到发票；甲方逾期验收的，自验收期限届满" in text


def test_the_contents_name_the_page_a_heading_stands_on(laid: dict[str, Laid], tmp_path: Path) -> None:
    pages = _poppler(laid["lite"].pdf, tmp_path)
    entries = re.findall(r"(第[一二三四五六七八九十]+章\D+?)\.{4,}(\d+)", "".join(pages[:2]))
    assert len(entries) == 10
    for title, number in entries:
        assert title in pages[int(number) - 1]


def test_tagged_titled_and_in_its_language(laid: dict[str, Laid], tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_bytes(laid["lite"].pdf)
    told = subprocess.run(["pdfinfo", str(tmp_path / "out.pdf")], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Title:\s+信息系统运行维护服务合同", told)
    assert b"/Lang(zh-CN)" in laid["lite"].pdf
    assert b"/Outlines" in laid["lite"].pdf


def test_a_file_that_cannot_be_converted_does_not_stop_the_others() -> None:
    need(office(), "LibreOffice")
    sound = (ROOT / "templates/contract/contract.docx").read_bytes()
    made = convert_all([sound, b"no word file", sound], "pdf")
    assert [isinstance(result, DrafterError) for result in made] == [False, True, False]


def test_comments_stay_out_of_an_archive_copy(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    text = "".join(_poppler(convert(_commented(), filter_of(archive=True)), tmp_path))
    assert "正文一段" in text
    assert "内部意见" not in text


def _commented() -> bytes:
    parts = safe_open(HOUSE)
    said = '<w:p><w:r><w:t>正文一段</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + said.encode(), 1)
    parts["word/comments.xml"] = _COMMENT
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", f'<Relationship Id="rIdC" Type="{kind}" Target="comments.xml"/></Relationships>'.encode()
    )
    override = b'<Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
    return pack(parts)


def test_front_pages_of_a_template_are_counted(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    parts = safe_open(HOUSE)
    page = '<w:p><w:r><w:t>卷首</w:t></w:r><w:r><w:br w:type="page"/></w:r></w:p>'.encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", b"<w:body>" + 3 * page, 1)
    (tmp_path / "front.docx").write_bytes(pack(parts))
    made = lay_out([(docx_bytes(draft(sample("lite-below-threshold")), tmp_path / "front.docx"), "zh")])[0]
    pages = _poppler(made.pdf, tmp_path)
    start = next(n for n, text in enumerate(pages) if text.startswith("信息系统运行维护服务合同") and "目录" in text)
    entries = re.findall(r"(第[一二三四五六七八九十]+章\D+?)\.{4,}(\d+)", "".join(pages[start : start + 2]))
    assert len(entries) == 10
    for title, number in entries:
        assert title in pages[int(number) - 1]


PAGES = Printed(("合同第一条服务范围1.1乙方提供服务,", "并承担责任。附表名称数量服务器2台", "名称数量交换机3台第二条费用"))


@pytest.mark.parametrize(
    ("units", "lost"),
    [
        ([("服务范围",), ("乙方提供服务,并承担责任。",), ("费用",)], []),  # over the end of a page
        ([("服务范围",), ("乙方提供服务,并,承担责任。",), ("费用",)], ["乙方提供服务,并,承担责任。"]),
        ([("名称", "数量"), ("服务器", "2台"), ("交换机", "3台")], []),  # behind a repeated header
        ([("名称", "数量"), ("服务器", "2台"), ("路由器", "3台")], ["路由器"]),
        ([("费用",), ("服务范围",)], ["服务范围"]),  # out of order
    ],
)
def test_units_are_found_in_order(units: list[tuple[str, ...]], lost: list[str]) -> None:
    number, made = 0, []
    for pieces in units:
        made.append(Unit(pieces, tuple(range(number, number + len(pieces)))))
        number += len(pieces)
    outcome = held_against(made, PAGES)
    names = {key: piece for unit in made for key, piece in zip(unit.keys, unit.pieces, strict=True)}
    assert [names[key] for _, key in outcome.lost] == lost


def test_compatibility_forms_blanks_and_leaders_are_folded() -> None:
    assert folded("⼀ 、总 则……………3") == folded("一、总则......3") == "一、总则3"


def test_a_pdf_that_cannot_be_mended_is_refused_with_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    need(office(), "LibreOffice")
    monkeypatch.setattr(PrintCopy, "align_left", lambda self, keys: None)
    monkeypatch.setattr(PrintCopy, "_join_marks", lambda self: None)
    made = draft(sample("lite-below-threshold"))
    with pytest.raises(FileError) as caught:
        pdf_of(made)
    assert {finding.code for finding in caught.value.findings} == {"pdf-differs"}
    assert all("PDF" in str(finding.place) for finding in caught.value.findings)


def test_one_round_prints_every_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    need(office(), "LibreOffice")
    rounds: list[int] = []

    def counted(files: list[bytes], target: str) -> list[bytes | DrafterError]:
        rounds.append(len(files))
        return convert_all(files, target)

    monkeypatch.setattr(write, "convert_all", counted)
    made = pdf_of(draft(sample("lite-below-threshold")))
    assert rounds == [1]
    assert b"/ToUnicode" in made.data
    joined = PrintCopy(docx_bytes(draft(sample("lite-below-threshold"))), "zh")
    assert "\u2060" not in "".join(joined.text_of(key) for key in range(len(joined.paragraphs)))


def test_a_contents_page_with_wrong_numbers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    need(office(), "LibreOffice")
    right = PrintCopy.page_numbers
    monkeypatch.setattr(PrintCopy, "page_numbers", lambda self, pages: {page: n + 1 for page, n in right(self, pages).items()})
    with pytest.raises(FileError) as caught:
        pdf_of(draft(sample("minimal")))
    assert {finding.code for finding in caught.value.findings} == {"pdf-contents"}
    assert "is on page" in caught.value.findings[0].what.en


def test_fonts_that_are_missing_are_named_with_what_stands_in(laid: dict[str, Laid]) -> None:
    known = installed_fonts()
    need(known is not None, "fontconfig")
    assert known is not None
    wanted = PrintCopy(docx_bytes(draft(sample("lite-below-threshold"))), "zh").fonts()
    assert {"仿宋", "黑体"} <= wanted
    missing = [name for name in wanted if name.lower() not in known]
    findings = laid["lite"].findings
    assert [f.code for f in findings] == (["pdf-fonts"] if missing else [])
    for finding in findings:
        assert all(name in finding.what.zh and name in finding.what.en for name in missing)
        assert embedded_fonts(laid["lite"].pdf)[0] in finding.what.zh
        assert finding.remedy.zh
        assert finding.remedy.en


def test_fonts_that_are_there_are_not_named(laid: dict[str, Laid]) -> None:
    known = installed_fonts()
    need(known, "fontconfig with fonts")
    assert known
    assert stand_ins([next(iter(known))], laid["lite"].pdf) == ()


def test_an_archive_copy_says_it_is_pdf_a(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    made = archive_pdf_of(draft(sample("lite-below-threshold")))
    assert b"<pdfaid:part>2</pdfaid:part>" in made.data
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made.data
