"""Forms with something written in every place that is open: plausible values by type, the same every time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from drafter.forms.fill import Entries, Filling, fill_form
from drafter.forms.model import FilledForm, Place
from drafter.language import Words
from drafter.library.schema import Form

DAY = date(2026, 9, 28)  # a Monday before the National Day holidays: working days are not week days


def filled(form: Form, filling: Filling, seed: int = 0, **fields: Any) -> FilledForm:
    """Return a form with a value in every place that is open; named fields get the values given."""
    empty, wrong = fill_form(form, filling)
    assert wrong == []
    places = {f.id: value(f.place, seed + n) for n, f in enumerate(empty.fields) if f.place.writable}
    cells: dict[tuple[int, int, str], Any] = {}
    for table in empty.tables:
        for line, row in enumerate(table.rows):
            for number, (place, column) in enumerate(zip(row, table.columns, strict=True)):
                if place.writable:
                    cells[table.number, line, column.id] = value(place, seed + line * 7 + number * 3)
    done, wrong = fill_form(form, filling, written=Entries({**places, **fields}, cells))
    assert wrong == []
    return done


def value(place: Place, seed: int) -> Any:
    """Return a value that may stand in a place."""
    if place.choices:
        option = place.choices[seed % len(place.choices)]
        return option.id == "true" if place.type == "bool" else option.id
    low, high = place.range or (None, None)
    number = (low or Decimal(0)) + Decimal(seed * 37 % 90) + Decimal(seed % 4) / 4
    number = min(number, high) if high is not None else number
    made: dict[str, Any] = {
        "integer": Decimal(int(number)), "decimal": number, "percent": number, "money": number * 1000 + Decimal("0.37"),
        "date": DAY + timedelta(days=seed * 3), "time": time(8 + seed % 10, 30),
        "datetime": datetime.combine(DAY, time(8, 5)) + timedelta(minutes=seed * 47),
    }  # fmt: skip
    return made.get(place.type, Words(f"记录{seed}", f"note {seed}"))


def formulas(form: FilledForm) -> Iterator[tuple[str, Place]]:
    """Yield every computed place with what it is called."""
    for one in form.fields:
        if one.place.formula is not None:
            yield one.id, one.place
    for table in form.tables:
        for line, row in enumerate(table.rows):
            for place, column in zip(row, table.columns, strict=True):
                if place.formula is not None:
                    yield f"{table.number}.{line}.{column.id}", place
