"""The interview without a terminal: what is asked, what is undone, what is kept."""

from __future__ import annotations

from typing import Any

import pytest

from drafter.content import load_content
from drafter.expressions import UNKNOWN
from drafter.language import Words
from drafter.library.schema import Asked
from drafter.questionnaire.answers import parse_answers
from drafter.questionnaire.interview import SETTINGS, CheckRow, Interview, as_typed, dump_interview, from_typed, resume_interview
from drafter.types import BadValue, BadValues


def interview(minimal: bool = True) -> Interview:
    """Return an interview at its beginning."""
    return Interview(load_content(), minimal=minimal)


def resumed(text: str, minimal: bool = True) -> Interview:
    """Return the interview saved in a text."""
    return resume_interview(text, "test.yaml", load_content(), minimal)


def go_through(one: Interview, **given: Any) -> list[str]:
    """Answer to the end: what is given, else the default, else 待定. Return the questions that were asked."""
    asked = []
    while (question := one.next_question()) is not None:
        asked.append(question.id)
        if question.id in given:
            one.answer(question.id, given[question.id])
        elif one.default(question.id) is UNKNOWN:
            one.leave_open(question.id)
        else:
            one.take_default(question.id)
    return asked


def row(one: Interview, name: str) -> CheckRow:
    """Return a line of the check page."""
    return next(r for s in one.check_page() for r in s.rows if r.name == name)


def test_the_minimal_path_has_at_most_25_questions_and_asks_each_once() -> None:
    asked = go_through(interview())
    assert asked[0] == "is_classified"
    assert len(asked) == len(set(asked)) <= 25
    assert set(asked) <= set(load_content().library.questionnaire.minimal)


def test_all_asks_more_and_ends() -> None:
    one = interview(minimal=False)
    asked = go_through(one)
    assert len(asked) == len(set(asked)) > 60
    assert set(interview().waiting) <= set(asked)
    assert one.progress().done == one.progress().total == len(asked)


def test_an_answer_drops_the_questions_it_rules_out() -> None:
    """What is withheld from publication is a matter of public procurement alone; how the supplier is found is one of every buyer who tenders."""
    one = interview(minimal=False)
    before = one.progress()
    assert "redact_items" in one.waiting
    one.answer("is_gov_procurement", "否")
    assert "redact_items" not in one.waiting
    assert "procurement_method" in one.waiting
    assert (one.progress().done, one.progress().total) == (1, before.total - 1)
    assert "redact_items" not in go_through(one)


def test_a_bad_answer_changes_nothing() -> None:
    one = interview()
    with pytest.raises(BadValue) as caught:
        one.answer("linked_pct", "many")
    assert "数字" in caught.value.zh
    with pytest.raises(BadValues):
        one.answer("systems", [{"no_such_column": 1}])
    with pytest.raises(BadValue):
        one.take_default("project_name")
    assert (one.answers.answers, one.taken, one.back()) == ({}, {}, None)


def test_back_undoes_one_step_and_offers_what_was_typed() -> None:
    one = interview()
    one.take_default("is_classified")
    one.answer("project_name", "政务平台运维")
    one.leave_open("party_a")
    assert one.back() == "party_a"
    assert one.back() == "project_name"
    assert one.earlier("project_name") == Words("政务平台运维", "政务平台运维")
    assert "project_name" in one.waiting
    assert "政务平台运维" in dump_interview(one)
    assert [one.back(), one.back()] == ["is_classified", None]
    assert "is_classified" in one.waiting


def test_open_is_an_answer_that_overrides_the_default() -> None:
    one = interview()
    one.leave_open("coverage")
    assert "coverage" not in one.waiting
    assert (row(one, "coverage").value, row(one, "coverage").origin) == (UNKNOWN, "open")
    one.answer("sla_preset", "待定")
    assert row(one, "sla_preset").origin == "open"


