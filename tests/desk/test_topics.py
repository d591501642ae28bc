"""Topics: every question on one page, every open item counted once and as everywhere."""

from __future__ import annotations

import pytest

from drafter.content import load_content
from drafter.questionnaire.relevance import needed_by
from drafter.questionnaire.topics import MOST, topics_of
from drafter.services.desk import Pane, next_open, topics
from drafter.services.questionnaire import needs
from tests.desk.test_pane import source


def test_every_question_that_is_asked_stands_on_one_page_in_its_order() -> None:
    library = load_content().library
    pages = list(topics_of(library))
    assert [name for page in pages for name in page.questions] == list(library.asked)
    assert len({page.id for page in pages}) == len(pages)
    assert all(3 <= len(page.questions) <= MOST for page in pages), [(p.id, len(p.questions)) for p in pages]


@pytest.mark.parametrize("sample", ["minimal", "m3b-data-bureau", "m1-social-insurance"])
def test_open_items_are_counted_as_everywhere(sample: str) -> None:
    content = load_content()
    pane = Pane(content, "zh", source(sample))
    found = topics(pane.draft)
    listed = [item for topic in found for item in topic.open]
    assert sorted(listed) == sorted(pane.open)
    assert len(listed) == len([need for need in needs(content, source(sample)) if need.open])


def test_the_next_open_topic_goes_round() -> None:
    pane = Pane(load_content(), "zh", source("minimal"))
    found = topics(pane.draft)
    first = next_open(found)
    assert first is not None
    assert first.open
    seen, at = [first.id], next_open(found, first.id)
    while at is not None and at.id not in seen:
        seen.append(at.id)
        at = next_open(found, at.id)
    assert seen == [topic.id for topic in found if topic.open]


def test_state_follows_the_answers() -> None:
    pane = Pane(load_content(), "zh", source())
    state = {topic.id: topic for topic in topics(pane.draft)}
    assert "price_total_incl" in state["price"].answered
    assert not state["price"].open
    pane.answer({"price_total_incl": None})
    state = {topic.id: topic for topic in topics(pane.draft)}
    assert "price_total_incl" in state["price"].open
    assert "price_total_incl" not in state["price"].answered
    anew = Pane(load_content(), "zh", {**source(), "answers": {**source()["answers"], "price_total_incl": None}})
    assert topics(pane.draft) == topics(anew.draft)
    assert needed_by(pane.draft.situation, load_content().forms) == needed_by(anew.draft.situation, load_content().forms)
