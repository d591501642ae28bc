"""F-BUDGET and F-MARKET say what `drafter budget` says, method by method."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from drafter.budget import estimates, reconcile
from drafter.content import load_content
from drafter.forms.fill import Filling, fill_form
from drafter.forms.model import FilledForm
from drafter.forms.selection import project
from drafter.language import Words
from drafter.questionnaire.answers import AnswerSet
from tests.tools import SAMPLES, sample

FIELDS = {
    "asset-rate": "asset_total",
    "person-month": "labour_total",
    "workload": "work_total",
    "items": "items_total",
    "quotes": "market_total",
}
NAMES = sorted(p.stem for p in SAMPLES if sample(p.stem).answers.get("budget_lines"))


def form(filling: Filling, code: str) -> tuple[FilledForm, dict[str, Any]]:
    made, wrong = fill_form(filling.forms[code], filling)
    assert wrong == []
    return made, {f.id: f.place.value for f in made.fields}


def agree(answers: AnswerSet) -> dict[str, Decimal]:
    """Hold the form against the command, and return the totals."""
    filling = project(load_content(), answers, "zh")
    found = estimates(filling.contract.situation)
    compared = reconcile(found, filling.contract.situation)
    _, said = form(filling, "F-BUDGET")
    totals = {e.id: e.total for e in found}
    assert {m: said[f] for m, f in FIELDS.items() if m in totals} == totals
    assert (said["methods"], said["lowest"], said["highest"], said["difference"]) == (
        len(found), compared.lowest, compared.highest, compared.difference,
    )  # fmt: skip
    return dict(totals)


@pytest.mark.parametrize("name", NAMES)
def test_the_form_estimates_as_the_command_does(name: str) -> None:
    assert len(NAMES) >= 5
    assert set(agree(sample(name))) == set(FIELDS)


def test_an_upgrade_leaves_the_form_as_it_leaves_the_budget() -> None:
    base = sample("m1-social-insurance")
    before = agree(base)
    line = next(r for r in base.answers["budget_lines"] if r["part"] == "security")
    item = {"item": line["item"], "trigger": "new-business", "adds_function": True, "person_days": Decimal(40), "function_points": Decimal(0),
            "architecture": False, "capital": True, "value_increased": True, "route": Words.of("另行立项")}  # fmt: skip
    after = agree(replace(base, answers={**base.answers, "sepa_items": [item]}))
    amount = Decimal(line["qty"]) * Decimal(line["unit_price"])
    assert {m: before[m] - after[m] for m in before} == {**dict.fromkeys(before, amount), "quotes": 0}


def test_the_market_survey_drops_what_the_command_drops() -> None:
    base = sample("m3b-data-bureau")
    quotes = [{"supplier": Words.of(n), "amount": Decimal(a)} for n, a in (("甲", 100), ("乙", 110), ("丙", 120), ("丁", "143.01"))]
    for given in (base.answers["market_quotes"], quotes):
        filling = project(load_content(), replace(base, answers={**base.answers, "market_quotes": given}), "zh")
        [found] = [e for e in estimates(filling.contract.situation) if e.id == "quotes"]
        made, said = form(filling, "F-MARKET")
        assert (said["sources"], said["mean"], said["outliers"]) == (len(given), found.total, sum(not line.counted for line in found.lines))
        flags = [row[[c.id for c in made.tables[0].columns].index("flag")].value for row in made.tables[0].rows[: len(given)]]
        assert flags == ["comparable" if line.counted else "outlier" for line in found.lines]
    assert said["middle"] == Decimal("115.00")
