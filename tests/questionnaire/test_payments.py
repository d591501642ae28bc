"""Every payment of a contract by date and budget year: one calendar, which annex, rules and deadline sheet read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.content import load_content
from drafter.errors import AnswerError
from drafter.expressions import UNKNOWN
from drafter.forms.deadlines import deadlines
from drafter.forms.selection import project
from drafter.questionnaire.payments import payments
from drafter.services.answers import read_answers
from drafter.values.dates import unmarked
from drafter.writers.markdown import markdown_bytes
from tests.tools import answers, draft, refused, sample, situation

M3B, MINIMAL = sample("m3b-data-bureau"), sample("minimal")
CENT = Decimal("0.01")


class Given:
    """Answers by role."""

    def __init__(self, **values: Any) -> None:
        self.values = {
            "price_total_incl": Decimal(480000), "price_lines": [], "service_start": date(2027, 1, 1), "term_months": 12,
            "first_period_start": date(2027, 1, 1), "pay_cycle": "quarterly", "advance_pct": Decimal(30), "final_pct": Decimal(10), **values,
        }  # fmt: skip

    def of(self, role: str) -> Any:
        return self.values[role]


def rows(**values: Any) -> list[dict[str, Any]]:
    found = payments(Given(**values))
    assert isinstance(found, list)
    return found


def test_a_year_by_quarters() -> None:
    assert [(r["kind"], r["start"], r["end"], r["amount"]) for r in rows()] == [
        ("advance", date(2027, 1, 1), date(2027, 12, 31), Decimal(144000)),
        ("progress", date(2027, 1, 1), date(2027, 3, 31), Decimal(72000)),
        ("progress", date(2027, 4, 1), date(2027, 6, 30), Decimal(72000)),
        ("progress", date(2027, 7, 1), date(2027, 9, 30), Decimal(72000)),
        ("progress", date(2027, 10, 1), date(2027, 12, 31), Decimal(72000)),
        ("final", date(2027, 1, 1), date(2027, 12, 31), Decimal(48000)),
    ]


def test_a_line_of_one_service_year_is_paid_in_its_periods() -> None:
    lines = [{"amount_incl": Decimal(100000), "year": 1}, {"amount_incl": Decimal(300000), "year": 2}]
    found = rows(price_lines=lines, term_months=24, pay_cycle="half-year", advance_pct=Decimal(20), final_pct=Decimal(0))
    assert [(r["kind"], r["service_year"], r["amount"]) for r in found] == [
        ("advance", 1, Decimal(20000)), ("progress", 1, Decimal(40000)), ("progress", 1, Decimal(40000)),
        ("advance", 2, Decimal(60000)), ("progress", 2, Decimal(120000)), ("progress", 2, Decimal(120000)),
    ]  # fmt: skip


def test_the_final_instalment_is_paid_by_service_year() -> None:
    """As the payment clause releases it: what is kept of a year is paid after the last period in which that year lies."""
    found = [r for r in rows(term_months=24, first_period_start=date(2027, 2, 15)) if r["kind"] == "final"]
    assert [(r["number"], r["service_year"], r["end"]) for r in found] == [(1, 1, date(2028, 2, 14)), (2, 2, date(2028, 12, 31))]
    assert sum(r["amount"] for r in found) == Decimal(48000)


def test_a_takeover_moves_the_first_period_and_leaves_the_price() -> None:
    found = rows(first_period_start=date(2027, 2, 15), advance_pct=Decimal(0), final_pct=Decimal(0))
    assert [(r["start"], r["end"]) for r in found] == [
        (date(2027, 2, 15), date(2027, 5, 14)), (date(2027, 5, 15), date(2027, 8, 14)),
        (date(2027, 8, 15), date(2027, 11, 14)), (date(2027, 11, 15), date(2027, 12, 31)),
    ]  # fmt: skip
    whole, short = found[0]["amount"], found[3]["amount"]
    assert abs(short - whole * 47 / 92) < 1  # 47 of the 92 days of a whole period
    assert sum(r["amount"] for r in found) == Decimal(480000)


@pytest.mark.parametrize("missing", ["price_total_incl", "service_start", "pay_cycle", "final_pct"])
def test_while_an_answer_is_missing_there_is_no_calendar(missing: str) -> None:
    assert payments(Given(**{missing: UNKNOWN})) is UNKNOWN


amounts = st.integers(1, 10**9).map(lambda fen: Decimal(fen) / 100)


@given(
    st.lists(st.tuples(amounts, st.none() | st.integers(1, 3)), max_size=6), st.integers(1, 36), st.sampled_from(["monthly", "quarterly", "half-year"]),
    st.integers(0, 40), st.integers(0, 20), st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.integers(0, 60),
)  # fmt: skip
def test_nothing_is_lost_and_periods_follow_one_another(
    lines: list[tuple[Decimal, int | None]], months: int, cycle: str, advance: int, final: int, start: date, takeover: int
) -> None:
    found = payments(Given(
        price_lines=[{"amount_incl": amount, "year": year} for amount, year in lines], term_months=months, pay_cycle=cycle,
        advance_pct=Decimal(advance), final_pct=Decimal(final), service_start=start, first_period_start=start + timedelta(days=min(takeover, months * 25)),
    ))  # fmt: skip
    assert isinstance(found, list)
    assert sum(r["amount"] for r in found) == (sum(amount for amount, _ in lines) if lines else Decimal(480000))
    assert all(r["amount"] == r["amount"].quantize(CENT) for r in found)
    progress = [r for r in found if r["kind"] == "progress"]
    assert all(b["start"] == a["end"] + timedelta(days=1) for a, b in pairwise(progress))
    assert [r["number"] for r in progress] == list(range(1, len(progress) + 1))
    assert all(r["amount"] >= 0 for r in found)


def test_the_deadline_sheet_says_the_days_of_the_calendar() -> None:
    filling = project(load_content(), M3B, "zh")
    calendar = filling.contract.situation.value("payment_calendar")
    said = [unmarked(d.day) for d in deadlines(filling) if "款第" in d.what.zh]
    assert said == sorted(unmarked(row["due"]) for row in calendar)


def test_a_year_is_funded_by_what_falls_due_in_it() -> None:
    years = situation(M3B).value("budget_years")
    calendar = situation(M3B).value("payment_calendar")
    for year in years:
        assert year["planned"] == sum(r["amount"] for r in calendar if r["fiscal_year"].zh == year["year"].zh) <= year["amount"]
    assert sum(y["planned"] for y in years) == M3B.answers["price_total_incl"]


def test_payments_beyond_the_years_listed_stop_a_final() -> None:
    """The last payments of 2028 fall due in 2029: two years of funding are not enough for two years of service."""
    two = replace(M3B, answers={**M3B.answers, "budget_years": M3B.answers["budget_years"][:2]})
    assert "R-BUD-10" in {f.code for f in draft(two).findings}
    assert "R-BUD-10" not in {f.code for f in draft(M3B).findings}


def test_while_it_cannot_be_computed_nothing_asks_for_it() -> None:
    empty = draft(answers("answers: {project_name: 甲}"))
    assert "price_total_incl" in empty.contract.open
    assert "payment_calendar" not in empty.contract.open


def test_the_annex_prints_it_and_nobody_answers_it() -> None:
    assert "| 尾款 | 1 | 2027-01-01 | 2027-12-31 | 46,200.00 |" in markdown_bytes(draft(MINIMAL), None).decode()
    with refused(AnswerError, "value"):
        read_answers(load_content(), {"answers": {"payment_calendar": []}})
