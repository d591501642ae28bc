"""Formulas carry what they come to: previews, mail, protected view and readers of values see figures. Held against LibreOffice and Gnumeric, which compute them anew."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from drafter.budget.reconcile import reconcile
from drafter.content import load_content
from drafter.forms.fill import fill_form
from drafter.forms.selection import chosen_codes, hours, project, years
from drafter.questionnaire.estimates import estimates
from drafter.writers.budget_xlsx import budget_workbook
from drafter.writers.forms_xlsx import forms_xlsx
from tests.tools import by_gnumeric, recalculated, sample


def forms() -> bytes:
    source = project(load_content(), sample("m3b-data-bureau"), "zh")
    filled = [fill_form(source.forms[code], source)[0] for code in chosen_codes(source)]
    return forms_xlsx(filled, ("zh",), source.calendar, years(source), hours(source))


def budget() -> bytes:
    situation = project(load_content(), sample("m3b-data-bureau"), "zh").contract.situation
    found = estimates(situation)
    return budget_workbook(found, reconcile(found, situation), load_content().library.rates, "zh")


MADE = {"forms": forms, "budget": budget}


def results(data: bytes) -> dict[tuple[str, str], Any]:
    """Return what every formula of a workbook comes to, as the file says."""
    formulas, values = (load_workbook(io.BytesIO(data), data_only=values) for values in (False, True))
    cells = (cell for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
    return {(cell.parent.title, cell.coordinate): values[cell.parent.title][cell.coordinate].value for cell in cells}


def same(left: Any, right: Any) -> bool:
    if left in (None, "") or right in (None, ""):
        return left in (None, "") and right in (None, "")
    if isinstance(left, (datetime, time)) or isinstance(right, (datetime, time)) or isinstance(left, str):
        return left == right
    return abs(Decimal(str(left)) - Decimal(str(right))) < Decimal("0.000001") * max(1, abs(Decimal(str(right))))


@pytest.mark.parametrize("kind", MADE)
def test_formulas_carry_figures(kind: str) -> None:
    found = results(MADE[kind]())
    assert len(found) > 50
    assert sum(isinstance(value, (int, float)) for value in found.values()) > 30


@pytest.mark.parametrize("computed", [recalculated, by_gnumeric], ids=["libreoffice", "gnumeric"])
@pytest.mark.parametrize("kind", MADE)
def test_the_figures_are_those_that_other_programs_compute(tmp_path: Path, kind: str, computed: Callable[[Path, Path], Workbook]) -> None:
    data = MADE[kind]()
    (tmp_path / "a.xlsx").write_bytes(data)
    book = computed(tmp_path / "a.xlsx", tmp_path)
    wrong = {at: (said, book[at[0]][at[1]].value) for at, said in results(data).items() if not same(said, book[at[0]][at[1]].value)}
    assert wrong == {}
