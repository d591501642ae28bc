"""The clause that something stands in, by the number that Word prints before its heading or that was typed there."""

from __future__ import annotations

import pytest

from drafter.ooxml.package import Package
from drafter.ooxml.text import read_paragraphs
from drafter.redline.page.view import view
from drafter.redline.revisions.accept_reject import Selection, accept_reject
from drafter.redline.revisions.listed import revisions
from tests.redline.build import cell, dele, ending, ins, package, paragraph, row, run, table

Lines = list[tuple[int, str]]  # the level of the list, or -1; the words


def level(depth: int, kind: str, text: str, more: str = "") -> str:
    """Return a level of a list."""
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str) -> str:
    """Return a list of these levels."""
    return f'<w:abstractNum w:abstractNumId="1">{"".join(levels)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'


CHINESE = numbering(
    level(0, "chineseCountingThousand", "第%1章"),
    level(1, "chineseCountingThousand", "第%2条", '<w:lvlRestart w:val="0"/>'),
    level(2, "chineseCounting", "（%3）"),
)
ENGLISH = numbering(level(0, "decimal", "Article %1"), level(1, "decimal", "%1.%2"))
POINTS = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"))
COUNTED = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2."))
BULLETS = numbering(level(0, "bullet", "o"))


def item(depth: int, words: str, mark: str = "", changed: bool = False) -> str:
    """Return a paragraph of the list, or of none at -1; changed, it has a word put in."""
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>' if depth >= 0 else ""
    return paragraph(run(words), ins(run("新")) if changed else "", mark=mark, properties=properties)


def clauses(made: Package) -> list[str]:
    """Return the clauses of the changes in a file."""
    return [revision.clause for revision in revisions(made)]


@pytest.mark.parametrize(
    ("lists", "lines", "clause"),
    [
        (CHINESE, [(0, "总则"), (1, "付款期限"), (-1, "甲方应付款。"), (0, "其他"), (1, "争议解决"), (2, "协商")], "第二条 争议解决"),
        (CHINESE, [(0, "总则"), (1, "乙方应当按月提交报告。")], "第一条 乙方应当按月提交报告。新"),
        (ENGLISH, [(0, "Scope"), (0, "Payment"), (1, "The Customer shall pay within 30 days.")], "Article 2 Payment"),
        (POINTS, [(0, "Scope"), (0, "Payment"), (1, "The Customer shall pay within 30 days.")], "2. Payment"),
        (POINTS, [(0, "付款"), (0, "乙方应当按月提交报告。")], "1. 付款"),
        (POINTS, [(-1, "第三条 保密"), (0, "保密期限")], "第三条 保密"),
        (COUNTED, [(0, "合作内容"), (0, "付款方式"), (1, "合同签订后十日内付清。")], "二、付款方式"),
        (COUNTED, [(-1, "第三条 保密"), (0, "保密期限")], "第三条 保密"),
        (CHINESE, [(1, "付款"), (-1, "附件二 报价表"), (-1, "单价")], "附件二 报价表"),
        (CHINESE, [(1, "付款"), (-1, "第三条约定的期限届满后付款")], "第一条 付款"),
        (BULLETS, [(-1, "一、付款方式"), (0, "电汇")], "一、付款方式"),
    ],
)  # fmt: skip
def test_the_clause_has_the_number_that_word_prints(lists: str, lines: Lines, clause: str) -> None:
    body = "".join(item(*line) for line in lines[:-1]) + item(*lines[-1], changed=True)
    assert clauses(package(body, numbering=lists)) == [clause]


@pytest.mark.parametrize(
    "typed", [("一、价款", "二、付款方式"), ("第一条 价款", "第二条　付款"), ("1. 价款", "2. 付款"), ("1、价款", "2、付款")]
)
def test_a_typed_number_names_the_clause_as_well(typed: tuple[str, str]) -> None:
    body = "".join(item(-1, line) for line in typed) + item(-1, "十日内付清。", changed=True)
    assert clauses(package(body)) == [typed[1]]


def test_an_article_put_in_takes_the_next_number_and_one_struck_out_keeps_its_own() -> None:
    body = (
        item(1, "总则")
        + item(1, "新条", ending("ins"))
        + item(1, "旧条", ending("del"))
        + item(1, "保密")
        + item(-1, "乙方保密。", changed=True)
    )
    assert clauses(package(body, numbering=CHINESE)) == ["第二条 新条", "第二条 旧条", "第三条 保密"]


def test_a_number_typed_where_one_was_printed_stands_once() -> None:
    record = '<w:pPrChange w:id="3" w:author="乙方"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    made = package(item(1, "总则") + f"<w:p><w:pPr>{record}</w:pPr>{ins(run('第二条 '))}{run('付款')}</w:p>", numbering=CHINESE)
    assert set(clauses(made)) == {"第二条 付款"}
    shown = view(made, "zh")
    assert shown.names["第二条 付款"] == "第二条 付款"


def test_a_clause_is_selected_by_the_number_printed() -> None:
    body = item(1, "付款") + item(-1, "甲", changed=True) + item(1, "保密") + item(-1, "乙", changed=True)
    made = package(body, numbering=CHINESE)
    done = accept_reject(made, "accept", Selection(clauses=frozenset({"第二条 保密"})))
    assert clauses(done.package) == ["第一条 付款"]
    assert view(made, "en").names == {"第一条 付款": "第一条 付款", "第二条 保密": "第二条 保密"}


@pytest.mark.parametrize("number", ["8810 0544 0200 0007 135", "0571-8888 6666", "1. 服务器", "12", "2027年"])
def test_a_number_in_a_cell_is_no_heading(number: str) -> None:
    body = item(-1, "第二条 付款") + table(row(cell(item(-1, "账号")), cell(item(0, number)), cell(item(-1, "甲", changed=True))))
    made = package(body + item(-1, "六十日内付款", changed=True), numbering=POINTS)
    assert clauses(made) == ["第二条 付款"] * 2


def test_an_article_in_a_table_is_a_heading_until_the_table_ends() -> None:
    inside = table(row(cell(item(-1, "第八条 验收")), cell(item(-1, "甲", changed=True))), row(cell(paragraph(dele("x")))))
    made = package(item(-1, "偏离表") + item(-1, "第二条 付款") + inside + item(-1, "六十日内付款", changed=True))
    assert clauses(made) == ["第八条 验收", "第八条 验收", "第二条 付款"]


def test_every_paragraph_that_is_read_says_its_clause() -> None:
    made = package(item(1, "付款") + item(-1, "甲") + item(1, "保密") + item(2, "乙"), numbering=CHINESE)
    assert [p.clause for p in read_paragraphs(made)] == ["第一条 付款"] * 2 + ["第二条 保密"] * 2
