"""Whether a PDF says what its Word file says: every paragraph and every table row looked for in the words of the pages, in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import field

from drafter.records import dataclass
from drafter.writers.pdf.printed import Printed

_TELLING = 10  # characters from which a text that stands once in file and PDF says where it is
_HEAD = 400  # characters at the top of a page in which the rest of a row goes on behind a repeated header


@dataclass(frozen=True)
class Unit:
    """What must be printed whole: a paragraph, or the paragraphs of a table row. `pieces` are folded; `keys` say which paragraph each is."""

    pieces: tuple[str, ...]
    keys: tuple[int, ...]
    table: int = -1  # which table the row belongs to, from 0

    @property
    def whole(self) -> str:
        """All of it as one text."""
        return "".join(self.pieces)


@dataclass
class Outcome:
    """What was found: the paragraphs that are not printed as written, and the page (from 0) on which each of the others begins."""

    lost: list[tuple[Unit, int]] = field(default_factory=list)  # the unit and the key of the paragraph
    pages: dict[int, int] = field(default_factory=dict)


def held_against(units: Sequence[Unit], printed: Printed) -> Outcome:
    """Return what a PDF has of the units of its Word file: what stands once in both gives the order, the rest is looked for between."""
    search = _Search(printed)
    landmarks = _landmarks(units, printed.text)
    limits = _limits(len(units), landmarks, len(printed.text))
    for number, unit in enumerate(units):
        search.place(unit, landmarks.get(number, -1), limits[number])
    return search.outcome


def _landmarks(units: Sequence[Unit], text: str) -> dict[int, int]:
    """Return where those units stand that stand once in the file and once in the PDF, in rising order; by number of the unit."""
    often = Counter(unit.whole for unit in units)
    once = [
        (n, at)
        for n, u in enumerate(units)
        if len(u.whole) >= _TELLING and often[u.whole] == 1 and (at := text.find(u.whole)) >= 0 and text.find(u.whole, at + 1) < 0
    ]
    return dict(_rising(once))


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return a longest run of pairs whose offsets rise."""
    ends: list[int] = []  # the smallest offset in which a run of each length ends
    at: list[int] = []
    for _, offset in pairs:
        place = bisect_left(ends, offset)
        ends[place : place + 1] = [offset]
        at.append(place)
    kept, length = [], len(ends) - 1
    for pair, place in zip(reversed(pairs), reversed(at), strict=True):
        if place == length:
            kept.append(pair)
            length -= 1
    return kept[::-1]


def _limits(count: int, landmarks: dict[int, int], end: int) -> list[int]:
    """Return for each unit where the next landmark behind it begins."""
    limits = []
    for number in reversed(range(count)):
        limits.append(end)
        end = landmarks.get(number, end)
    return limits[::-1]


class _Search:
    """Goes through the words of a PDF unit by unit: where the last one ended, and how far the next may stand."""

    def __init__(self, printed: Printed) -> None:
        self.printed = printed
        self.outcome = Outcome()
        self.at = 0
        self.limit = 0

    def place(self, unit: Unit, landmark: int, limit: int) -> None:
        """Look for the next unit: whole, else paragraph by paragraph."""
        self.limit = limit
        start = landmark if landmark >= 0 else self.printed.text.find(unit.whole, self.at, limit)
        if start >= 0:
            self._note_pages(unit, start)
            self.at = start + len(unit.whole)
            return
        self.at = max(self._place_piece(unit, piece, key) for piece, key in zip(unit.pieces, unit.keys, strict=True))

    def _note_pages(self, unit: Unit, start: int) -> None:
        for piece, key in zip(unit.pieces, unit.keys, strict=True):
            self.outcome.pages[key] = self.printed.page_at(start)
            start += len(piece)

    def _place_piece(self, unit: Unit, piece: str, key: int) -> int:
        """Note where a paragraph stands, or that it is lost; return where it ends."""
        start = self.printed.text.find(piece, self.at, self.limit)
        span = (start, start + len(piece)) if start >= 0 else self._over_pages(piece)
        if span is None:
            self.outcome.lost.append((unit, key))
            return self.at
        self.outcome.pages[key] = self.printed.page_at(span[0])
        return span[1]

    def _over_pages(self, piece: str) -> tuple[int, int] | None:
        """Return where a paragraph stands whose beginning is on one page and whose end on the next, other words between."""
        first = self.printed.page_at(self.at)
        for page in range(first, min(first + 2, len(self.printed.pages) - 1)):
            turn = self.printed.ends[page]
            begin = max(self.at, turn - len(self.printed.pages[page]))
            for cut in range(_longest_head(piece, self.printed.text, begin, turn), 0, -1):
                rest = self.printed.text.find(piece[cut:], turn, min(self.limit, turn + _HEAD + len(piece)))
                if rest >= 0:
                    return self.printed.text.find(piece[:cut], begin, turn), rest + len(piece) - cut
        return None


def _longest_head(piece: str, text: str, begin: int, end: int) -> int:
    """Return how many characters from its beginning a paragraph has between two offsets of a text."""
    low, high = 0, len(piece) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text.find(piece[:middle], begin, end) >= 0 else (low, middle - 1)
    return low
