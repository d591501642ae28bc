"""Blocks aligned: which paragraphs, tables and rows of two texts are each other, which were split, joined or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from rapidfuzz.distance import Indel

from drafter.redline.comparing.blocks import Row, Table
from drafter.redline.comparing.diff import Gap, Pair, heaviest_increasing, longest_common, unique_matches
from drafter.redline.comparing.moves import Moves, find_moves
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.splits import Group, SplitFinder
from drafter.redline.comparing.tokens import Coder

_ALIKE = 0.45  # below this share of common words two paragraphs are two
_NEAR = 0.85  # from this share of common characters on two paragraphs that stand in the same place are one
_FAMILIAR = 0.6  # two that begin or end alike must be this alike to anchor
_LONG = 8  # words that a paragraph must keep to be one of which the rest was taken out
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
    tables = aligner.crossing_tables(pairs) if flow else []
    if (moves or tables) and (uncrossed := aligner.uncrossed(pairs, moves, tables)) != pairs:
        pairs = uncrossed
        moves = find_moves(old, new, pairs, coder)
    groups = SplitFinder(old, new, moves, coder).groups(pairs) if flow else (Group((i,), (j,)) for i, j in pairs)
    return list(_steps(groups, old, new, moves))


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
            found += self._exact_in(gap)
        for gap in gaps_between(sorted(found), len(self.old), len(self.new)):
            found += self._alike_in(gap)
        return sorted(found)

    def crossing_tables(self, pairs: Sequence[Pair]) -> list[Pair]:
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

    def uncrossed(self, pairs: Sequence[Pair], moves: Moves, tables: Sequence[Pair]) -> list[Pair]:
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

    def _exact_in(self, gap: Gap) -> list[Pair]:
        """Return exact pairs in a gap without anchors; a small gap is left to likeness, which knows what matters."""
        a, b, c, d = gap
        if (b - a) * (d - c) <= _SMALL:
            return []
        return list(longest_common(self.keys[0][a:b], self.keys[1][c:d], a, c))

    def _alike_in(self, gap: Gap) -> list[Pair]:
        a, b, c, d = gap
        if b - a == d - c and all(map(self._nearly_the_same, range(a, b), range(c, d))):
            return list(zip(range(a, b), range(c, d), strict=True))
        if (b - a) * (d - c) <= _SMALL:
            return self._best_pairs(gap)
        found = self._alike_at_ends(gap, 0) or self._alike_at_ends(gap, 1)
        if found:
            inner = [self._alike_in(g) for g in gaps_between([(i, j) for i, j in found], b, d, a, c)]
            return found + [pair for pairs in inner for pair in pairs]
        return [pair for window in _windows(gap) for pair in self._best_pairs(window)]

    def _nearly_the_same(self, i: int, j: int) -> bool:
        """Say whether two blocks share nearly all their characters: then there is no need to count words."""
        one, other = self.old[i], self.new[j]
        heads = one.words[:_HEAD], other.words[:_HEAD]  # of a paragraph of book length the rest would cost its square
        return type(one) is type(other) and Indel.normalized_similarity(*heads, score_cutoff=_NEAR) > 0

    def _alike_at_ends(self, gap: Gap, end: int) -> list[Pair]:
        """Return pairs of changed paragraphs by the words that they alone begin or end with."""
        a, b, c, d = gap
        sides = [[self._words_at_end(block, end) for block in side] for side in (self.old[a:b], self.new[c:d])]
        pairs = unique_matches(*sides)[0]
        alike = [(i + a, j + c) for i, j in pairs if self._likeness(i + a, j + c) >= _FAMILIAR]
        return heaviest_increasing(alike, [1] * len(alike))

    def _words_at_end(self, block: Alignable, end: int) -> str:
        fingerprint = self.coder.fingerprint(block)
        return fingerprint[-_ENDS:] if end else fingerprint[:_ENDS]

    def _likeness(self, i: int, j: int) -> float:
        one, other = self.old[i], self.new[j]
        if one.content_key == other.content_key:
            return 1.0
        if type(one) is not type(other):
            return 0.0
        a, b = self.coder.fingerprint(one), self.coder.fingerprint(other)
        alike = Indel.normalized_similarity(a, b, score_cutoff=_ALIKE) if a or b else 0.0
        return alike or _likeness_of_cells(one, other) or _ALIKE * _begins_or_ends(a, b)

    def _best_pairs(self, gap: Gap) -> list[Pair]:
        """Return the pairs in a gap that have most in common together (Needleman-Wunsch)."""
        a, b, c, d = gap
        gain = [[self._gain(i, j) for j in range(c, d)] for i in range(a, b)]
        best = [[0.0] * (d - c + 1)]
        for row in gain:
            above, line = best[-1], [0.0]
            for n, worth in enumerate(row):
                line.append(max(above[n] + worth if worth else 0.0, above[n + 1], line[n]))
            best.append(line)
        return [(a + i, c + j) for i, j in _traced(best)]

    def _gain(self, i: int, j: int) -> float:
        alike = self._likeness(i, j)
        if not alike:
            return 0.0
        return alike * alike * (len(self.coder.fingerprint(self.old[i])) + len(self.coder.fingerprint(self.new[j])) + 1)


def _begins_or_ends(one: str, other: str) -> bool:
    """Say whether the shorter of two texts is nearly what the other, far longer, begins or ends with."""
    short, long = sorted((one, other), key=len)
    if len(short) < _LONG or len(long) < 2 * len(short):
        return False
    return any(Indel.normalized_similarity(short, piece) >= _NEAR for piece in (long[: len(short)], long[-len(short) :]))


def _likeness_of_cells(one: Alignable, other: Alignable) -> float:
    """Return the share of cells that two tables have in common; two rows that bear the same label are just alike enough."""
    if isinstance(one, Table) and isinstance(other, Table):
        cells = [Counter(cell.content_key for row in table.rows for cell in row.cells if cell.content_key) for table in (one, other)]
        total = sum(side.total() for side in cells)
        share = 2 * (cells[0] & cells[1]).total() / total if total else 0.0
        return share if share >= _ALIKE else 0.0
    if isinstance(one, Row) and isinstance(other, Row) and one.cells and other.cells:
        label = one.cells[0].content_key
        return _ALIKE * (label == other.cells[0].content_key and any(map(str.isalpha, label)))
    return 0.0


def _traced(best: list[list[float]]) -> Iterator[Pair]:
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


def _steps(groups: Iterable[Group], old: Sequence[Alignable], new: Sequence[Alignable], moves: Moves) -> Iterator[Step]:
    """Yield what both sides have, with what only one has before it: first what was deleted, then what was inserted."""
    a = c = 0
    for group in groups:
        yield from _steps_in_gap((a, group.old[0], c, group.new[0]), old, new, moves)
        yield Step(group.old, group.new)
        a, c = group.old[-1] + 1, group.new[-1] + 1
    yield from _steps_in_gap((a, len(old), c, len(new)), old, new, moves)


def _steps_in_gap(gap: Gap, old: Sequence[Alignable], new: Sequence[Alignable], moves: Moves) -> Iterator[Step]:
    """Yield what stands between two groups; one block for one of its kind is a replacement, however unlike they are."""
    a, b, c, d = gap
    if b - a == 1 == d - c and type(old[a]) is type(new[c]) and ("old", a) not in moves and ("new", c) not in moves:
        yield Step((a,), (c,))
        return
    yield from (Step((n,), (), moves.get(("old", n), 0)) for n in range(a, b))
    yield from (Step((), (n,), moves.get(("new", n), 0)) for n in range(c, d))
