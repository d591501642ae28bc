"""Paragraphs that were split or joined."""

from __future__ import annotations

from drafter.redline.comparing.splits import Group, SplitFinder
from drafter.redline.comparing.tokens import Coder
from tests.redline.comparing.made import paragraphs

_WHOLE = "乙方应当在三十日内完成系统需求调研工作，并向甲方提交书面的需求分析报告。"
_FIRST, _REST = "乙方应当在三十日内完成系统需求调研工作。", "并向甲方提交书面的需求分析报告。"


def groups(old: list[str], new: list[str], pairs: list[tuple[int, int]], moved: dict[int, int] | None = None) -> list[Group]:
    moves = {("new", n): move for n, move in (moved or {}).items()}
    return list(SplitFinder(paragraphs(*old), paragraphs(*new), moves, Coder()).groups(pairs))  # type: ignore[arg-type]


def test_a_paragraph_split_in_two_is_one_with_both_pieces() -> None:
    assert groups([_WHOLE], [_FIRST, _REST], [(0, 0)]) == [Group((0,), (0, 1))]
    assert groups([_WHOLE], [_FIRST, _REST], [(0, 1)]) == [Group((0,), (0, 1))]


def test_two_paragraphs_that_were_joined_are_one_with_the_whole() -> None:
    assert groups([_FIRST, _REST], [_WHOLE], [(0, 0)]) == [Group((0, 1), (0,))]


def test_a_neighbour_that_has_nothing_of_the_whole_stays_apart() -> None:
    assert groups([_WHOLE], [_FIRST, "本合同一式四份。"], [(0, 0)]) == [Group((0,), (0,))]


def test_a_paragraph_that_did_not_change_takes_nobody() -> None:
    assert groups([_WHOLE], [_WHOLE, _REST], [(0, 0)]) == [Group((0,), (0,))]


def test_a_piece_that_moved_stays_with_its_move() -> None:
    assert groups([_WHOLE], [_FIRST, _REST], [(0, 0)], {1: 1}) == [Group((0,), (0,))]


def test_a_piece_between_two_pairs_goes_to_one_of_them_only() -> None:
    found = groups([_WHOLE, _WHOLE + "另行通知。"], [_FIRST, _REST, _FIRST], [(0, 0), (1, 2)])
    assert found == [Group((0,), (0, 1)), Group((1,), (2,))]
