"""Two long sequences paired."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from drafter.redline.comparing.diff import heaviest_increasing, matching, paired, unique_matches

_texts = st.lists(st.sampled_from("abcdefgh"), max_size=14)


def test_what_occurs_once_in_both_is_paired_and_the_gaps_are_left() -> None:
    pairs, gaps = unique_matches("axxbyyc", "azbwwc")
    assert pairs == [(0, 0), (3, 2), (6, 5)]
    assert gaps == [(1, 3, 1, 2), (4, 6, 3, 5)]


def test_a_gap_with_something_on_one_side_only_is_none() -> None:
    assert unique_matches("abc", "ac") == ([(0, 0), (2, 1)], [])


def test_what_crosses_gives_way_to_what_weighs_more() -> None:
    pairs = [(0, 2), (1, 0), (2, 1)]
    assert heaviest_increasing(pairs, [1, 1, 1]) == [(1, 0), (2, 1)]
    assert heaviest_increasing(pairs, [9, 1, 1]) == [(0, 2)]
    assert heaviest_increasing([], []) == []


def test_lines_stand_side_by_side() -> None:
    assert paired(["甲", "乙", "丙"], ["甲", "丁", "戊", "丙"]) == [(0, 0), (1, 1), (None, 2), (2, 3)]
    assert paired(["甲"], []) == [(0, None)]
    assert paired([], []) == []


def test_of_two_lines_that_changed_places_the_longer_is_the_same() -> None:
    assert paired(["长长长长", "短"], ["短", "长长长长"]) == [(None, 0), (0, 1), (1, None)]


@given(_texts, _texts)
def test_matches_are_the_same_and_rise_in_both(old: list[str], new: list[str]) -> None:
    pairs = matching(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in itertools.pairwise(pairs))


@given(_texts, _texts)
def test_every_line_stands_in_one_row(before: list[str], after: list[str]) -> None:
    rows = paired(before, after)
    assert [i for i, _ in rows if i is not None] == list(range(len(before)))
    assert [j for _, j in rows if j is not None] == list(range(len(after)))


@given(_texts)
def test_a_text_is_paired_with_itself(text: list[str]) -> None:
    assert paired(text, text) == [(n, n) for n in range(len(text))]
