"""Two long sequences paired where they are the same, in near linear time: by what occurs once in both (Bram Cohen's patience diff)."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

from rapidfuzz.distance import LCSseq

LARGEST = 40_000_000  # cells that a longest common subsequence may take, some 5 MB
_DEPTH = 12
Pair = tuple[int, int]
Gap = tuple[int, int, int, int]  # from and to in the old sequence, from and to in the new one


def matching(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return what is the same in both, in rising order, the heaviest of what crosses."""
    found, gaps = unique_matches(old, new)
    for a, b, c, d in gaps:
        if (b - a) * (d - c) <= LARGEST:
            found += longest_common(old[a:b], new[c:d], a, c)
    return sorted(found)


def paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return the lines of two texts side by side: those that are the same together, what stands between them in order; in near linear time."""
    edges = [(-1, -1), *unique_matches(before, after)[0], (len(before), len(after))]
    found: list[tuple[int | None, int | None]] = []
    for (i, j), (k, m) in pairwise(edges):
        found += zip_longest(range(i + 1, k), range(j + 1, m))
        found.append((k, m))
    return found[:-1]


def unique_matches(old: Sequence[str], new: Sequence[str]) -> tuple[list[Pair], list[Gap]]:
    """Return what is the same by what occurs once in both, and the gaps that are left between, both in rising order."""
    found: list[Pair] = []
    gaps: list[Gap] = []
    pending: list[tuple[Gap, int]] = [((0, len(old), 0, len(new)), 0)]
    while pending:
        gap, depth = pending.pop()
        gap = _without_ends(old, new, gap, found)
        if gap[0] == gap[1] or gap[2] == gap[3]:
            continue
        anchors = _unique_in_both(old, new, gap) if depth < _DEPTH else []
        if not anchors:
            gaps.append(gap)
            continue
        found += anchors
        edges = [(gap[0] - 1, gap[2] - 1), *anchors, (gap[1], gap[3])]
        pending += [((i + 1, k, j + 1, m), depth + 1) for (i, j), (k, m) in pairwise(edges)]
    return sorted(found), sorted(gaps)


def _without_ends(old: Sequence[str], new: Sequence[str], gap: Gap, found: list[Pair]) -> Gap:
    """Take what a gap begins and ends with on both sides, and return what is left of it."""
    a, b, c, d = gap
    while a < b and c < d and old[a] == new[c]:
        found.append((a, c))
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1]:
        b, d = b - 1, d - 1
        found.append((b, d))
    return a, b, c, d


def longest_common(old: Sequence[str], new: Sequence[str], at: int = 0, there: int = 0) -> Iterator[Pair]:
    """Yield the longest common subsequence as pairs, counted from two places."""
    for block in LCSseq.editops(old, new).as_matching_blocks():
        yield from ((block.a + at + n, block.b + there + n) for n in range(block.size))


def _unique_in_both(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[Pair]:
    a, b, c, d = gap
    once_old, once_new = Counter(old[a:b]), Counter(new[c:d])
    there = {new[j]: j for j in range(c, d)}
    pairs = [(i, there[old[i]]) for i in range(a, b) if once_old[old[i]] == 1 == once_new[old[i]]]
    return heaviest_increasing(pairs, [len(old[i]) + 1 for i, _ in pairs])


def heaviest_increasing(pairs: Sequence[Pair], weights: Sequence[int]) -> list[Pair]:
    """Return the pairs, rising in both, that weigh most together; `pairs` rise in the first."""
    tops: list[tuple[int, int, int]] = []  # place, weight up to it, number of the pair: both rise
    predecessors: list[int] = []
    for number, ((_, place), weight) in enumerate(zip(pairs, weights, strict=True)):
        at = bisect_left(tops, (place,))
        total = weight + (tops[at - 1][1] if at else 0)
        predecessors.append(tops[at - 1][2] if at else -1)
        while at < len(tops) and tops[at][1] <= total:
            tops.pop(at)
        if at == len(tops) or tops[at][0] != place:
            insort(tops, (place, total, number))
    chain, number = [], tops[-1][2] if tops else -1
    while number >= 0:
        chain.append(pairs[number])
        number = predecessors[number]
    return chain[::-1]
