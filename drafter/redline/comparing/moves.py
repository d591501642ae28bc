"""Paragraphs that stand elsewhere: the same text taken out in one place and put in at another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from rapidfuzz.distance import Indel

from drafter.redline.comparing.diff import Pair
from drafter.redline.comparing.lines import Line
from drafter.redline.comparing.tokens import Coder, Worded

_LONG = 8  # words; what is shorter moves only beside something that moves
_ALIKE = 0.8
_PIECE = 6  # words in a row that only two paragraphs have
_COMMON = 4  # a piece found oftener says nothing

Moves = dict[tuple[Literal["old", "new"], int], int]  # a block of a side -> the number of its move


def find_moves(old: Sequence[Worded], new: Sequence[Worded], pairs: Sequence[Pair], coder: Coder) -> Moves:
    """Return the blocks that moved, both ends under the same number."""
    gone = _lone(old, {i for i, _ in pairs})
    come = _lone(new, {j for _, j in pairs})
    if not gone or not come:
        return {}
    moved = dict(_exact(gone, come, coder))
    moved |= dict(
        _edited({i: b for i, b in gone.items() if i not in moved}, {j: b for j, b in come.items() if j not in moved.values()}, coder)
    )
    _beside(moved, gone, come)
    numbered = enumerate(sorted(moved.items()), 1)
    return {end: number for number, (i, j) in numbered for end in (("old", i), ("new", j))}


def _lone(blocks: Sequence[Worded], taken: set[int]) -> dict[int, Line]:
    return {n: b for n, b in enumerate(blocks) if n not in taken and isinstance(b, Line) and b.words.strip()}


def _exact(gone: dict[int, Line], come: dict[int, Line], coder: Coder) -> Iterator[Pair]:
    there = {line.key: j for j, line in come.items()}
    counts = Counter(line.key for line in gone.values()), Counter(line.key for line in come.values())
    for i, line in gone.items():
        if counts[0][line.key] == 1 == counts[1][line.key] and len(coder.gist(line)) >= _LONG:
            yield i, there[line.key]


def _edited(gone: dict[int, Line], come: dict[int, Line], coder: Coder) -> Iterator[Pair]:
    """Yield paragraphs that were moved and then edited: candidates share a piece that few have, so that none is compared with all."""
    where: dict[str, list[int]] = defaultdict(list)
    for i, line in gone.items():
        for piece in dict.fromkeys(_pieces(coder.gist(line))):
            where[piece].append(i)
    taken: set[int] = set()
    for j, line in come.items():
        gist = coder.gist(line)
        shared = Counter(i for piece in dict.fromkeys(_pieces(gist)) if len(where.get(piece, ())) <= _COMMON for i in where.get(piece, ()))
        for i, _ in shared.most_common(2):
            if i not in taken and Indel.normalized_similarity(coder.gist(gone[i]), gist) >= _ALIKE:
                taken.add(i)
                yield i, j
                break


def _pieces(gist: str) -> Iterator[str]:
    return (gist[n : n + _PIECE] for n in range(len(gist) - _PIECE + 1))


def _beside(moved: dict[int, int], gone: dict[int, Line], come: dict[int, Line]) -> None:
    """Take along short paragraphs, headings mostly, that stand beside one that moved in both places."""
    waiting = list(moved.items())
    lone = set(gone) - set(moved), set(come) - set(moved.values())  # of two that are equal one may go along
    while waiting:
        i, j = waiting.pop()
        for near, there in ((i - 1, j - 1), (i + 1, j + 1)):
            if near in lone[0] and there in lone[1] and gone[near].key == come[there].key:
                moved[near] = there
                lone[0].remove(near)
                lone[1].remove(there)
                waiting.append((near, there))
