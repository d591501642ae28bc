"""Paragraphs that stand elsewhere."""

from __future__ import annotations

from drafter.redline.comparing.diff import Pair
from drafter.redline.comparing.moves import Moves, find_moves
from drafter.redline.comparing.tokens import Coder
from tests.redline.comparing.made import paragraphs

_LONG, _OTHER = "乙方应当在三十日内完成系统需求调研工作。", "任何一方对于对方的商业秘密均应当予以保密。"


def moves(old: list[str], new: list[str], pairs: list[Pair]) -> Moves:
    return find_moves(paragraphs(*old), paragraphs(*new), pairs, Coder())


def test_a_long_paragraph_that_stands_elsewhere_moved() -> None:
    assert moves([_LONG, _OTHER], [_OTHER, _LONG], [(1, 0)]) == {("old", 0): 1, ("new", 1): 1}


def test_a_short_one_did_not() -> None:
    assert moves(["第一条", _OTHER], [_OTHER, "第一条"], [(1, 0)]) == {}


def test_a_short_one_moved_along_with_what_follows_it() -> None:
    found = moves(["第一条", _LONG, _OTHER], [_OTHER, "第一条", _LONG], [(2, 0)])
    assert found == {("old", 0): 1, ("new", 1): 1, ("old", 1): 2, ("new", 2): 2}


def test_one_that_was_edited_after_it_was_moved_is_still_one() -> None:
    assert moves([_LONG, _OTHER], [_OTHER, _LONG.replace("三十", "六十")], [(1, 0)]) == {("old", 0): 1, ("new", 1): 1}


def test_of_two_that_are_equal_one_moved_and_one_is_gone() -> None:
    assert moves([_LONG, _LONG, _OTHER], [_OTHER, _LONG], [(2, 0)]) == {("old", 0): 1, ("new", 1): 1}
