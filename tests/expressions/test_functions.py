"""The table of functions: one entry makes a function, in conditions, in the formulas of forms and in Excel."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.expressions import ExpressionError, parse, parse_formula
from drafter.expressions.functions import FUNCTIONS, Column, Function, arities, number
from drafter.forms.calculate import At, Calculation
from drafter.forms.excel import Ref, Sheet, excel_formula
from drafter.forms.model import Place
from drafter.values.workdays import SERVICE_HOURS
from tests.tools import sample, situation


def calculation(**fields: Place) -> Calculation:
    """Return a form with these fields and one table of amounts."""
    seen = situation(sample("minimal"))
    made = Calculation(seen, seen.calendar, "F-TEST")
    made.fields = fields
    made.tables = [[{"amount": Place("money", Decimal(100))}, {"amount": Place("money")}]]
    return made


def excel(formula: str, kind: str = "money") -> str:
    """Return what Excel computes a formula by."""
    sheet = Sheet(
        lambda name: Ref("$E$5:$E$9" if name.endswith("[]") else "$C$4", "money"),
        lambda words: words.zh,
        "W!$A$1:$A$9",
        SERVICE_HOURS["5x8"],
    )
    return excel_formula(Place(kind, formula=parse_formula(formula)), sheet)


def test_a_new_function_works_in_conditions_forms_and_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FUNCTIONS, "net", Function(1, lambda gross: number(gross) / Decimal("1.06"), "({0}/1.06)"))
    assert parse("net(budget_amount) > 5").names == {"budget_amount"}
    made = calculation(gross=Place("money", Decimal(106)))
    assert made.compute(Place("money"), parse_formula("net(gross) + 1"), At(made)) == Decimal(101)
    assert excel("net(gross) + 2") == '=IF($C$4="","",ROUND((($C$4/1.06)+2),2))'


def test_a_new_function_over_a_column_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    largest = Function(1, lambda cells: max((c for c in cells if c is not None), default=None), "MAX({0})", in_forms=True, of_numbers=True)
    monkeypatch.setitem(FUNCTIONS, "column_largest", largest)
    made = calculation()
    assert made.compute(Place("money"), parse_formula("largest(amount)"), At(made)) == Decimal(100)
    assert excel("largest(amount)") == '=IF(COUNT($E$5:$E$9)=0,"",ROUND(MAX($E$5:$E$9),2))'
    with pytest.raises(ExpressionError, match="unknown function"):
        parse("column_largest(amount)")


def test_what_excel_cannot_compute_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FUNCTIONS, "guess", Function(1, lambda value: value))
    with pytest.raises(ExpressionError, match="guess cannot be computed by Excel"):
        excel("guess(gross)")


def test_a_column_without_numbers_makes_a_formula_unknown_not_wrong() -> None:
    made = calculation()
    made.tables = [[{"amount": Place("money")}]]
    assert made.compute(Place("money"), parse_formula("sum(amount) + 1"), At(made)) is None
    assert made.findings == []


def test_a_column_is_counted_once_and_without_regard_to_case() -> None:
    cells = Column(["yes", "Yes", None, "no", 3, Decimal(3)])
    call = FUNCTIONS["column_count_of"].call
    assert [call(cells, wanted) for wanted in ("YES", "no", 3, "absent")] == [2, 1, 2, 0]
    assert cells.counts is cells.counts


def test_every_function_of_formulas_can_be_computed_by_excel_but_those_over_answers() -> None:
    without = {name for name, function in FUNCTIONS.items() if not function.excel}
    assert without == {name for name, function in FUNCTIONS.items() if function.of_answers}
    assert set(arities()) < set(arities(in_forms=True)) == set(FUNCTIONS)
