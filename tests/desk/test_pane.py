"""The pane after any walk of changes is the pane of a contract drafted anew."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.desk_changes import changes
from drafter.content import load_content
from drafter.errors import AnswerError
from drafter.language import Edition
from drafter.questionnaire.answers import plain_answers
from drafter.services.desk import Pane, PaneBlock, PaneChange
from tests.tools import EDITIONS, ROOT


def source(name: str = "m3b-data-bureau", agreement: str = "contract") -> dict[str, Any]:
    """Return a sample as plain data."""
    text = (ROOT / f"samples/{name}.yaml").read_text("utf-8")
    data = plain_answers(text, name)
    assert isinstance(data, dict)
    return {**data, "agreement": agreement}


def after(shown: dict[str, PaneBlock], change: PaneChange) -> dict[str, PaneBlock]:
    """Return what a page shows that had `shown` and was sent `change`."""
    kept = {name: block for name, block in shown.items() if name not in change.removed} | {block.id: block for block in change.blocks}
    return {name: kept[name] for name in change.order} if change.order is not None else kept


class Walk:
    """A pane, what the page it is sent to shows, and the raw answers it was given so far."""

    def __init__(self, data: dict[str, Any], edition: Edition) -> None:
        self.data, self.edition = data, edition
        self.pane = Pane(load_content(), edition, data)
        self.shown = {block.id: block for block in self.pane.blocks}

    def take(self, name: str, value: Any) -> None:
        """Answer one question."""
        self.data = {**self.data, "answers": {**self.data["answers"], name: value}}
        self._compare(self.pane.answer({name: value}))

    def leave(self, name: str) -> None:
        """Take an answer back."""
        self.data = {**self.data, "answers": {n: v for n, v in self.data["answers"].items() if n != name}}
        self._compare(self.pane.answer({}, without=[name]))

    def redraft(self, **head: Any) -> None:
        """Change profile, positions or clauses asked for."""
        self.data = {**self.data, **head}
        self._compare(self.pane.redraft(self.data))

    def _compare(self, change: PaneChange) -> None:
        self.shown = after(self.shown, change)
        anew = Pane(load_content(), self.edition, self.data)
        assert tuple(self.shown.values()) == self.pane.blocks  # what is sent suffices
        assert self.pane.blocks == anew.blocks  # and is what is drafted anew
        assert self.pane.findings == anew.findings
        assert self.pane.open == anew.open


def questions(name: str) -> list[str]:
    """Return the questions asked, and a setting or two that are not."""
    library = load_content().library
    return [*library.asked, *sorted(set(library.questions) - set(library.asked))[::40]]


def walk(data: dict[str, Any], edition: Edition, seed: int, steps: int) -> None:
    """Walk so many steps from a sample."""
    random, one = Random(seed), Walk(data, edition)
    for _ in range(steps):
        if random.random() < 0.08 and one.data["answers"]:
            one.leave(random.choice(sorted(one.data["answers"])))
        elif random.random() < 0.04:
            one.redraft(**_head(random, data["agreement"]))
        else:
            one.take(*next(changes(load_content(), questions(""), one.data["answers"], random)))


def _head(random: Random, agreement: str) -> dict[str, Any]:
    content = load_content()
    clause = random.choice(sorted(c for c in content.agreement(agreement).clauses if len(content.library.texts[c].positions()) > 1) or [""])
    positions = {clause: random.choice(content.library.texts[clause].positions())} if clause else {}
    return {"profile": random.choice(sorted(content.agreement(agreement).profiles)), "positions": positions}


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2**32), st.sampled_from(EDITIONS))
def test_no_pane_differs_from_the_contract_drafted_anew(seed: int, edition: Edition) -> None:
    walk(source(), edition, seed, 8)


@pytest.mark.parametrize("agreement", ["contract", "proposal", "needs"])
def test_a_sparse_project_and_every_agreement(agreement: str) -> None:
    walk(source("minimal", agreement), "zh", 7, 8)


def test_a_change_tells_what_changed_and_no_more() -> None:
    pane = Pane(load_content(), "zh", source())
    change = pane.answer({"price_total_incl": "7654321"})
    assert {block.id for block in change.blocks} >= {"r_cost_price_schedule", "r_A_PRICE"}
    assert len(change.blocks) < 8
    assert not change.removed
    assert change.order is None
    assert "contents" not in change.touched
    assert pane.answer({"price_total_incl": "7654321"}).blocks == ()


def test_a_clause_switched_in_is_marked_and_what_is_only_numbered_anew_is_not() -> None:
    pane = Pane(load_content(), "zh", source())
    change = pane.answer({"is_cii": True})
    assert "r_security_cii" in change.touched
    assert change.order is not None
    assert len(change.touched) < 6
    assert len(change.blocks) > 40
    back = pane.answer({"is_cii": False})
    assert back.removed == ("r_security_cii",)


def test_an_answer_that_cannot_be_read_changes_nothing() -> None:
    pane = Pane(load_content(), "zh", source())
    before = pane.blocks
    with pytest.raises(AnswerError) as refusal:
        pane.answer({"price_total_incl": "1", "sign_date": "2027-02-30"})
    assert refusal.value.findings[0].place.path == "answers.sign_date"
    assert pane.blocks == before
    with pytest.raises(AnswerError):
        pane.redraft({**source(), "profile": "none of that name"})
    assert pane.blocks == before


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_block_has_one_id_and_every_reference_leads_to_a_block(edition: Edition) -> None:
    import re

    blocks = Pane(load_content(), edition, source()).blocks
    ids = [block.id for block in blocks]
    assert len(ids) == len(set(ids))
    html = "".join(block.html for block in blocks)
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(re.findall(r' id="([^"]+)"', html))
