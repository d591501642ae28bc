"""A contract copied into a new document as text only, its numbers typed: not a word of it changed, or one sentence."""

from __future__ import annotations

import io

import docx
import pytest

from drafter.content import load_content
from drafter.ooxml.numbered_lines import numbered_lines
from drafter.ooxml.package import read_package
from drafter.ooxml.text import read_paragraphs
from drafter.review.verify import verify
from drafter.services.files import Upload
from drafter.services.reviewing import review_returned
from drafter.values.typed_numbers import unnumbered, without_typed_number
from drafter.writers.docx.write import docx_bytes
from tests.redline.build import package, paragraph
from tests.tools import draft, sample

SENT = docx_bytes(draft(sample("lite-below-threshold")))
MARGINS = {"页眉和页脚"}  # a new document has none of ours


def text_only(old: str = "", new: str = "") -> bytes:
    """Return the contract as text with its numbers typed, a sentence in it replaced."""
    made, out = docx.Document(), io.BytesIO()
    for _, number, text in numbered_lines(read_package(SENT, "sent")):
        made.add_paragraph(f"{number}　{text.replace(old, new)}" if number else text)
    made.save(out)
    return out.getvalue()


def changed(data: bytes) -> set[str]:
    """Return what a review against what was sent finds changed."""
    review = review_returned(load_content(), Upload("r.docx", data), "zh", sent=Upload("s.docx", SENT))
    return {item.clause or item.title for item in review.items if item.status != "unchanged"} - MARGINS


def test_typed_numbers_are_no_change() -> None:
    data = text_only()
    verdict = verify(load_content(), read_package(data, "returned"), sent=read_package(SENT, "sent"))
    assert verdict.by_text
    assert {d.clause for d in verdict.differences} <= {""}
    assert all("页" in d.before or "草稿" in d.before for d in verdict.differences)
    assert changed(data) == set()


def test_a_sentence_changed_among_them_is_told() -> None:
    assert changed(text_only("双方每季度召开一次例会", "双方每年度召开一次例会")) == {"gov-meetings-reports"}


@pytest.mark.parametrize(
    ("line", "sent", "told"),
    [
        ("1.1 甲方购买", (), "甲方购买"), ("（一）备份", (), "备份"), ("第三条　付款", (), "付款"), ("3、巡检", (), "巡检"), ("30日内付款", (), "30日内付款"),
        ("1.5 倍", ("1.5 倍",), "1.5 倍"), ("12个月", (), "12个月"),
    ],
)  # fmt: skip
def test_only_numbers_before_a_paragraph_go(line: str, sent: tuple[str, ...], told: str) -> None:
    assert without_typed_number(line, sent) == told


def test_a_heading_is_known_without_its_number() -> None:
    assert unnumbered("附件B　服务目录", {"服务目录"}) == "服务目录"
    assert unnumbered("第一章　总则", {"总论"}) == "第一章　总则"


ART = (
    '<w:r><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:shape><v:textpath on="t" string="草稿"/></v:shape></w:pict></w:r>',
    '<w:r><w:drawing xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>草稿</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    '<wps:bodyPr><a:prstTxWarp prst="textPlain"/></wps:bodyPr></wps:wsp></w:drawing></w:r>',
)


def test_a_watermark_says_the_same_however_a_program_draws_it() -> None:
    said = [read_paragraphs(package(paragraph(art)))[0].code for art in ART]
    assert said[0] == said[1] == "草稿[drawing]"
