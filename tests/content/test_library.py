"""The content: one case per clause file, question file, form and sample."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from drafter.content import load_content
from drafter.errors import Finding
from drafter.expressions import UNKNOWN
from drafter.library import Clause
from drafter.library.yamlfile import read_yaml
from drafter.lint.library import check_library
from drafter.model import Text
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.schema import answer_schema
from drafter.types import is_open, read_value
from tests.tools import SAMPLES, draft, sample

CLAUSES = sorted(load_content().library.clauses.values(), key=lambda c: c.id)


@pytest.fixture(scope="session")
def findings() -> list[Finding]:
    """Everything the library check says."""
    return check_library(load_content())[1]


def test_the_library_is_whole() -> None:
    library = load_content().library
    assert len(library.clauses) == 115
    needs = [c.head.need for c in library.clauses.values()]
    assert [needs.count(n) for n in ("mandatory", "conditional", "optional")] == [85, 18, 12]
    of_contract = [s for s in library.questionnaire.sections if s.id not in ("budget", "proposal")]
    assert len(of_contract) == 10
    assert sum(len(s.questions) for s in of_contract) == 120
    assert len(library.questionnaire.minimal) == 25
    assert len(load_content().agreement().profiles["lite"].only) == 45


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


@pytest.mark.parametrize("code", load_content().agreement().annexes)
def test_annexes_of_a_minimal_answer_set_are_complete_or_marked(code: str) -> None:
    one = draft(sample("minimal"))
    assert code in [a.form.code for a in one.contract.annexes]
    assert load_content().forms[code].tables


def test_positions_and_presets_change_the_text() -> None:
    from tests.tools import answers

    preferred = draft(sample("minimal"))
    balanced = draft(answers("answers: {position_preset: balanced}"))
    assert {p.position for p in preferred.contract.provisions} == {"preferred"}
    assert "fallback" in {p.position for p in balanced.contract.provisions}
    one = draft(replace(sample("minimal"), positions={"general-dispute": "fallback"}))
    assert [p.position for p in one.contract.provisions if p.clause.id == "general-dispute"] == ["fallback"]


def test_lite_is_refused_where_the_law_asks_for_more() -> None:
    from drafter.rules.apply import apply_rules
    from tests.tools import answers, situation

    for given in ("is_cii: true", 'mlps_level: "3"', "has_important_data: true"):
        found = apply_rules(situation(answers(f"profile: lite\nanswers: {{{given}}}")))
        assert any(f.code == "profile" and f.severity == "error" for f in found)
