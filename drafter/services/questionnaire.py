"""The questionnaire: what is still to be answered and for whom, why a clause is there, and the shape of an answer set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drafter.content import Content
from drafter.language import Words
from drafter.questionnaire.explain import why as explain
from drafter.questionnaire.situation import Situation
from drafter.services.answers import Source, contract_situation, read_answers
from drafter.services.library import known_clause


@dataclass(frozen=True)
class Need:
    """A question still to be answered, and the clauses, annexes and rules that need its answer."""

    name: str
    label: Words
    needed_by: tuple[str, ...]


def needs(content: Content, source: Source) -> tuple[Need, ...]:
    """Return what an answer set still lacks, in the order of the questionnaire. Raises AnswerError, FileError, ContentError."""
    from drafter.questionnaire.relevance import missing

    answers = read_answers(content, source)
    situation = Situation(content.library, content.agreement(answers.agreement), answers)
    found = missing(situation, content.forms)
    return tuple(Need(name, content.library.questions[name].label, tuple(sorted(who))) for name, who in found.items())


def why(content: Content, clause: str, source: Source, profile: str | None = None) -> list[Words]:
    """Return why a clause is in the contract of an answer set, or why not, line by line. Raises AnswerError, FileError, ContentError."""
    situation = contract_situation(content, read_answers(content, source, profile=profile))
    return explain(known_clause(content, clause).id, situation)


def answer_schema(content: Content, dialect: str = "2020-12") -> dict[str, Any]:
    """Return the JSON Schema of an answer set, in 2020-12 or draft-07. Raises ContentError."""
    from drafter.questionnaire.schema import answer_schema as schema_of

    return schema_of(content.library, *(content.agreement(name) for name in content.agreements()))
