"""The table of changes for the approver: one landscape page in Word, a workbook, Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from drafter.ooxml.package import open_package
from drafter.ooxml.text import read_paragraphs
from drafter.writers.pdf.office import office, page_count
from tests.review.helpers import BODY, TERM, decided, drafted, edited, run
from tests.tools import need, validation_errors, validator

DECISIONS = """decisions:
  - {clause: cost-payment-term, decision: reject, reason: 付款期限不得超过60日, by: 法务}
  - {clause: cost-late-payment, decision: reject, reason: 逾期责任|不可删除}
"""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the table in every format, in Chinese and English."""
    folder = tmp_path_factory.mktemp("table")
    sent = drafted(folder, "lite-below-threshold")
    came = edited(sent, folder / "r.docx", (TERM, "15日", "90日"), ("§general-term", "12个月", "11个月"), drop="cost-late-payment", track="乙方")  # fmt: skip
    decisions = decided(folder, DECISIONS)
    for language, ending in (("zh", "docx"), ("zh", "md"), ("zh", "xlsx"), ("en", "docx")):
        arguments = (
            "resolve",
            came,
            decisions,
            "-o",
            folder / "reply.docx",
            "--rest",
            "accept",
            "--table",
            folder / f"{language}.{ending}",
        )
        assert run(*arguments, language=language)[0] == 0
    return folder


def test_it_is_one_landscape_page_with_head_rows_and_signatures(tables: Path) -> None:
    parts = open_package(tables / "zh.docx")
    lines = [p.text for p in read_paragraphs(parts)]
    assert b'w:orient="landscape"' in parts[BODY]
    assert {"修订说明表", "柳岸街道办事处2027年度办公终端运维服务", "第 1 轮", "经办人（签字）：", "领导组审批（签字）："} <= set(lines)
    heads = ["条款", "修订前", "修订后", "修订人", "决定", "理由"]
    start = lines.index("条款")
    assert list(lines[start : start + 6]) == heads
    rows = "\n".join(lines[start + 6 :])
    assert "不接受\n付款期限不得超过60日（法务）" in rows
    assert "整条删除，共" in rows
    assert "接受" in rows.split("服务期限与生效")[1]
    need(validator(), "the validator")
    assert [validation_errors(tables / f"{language}.docx") for language in ("zh", "en")] == [[], []]
    need(office(), "LibreOffice")
    assert page_count((tables / "zh.docx").read_bytes()) == 1


def test_the_english_one_speaks_english(tables: Path) -> None:
    lines = [p.text for p in read_paragraphs(open_package(tables / "en.docx"))]
    assert {"Table of changes", "Round 1", "Clause", "Before", "After", "By", "Decision", "Reason", "rejected", "accepted"} <= set(lines)


def test_workbook_and_markdown_have_every_paragraph(tables: Path) -> None:
    rows = [[c.value for c in row] for row in load_workbook(tables / "zh.xlsx").worksheets[0].iter_rows(min_row=2)]
    late = [row for row in rows if row[0] == "逾期付款责任"]
    assert len(late) == 3
    assert {(row[2], row[3], row[4], row[5]) for row in late} == {(None, "乙方", "不接受", "逾期责任|不可删除")}
    text = (tables / "zh.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert len(lines) == len(rows) + 2
    assert "逾期责任\\|不可删除" in text


def test_another_format_is_refused_before_anything_is_written(tables: Path) -> None:
    arguments = ("resolve", tables / "r.docx", tables / "decisions.yaml", "-o", tables / "no.docx", "--table", tables / "t.pdf")
    code, out = run(*arguments)
    assert (code, ".docx, .xlsx, .md" in out, (tables / "no.docx").exists()) == (2, True, False)
