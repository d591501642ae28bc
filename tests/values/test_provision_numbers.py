"""The numbers of provisions: one grammar, which every reader knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.lint.clauses import _TYPED_REFERENCE
from drafter.ooxml.headings import _ARTICLE
from drafter.redline.comparing.tokens import tokenize
from drafter.review.assess import _numberless
from drafter.review.counterparty_copy import heading
from drafter.review.numbers import Renumbering
from drafter.review.third_party_contract import _NUMBER
from drafter.values.numerals import chinese, circled, roman
from drafter.values.provision_numbers import number_of
from tests.tools import ROOT

ARTICLES = ["第一条", "第十二条", "第一百零一条", "第一百〇一条", "第一百○一条", "第12条", "第１２条", "第两条"]
ENGLISH = ["Article 12", "ARTICLE XII", "Clause 12.3", "Clause 12.3(a)", "Section 4", "Chapter 2"]


@pytest.mark.parametrize("number", ARTICLES)
def test_every_reader_knows_a_chinese_article(number: str) -> None:
    assert heading(f"{number} 付款") == "付款"
    assert _NUMBER.sub("", f"{number} 付款") == "付款"
    assert _ARTICLE.match(f"{number} 付款")
    assert _TYPED_REFERENCE["zh"].search(f"依照{number}")
    assert _numberless([f"依照{number}付款"]) == ["依照#付款"]


@pytest.mark.parametrize("number", ENGLISH)
def test_every_reader_knows_an_english_provision(number: str) -> None:
    assert heading(f"{number} Payment") == "payment"
    assert _NUMBER.sub("", f"{number} Payment") == "Payment"
    assert _ARTICLE.match(f"{number} Payment")


@pytest.mark.parametrize("number", ["（三）", "(3)", "三、", "十二、", "①", "⑪", "⑳", "3.2", "3．2、", "第三款", "第二项"])
def test_numbers_below_an_article_are_no_part_of_a_text(number: str) -> None:
    assert _NUMBER.sub("", f"{number}付款") == "付款"


@pytest.mark.parametrize("text", ["第三方", "Part civil works", "Articles of association", "第三人", "一次性付款", "三个月内"])
def test_what_only_looks_like_a_number_is_text(text: str) -> None:
    assert heading(text) == text.casefold()
    assert _NUMBER.sub("", text) == text


@given(st.integers(1, 999))
def test_a_number_is_read_in_all_its_numerals(number: int) -> None:
    full_width = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    written = [chinese(number), chinese(number, "〇"), chinese(number, "○"), str(number), full_width]
    written += [roman(number), roman(number).upper()] if number < 100 else []
    written += [circled(number)] if number <= 20 else []
    assert {number_of(text) for text in written} == {number}


@pytest.mark.parametrize("text", ["", "条", "廿", "abc", "一百二", "12a", "十十"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("before", "after"), [("第一百〇一条", "第一百零二条"), ("第一百零一条", "第一百零二条"), ("第101条", "第102条"), ("第九条", "第九条")]
)
def test_references_are_numbered_anew_in_the_numerals_they_are_written_in(before: str, after: str) -> None:
    assert Renumbering({101: 102, 102: 103}).of(f"依照{before}付款") == f"依照{after}付款"


def test_the_number_of_an_article_is_one_token() -> None:
    assert tokenize("第一百〇一条")[1] == "一百〇一"


def test_no_module_writes_the_numerals_of_articles_again() -> None:
    own = re.compile(r"第\(?\[[^\]]*[一二三四五][^\]]*\]")
    homes = {"drafter/values/provision_numbers.py"}
    for path in sorted((ROOT / "drafter").rglob("*.py")):
        if path.relative_to(ROOT).as_posix() not in homes:
            texts = [
                n.value
                for n in ast.walk(ast.parse(Path(path).read_text("utf-8")))
                if isinstance(n, ast.Constant) and isinstance(n.value, str)
            ]
            assert not [text for text in texts if own.search(text)], path
