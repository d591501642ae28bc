"""The questionnaire: what is still to be answered and for whom, why a clause is there, and the shape of an answer set."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from drafter.content import Content
from drafter.language import Words
from drafter.questionnaire.explain import why as explain
from drafter.records import dataclass
from drafter.services.answers import Source, contract_situation, read_answers
from drafter.services.clause_names import clause_named


@dataclass(frozen=True)
class Need:
    """An answer still to be given, the clauses, annexes and rules that need it, and the question that asks for it.

    `open` are those that the document lacks: a draft marks them, a final is refused for them. Without the others some rules cannot be judged.
    """

    name: str  # of the question, or of a part of a party: party_a.bank
    label: Words
    needed_by: tuple[str, ...]
    open: bool = True
    ask: Words | None = None


def needs(content: Content, source: Source) -> tuple[Need, ...]:
    """Return what an answer set still lacks: first what its document has open, as a draft lists it, then what rules wait for.

    Raises AnswerError, FileError, ContentError.
    """
    from drafter.drafting import document_situation, filled_in
    from drafter.questionnaire.relevance import missing, needed_by

    answers = read_answers(content, source)
    situation = document_situation(content, answers, "zh")
    still_open = filled_in(content, situation, "zh").contract.open
    who = needed_by(situation, content.forms)
    found = [_need(name, item.label, {item.place, *who.get(name.partition(".")[0], ())}, content) for name, item in still_open.items()]
    asked = {need.name.partition(".")[0] for need in found}
    waiting = {name: by for name, by in missing(situation, who).items() if name not in asked}
    rest = [_need(name, content.library.questions[name].label, by, content) for name, by in waiting.items()]
    return (*found, *(replace(need, open=False) for need in rest))


def _need(name: str, label: Words, needed: set[str], content: Content) -> Need:
    question = content.library.questions.get(name.partition(".")[0])
    return Need(name, label, tuple(sorted(needed)), ask=(question.ask or question.label) if question is not None else None)


def why(content: Content, clause: str, source: Source, profile: str | None = None) -> list[Words]:
    """Return why a clause is in the contract of an answer set, or why not, line by line. Raises AnswerError, FileError, ContentError."""
    situation = contract_situation(content, read_answers(content, source, profile=profile))
    return explain(clause_named(content, clause, situation).id, situation)


def answer_schema(content: Content, dialect: str = "2020-12") -> dict[str, Any]:
    """Return the JSON Schema of an answer set, in 2020-12 or draft-07. Raises ContentError."""
    from drafter.questionnaire.schema import answer_schema as schema_of

    return schema_of(content.library, *(content.agreement(name) for name in content.agreements()), dialect=dialect)
