"""How wide the columns of a form are: their shares of a line, but with room for numbers and dates, which never break, and for words as far as there is any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from drafter.forms.model import FilledForm, FilledTable, Place
from drafter.language import Words
from drafter.values.widths import fitted, widest_word

UPRIGHT, TURNED, PADDING = (
    48.0,
    72.0,
    1.7,
)  # em of ten points: a line upright and turned, and what a cell loses at its sides, with some to spare
_MARGINS = 1.25  # and with next to nothing to spare
_SERIAL = 2 + PADDING  # 序号
_EASE = 1.2  # how much wider a column of numbers may be than its longest
Said = Callable[[Words], str]  # words in the languages of the form


def line_width(form: FilledForm) -> float:
    """Return the width of a line of a form in em."""
    return TURNED if form.landscape else UPRIGHT


def column_widths(table: FilledTable, line: float, said: Said) -> tuple[float, ...]:
    """Return the widths of the columns in em, that of the serial number first: together a line, each with room for its longest number or date."""
    own = [c.width for c in table.columns]
    shares = [0.45 * sum(own) / len(own), *own] if table.serial else own
    numbers = [_SERIAL] * table.serial + [_room(_numbers(table, n)) for n in range(len(own))]
    words = [_SERIAL] * table.serial + [_word(table, n, said) for n in range(len(own))]
    most = [max(number, word) * _EASE if number > _SERIAL else line for number, word in zip(numbers, words, strict=True)]
    needs = [max(number, word) for number, word in zip(numbers, words, strict=True)]
    return tuple(fitted(_capped([line * share / sum(shares) for share in shares], most), needs))


def _places(table: FilledTable, index: int) -> list[Place]:
    places = [*(row[index] for row in table.rows), table.totals.get(table.columns[index].id)]
    return [p for p in places if p is not None and p.value is not None]


def _numbers(table: FilledTable, index: int) -> list[str]:
    return [p.show("en").replace(" ", "\xa0") for p in _places(table, index) if p.value_type.unbroken]


def _word(table: FilledTable, index: int, said: Said) -> float:
    cells = [said(Words(p.show("zh"), p.show("en"))) for p in _places(table, index)]
    return max(_room(cells), _room([said(table.columns[index].title)], bold=True))


def _room(texts: Iterable[str], bold: bool = False) -> float:
    widest = widest_word(texts, bold)
    return widest + _MARGINS if widest else 0.0


def _capped(widths: Sequence[float], most: Sequence[float]) -> list[float]:
    """Return the widths with what columns of numbers have too much given to the others."""
    freed = sum(max(0.0, width - top) for width, top in zip(widths, most, strict=True))
    others = sum(width for width, top in zip(widths, most, strict=True) if width < top)
    return (
        [width + freed * width / others if width < top else top for width, top in zip(widths, most, strict=True)]
        if others
        else list(widths)
    )
