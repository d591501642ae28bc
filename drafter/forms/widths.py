"""How wide the columns of a form are: their shares of a line, but with room for numbers and dates, which never break, and for words as far as there is any."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from drafter.forms.model import FilledForm, FilledTable, Place
from drafter.language import Words

UPRIGHT, TURNED, PADDING = (
    48.0,
    72.0,
    1.7,
)  # em of ten points: a line upright and turned, and what a cell loses at its sides, with some to spare
_MARGINS = 1.25  # and with next to nothing to spare
_DIGIT, _LETTER = 0.5, 0.47  # em, of the fonts of the house: a digit, and a Latin letter on the average
_SIGNS = {",": 0.25, ".": 0.25, "-": 0.34, "%": 0.84}
_SERIAL = 2 + PADDING  # 序号
_WORD = re.compile(r"[^\s\-\u2e80-\uffff]+")  # what is broken only when it must be: Chinese breaks anywhere
_BOLD, _EASE = 1.1, 1.2  # how much wider bold letters are, and a column of numbers may be than its longest
_LONGEST = 12  # letters of a word that a column makes room for
Said = Callable[[Words], str]  # words in the languages of the form


def line_width(form: FilledForm) -> float:
    """Return the width of a line of a form in em."""
    return TURNED if form.landscape else UPRIGHT


def column_widths(table: FilledTable, line: float, said: Said) -> tuple[float, ...]:
    """Return the widths of the columns in em, that of the serial number first: together a line, each with room for its longest number or date."""
    own = [c.width for c in table.columns]
    shares = [0.45 * sum(own) / len(own), *own] if table.serial else own
    least = [_SERIAL] * table.serial + [_number(table, n) for n in range(len(own))]
    words = [_SERIAL] * table.serial + [max(_word(table, n, said), least[n + table.serial]) for n in range(len(own))]
    most = [max(low, word) * _EASE if low > _SERIAL else line for low, word in zip(least, words, strict=True)]
    return _with_room(_capped([line * share / sum(shares) for share in shares], most), _as_far(least, words, line))


def _places(table: FilledTable, index: int) -> list[Place]:
    places = [*(row[index] for row in table.rows), table.totals.get(table.columns[index].id)]
    return [p for p in places if p is not None and p.value is not None]


def _number(table: FilledTable, index: int) -> float:
    return max((number_width(p.show("en")) + _MARGINS for p in _places(table, index) if p.value_type.unbroken), default=0.0)


def number_width(text: str) -> float:
    """Return how wide a number or date is, in em."""
    return sum(_SIGNS.get(c, _DIGIT) for c in text)


def _word(table: FilledTable, index: int, said: Said) -> float:
    cells = max((_longest(said(Words(p.show("zh"), p.show("en")))) for p in _places(table, index)), default=0)
    longest = max(_longest(said(table.columns[index].title)) * _BOLD, cells)
    return longest * _LETTER + _MARGINS if longest else 0.0


def _longest(text: str) -> int:
    """Return how many letters the longest word has, as far as a column makes room for it."""
    return min(max(map(len, _WORD.findall(text)), default=0), _LONGEST)


def _as_far(least: Sequence[float], wanted: Sequence[float], line: float) -> list[float]:
    """Return what is wanted as far as a line has room for it, beside what is needed at least."""
    more = sum(wanted) - sum(least)
    part = min(1.0, max(0.0, line - sum(least)) / more) if more > 0 else 0.0
    return [low + (high - low) * part for low, high in zip(least, wanted, strict=True)]


def _capped(widths: Sequence[float], most: Sequence[float]) -> list[float]:
    """Return the widths with what columns of numbers have too much given to the others."""
    freed = sum(max(0.0, width - top) for width, top in zip(widths, most, strict=True))
    others = sum(width for width, top in zip(widths, most, strict=True) if width < top)
    return (
        [width + freed * width / others if width < top else top for width, top in zip(widths, most, strict=True)]
        if others
        else list(widths)
    )


def _with_room(widths: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Return the widths with what the narrow ones lack taken from the others, from each as much as it can spare of it."""
    lack = sum(max(0.0, need - width) for width, need in zip(widths, least, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, least, strict=True))
    kept = max(0.0, 1 - lack / spare) if spare else 1.0
    return tuple(need + (width - need) * kept if width > need else need for width, need in zip(widths, least, strict=True))
