"""LibreOffice Calc recalculates every formula of every form to the value drafter computes, with places empty and with places written in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest
from openpyxl import Workbook

from drafter.content import load_content
from drafter.forms.fill import Filling, fill_form
from drafter.forms.model import FilledForm
from drafter.forms.selection import hours, project, years
from drafter.writers.forms_xlsx import forms_xlsx
from tests.forms.calc import differences
from tests.forms.written import filled, formulas
from tests.tools import formula_errors, recalculated, sample

CODES = sorted(c for c, f in load_content().forms.items() if c.startswith(("A-", "F-")) and (any(x.formula for x in f.fields) or any(
    c.formula or t.total for t in f.tables for c in t.columns)))  # fmt: skip
SEEDS = (0, 11)
AT = datetime(2026, 9, 30, 16, 0)  # the evening before the National Day holidays
EDGES: dict[str, list[dict[str, Any]]] = {  # on the limit, a minute past it, over the holidays
    "F-SECINC": [
        {"found_at": AT, "told_at": AT + timedelta(minutes=30), "level": "larger"},
        {"found_at": AT, "told_at": AT + timedelta(minutes=31), "level": "general"},
    ],
    "F-TICKET": [
        {"priority": "P1", "received": AT, "responded": AT + timedelta(minutes=15), "resolved": AT + timedelta(hours=4, minutes=1), "paused": Decimal(1)},
        {"priority": "P1", "received": AT, "responded": AT + timedelta(minutes=16), "resolved": AT + timedelta(hours=4, minutes=1), "paused": Decimal(0)},
        {"priority": "P3", "received": AT, "responded": AT + timedelta(days=8), "arrived": datetime(2026, 10, 8, 17, 0), "paused": Decimal(0)},
        {"priority": "P3", "received": AT, "responded": AT + timedelta(days=9), "arrived": datetime(2026, 10, 9, 9, 0), "paused": Decimal(0)},
    ],
    "F-SETTLE": [
        {"fee": Decimal("100000"), "changes": Decimal(0), "s": Decimal(s), "accepted_on": date(2026, 9, 1), "paid_on": date(2026, 10, 12), "carried_in": Decimal(0)}
        for s in ("59.9", "60", "82", "89.5", "90", "100")
    ],
    "F-CONF": [{"score": Decimal(80), "training": Decimal(4)}, {"score": Decimal("79.5"), "training": Decimal(4)}],
}  # fmt: skip


@lru_cache(maxsize=4)
def filling(edition: str = "zh", name: str = "m3a-data-centre") -> Filling:
    """Return the project of a sample."""
    return project(load_content(), sample(name), edition)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[FilledForm], Workbook]]:
    """Every form with formulas, empty and written in several ways, in one workbook, recalculated by LibreOffice."""
    folder = tmp_path_factory.mktemp("forms")
    source, made = filling(), {}
    everything: list[FilledForm] = []
    for code in CODES:
        form = source.forms[code]
        live = any(x.formula for x in (*form.fields, *(c for t in form.tables for c in t.columns)))
        variants = [fill_form(form, source)[0], *(filled(form, source, seed) for seed in SEEDS[: 2 if live else 0])]
        variants += [filled(form, source, 1, **edge) for edge in EDGES.get(code, [])]
        made[code] = (len(everything), len(variants))
        everything += variants
    path = folder / "all.xlsx"
    path.write_bytes(forms_xlsx([_named(f, n) for n, f in enumerate(everything)], ("zh",), source.calendar, years(source), hours(source)))
    book = recalculated(path, folder)
    assert formula_errors(book) == []
    return {code: (everything[at : at + count], _part(book, at, count)) for code, (at, count) in made.items()}


def _named(form: FilledForm, number: int) -> FilledForm:
    from dataclasses import replace

    return replace(form, number=number + 1, copy=None, code=f"S{number}")


def _part(book: Workbook, at: int, count: int) -> Any:
    return book.worksheets[at : at + count]


@pytest.mark.parametrize("code", CODES)
def test_calc_agrees(code: str, books: dict[str, tuple[list[FilledForm], Any]]) -> None:
    variants, sheets = books[code]
    known = 0
    for form, sheet in zip(variants, sheets, strict=True):
        told, computed = differences(form, sheet)
        assert told == []
        known += computed
    assert known or not any(True for form in variants for _ in formulas(form)), f"nothing of {code} was ever computed"
