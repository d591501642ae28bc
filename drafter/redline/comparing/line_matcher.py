"""difflib's matcher, quick with lines of which the same few stand again and again, as the cells of tables do."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import Match, SequenceMatcher


class LineMatcher(SequenceMatcher[str]):
    """Finds what `SequenceMatcher(None, before, after, autojunk=False)` finds.

    That keeps the length of every match that ends at a pair of equal lines; here a match is looked at from its beginning, and only where it may be
    longer than the longest so far.
    """

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        super().__init__(None, before, after, autojunk=False)
        self.before, self.after = before, after
        self.places: dict[str, list[int]] = {}
        for j, line in enumerate(after):
            self.places.setdefault(line, []).append(j)

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """Return the longest match within both ranges: of several, the first in `before`; of these, the first in `after`."""
        ahi, bhi = len(self.before) if ahi is None else ahi, len(self.after) if bhi is None else bhi
        best = Match(alo, blo, 0)
        for i in range(alo, ahi):
            for j in self.places.get(self.before[i], ()) if best.size < ahi - i else ():
                most = min(ahi - i, bhi - j)
                if j >= blo and best.size < most and self._may_be_longer(i, j, best.size, i > alo and j > blo):
                    best = max(best, Match(i, j, self._length(i, j, most)), key=lambda match: match.size)
        return best

    def _may_be_longer(self, i: int, j: int, size: int, goes_on: bool) -> bool:
        if self.before[i + size] != self.after[j + size]:
            return False
        return not goes_on or self.before[i - 1] != self.after[j - 1]

    def _length(self, i: int, j: int, most: int) -> int:
        return next((n for n in range(most) if self.before[i + n] != self.after[j + n]), most)
