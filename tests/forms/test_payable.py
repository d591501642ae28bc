"""The amount payable is what the payment clause says, for every score from 0 to 100: in drafter, and recalculated by LibreOffice Calc."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from drafter.content import load_content
from drafter.forms.fill import Entries, Filling, fill_form
from drafter.forms.model import FilledForm
from drafter.forms.selection import hours, project, years
from drafter.writers.forms_grid import layout
from drafter.writers.forms_xlsx import forms_xlsx
from tests.tools import formula_errors, recalculated, sample

FEE, CREDITS, DAMAGES = Decimal("1585000.33"), Decimal(21000), Decimal("3500.55")
SCORES = [*map(Decimal, range(101)), Decimal("59.5"), Decimal("74.9"), Decimal("89.5")]


@lru_cache(maxsize=4)
def filling(name: str = "m3b-data-bureau", position: str = "preferred") -> Filling:
    """Return the project of a sample, its performance clause in a position."""
    given = sample(name)
    return project(load_content(), replace(given, positions={**given.positions, "cost-performance-linked": position}), "zh")


def settled(source: Filling, score: Decimal) -> FilledForm:
    """Return the settlement sheet of a period with this score."""
    cells = {(0, 0, "credit"): CREDITS, (0, 0, "damage"): DAMAGES}
    fields = {"fee": FEE, "s": score}
    form, wrong = fill_form(source.forms["F-SETTLE"], source, written=Entries(fields, cells))
    assert wrong == []
    return form


def of(form: FilledForm, name: str) -> Any:
    """Return what a field of a form holds."""
    return next(f.place.value for f in form.fields if f.id == name)


def by_the_clause(source: Filling, score: Decimal, position: str) -> tuple[Decimal, Decimal]:
    """Return k and the amount payable as cost-performance-linked says in words, computed here anew."""
    value = source.contract.situation.value
    full, passing = Decimal(value("kpi_full_pay")), Decimal(value("kpi_pass"))
    if score >= full:
        k = Decimal(1)
    elif score < passing:
        k = Decimal(0)  # withheld until rectified
    elif position == "fallback":
        k = (value("band_good_pay") if score >= value("band_good_score") else value("band_pass_pay")) / Decimal(100)
    else:
        k = 1 - value("coef_step") / 100 * (full - score)
    linked = value("linked_pct") / Decimal(100)
    credits = min(CREDITS, (FEE * value("credit_cap") / 100).quantize(Decimal("0.01"), ROUND_HALF_UP))
    payable = FEE * (1 - linked) + FEE * linked * k - credits - DAMAGES
    return k, payable.quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.parametrize("position", ["preferred", "fallback"])
def test_payable_is_what_the_clause_says(position: str) -> None:
    source = filling(position=position)
    for score in SCORES:
        form = settled(source, score)
        assert (of(form, "k"), of(form, "payable")) == by_the_clause(source, score, position), score


def test_calc_computes_the_same_for_every_score(tmp_path: Path) -> None:
    """One sheet a score, to the fen."""
    source = filling()
    forms = [
        replace(settled(source, s), number=n, copy=None)
        for n, s in enumerate([s for s in SCORES if s % 10 in (0, 5) or s > 84 or s % 1], 1)
    ]
    path = tmp_path / "scores.xlsx"
    path.write_bytes(forms_xlsx(forms, ("zh",), source.calendar, years(source), hours(source)))
    book = recalculated(path, tmp_path)
    assert formula_errors(book) == []
    for form, sheet in zip(forms, book.worksheets, strict=False):
        spots = {s.field: s for s in layout(form, lambda w: w.zh).spots if s.field}
        for name in ("k", "payable", "recouped", "retained", "net"):
            found = Decimal(str(sheet.cell(spots[name].row, spots[name].column).value))
            assert abs(found - of(form, name)) < Decimal("0.000001"), (of(form, "s"), name)


def test_the_worked_example_of_the_scorecard() -> None:
    """Base 100 000, linked 30 %, S = 82: k = 0.92 and 97 600 before credits."""
    source = filling()
    form, _ = fill_form(source.forms["F-SETTLE"], source, written=Entries({"fee": Decimal(100000), "s": Decimal(82)}, {}))
    assert (of(form, "k"), of(form, "payable")) == (Decimal("0.92"), Decimal("97600.00"))


def test_scoring_sheet_and_settlement_sheet_agree() -> None:
    source = filling()
    rows = len(source.contract.situation.value("kpi_table"))
    cells: dict[tuple[int, int, str], Any] = {(0, n, "deducted"): Decimal(2) for n in range(rows)}
    written = Entries({"period_fee": FEE, "credits": CREDITS, "damages": DAMAGES}, cells)
    scored, wrong = fill_form(source.forms["A-KPI"], source, written=written)
    assert wrong == []
    assert of(scored, "s") == 100 - 2 * rows
    assert of(scored, "payable") == of(settled(source, of(scored, "s")), "payable")


def test_floor_veto_bonus_and_missing_scores() -> None:
    source = filling()
    rows = len(source.contract.situation.value("kpi_table"))
    none = {(0, n, "deducted"): Decimal(0) for n in range(rows)}

    def scored(cells: dict[tuple[int, int, str], Any], **fields: Any) -> FilledForm:
        return fill_form(source.forms["A-KPI"], source, written=Entries(fields, cells))[0]

    assert of(scored(none), "s") == 100
    assert of(scored(none, bonus=Decimal(5)), "s") == 100  # bonus never above 100
    assert of(scored({**none, (0, 0, "deducted"): Decimal(90)}), "s") == 80  # no row below its floor
    assert of(scored({**none, (0, 0, "deducted"): Decimal(90)}, bonus=Decimal(9)), "s") == 85  # at most five
    vetoed = scored({**none, (1, 2, "occurred"): True}, period_fee=FEE)
    assert (of(vetoed, "s"), of(vetoed, "k"), of(vetoed, "grade")) == (59, 0, "fail")
    del none[0, 3, "deducted"]
    assert of(scored(none), "s") is None  # one indicator not scored: no score yet
    assert of(scored(none, period_fee=FEE), "payable") is None


@pytest.mark.parametrize("score", [Decimal(s) for s in (0, 59, 60, 75, 89, 90, 100)])
def test_brief_contract_deducts_as_its_assessment_clause_says(score: Decimal) -> None:
    """The lite profile has no performance clause: quality-kpi deducts fee × linked × step × (full − S), and all of it below the pass mark."""
    source = project(load_content(), sample("lite-below-threshold"), "zh")
    assert "cost-performance-linked" not in [p.clause.id for p in source.contract.provisions]
    value = source.contract.situation.value
    linked, full, passing = value("linked_pct") / Decimal(100), value("kpi_full_pay"), value("kpi_pass")
    share = Decimal(0) if score >= full else Decimal(1) if score < passing else value("coef_step") / 100 * (full - score)
    form, _ = fill_form(source.forms["F-SETTLE"], source, written=Entries({"fee": FEE, "s": score}, {}))
    assert of(form, "payable") == (FEE - FEE * linked * share).quantize(Decimal("0.01"), ROUND_HALF_UP)
