"""How wide the columns of a form are: their shares of a line, but never so narrow that a number or a date breaks."""

from __future__ import annotations

from collections.abc import Sequence

from drafter.forms.model import RIGHT, FilledForm, FilledTable, Place

UPRIGHT, TURNED, PADDING = 48.0, 72.0, 1.7  # em of ten points: a line upright and turned, and what a cell loses at its sides
_DIGIT = 0.5  # em, of the fonts of the house; commas and points are narrower
_SERIAL = 2 + PADDING  # 序号
_UNBROKEN = RIGHT | {"date"}


def line_width(form: FilledForm) -> float:
    """Return the width of a line of a form in em."""
    return TURNED if form.landscape else UPRIGHT


def column_widths(table: FilledTable, line: float) -> tuple[float, ...]:
    """Return the widths of the columns in em, that of the serial number first: together a line, each with room for its longest number or date."""
    own = [c.width for c in table.columns]
    shares = [0.45 * sum(own) / len(own), *own] if table.serial else own
    least = [_SERIAL] * table.serial + [_least(table, n, c.id) for n, c in enumerate(table.columns)]
    return _with_room([line * share / sum(shares) for share in shares], least)


def _least(table: FilledTable, index: int, column: str) -> float:
    places: list[Place | None] = [*(row[index] for row in table.rows), table.totals.get(column)]
    longest = max((len(p.show("en")) for p in places if p is not None and p.type in _UNBROKEN), default=0)
    return longest * _DIGIT + PADDING if longest else 0.0


def _with_room(widths: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Return the widths with what the narrow ones lack taken from the others, from each as much as it can spare of it."""
    lack = sum(max(0.0, need - width) for width, need in zip(widths, least, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, least, strict=True))
    kept = max(0.0, 1 - lack / spare) if spare else 1.0
    return tuple(need + (width - need) * kept if width > need else need for width, need in zip(widths, least, strict=True))
