"""Budgets: each method by its arithmetic, the methods compared, and the workbook recalculated by another program."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from drafter.budget import estimates, reconcile
from drafter.content import load_content
from drafter.language import Words
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.situation import Situation
from drafter.writers.budget_xlsx import budget_workbook
from tests.tools import answers, formula_errors, recalculated, sample, situation


def given(**answers: Any) -> Situation:
    """Return the minimal project with other answers."""
    base = {k: v for k, v in sample("minimal").answers.items() if k not in ("assets", "staff_posts", "previous_price", "build_investment")}
    return situation(AnswerSet(answers={**base, "service_start": date(2027, 1, 1), "term_months": 12, "coverage": "5x8", **answers}))


def asset(**more: Any) -> dict[str, Any]:
    return {
        "asset_no": Words.of("A1"),
        "name": Words.of("x"),
        "category": "network",
        "original_value": Decimal(100_000),
        "in_scope": True,
        **more,
    }


def work(volume: int) -> dict[str, Any]:
    """Return a line of workload: so many pieces of four hours each, 600 yuan a piece."""
    return {
        "work": Words.of("工单"),
        "volume": Decimal(volume),
        "hours": Decimal(4),
        "day_rate": Decimal(1200),
        "amount": Decimal(60_000),
        "source": Words.of("台账"),
    }


def quote(name: str, amount: int) -> dict[str, Any]:
    return {"supplier": Words.of(name), "amount": Decimal(amount)}


@pytest.mark.parametrize(
    ("more", "amount"),
    [
        ({}, "5000.00"),
        ({"class": "A"}, "6000.00"),
        ({"category": "application"}, "10000.00"),
        ({"purchase_date": date(2020, 1, 1)}, "5500.00"),
        ({"purchase_date": date(2015, 1, 1)}, "6000.00"),
        ({"warranty_end": date(2030, 1, 1)}, "0.00"),
        ({"warranty_end": date(2027, 7, 2)}, "2493.00"),  # 182 of 365 days outside, 0.4986
        ({"warranty_end": date(2026, 12, 31)}, "5000.00"),
    ],
)
def test_an_asset_costs_its_rate_by_class_age_and_warranty(more: dict[str, Any], amount: str) -> None:
    [estimate] = estimates(given(assets=[asset(**more)]))
    assert (estimate.id, estimate.total) == ("asset-rate", Decimal(amount))


def test_hours_and_years_multiply_and_what_is_out_of_scope_costs_nothing() -> None:
    [estimate] = estimates(given(assets=[asset(), asset(in_scope=False), asset(category="cloud")], coverage="7x24", term_months=24))
    assert estimate.total == Decimal("13000.00")


def test_quotes_far_off_the_median_are_dropped_and_the_mean_of_the_others_counts() -> None:
    project = given(market_quotes=[quote("甲", 100), quote("乙", 110), quote("丙", 120), quote("丁", 200)])
    [estimate] = estimates(project)
    assert estimate.total == Decimal("110.00")
    codes = [f.code for f in reconcile([estimate], project).findings]
    assert codes.count("outlier") == 1
    assert "sources" not in codes
    assert "methods" in codes  # one method is not enough


@pytest.mark.parametrize(
    ("budget", "codes"),
    [
        ({"budget_amount": Decimal(40_000)}, set()),
        ({"budget_amount": Decimal(39_999)}, {"budget"}),
        ({"budget_amount": Decimal(72_001)}, {"budget"}),
        ({"budget_amount": Decimal(50_000), "build_investment": Decimal(450_000)}, {"portfolio"}),
    ],
)
def test_a_budget_off_the_estimates_and_its_share_of_all_spending_are_told(budget: dict[str, Any], codes: set[str]) -> None:
    amounts = {"market_quotes": [quote("甲", 50_000)] * 3, "workload_lines": [work(100)]}
    project = given(**amounts, **budget)
    assert {f.code for f in reconcile(estimates(project), project).findings} == codes


def test_methods_that_differ_by_more_than_a_fifth_must_be_explained() -> None:
    both = {"market_quotes": [quote("甲", 50_000)] * 3, "workload_lines": [work(100)]}
    found = estimates(given(**both))
    assert {e.id: e.total for e in found} == {"workload": Decimal("60000.00"), "quotes": Decimal("50000.00")}
    assert reconcile(found, given(**both)).difference == Decimal("20.0")
    both["workload_lines"] = [work(101)]
    found = estimates(given(**both))
    assert "difference" in [f.code for f in reconcile(found, given(**both)).findings]
    explained = given(**both, budget_difference_reason=Words.of("询价未含夜间值守"))
    assert "difference" not in [f.code for f in reconcile(found, explained).findings]


@pytest.mark.parametrize(
    ("item", "decision"),
    [
        ("trigger: fault, person_days: 200", "maintenance"),  # a repair stays one, whatever it takes
        ("trigger: law", "maintenance"),
        ("trigger: user, person_days: 10, function_points: 10", "minor"),
        ("trigger: user, person_days: 10.5", "upgrade"),
        ("trigger: user, adds_function: true, person_days: 3", "minor"),
        ("trigger: law, adds_function: true, function_points: 11", "upgrade"),
        ("trigger: fault, capital: true", "upgrade"),
        ("trigger: security, architecture: true", "upgrade"),
        ("trigger: new-business", "upgrade"),
    ],
)
def test_maintenance_or_upgrade_is_decided_by_the_boundary_clause(item: str, decision: str) -> None:
    text = f"""
answers:
  sepa_items: [{{item: 报表, {item}}}]
  budget_lines: [{{part: application, item: 报表, unit_price: 90000, source: 询价}}, {{part: application, item: 日常, unit_price: 10000, source: 询价}}]
"""
    project = situation(answers(text))
    assert [row["decision"] for row in project.value("sepa_items")] == [decision]
    [estimate] = estimates(project)
    assert estimate.total == (10_000 if decision == "upgrade" else 100_000)
    told = [f.code for f in reconcile([estimate], project).findings]
    assert ("upgrade" in told) == (decision == "upgrade")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["m3b-data-bureau", "m1-social-insurance"])
def test_the_workbook_computes_what_we_compute(tmp_path: Path, name: str, language: Any) -> None:
    project = situation(sample(name))
    found = estimates(project)
    assert len(found) >= 2
    path = tmp_path / "budget.xlsx"
    path.write_bytes(budget_workbook(found, reconcile(found, project), load_content().library.rates, language))
    book = recalculated(path, tmp_path)
    assert formula_errors(book) == []
    summary = book.worksheets[0]
    for row, estimate in enumerate(found, 2):
        assert Decimal(str(summary.cell(row, 2).value)).quantize(Decimal("0.01")) == estimate.total
        sheet = book[estimate.label[language]]
        column = next(c.column for c in sheet[1] if "金额" in str(c.value) or "Amount" in str(c.value))
        amounts = [Decimal(str(sheet.cell(n, column).value)).quantize(Decimal("0.01")) for n in range(2, len(estimate.lines) + 2)]
        assert amounts == [line.amount for line in estimate.lines]
