"""The content: one case per clause file, question file, form and sample."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from drafter.content import load_content
from drafter.errors import Finding
from drafter.expressions import UNKNOWN
from drafter.library import Clause
from drafter.library.schema import ELEMENTS
from drafter.library.yamlfile import read_yaml
from drafter.lint.library import check_library
from drafter.model import Paragraph, Table, Text, paragraphs_of
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.schema import answer_schema
from drafter.types import is_open, read_value
from tests.tools import ROOT, SAMPLES, answers, draft, sample, situation

CLAUSES = sorted(load_content().library.clauses.values(), key=lambda c: c.id)


@pytest.fixture(scope="session")
def findings() -> list[Finding]:
    """Everything the library check says."""
    return check_library(load_content())[1]


def test_every_element_has_clauses_and_a_lite_contract_has_some_of_each() -> None:
    content = load_content()
    clauses = content.library.clauses
    assert {c.element for c in clauses.values()} == set(ELEMENTS)
    lite = content.agreement().profiles["lite"].only
    assert len(set(lite)) == len(lite)
    assert {clauses[name].element for name in lite} == set(ELEMENTS)


def test_a_conditional_clause_says_when_and_a_mandatory_one_stands_whatever_is_answered() -> None:
    unanswered = situation(answers("answers: {}"))
    for clause in CLAUSES:
        assert clause.head.need != "conditional" or clause.head.when is not None, clause.id
        if clause.head.need == "mandatory" and clause.head.when is None:
            assert unanswered.included(clause.id) is True, clause.id


def test_the_shortest_path_is_part_of_the_questionnaire_and_keeps_what_the_readme_promises() -> None:
    library = load_content().library
    assert set(library.questionnaire.minimal) <= set(library.asked)
    promised = re.search(r"answer up to (\d+) questions", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert promised
    assert len(library.questionnaire.minimal) <= int(promised[1])
    assert all(section.questions for section in library.questionnaire.sections)


def test_check_finds_nothing(findings: list[Finding]) -> None:
    assert [f.line("en") for f in findings if f.severity == "error"] == []


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda c: c.id)
def test_every_example_of_a_clause_makes_its_text_come_out(clause: Clause) -> None:
    for example in clause.head.examples:
        for position in clause.positions():
            wanted = AnswerSet(profile="full", include=(clause.id,), positions={clause.id: position}, answers=_values(example))
            one = draft(wanted, "bilingual")
            provisions = [p for p in one.contract.provisions if p.clause.id == clause.id]
            assert provisions, f"{clause.id} is not in the contract of {example}"
            assert provisions[0].position == position
            assert not one.contract.findings, one.contract.findings
            for paragraph in (*provisions[0].paragraphs["zh"], *provisions[0].paragraphs["en"]):
                assert all(i.text.strip() for i in paragraph.inlines if isinstance(i, Text) and len(paragraph.inlines) == 1)


def _values(example: dict[str, Any]) -> dict[str, Any]:
    questions = load_content().library.questions
    return {n: UNKNOWN if is_open(raw) else read_value(raw, questions[n]) for n, raw in example.items()}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.stem)
def test_samples_fit_the_published_schema(path: Any) -> None:
    import json

    schema = answer_schema(load_content().library, load_content().agreement())
    Draft202012Validator.check_schema(schema)
    data = json.loads(json.dumps(read_yaml(path), default=str))
    assert [e.message for e in Draft202012Validator(schema).iter_errors(data)] == []


@lru_cache(maxsize=1)
def annexes() -> dict[str, list[Table]]:
    """Return the tables of every annex of the shortest contract, by code."""
    one = draft(sample("minimal"))
    headings = {annex.form.title.zh: annex.form.code for annex in one.contract.annexes}
    found: dict[str, list[Table]] = {}
    for block in one.annexes:
        if isinstance(block, Paragraph) and block.style == "annex":
            tables = found.setdefault(headings[block.text], [])
        elif isinstance(block, Table):
            tables.append(block)
    return found


@pytest.mark.parametrize("code", load_content().agreement().annexes)
def test_annexes_of_a_minimal_answer_set_are_complete_or_marked(code: str) -> None:
    assert annexes()[code], "an annex without a table"
    for table in annexes()[code]:
        head, *rows = ([" ".join(p.text for b in cell.blocks for p in paragraphs_of(b)) for cell in row.cells] for row in table.rows)
        assert rows, f"no row below {head}"
        for row in rows:
            assert row[0].startswith("合计") or all(text.strip() for text in row), f"{row} below {head}"
            assert len(row) == len(head) or row[0].startswith(("合计", "【待填：")), f"{row} below {head}"


def test_positions_and_presets_change_the_text() -> None:
    preferred = draft(sample("m3b-data-bureau"))  # a small project has some of its texts in brief: test_proportion.py
    balanced = draft(answers("answers: {position_preset: balanced}"))
    assert {p.position for p in preferred.contract.provisions} == {"preferred"}
    assert "fallback" in {p.position for p in balanced.contract.provisions}
    one = draft(replace(sample("minimal"), positions={"general-dispute": "fallback"}))
    assert [p.position for p in one.contract.provisions if p.clause.id == "general-dispute"] == ["fallback"]


def test_lite_is_refused_where_the_law_asks_for_more() -> None:
    from drafter.rules.apply import apply_rules

    for given in ("is_cii: true", 'mlps_level: "3"', "has_important_data: true"):
        found = apply_rules(situation(answers(f"profile: lite\nanswers: {{{given}}}")))
        assert any(f.code == "profile" and f.severity == "error" for f in found)
