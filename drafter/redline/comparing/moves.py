"""Paragraphs that stand elsewhere: the same text taken out in one place and put in at another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from rapidfuzz.distance import Indel

from drafter.redline.comparing.diff import Pair
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.tokens import Coder, HasWords

_LONG = 8  # words; what is shorter moves only beside something that moves
_ALIKE = 0.8
_PIECE = 6  # words in a row that only two paragraphs have
_COMMON = 4  # a piece found oftener says nothing

Moves = dict[tuple[Literal["old", "new"], int], int]  # a block of a side -> the number of its move


def find_moves(old: Sequence[HasWords], new: Sequence[HasWords], pairs: Sequence[Pair], coder: Coder) -> Moves:
    """Return the blocks that moved, both ends under the same number."""
    deleted = _unpaired_paragraphs(old, {i for i, _ in pairs})
    inserted = _unpaired_paragraphs(new, {j for _, j in pairs})
    if not deleted or not inserted:
        return {}
    moved = dict(_moved_unchanged(deleted, inserted, coder))
    moved |= dict(
        _moved_and_edited(
            {i: b for i, b in deleted.items() if i not in moved}, {j: b for j, b in inserted.items() if j not in moved.values()}, coder
        )
    )
    _take_along_neighbours(moved, deleted, inserted)
    numbered = enumerate(sorted(moved.items()), 1)
    return {end: number for number, (i, j) in numbered for end in (("old", i), ("new", j))}


def _unpaired_paragraphs(blocks: Sequence[HasWords], taken: set[int]) -> dict[int, Paragraph]:
    return {n: b for n, b in enumerate(blocks) if n not in taken and isinstance(b, Paragraph) and b.words.strip()}


def _moved_unchanged(deleted: dict[int, Paragraph], inserted: dict[int, Paragraph], coder: Coder) -> Iterator[Pair]:
    there = {paragraph.content_key: j for j, paragraph in inserted.items()}
    counts = (
        Counter(paragraph.content_key for paragraph in deleted.values()),
        Counter(paragraph.content_key for paragraph in inserted.values()),
    )
    for i, paragraph in deleted.items():
        if counts[0][paragraph.content_key] == 1 == counts[1][paragraph.content_key] and len(coder.fingerprint(paragraph)) >= _LONG:
            yield i, there[paragraph.content_key]


def _moved_and_edited(deleted: dict[int, Paragraph], inserted: dict[int, Paragraph], coder: Coder) -> Iterator[Pair]:
    """Yield paragraphs that were moved and then edited: candidates share a piece that few have, so that none is compared with all."""
    where: dict[str, list[int]] = defaultdict(list)
    for i, paragraph in deleted.items():
        for piece in dict.fromkeys(_pieces(coder.fingerprint(paragraph))):
            where[piece].append(i)
    taken: set[int] = set()
    for j, paragraph in inserted.items():
        fingerprint = coder.fingerprint(paragraph)
        shared = Counter(
            i for piece in dict.fromkeys(_pieces(fingerprint)) if len(where.get(piece, ())) <= _COMMON for i in where.get(piece, ())
        )
        for i, _ in shared.most_common(2):
            if i not in taken and Indel.normalized_similarity(coder.fingerprint(deleted[i]), fingerprint) >= _ALIKE:
                taken.add(i)
                yield i, j
                break


def _pieces(fingerprint: str) -> Iterator[str]:
    return (fingerprint[n : n + _PIECE] for n in range(len(fingerprint) - _PIECE + 1))


def _take_along_neighbours(moved: dict[int, int], deleted: dict[int, Paragraph], inserted: dict[int, Paragraph]) -> None:
    """Take along short paragraphs, headings mostly, that stand beside one that moved in both places."""
    pending = list(moved.items())
    lone = set(deleted) - set(moved), set(inserted) - set(moved.values())  # of two that are equal one may go along
    while pending:
        i, j = pending.pop()
        for near, there in ((i - 1, j - 1), (i + 1, j + 1)):
            if near in lone[0] and there in lone[1] and deleted[near].content_key == inserted[there].content_key:
                moved[near] = there
                lone[0].remove(near)
                lone[1].remove(there)
                pending.append((near, there))
