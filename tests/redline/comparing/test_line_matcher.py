"""The quick matcher of lines finds what difflib's finds."""

from __future__ import annotations

from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from drafter.redline.comparing.line_matcher import LineMatcher

_LINES = st.lists(st.sampled_from("abc"), max_size=16)


@given(_LINES, _LINES)
def test_it_finds_what_difflib_finds(before: list[str], after: list[str]) -> None:
    assert LineMatcher(before, after).get_opcodes() == SequenceMatcher(None, before, after, autojunk=False).get_opcodes()


@given(_LINES, _LINES, _LINES)
def test_it_finds_it_between_long_runs_that_are_the_same(same: list[str], before: list[str], after: list[str]) -> None:
    old, new = [*same * 3, *before, *same], [*same * 3, *after, *same]
    assert LineMatcher(old, new).get_opcodes() == SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
