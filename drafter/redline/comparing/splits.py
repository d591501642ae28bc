"""Paragraphs that were split or joined: the new pieces of an old paragraph, the old pieces of a new one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from drafter.redline.comparing.diff import Pair
from drafter.redline.comparing.moves import Moves
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.tokens import Coder, HasWords

_SHARED = 0.7  # of the words of a piece: so many must be found in what it is to be a piece of
_OLD, _NEW = 0, 1


class Group(NamedTuple):
    """The numbers of blocks that are each other: one of one as a rule; several of one side when they were split from, or joined into, the other."""

    old: tuple[int, ...]
    new: tuple[int, ...]


class Lone(NamedTuple):
    """The blocks of a side right before and right after one that has a partner, as far as they have none and did not move."""

    before: list[int]
    after: list[int]


class SplitFinder:
    """A finder of paragraphs that were split or joined, among blocks that are paired already."""

    def __init__(self, old: Sequence[HasWords], new: Sequence[HasWords], moves: Moves, coder: Coder) -> None:
        self.sides = old, new
        self.moved = tuple({number for side, number in moves if side == name} for name in ("old", "new"))
        self.coder = coder

    def groups(self, pairs: Sequence[Pair]) -> Iterator[Group]:
        """Yield every pair with the blocks beside it that it was split into or joined from; no block is in two groups."""
        edges = [(-1, -1), *pairs, (len(self.sides[_OLD]), len(self.sides[_NEW]))]
        taken = -1, -1
        for previous, pair, following in zip(edges, edges[1:], edges[2:], strict=False):
            group = Group((pair[_OLD],), (pair[_NEW],))
            if self._changed_paragraphs(pair):
                first = max(previous[_OLD], taken[_OLD]) + 1, max(previous[_NEW], taken[_NEW]) + 1
                group = self._group(pair, *(self._lone(side, first[side], pair[side], following[side]) for side in (_OLD, _NEW)))
            taken = group.old[-1], group.new[-1]
            yield group

    def _changed_paragraphs(self, pair: Pair) -> bool:
        old, new = self.sides[_OLD][pair[_OLD]], self.sides[_NEW][pair[_NEW]]
        return isinstance(old, Paragraph) and isinstance(new, Paragraph) and old.content_key != new.content_key

    def _lone(self, side: int, first: int, at: int, end: int) -> Lone:
        moved = self.moved[side]
        return Lone([n for n in range(first, at) if n not in moved], [n for n in range(at + 1, end) if n not in moved])

    def _group(self, pair: Pair, lone_old: Lone, lone_new: Lone) -> Group:
        old, new = pair
        news = self._with_pieces(_NEW, new, lone_new, self._code(_OLD, [old]))
        olds = [old] if len(news) > 1 else self._with_pieces(_OLD, old, lone_old, self._code(_NEW, [new]))
        return Group(tuple(olds), tuple(news))

    def _with_pieces(self, side: int, at: int, lone: Lone, whole: str) -> list[int]:
        """Return a block with those on either side of it, one after the other, that are pieces of `whole` as it is."""
        found = [at]
        for n in lone.after:
            if n != found[-1] + 1 or not self._is_piece(side, n, found, whole):
                break
            found.append(n)
        for n in reversed(lone.before):
            if n != found[0] - 1 or not self._is_piece(side, n, found, whole):
                break
            found.insert(0, n)
        return found

    def _is_piece(self, side: int, extra: int, found: Sequence[int], whole: str) -> bool:
        """Say whether a lone paragraph is a piece of what those beside it are the rest of: with it more of the whole is there."""
        block, beside = self.sides[side][extra], self.sides[side][found[0]]
        if not isinstance(block, Paragraph) or not isinstance(beside, Paragraph):
            return False
        if block.enclosing_controls != beside.enclosing_controls or block.section is not None:
            return False
        size = len(self.coder.code(block))
        gain = self._shared(side, sorted([*found, extra]), whole) - self._shared(side, found, whole)
        return size > 1 and gain >= _SHARED * size

    def _shared(self, side: int, numbers: Sequence[int], whole: str) -> int:
        """Return how many words blocks, one after the other, and a whole have in common, in the same order."""
        text = self._code(side, numbers)
        return (len(text) + len(whole) - Indel.distance(text, whole)) // 2

    def _code(self, side: int, numbers: Sequence[int]) -> str:
        return "".join(self.coder.code(self.sides[side][n]) for n in numbers)
