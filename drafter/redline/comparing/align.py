"""Blocks aligned: which paragraphs, tables and rows of two texts are each other, which were split, joined or moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from rapidfuzz.distance import Indel

from drafter.redline.comparing.diff import Gap, Pair, heaviest_increasing, longest_common, unique_matches
from drafter.redline.comparing.moves import Moves, find_moves
from drafter.redline.comparing.paragraphs import Paragraph
from drafter.redline.comparing.tokens import Coder

_ALIKE = 0.45  # below this share of common words two paragraphs are two
_NEAR = 0.85  # from this share of common characters on two paragraphs that stand in the same place are one
_FAMILIAR = 0.6  # two that begin or end alike must be this alike to anchor
_SMALL = 2500  # pairs that are compared one by one; a larger gap is cut into pieces
_HEAD = 8000  # characters of a paragraph that say whether it is nearly another
_ENDS = 8  # words that two changed paragraphs begin or end with
_WINDOW = 48


class Alignable(Protocol):
    """What is aligned."""

    content_key: str

    @property
    def words(self) -> str:
        """Its words, for likeness."""

    @property
    def tokens(self) -> list[str]:
        """Its words one by one."""


class Step(NamedTuple):
    """Blocks of both sides that are one; of one side only when they were deleted or inserted; moved when they have a number."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    move: int = 0


def align(old: Sequence[Alignable], new: Sequence[Alignable], coder: Coder, flow: bool = True) -> list[Step]:
    """Return the steps from one row of blocks to another, in the order a redline shows them.

    In a `flow` paragraphs may be split, joined and moved; rows and cells of a table may not.
    """
    aligner = _Aligner(old, new, coder)
    pairs = aligner.pairs()
    moves = find_moves(old, new, pairs, coder) if flow else {}
    tables = aligner.lone_tables(pairs) if flow else []
    if (moves or tables) and (settled := aligner.settled(pairs, moves, tables)) != pairs:
        pairs = settled
        moves = find_moves(old, new, pairs, coder)
    groups = aligner.groups(pairs, moves) if flow else [((i,), (j,)) for i, j in pairs]
    return list(_steps(groups, len(old), len(new), moves, old, new))


