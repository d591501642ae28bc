"""What the desk shows of a project: the contract as it stands, its questions by topic; and one answer taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from drafter.causes import told
from drafter.content import Content
from drafter.desk.checking import (
    AnswerRow,
    Concern,
    ElementAnswers,
    OpenQuestion,
    answers_by_element,
    concerns,
    next_open_question,
    open_questions,
)
from drafter.desk.pane import Pane, PaneBlock, PaneChange
from drafter.desk.pieces import piece_of
from drafter.desk.search import Found, search
from drafter.desk.sheet import ALONE, Field, Sheet
from drafter.desk.topics import Topic, next_open, topics
from drafter.desk.why import ClauseWhy, QuestionWhy, absent_clauses, why_asked, why_clause
from drafter.drafting import draft_contract
from drafter.errors import AnswerError, Finding, Place, error
from drafter.language import Language, Words
from drafter.library.schema import Question
from drafter.questionnaire.answers import kept_value
from drafter.questionnaire.interview import from_typed
from drafter.questionnaire.readings import readings
from drafter.questionnaire.topics import topics_of
from drafter.services.answers import read_answers
from drafter.services.making import Order
from drafter.services.projects import refuse_classified
from drafter.types import PARTS, BadValue, BadValues, is_open, read_value

__all__ = [
    "ALONE",
    "AnswerRow",
    "ClauseWhy",
    "Concern",
    "ElementAnswers",
    "Field",
    "Found",
    "OpenQuestion",
    "Pane",
    "PaneBlock",
    "PaneChange",
    "QuestionWhy",
    "Sheet",
    "Topic",
    "absent_clauses",
    "answers_by_element",
    "concerns",
    "known_question",
    "next_open",
    "next_open_question",
    "open_questions",
    "piece_of",
    "search",
    "take",
    "titles_of_topics",
    "topics",
    "unfinished",
    "why_asked",
    "why_clause",
]


def known_question(content: Content, name: str) -> Question | None:
    """Return the question of a name."""
    return content.library.questions.get(name)


def titles_of_topics(content: Content) -> dict[str, Words]:
    """Return what each topic is called."""
    return {topic.id: topic.title for topic in topics_of(content.library)}


def unfinished(content: Content, source: Any, order: Order, language: Language) -> tuple[tuple[OpenQuestion, ...], tuple[Concern, ...]]:
    """Return what a final still lacks, and the errors that stand against it, each with its questions; nothing where it can be made.

    Raises AnswerError, ContentError.
    """
    answers = read_answers(content, source, order.agreement, order.profile)
    sheet = Sheet(content, draft_contract(content, answers, order.edition), language)
    return open_questions(sheet), tuple(c for c in concerns(sheet) if c.finding.severity == "error")


def take(content: Content, name: str, typed: Sequence[str] | Mapping[str, str]) -> tuple[Any, list[Words]]:
    """Return an answer as it is kept, and what it was read as where that is not plain to see.

    `typed` is what a form says: the texts typed or chosen, or the parts of a party. None stands for 待定. Raises AnswerError with what is wrong,
    DrafterError for state secrets; then nothing of it may be kept.
    """
    question = content.library.questions[name]
    raw = _raw(question, typed)
    if is_open(raw):
        return None, []
    try:
        value = read_value(raw, question)
    except (BadValue, BadValues) as problem:
        raise AnswerError(_wrong(question, told(problem))) from None
    refuse_classified(content, {name: value})
    kept = kept_value(value, question)
    return kept, [said for _, _, said in readings(question, raw, value)]


def _raw(question: Question, typed: Sequence[str] | Mapping[str, str]) -> Any:
    if isinstance(typed, Mapping):
        return {part: PARTS[part].value_type.typed(text.strip()) for part, text in typed.items() if text.strip()} or None
    if question.value_type.prompt == "ticks":
        return list(typed)
    return from_typed("\n".join(typed).replace("\r\n", "\n"), question)


def _wrong(question: Question, what: Words) -> Finding:
    return error("value", f"{question.label.zh}：{what.zh}", f"{question.label.en}: {what.en}", place=Place(path=question.id))
