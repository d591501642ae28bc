"""What counts as one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.redline.comparing.tokens import Coder, tokenize
from tests.redline.comparing.made import paragraphs


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("付款期限", ["付", "款", "期", "限"]),
        ("1,234.50元", ["1,234.50", "元"]),
        ("第四十九条", ["第", "四十九", "条"]),  # 第五十条 replaces one token, not three
        ("在三十个工作日内", ["在", "三十", "个", "工", "作", "日", "内"]),
        ("贰拾万元整", ["贰拾万", "元", "整"]),
        ("贰拾元伍角整", ["贰拾元伍角", "整"]),
        ("the Supplier's fee", ["the", " ", "Supplier's", " ", "fee"]),
        ("it’s", ["it’s"]),
        ("（一）", ["（", "一", "）"]),
        ("a  b", ["a", "  ", "b"]),
        ("24/7", ["24", "/", "7"]),
    ],
)
def test_text_in_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text) == tokens


@given(st.text())
def test_tokens_together_are_the_text(text: str) -> None:
    assert "".join(tokenize(text)) == text


def test_a_code_has_one_character_a_word_and_a_fingerprint_no_marks() -> None:
    coder = Coder()
    [one, again] = paragraphs("The Supplier pays.", "The Supplier pays")
    assert len(coder.code(one)) == len(["The", " ", "Supplier", " ", "pays", "."])
    assert coder.fingerprint(one) == coder.fingerprint(again)
