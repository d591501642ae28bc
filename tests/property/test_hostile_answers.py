"""Any answer replaced by anything: refused with its label and place, or printed literally. Never a crash, never executed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.content import load_content
from drafter.errors import AnswerError, NotFinal
from drafter.expressions import UNKNOWN
from drafter.library.schema import ELEMENTS
from drafter.model import paragraphs_of
from drafter.ooxml.archive import safe_parts
from drafter.questionnaire.answers import AnswerSet, answers_data, parse_answers
from drafter.types import BadValue, BadValues, is_open, read_value, write_value
from drafter.writers.docx.write import docx_bytes
from tests.tools import draft, sample

COMPLETE = "m1-social-insurance"  # a sample with every answer that its contract needs
QUESTIONS = sorted(load_content().library.questions)
HOSTILE: list[Any] = [
    "A&B<科技>", "{{1237*5683}}", "{% for x in y %}", "]]>", "a\x00b", "甲\u202e方", "𠮷野家", "\ud800", "x" * 1_000_000, "", " ", "1. FC Köln GmbH",
    "Acme *Holdings* Ltd", "[](#general-dispute)", "<w:p/>", "&lt;", "'; DROP TABLE", "=1+1", -1, 10**30, 0, 1.5, float("nan"), float("inf"),
    True, [], {}, [[]], [{}], {"zh": "只有中文"}, {"zh": "a", "en": 1}, [None], "2027-02-30", "0000-00-00", "待定", None, {"name": {"zh": 1}}, ["a"] * 3_000,
]  # fmt: skip


def plain(value: Any) -> Any:
    """Return an answer set as JSON can hold it."""
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def base() -> dict[str, Any]:
    """Return the minimal sample as plain data."""
    return json.loads(json.dumps(answers_data(sample("minimal"), load_content().library), default=plain))  # type: ignore[no-any-return]


def read(data: dict[str, Any]) -> AnswerSet:
    """Return the answer set, read as a file is."""
    return parse_answers(json.dumps(data), "hostile.json", load_content())


@pytest.mark.parametrize("element", ELEMENTS)
def test_every_question_refuses_or_keeps_every_hostile_value(element: str) -> None:
    for question in load_content().library.questions.values():
        if question.element != element:
            continue
        for raw in HOSTILE:
            if is_open(raw):
                continue
            try:
                value = read_value(raw, question)
            except (BadValue, BadValues):
                continue
            kept = json.loads(json.dumps(write_value(value, question), default=plain))
            assert read_value(kept, question) == value, question.id


def test_a_refusal_names_label_and_place() -> None:
    for name, value in (("term_months", 99), ("sign_date", "2027-02-30"), ("party_a", {"nam": "x"}), ("systems", [{"class": "Z"}])):
        data = base()
        data["answers"][name] = value
        with pytest.raises(AnswerError) as refusal:
            read(data)
        for finding in refusal.value.findings:
            assert finding.place.path.startswith(f"answers.{name}")
            assert load_content().library.questions[name].label.zh in finding.what.zh


TEXTS = [n for n in QUESTIONS if load_content().library.questions[n].type in ("text", "longtext", "party")]
ODD = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=60)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TEXTS), st.one_of(st.sampled_from([h for h in HOSTILE if isinstance(h, str)]), ODD))
def test_a_text_is_refused_or_printed_literally(name: str, value: str) -> None:
    data = base()
    data["answers"][name] = value
    try:
        given_answers = read(data)
    except AnswerError:
        return
    made = docx_bytes(draft(given_answers))
    text = "".join(etree.fromstring(safe_parts(made, "x")["word/document.xml"]).itertext())
    if name in ("project_name", "party_a", "party_b") and value.strip() and value != "待定":
        assert " ".join(value.split()) in " ".join(text.split())
    assert "7029871" not in text  # 1237 times 5683: nothing typed is computed


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(HOSTILE), min_size=1, max_size=6))
def test_any_mixture_drafts_or_is_refused_whole(changes: dict[str, Any]) -> None:
    data = base()
    data["answers"] |= changes
    try:
        answers = read(data)
    except AnswerError as problem:
        assert problem.findings
        return
    for edition in ("zh", "en"):
        assert docx_bytes(draft(answers, edition))  # type: ignore[arg-type]


REQUIRED = [n for n in load_content().library.questionnaire.minimal if n in sample(COMPLETE).answers and n != "doc_kind"]  # names no text


def test_the_complete_sample_may_be_final() -> None:
    assert draft(sample(COMPLETE), final=True).contract.open == {}


@pytest.mark.parametrize("name", REQUIRED)
def test_without_a_required_answer_a_draft_lists_what_is_open_and_a_final_is_refused_for_that_alone(name: str) -> None:
    full = sample(COMPLETE)
    without = replace(full, answers={**full.answers, name: UNKNOWN})
    still_open = draft(without).contract.open
    assert still_open
    with pytest.raises(NotFinal) as refusal:
        draft(without, final=True)
    assert [f.code for f in refusal.value.findings] == ["open"] * len(still_open)
    assert all(known in f.what.en for known, f in zip(still_open, refusal.value.findings, strict=True))


@pytest.mark.parametrize("name", ["project_name", "sign_date", "price_total_incl", "coverage", "budget_amount"])
def test_a_missing_answer_that_is_printed_is_marked_where_it_stands(name: str) -> None:
    full = sample(COMPLETE)
    one = draft(replace(full, answers={**full.answers, name: UNKNOWN}))
    text = "".join(p.text for block in (*one.body, *one.annexes) for p in paragraphs_of(block)) + str(one.front)
    assert f"【待填：{one.contract.open[name].label.zh}】" in text


@pytest.mark.parametrize("name", ["is_gov_procurement", "has_pi", "is_cii"])
def test_what_decides_between_two_texts_is_open_while_both_are_printed(name: str) -> None:
    full = sample(COMPLETE)
    without = draft(replace(full, answers={**full.answers, name: UNKNOWN}))
    assert name in without.contract.open
    listed = [p.text for block in without.drafting for p in paragraphs_of(block)]
    assert name in listed
