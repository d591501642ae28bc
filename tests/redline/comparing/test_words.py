"""Words compared: the shortest edit, and what makes it readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.redline.comparing.tokens import OBJECT, tokenize
from drafter.redline.comparing.words import word_edits


def shown(old: list[str], new: list[str]) -> str:
    """Return an edit as text: [-deleted-]{+inserted+}."""
    made, at = "", 0
    for a, b, c, d in word_edits(old, new):
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        made += "".join(old[at:a]) + (f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else "")
        at = b
    return made + "".join(old[at:])


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ("付款期限为15日", "付款期限为180日", "付款期限为[-15-]{+180+}日"),
        ("甲方应当付款", "甲方不应当付款", "甲方{+不+}应当付款"),
        ("第四十九条", "第五十条", "第[-四十九-]{+五十+}条"),
        # the 应 that stays is not that of 供应商, on either side
        ("乙方应予配合", "成交供应商应予配合", "[-乙方-]{+成交供应商+}应予配合"),
        ("成交供应商应予配合", "乙方应予配合", "[-成交供应商-]{+乙方+}应予配合"),
        ("供货后乙方响应", "供货后供应商响应", "供货后[-乙方-]{+供应商+}响应"),
        # every blank by itself
        ("____年__月", "2027年4月", "[-____-]{+2027+}年[-__-]{+4+}月"),
        # joined: one letter that both happen to have does not help a reader
        ("the fee is high", "the sum was high", "the [-fee is-]{+sum was+} high"),
        # slid: an item of a list with the mark that follows it, not the one before
        ("甲、乙、丙", "甲、乙、丁、丙", "甲、乙、{+丁、+}丙"),
        # slid: a word with the space after it
        ("a fee paid", "a small fee paid", "a {+small +}fee paid"),
        # slid: a whole sentence, though what repeats would let it begin in the middle
        ("甲方付款。乙方交货。", "甲方付款。甲方验收。乙方交货。", "甲方付款。{+甲方验收。+}乙方交货。"),
    ],
)
def test_an_edit_as_a_person_would_make_it(old: str, new: str, edit: str) -> None:
    assert shown(tokenize(old), tokenize(new)) == edit


def test_an_object_between_two_edits_stays() -> None:
    old = [*tokenize("甲甲甲甲甲"), OBJECT, *tokenize("乙乙乙乙乙")]
    new = [*tokenize("丙丙丙丙丙"), OBJECT, *tokenize("丁丁丁丁丁")]
    assert word_edits(old, new) == [(0, 5, 0, 5), (6, 11, 6, 11)]


@given(st.lists(st.sampled_from(["甲", "乙", "、", " ", "a", "12"])), st.lists(st.sampled_from(["甲", "乙", "、", " ", "a", "12"])))
def test_an_edit_leads_from_one_text_to_the_other(old: list[str], new: list[str]) -> None:
    made, at = [], 0
    for a, b, c, d in word_edits(old, new):
        assert at <= a <= b
        made += [*old[at:a], *new[c:d]]
        at = b
    assert made + old[at:] == new


def test_a_text_of_book_length_is_compared_by_its_sentences() -> None:
    old = [token for n in range(4000) for token in ("第", str(n), "句", "。")]
    new = [*old[:8000], *("新", "句", "。"), *old[8000:]]
    assert word_edits(old, new) == [(8000, 8000, 8000, 8003)]
