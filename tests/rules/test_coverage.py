"""Every need of a proposal leads to a service, an indicator, a post and a price, or is named."""

from __future__ import annotations

from dataclasses import replace

from drafter.content import load_content
from drafter.questionnaire.situation import Situation
from drafter.rules.coverage import check_trace
from tests.tools import sample


def beside(**answers: object) -> Situation:
    """Return the situation of the sample's proposal with other answers."""
    given = sample("m3b-data-bureau")
    content = load_content()
    return Situation(
        content.library, content.agreement("proposal"), replace(given, agreement="proposal", answers={**given.answers, **answers})
    )


def test_the_sample_has_no_gap() -> None:
    assert check_trace(beside()) == []


def test_without_needs_nothing_can_be_traced() -> None:
    [found] = check_trace(beside(requirements=[]))
    assert (found.severity, found.code) == ("error", "trace")
    assert "no needs are stated" in found.what.en


def test_a_need_whose_service_nobody_lists_is_named() -> None:
    needs = [dict(row) for row in sample("m3b-data-bureau").answers["requirements"]]
    needs[0]["catalogue_code"] = type(needs[0]["catalogue_code"])("XX-99", "XX-99")
    [found] = [f for f in check_trace(beside(requirements=needs)) if f.code == "trace"]
    assert found.what.en.startswith("need 1 ")
    assert "no item of the catalogue" in found.what.en
