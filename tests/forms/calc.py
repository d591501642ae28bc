"""Forms as Calc recalculates them, held against what drafter computes and prints."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from drafter.forms.model import FilledForm, Place
from drafter.writers.forms_grid import layout
from tests.forms.written import formulas


def differences(form: FilledForm, sheet: Any) -> tuple[list[str], int]:
    """Return the computed places of a form whose recalculated cells hold another value, and how many places have one."""
    where = layout(form, lambda w: w.zh)
    spots = {(s.field or f"{form.tables[s.table].number}.{s.line}.{s.name}"): s for s in where.spots if s.place and not s.sum_of}
    sums = {s.sum_of: s for s in where.spots if s.sum_of}
    told, known = [], 0
    for name, place in formulas(form):
        found = sheet.cell(spots[name].row, spots[name].column).value
        known += place.value is not None
        if not same(found, place):
            told.append(f"{name} {place.formula.source if place.formula else ''}: Calc {found!r}, drafter {place.value!r}")
    for number, table in enumerate(form.tables):
        for column, place in table.totals.items():
            spot = sums[where.column(number, column)]
            found = sheet.cell(spot.row, spot.column).value
            known += place.value is not None
            if not same(found, place):
                told.append(f"total of {column}: Calc {found!r}, drafter {place.value!r}")
    return told, known


def same(found: Any, place: Place) -> bool:
    """Say whether a recalculated cell holds the value of a place."""
    if place.value is None or found in (None, ""):
        return place.value is None and found in (None, "")
    if place.choices:
        return found in (place.show("zh"), place.show("en"))
    if isinstance(place.value, (date, datetime)):
        wanted = place.value if isinstance(place.value, datetime) else datetime.combine(place.value, datetime.min.time())
        return isinstance(found, datetime) and abs((found - wanted).total_seconds()) < 30
    return abs(Decimal(str(found)) - place.value) < Decimal("0.000001") * max(1, abs(place.value))
