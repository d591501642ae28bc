"""One answer to what is still open: `needs`, a draft, a final that is refused, and a batch count the same; and no final speaks of a table that is empty."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.errors import NotFinal
from drafter.questionnaire.answers import AnswerSet, read_answer_file
from drafter.services.drafting import draft_document
from drafter.services.questionnaire import needs
from tests.tools import ROOT

CONTENT = load_content()
SAMPLES = sorted((ROOT / "samples").glob("*.yaml"))


def read(name: str) -> AnswerSet:
    return read_answer_file(ROOT / f"samples/{name}.yaml", CONTENT)


def refused(answers: AnswerSet) -> list[str]:
    """Return what a final is refused for because it is open."""
    with pytest.raises(NotFinal) as problem:
        draft_contract(CONTENT, answers, "zh", final=True)
    return [f.what.en for f in problem.value.findings if f.code == "open"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_needs_and_the_draft_say_the_same(sample: Path) -> None:
    still_open = [need.name for need in needs(CONTENT, sample) if need.open]
    document = draft_document(CONTENT, sample, "en")
    assert still_open == document.report()["open"]
    assert document.counts()["open"] == len(still_open)


def test_a_final_is_refused_for_the_same() -> None:
    answers = read("minimal")
    found = [need for need in needs(CONTENT, answers) if need.open]
    assert len(found) > 10
    assert refused(answers) == [f"still open: {need.label.en} ({need.name})" for need in found]
    assert all(need.ask is not None and need.needed_by for need in found)


def test_what_only_rules_wait_for_is_told_apart() -> None:
    answers = read("m1-social-insurance")
    without = replace(answers, answers={n: v for n, v in answers.answers.items() if n != "previous_price"})
    [need] = [need for need in needs(CONTENT, without) if need.name == "previous_price"]
    assert not need.open
    assert all(by.startswith("R-") for by in need.needed_by)


@pytest.mark.parametrize("price_type", ["mixed", "fixed-unit", "person-month"])
def test_no_final_prices_by_lines_that_are_not_there(price_type: str) -> None:
    answers = read("m1-social-insurance")
    without = replace(answers, answers={**answers.answers, "price_type": price_type, "price_lines": []})
    assert "still open: Price lines (price_lines)" in refused(without)
    text = draft_document(CONTENT, without, "zh", kind="md").data.decode()
    assert "【待填：分项价格】" in text, "the draft shows where"


@pytest.mark.parametrize(
    "table",
    ["rate_card", "requirements", "assets", "staff_posts", "service_catalog", "kpi_table", "ld_table", "raci", "exit_steps", "doc_list"],
)
def test_no_final_speaks_of_a_table_that_is_empty(table: str) -> None:
    answers = read("m1-social-insurance")
    names = refused(replace(answers, answers={**answers.answers, table: []}))
    assert any(f"({table})" in name for name in names)
