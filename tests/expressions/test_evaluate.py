"""Three answers: true, false, unknown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.expressions import UNKNOWN, ExpressionError, decide, evaluate, parse, parse_field
from drafter.values.workdays import WorkCalendar


class Given:
    """A scope of given values."""

    calendar = WorkCalendar()

    def __init__(self, **values: Any) -> None:
        self.values = values

    def value(self, name: str) -> Any:
        return self.values.get(name, UNKNOWN)

    def included(self, clause: str) -> bool:
        return clause == "in-it"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a and b", False),
        ("b and a", False),
        ("c and a", UNKNOWN),
        ("c or a", True),
        ("b or a", UNKNOWN),
        ("not a", UNKNOWN),
        ("a == 1", UNKNOWN),
        ("mode in ['M3a', 'M3b']", True),
        ("mode not in ['M1']", True),
        ("1 < n <= 3", True),
        ("'x' if c else a", "x"),
        ("'x' if a else 'y'", UNKNOWN),
        ("n * 2 + 1", Decimal(7)),
        ("n / 2 == 1.5", True),
        ("0.1 + 0.2 == 0.3", True),
        ("included('in-it') and not included('out')", True),
        ("count(rows) == 2 and sum(rows, 'x') == 3", True),
        ("any(rows, 'k', 'A')", True),
        ("any(rows, 'k', 'Z')", False),
        ("has(tags, 'p')", True),
        ("count(where(rows, row.x > 1))", 1),
        ("count(where(rows, row.k == 'A' or row.x == 2))", 2),
        ("count(where(rows, not given(row.k)))", 1),
        ("count(where(rows, matches(row.k, '^A$')))", 1),
        ("count(where(rows, not matches(row.k, 'A')))", 1),  # an empty cell matches nothing
        ("count(where(rows, row.x < n))", 2),
        ("count(where(rows, row.x < a))", UNKNOWN),  # an answer that is missing leaves all unknown, a cell but its row
        ("count(where(rows, row.z == 1))", 0),
        ("sum(where(rows, row.x > 1), 'x')", 2),
        ("total(rows, row.x * 2)", 6),
        ("total(where(rows, given(row.k)), row.x * n)", 3),
        ("total(rows, row.x * a)", UNKNOWN),
        ("column(rows, 'k') == ['A']", True),
        ("'A' in column(where(rows, row.x == 1), 'k')", True),
        ("count(where(a, row.x == 1))", UNKNOWN),
        ("matches(mode, 'b$')", True),
        ("matches(a, 'b$')", UNKNOWN),
        ("add_days(day, 1)", date(2027, 2, 1)),
        ("add_months(day, 1)", date(2027, 2, 28)),
        ("add_workdays(day, 2)", date(2027, 2, 2)),
        ("add_workdays(day, -1)", date(2027, 1, 29)),
        ("next_workday(day)", date(2027, 2, 1)),
        ("add_years(add_months(day, 1), 1)", date(2028, 2, 28)),
        ("days_between(day, add_days(day, 30))", 30),
        ("round(2.345, 2)", Decimal("2.35")),
        ("max(n, 5)", 5),
        ("party.name", "Acme"),
        ("party.uscc", UNKNOWN),
    ],
)
def test_answers(source: str, expected: Any) -> None:
    scope = Given(
        b=False, c=True, n=3, mode="M3b", tags=["p"], day=date(2027, 1, 31), party={"name": "Acme"},
        rows=[{"x": 1, "k": "A"}, {"x": Decimal(2)}],
    )  # fmt: skip
    assert evaluate(parse(source), scope) == expected


@pytest.mark.parametrize(
    "source",
    [
        "().__class__", "x|upper", "a.b.c", "open('x')", "1 if", "x[0]", "a ~ b", "2**9", "a.__class__", "{'a': 1}", "a if", "'a' 'b' c",
        "lambda: 1", "count(a, b)", "count(table=a)", "(a for a in b)", "a" * 3000, "(" * 200 + "a" + ")" * 200, "not " * 100 + "a", "1j", "",
    ],
)  # fmt: skip
def test_what_is_not_in_the_language_is_refused(source: str) -> None:
    with pytest.raises(ExpressionError):
        parse(source)


@pytest.mark.parametrize(
    "source", ["day + 1", "'a' < 1", "1 / 0", "[1] * 200000000", "sum(n, 'x')", "add_days(day, 999999999999)", "n.name"]
)
def test_values_that_do_not_fit_are_an_error_not_a_crash(source: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(parse(source), Given(day=date(2027, 1, 1), n=3))


def test_the_row_is_no_name_of_the_expression() -> None:
    assert parse("count(where(rows, row.x > n)) > 0").names == {"rows", "n"}
    assert parse("round(row.x, 2)").names == {"row"}  # elsewhere it is one: of the row a column is computed in


def test_what_is_the_same_for_every_row_is_found_out_once() -> None:
    class Included(Given):
        asked = 0

        def included(self, clause: str) -> bool:
            self.asked += 1
            return True

    scope = Included(rows=[{"x": n} for n in range(9)], others=[{"k": 2}, {"k": 4}], n=1)
    assert (
        evaluate(parse("count(where(rows, row.x > n and included('it') and row.x in column(where(others, row.k > n), 'k')))"), scope) == 2
    )
    assert scope.asked == 1


def test_what_is_the_same_for_every_row_is_not_looked_at_where_no_row_asks() -> None:
    never = "add_days(n, 1) == day"  # cannot be computed
    scope = Given(rows=[{"x": 1}], n=1, day=date(2027, 1, 1))
    assert evaluate(parse(f"count(where(rows, row.x == 2 and {never}))"), scope) == 0
    with pytest.raises(ExpressionError):
        evaluate(parse(f"count(where(rows, row.x == 1 and {never}))"), scope)


@pytest.mark.parametrize("source", ["law.cap", "law.cap + 0", "(law.cap)"])
def test_a_number_that_law_sets_is_one_name_however_it_is_parsed(source: str) -> None:
    assert parse(source).names == parse_field(source).expression.names == {"law.cap"}
    assert evaluate(parse(source), Given(**{"law.cap": 10})) == 10


def test_decide_names_only_what_mattered() -> None:
    decision = decide(parse("(a == 1 or b) and c"), Given(a=1, b=False, c=False))
    assert (decision.answer, decision.because, decision.missing) == (False, ("c",), ())
    decision = decide(parse("(a == 1 or b) and c"), Given(a=2, b=False))
    assert (decision.answer, decision.because) == (False, ("a", "b"))
    decision = decide(parse("a == 1 and c"), Given(a=1))
    assert (decision.answer, decision.missing) == (UNKNOWN, ("c",))


@given(st.recursive(st.sampled_from(["a", "b", "c", "true", "false"]), lambda e: st.one_of(
    st.tuples(e, st.sampled_from(["and", "or"]), e).map(lambda t: f"({t[0]} {t[1]} {t[2]})"), e.map(lambda s: f"(not {s})")), max_leaves=12),
    st.fixed_dictionaries({}, optional={n: st.booleans() for n in "abc"}))  # fmt: skip
def test_an_answer_given_later_never_turns_a_decided_condition(source: str, known: dict[str, bool]) -> None:
    decided = evaluate(parse(source), Given(**known))
    if decided is not UNKNOWN:
        for value in (False, True):
            full = {n: known.get(n, value) for n in "abc"}
            assert evaluate(parse(source), Given(**full)) == decided
