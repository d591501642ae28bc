"""The check page: what is open by how much waits for it, findings with the questions that decide them, every answer in its element."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.content import load_content
from drafter.services import desk, projects
from drafter.services.desk import Pane, Sheet

COMPLETE = "m3b-data-bureau"


def sheet_of(sample: str = "minimal", **answers: Any) -> Sheet:
    """Return the questions of a sample with other answers."""
    data = projects.from_sample(load_content(), sample).plain()
    pane = Pane(load_content(), "zh", {**data, "answers": {**data["answers"], **answers}})
    return Sheet(load_content(), pane.draft, "zh")


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return sheet_of()


def test_what_is_open_is_the_one_list_the_most_waited_for_first(sheet: Sheet) -> None:
    found = desk.open_questions(sheet)
    assert {one.item for one in found} == set(sheet.draft.contract.open)
    counts = [len(one.waiting) for one in found]
    assert counts == sorted(counts, reverse=True)
    assert min(counts) >= 1
    assert counts[0] > 1
    account = next(one for one in found if one.item == "party_b.account")
    assert (account.question, account.part) == ("party_b", "account")
    assert [place.id for place in account.waiting] == ["general-parties"]  # who prints the account, not all who name Party B


def test_the_walk_over_what_is_open_comes_to_every_topic_and_round_again(sheet: Sheet) -> None:
    topics, at = [], ""
    while (found := desk.next_open_question(sheet, at)) is not None and (at := sheet.topic_with(found.question).id) not in topics:
        topics.append(at)
    assert {sheet.topic_with(one.question).id for one in desk.open_questions(sheet)} == set(topics)
    assert at == topics[0]


def test_nothing_open_ends_the_walk() -> None:
    content = load_content()
    pane = Pane(content, "zh", projects.from_sample(content, COMPLETE).plain())
    assert not pane.open
    assert desk.next_open_question(Sheet(content, pane.draft, "zh")) is None


def test_a_finding_has_the_questions_that_decide_it() -> None:
    sheet = sheet_of(COMPLETE, price_total_incl=999999999)
    found = {concern.finding.code: concern for concern in desk.concerns(sheet)}
    assert [name for name, _ in found["R-PRO-08"].questions] == ["budget_amount", "price_total_incl"]
    assert found["R-PRO-08"].disagrees  # one answer against another
    assert "price_lines" in [name for name, _ in found["R-PAY-11"].questions]
    assert found["R-PAY-11"].disagrees  # a sum and what it should be
    assert any(not concern.disagrees for concern in found.values())
    questions = sheet.library.questions
    asked = [name for concern in found.values() for name, _ in concern.questions]
    assert all(questions[name].computed is None for name in asked)


def test_every_answer_stands_once_in_its_element(sheet: Sheet) -> None:
    elements = desk.answers_by_element(sheet)
    rows = [row for element in elements for row in element.rows]
    assert len({row.name for row in rows}) == len(rows)
    assert {row.name for row in rows} >= {*sheet.answers, *sheet.waiting}
    for element in elements:
        assert {sheet.library.questions[row.name].element for row in element.rows} == {element.id}
    stated = {row.name: row.shown for row in rows}
    assert stated["price_total_incl"] == "人民币462,000.00元"
    assert stated["systems"] == "2行"


def test_every_question_stands_on_a_page_or_has_one_of_its_own(sheet: Sheet) -> None:
    for name in sheet.library.questions:
        topic = sheet.topic_with(name)
        assert name in sheet.names(topic)
        assert topic.id.startswith(desk.ALONE) == (topic.id not in {t.id for t in sheet.topics})