class _Aligner:
    def __init__(self, old: Sequence[Alignable], new: Sequence[Alignable], coder: Coder) -> None:
        self.old = old
        self.new = new
        self.coder = coder
        self.keys = [b.content_key for b in old], [b.content_key for b in new]

    def pairs(self) -> list[Pair]:
        """Return the blocks that are each other, in rising order."""
        found, gaps = unique_matches(*self.keys)
        for gap in gaps:
            found += self._in_gap(gap)
        for gap in gaps_between(sorted(found), len(self.old), len(self.new)):
            found += self._alike_in(gap)
        return sorted(found)

    def lone_tables(self, pairs: Sequence[Pair]) -> list[Pair]:
        """Return tables that have no partner, but would have one if they had not to cross something: Word knows no moves of tables."""
        taken = {i for i, _ in pairs}, {j for _, j in pairs}
        gone, come = (
            [n for n, b in enumerate(side) if not isinstance(b, Paragraph) and n not in used]
            for side, used in zip((self.old, self.new), taken, strict=True)
        )
        if len(gone) * len(come) > _SMALL:
            return []
        found: dict[int, int] = {}
        for i in gone:
            alike = max(((self._likeness(i, j), -j) for j in come if j not in found.values()), default=(0.0, 0))
            if alike[0] >= _FAMILIAR:
                found[i] = -alike[1]
        return list(found.items())

    def settled(self, pairs: Sequence[Pair], moves: Moves, tables: Sequence[Pair]) -> list[Pair]:
        """Return the pairs again, now that it is known what moved: of what crosses, the heavier stays, changed or not."""
        ends: dict[int, list[int]] = {}
        for (_, block), number in sorted(moves.items(), reverse=True):  # the old end first
            ends.setdefault(number, []).append(block)
        candidates = sorted({*pairs, *tables, *((i, j) for i, j in ends.values())})
        staying = heaviest_increasing(candidates, [len(self.old[i].words) + 1 for i, _ in candidates])
        if set(pairs) <= set(staying) and not set(tables) & set(staying):
            return list(pairs)
        for gap in gaps_between(staying, len(self.old), len(self.new)):
            staying += self._alike_in(gap)
        return sorted(staying)

    def _in_gap(self, gap: Gap) -> list[Pair]:
        """Return exact pairs in a gap without anchors; a small gap is left to likeness, which knows what matters."""
        a, b, c, d = gap
        if (b - a) * (d - c) <= _SMALL:
            return []
        return list(longest_common(self.keys[0][a:b], self.keys[1][c:d], a, c))

    def _alike_in(self, gap: Gap) -> list[Pair]:
        a, b, c, d = gap
        if b - a == d - c and all(map(self._all_but_same, range(a, b), range(c, d))):
            return list(zip(range(a, b), range(c, d), strict=True))
        if (b - a) * (d - c) <= _SMALL:
            return self._best(gap)
        found = self._familiar(gap, 0) or self._familiar(gap, 1)
        if found:
            inner = [self._alike_in(g) for g in gaps_between([(i, j) for i, j in found], b, d, a, c)]
            return found + [pair for pairs in inner for pair in pairs]
        return [pair for window in _windows(gap) for pair in self._best(window)]

    def _all_but_same(self, i: int, j: int) -> bool:
        """Say whether two blocks share nearly all their characters: then there is no need to count words."""
        one, other = self.old[i], self.new[j]
        heads = one.words[:_HEAD], other.words[:_HEAD]  # of a paragraph of book length the rest would cost its square
        return type(one) is type(other) and Indel.normalized_similarity(*heads, score_cutoff=_NEAR) > 0

    def _familiar(self, gap: Gap, end: int) -> list[Pair]:
        """Return pairs of changed paragraphs by the words that they alone begin or end with."""
        a, b, c, d = gap
        sides = [[self._end(block, end) for block in side] for side in (self.old[a:b], self.new[c:d])]
        pairs = unique_matches(*sides)[0]
        alike = [(i + a, j + c) for i, j in pairs if self._likeness(i + a, j + c) >= _FAMILIAR]
        return heaviest_increasing(alike, [1] * len(alike))

    def _end(self, block: Alignable, end: int) -> str:
        fingerprint = self.coder.fingerprint(block)
        return fingerprint[-_ENDS:] if end else fingerprint[:_ENDS]

    def _likeness(self, i: int, j: int) -> float:
        one, other = self.old[i], self.new[j]
        if one.content_key == other.content_key:
            return 1.0
        if type(one) is not type(other):
            return 0.0
        a, b = self.coder.fingerprint(one), self.coder.fingerprint(other)
        return Indel.normalized_similarity(a, b, score_cutoff=_ALIKE) if a or b else 0.0

    def _best(self, gap: Gap) -> list[Pair]:
        """Return the pairs in a gap that have most in common together (Needleman-Wunsch)."""
        a, b, c, d = gap
        gain = [[self._gain(i, j) for j in range(c, d)] for i in range(a, b)]
        best = [[0.0] * (d - c + 1)]
        for row in gain:
            above, line = best[-1], [0.0]
            for n, worth in enumerate(row):
                line.append(max(above[n] + worth if worth else 0.0, above[n + 1], line[n]))
            best.append(line)
        return [(a + i, c + j) for i, j in _traced(best, gain)]

    def _gain(self, i: int, j: int) -> float:
        alike = self._likeness(i, j)
        if not alike:
            return 0.0
        return alike * alike * (len(self.coder.fingerprint(self.old[i])) + len(self.coder.fingerprint(self.new[j])) + 1)

    def groups(self, pairs: Sequence[Pair], moves: Moves) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Return the pairs, each with the blocks beside it that it was split into or joined from."""
        groups: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        edges = [(-1, -1), *pairs, (len(self.old), len(self.new))]
        taken = (-1, -1)
        for (h, g), (i, j), (k, m) in zip(edges, edges[1:], edges[2:], strict=False):
            lone = [
                [n for n in range(max(h, taken[0]) + 1, i) if ("old", n) not in moves],
                [n for n in range(i + 1, k) if ("old", n) not in moves],
            ]
            lone_new = [
                [n for n in range(max(g, taken[1]) + 1, j) if ("new", n) not in moves],
                [n for n in range(j + 1, m) if ("new", n) not in moves],
            ]
            olds, news = self._grown(i, j, lone, lone_new)
            taken = (olds[-1], news[-1])
            groups.append((olds, news))
        return groups

    def _grown(self, i: int, j: int, lone: list[list[int]], lone_new: list[list[int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        olds, news = [i], [j]
        if self.keys[0][i] == self.keys[1][j] or not isinstance(self.old[i], Paragraph):
            return (i,), (j,)
        for side, own, others, here in ((self.new, news, olds, lone_new), (self.old, olds, news, lone)):
            if len(others) > 1:
                break
            for n in here[1]:
                if n != own[-1] + 1 or not self._belongs(side, [*own, n], n, own, others):
                    break
                own.append(n)
            for n in reversed(here[0]):
                if n != own[0] - 1 or not self._belongs(side, [n, *own], n, own, others):
                    break
                own.insert(0, n)
        return tuple(olds), tuple(news)

    def _belongs(self, side: Sequence[Alignable], together: list[int], extra: int, own: list[int], others: list[int]) -> bool:
        """Say whether a lone paragraph is a piece of what its neighbour is the rest of."""
        block, first = side[extra], side[own[0]]
        if (
            not isinstance(block, Paragraph)
            or not isinstance(first, Paragraph)
            or block.enclosing_controls != first.enclosing_controls
            or block.section is not None
        ):
            return False
        other = self.new if side is self.old else self.old
        whole = "".join(self.coder.code(other[n]) for n in others)
        joined, alone = ("".join(self.coder.code(side[n]) for n in ns) for ns in (together, own))
        piece = len(self.coder.code(block))
        shared = [(len(x) + len(whole) - Indel.distance(x, whole)) // 2 for x in (joined, alone)]
        return piece > 1 and shared[0] - shared[1] >= 0.7 * piece


def _traced(best: list[list[float]], gain: list[list[float]]) -> Iterator[Pair]:
    i, j = len(best) - 1, len(best[0]) - 1
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            yield i, j


def gaps_between(pairs: Sequence[Pair], old: int, new: int, start: int = 0, there: int = 0) -> list[Gap]:
    """Return the gaps between pairs that have something on both sides."""
    edges = [(start - 1, there - 1), *pairs, (old, new)]
    return [(i + 1, k, j + 1, m) for (i, j), (k, m) in pairwise(edges) if i + 1 < k and j + 1 < m]


def _windows(gap: Gap) -> Iterator[Gap]:
    """Yield pieces of a large gap along its diagonal."""
    a, b, c, d = gap
    count = -(-max(b - a, d - c) // _WINDOW)
    cuts = [(a + (b - a) * n // count, c + (d - c) * n // count) for n in range(count + 1)]
    return ((i, k, j, m) for (i, j), (k, m) in pairwise(cuts))


def _steps(
    groups: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], olds: int, news: int, moves: Moves, old: Sequence[Alignable], new: Sequence[Alignable]
) -> Iterator[Step]:  # fmt: skip
    a = c = 0
    for ours, theirs in [*groups, ((olds,), (news,))]:
        gone, come = range(a, ours[0]), range(c, theirs[0])
        if len(gone) == 1 == len(come) and type(old[a]) is type(new[c]) and not (("old", a) in moves or ("new", c) in moves):
            yield Step((a,), (c,))
        else:
            yield from (Step((n,), (), moves.get(("old", n), 0)) for n in gone)
            yield from (Step((), (n,), moves.get(("new", n), 0)) for n in come)
        if ours[0] < olds or theirs[0] < news:
            yield Step(ours, theirs)
        a, c = ours[-1] + 1, theirs[-1] + 1
