"""Lines of two texts paired: which stand in the same place."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

_DEPTH = 8  # how often a gap between lines that are alike is searched for more of them
Gap = tuple[int, int, int, int]  # from and to in the first text, from and to in the second


def paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return the lines of both texts side by side: those that are alike together, what stands between them in order."""
    return [pair for start, end, from_, to in _gaps(before, after) for pair in zip_longest(range(start, end), range(from_, to))]


def _gaps(before: Sequence[str], after: Sequence[str]) -> Iterator[Gap]:
    """Yield spans of lines that belong together, by lines that occur once in both (Bram Cohen's patience diff); linear in practice."""
    waiting: list[tuple[Gap, int]] = [((0, len(before), 0, len(after)), 0)]
    while waiting:
        (start, end, from_, to), depth = waiting.pop()
        same = _alike(before[start:end], after[from_:to])
        yield start, start + same, from_, from_ + same
        start, from_ = start + same, from_ + same
        same = _alike(before[start:end][::-1], after[from_:to][::-1])
        gap = (start, end - same, from_, to - same)
        anchors = _anchors(before, after, gap) if depth < _DEPTH else []
        if same:
            waiting.append(((end - same, end, to - same, to), depth))
        if anchors:
            edges = [(start, from_), *anchors, (end - same, to - same)]
            waiting += [((a, c, b, d), depth + 1) for (a, b), (c, d) in reversed(list(pairwise(edges)))]
        else:
            yield gap


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many lines both begin with."""
    return next((n for n, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), min(len(before), len(after)))


def _anchors(before: Sequence[str], after: Sequence[str], gap: Gap) -> list[tuple[int, int]]:
    """Return the longest run of lines, in the same order in both, that occur once in both spans."""
    start, end, from_, to = gap
    once = [Counter(before[start:end]), Counter(after[from_:to])]
    there = {after[j]: j for j in range(from_, to)}
    pairs = [(i, there[before[i]]) for i in range(start, end) if once[0][before[i]] == 1 == once[1][before[i]]]
    return [pairs[n] for n in _rising([place for _, place in pairs])]


def _rising(places: Sequence[int]) -> list[int]:
    """Return which places make the longest rising run."""
    tops: list[int] = []  # for each length of run, the lowest place it can end at
    ends: list[int] = []  # and which of the places that is
    prior: list[int] = []
    for number, place in enumerate(places):
        length = bisect_left(tops, place)
        tops[length : length + 1] = [place]
        ends[length : length + 1] = [number]
        prior.append(ends[length - 1] if length else -1)
    chain, number = [], ends[-1] if ends else -1
    while number >= 0:
        chain.append(number)
        number = prior[number]
    return chain[::-1]
