"""Why a question is asked and a clause stands: from the same conditions that decide it, in words people know."""

from __future__ import annotations

import pytest

from drafter.content import load_content
from drafter.drafting import Draft
from drafter.services.desk import Pane, absent_clauses, why_asked, why_clause
from tests.desk.test_pane import source


@pytest.fixture(scope="module")
def pane() -> Pane:
    return Pane(load_content(), "zh", source())


def _in_words(text: str, draft: Draft) -> bool:
    return not any(name in text for name in draft.content.library.questions if "_" in name)


def test_a_question_names_the_clauses_rules_and_articles_that_wait_for_it(pane: Pane) -> None:
    why = why_asked(pane.draft, "is_cii")
    titles = {place.title.zh: place for place in why.places}
    assert load_content().library.clauses["security-cii"].head.title.zh in titles
    assert why.rules
    assert why.law
    price = why_asked(pane.draft, "price_total_incl")
    assert any(
        place.number is not None and place.number.zh.startswith("第") and place.number.en.startswith("Clause ") for place in price.places
    )
    with pytest.raises(KeyError):
        why_asked(pane.draft, "no_such_question")


def test_every_question_and_clause_can_be_asked_about(pane: Pane) -> None:
    library = load_content().library
    for name in library.asked:
        assert all(place.title.zh and place.title.en for place in why_asked(pane.draft, name).places)
    for clause in library.clauses:
        why = why_clause(pane.draft, clause)
        assert [p.chosen for p in why.positions].count(True) == 1
        assert all(p.text.zh and p.text.en for p in why.positions)
        assert not any("{{" in p.text.zh + p.text.en or "](#" in p.text.zh + p.text.en for p in why.positions)
        assert not any(f"{side}{code}" in p.text.zh + p.text.en for p in why.positions for code in load_content().forms for side in "〔[")
        assert why.walk_away.zh
        assert why.approver.en
        assert (why.place.number is not None) == (why.standing != "absent")


def test_a_clause_tells_the_answers_that_decided_it() -> None:
    pane = Pane(load_content(), "zh", {**source(), "answers": {**source()["answers"], "is_cii": False}})
    absent = {why.place.id: why for why in absent_clauses(pane.draft)}
    assert absent["security-cii"].standing == "absent"
    [answer] = [a for a in absent["security-cii"].decided_by if a.name == "is_cii"]
    assert answer.shown is not None
    assert _in_words(answer.label.zh + answer.shown.zh, pane.draft)
    pane.answer({"is_cii": None})
    open_ = why_clause(pane.draft, "security-cii")
    assert open_.standing == "undecided"
    assert [a.shown for a in open_.decided_by if a.name == "is_cii"] == [None]
    pane.answer({"is_cii": True})
    assert why_clause(pane.draft, "security-cii").standing == "stands"
    assert "security-cii" not in {why.place.id for why in absent_clauses(pane.draft)}