def test_a_default_taken_stays_a_default_with_its_source() -> None:
    one = interview(minimal=False)
    for question in [one.library.questions[n] for n in one.waiting]:
        if question.default_source is not None and one.default(question.id) is not UNKNOWN:
            one.take_default(question.id)
            found = row(one, question.id)
            assert (found.origin, found.source) == ("default", question.default_source)
    assert one.taken
    assert one.answers.answers == {}


def test_a_default_that_a_later_answer_changes_is_asked_again() -> None:
    one = interview(minimal=False)
    one.take_default("p1_response_min")
    before = one.default("p1_response_min")
    one.answer("sla_preset", "high")
    assert one.default("p1_response_min") != before
    assert "p1_response_min" in one.waiting
    one.back()
    assert "p1_response_min" not in one.waiting


def test_a_table_in_the_making_is_kept_but_not_in_force() -> None:
    one = interview()
    one.keep("systems", [{"name": "交换平台", "class": "A"}])
    assert "systems" in one.waiting
    again = resumed(dump_interview(one))
    assert "systems" in again.waiting
    assert again.drafts == one.drafts
    assert "systems" not in again.answers.answers
    assert "交换平台" not in dump_interview(one, finished=True)


def test_resume_goes_on_where_it_was_left_and_back_from_there() -> None:
    one = interview()
    one.take_default("is_classified")
    one.answer("project_name", {"zh": "平台运维", "en": "Platform O&M"})
    one.leave_open("party_b")
    one.answer("linked_pct", "25%")
    again = resumed(dump_interview(one))
    assert (again.answers, again.taken, again.waiting) == (one.answers, one.taken, one.waiting)
    assert [again.back() for _ in range(5)] == ["linked_pct", "party_b", "project_name", "is_classified", None]
    assert again.earlier("project_name") == Words("平台运维", "Platform O&M")


def test_a_finished_set_is_an_answer_set_and_resumes_with_nothing_to_ask() -> None:
    one = interview()
    go_through(one, project_name="平台运维", sign_date="2026-12-18", systems=[{"name": "甲", "class": "A"}])
    text = dump_interview(one, finished=True)
    assert parse_answers(text, "test.yaml", load_content()) == one.answers
    assert resumed(text).next_question() is None
    assert resumed(text, minimal=False).next_question() is not None


def test_the_check_page_has_every_answer_and_every_default_used_once() -> None:
    one = interview()
    asked = go_through(one, project_name="平台运维")
    names = [r.name for s in one.check_page() for r in s.rows]
    assert len(names) == len(set(names))
    assert set(asked) <= set(names)
    assert one.check_page()[-1].title == SETTINGS
    assert (row(one, "project_name").origin, row(one, "linked_pct").origin) == ("answered", "default")
    titles = [s.title for s in one.library.questionnaire.sections]
    assert [s.title for s in one.check_page()[:-1]] == [t for t in titles if t in {s.title for s in one.check_page()}]


def test_an_answer_nothing_needs_is_said_to_be_unused() -> None:
    one = interview(minimal=False)
    one.answer("minor_change_limit_fp", 20)
    assert row(one, "minor_change_limit_fp").used
    one.answer("contract_type", "INF")
    assert not row(one, "minor_change_limit_fp").used


@pytest.mark.parametrize("answered", [True, False])
def test_classified_is_told(answered: bool) -> None:
    one = interview()
    one.answer("is_classified", answered)
    assert one.classified is answered


@pytest.mark.parametrize(
    ("kind", "typed", "raw"),
    [
        ("text", "平台 || Platform", {"zh": "平台", "en": "Platform"}),
        ("list", "甲 || A\n\n 乙", [{"zh": "甲", "en": "A"}, "乙"]),
        ("integer", " 30 ", "30"),
    ],
)
def test_what_is_typed_reads_back(kind: Any, typed: str, raw: Any) -> None:
    assert from_typed(typed, Asked(label=Words("x", "x"), type=kind)) == raw
    assert from_typed(as_typed(raw), Asked(label=Words("x", "x"), type=kind)) == raw
