"""Maintenance or upgrade: the questionnaire and the decision sheet decide by one rule, which follows the boundary clause in each of its positions."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from drafter.content import load_content
from drafter.forms.fill import fill_form
from drafter.forms.selection import project
from drafter.language import Words
from drafter.questionnaire.answers import AnswerSet
from tests.tools import sample

CLAUSE = "scope-om-vs-upgrade"
TRIGGERS = ("fault", "security", "law", "preventive", "user", "new-business")
SIZES = ((0, 0), (10, 10), (11, 10), (10, 11), (60, 40), (61, 0))  # person-days, function points: on the limits and past them


def items() -> list[dict[str, Any]]:
    """Return an item for every case there is."""
    cases = product(TRIGGERS, (False, True), SIZES, (None, "architecture", "capital", "value_increased"))
    return [
        {
            "item": Words.of(f"事项{number}"), "trigger": trigger, "adds_function": adds, "person_days": Decimal(days), "function_points": Decimal(points),
            **{name: name == which for name in ("architecture", "capital", "value_increased")},
        }
        for number, (trigger, adds, (days, points), which) in enumerate(cases)
    ]  # fmt: skip


def expected(item: dict[str, Any], position: str, infrastructure: bool) -> str:
    """Return what the boundary clause says, read anew: limits of 10 person-days and 10 function points, a quota of 60 person-days."""
    if item["architecture"] or item["capital"] or item["value_increased"] or item["trigger"] == "new-business":
        return "upgrade"
    if item["trigger"] != "user" and not item["adds_function"]:
        return "maintenance"
    sized = position == "preferred" and not infrastructure  # only there does the clause speak of function points
    small = item["person_days"] <= (60 if position == "fallback" else 10) and (not sized or item["function_points"] <= 10)
    return "minor" if small else "upgrade"


def answers(position: str, kind: str) -> AnswerSet:
    """Return the answers of a project with all items, its boundary clause in a position."""
    base = sample("m1-social-insurance")
    limits = {"minor_change_limit_pd": 10, "minor_change_limit_fp": 10, "quota_person_days": 60}
    given = {**base.answers, **limits, "contract_type": kind, "sepa_items": items()}
    return AnswerSet(base.agreement, base.profile, base.include, {**base.positions, CLAUSE: position}, given)  # type: ignore[dict-item]


@pytest.mark.parametrize("kind", ["APP", "INF"])
@pytest.mark.parametrize("position", ["preferred", "fallback", "brief"])
def test_sheet_and_questionnaire_decide_alike(position: str, kind: str) -> None:
    filling = project(load_content(), answers(position, kind), "zh")
    wanted = [expected(item, position, kind == "INF") for item in items()]
    assert set(wanted) == {"maintenance", "minor", "upgrade"}
    assert [row["decision"] for row in filling.contract.situation.value("sepa_items")] == wanted
    form, wrong = fill_form(filling.forms["F-SEPA"], filling)
    assert wrong == []
    table = next(t for t in form.tables if "decision" in [c.id for c in t.columns])
    at = [c.id for c in table.columns].index("decision")
    assert [row[at].value for row in table.rows[: len(wanted)]] == wanted
    assert all(row[at].formula is not None for row in table.rows)  # live in Excel, for what is written in later too


def test_the_rule_has_one_home() -> None:
    column = next(c for c in load_content().library.questions["sepa_items"].columns if c.id == "decision")
    form, _ = fill_form(
        project(load_content(), answers("preferred", "APP"), "zh").forms["F-SEPA"],
        project(load_content(), answers("preferred", "APP"), "zh"),
    )
    [place] = {row[10].formula.source for t in form.tables for row in t.rows if len(row) > 12 and row[10].formula}
    assert column.computed is not None
    assert place == column.computed.source
