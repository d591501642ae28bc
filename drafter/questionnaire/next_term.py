"""The answers to begin next year's contract with: last year's, dates moved on by the term, what belonged to the old award asked anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from drafter.expressions import UNKNOWN, is_unknown
from drafter.expressions.functions import add_months
from drafter.language import Words
from drafter.library.schema import Asked, Question
from drafter.patterns import regex
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass

ANEW, MOVED = "anew", "moved"
MONTHS = 12  # where the term is not known

_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Change:
    """An answer that does not stand in the contract that follows: as it was, and as it is now; None where it is asked anew."""

    question: Question
    before: Any
    after: Any | None


def next_term(last: Situation) -> tuple[AnswerSet, tuple[Change, ...]]:
    """Return the answers of the contract that follows one, and what is other in them than in the last.

    Dates move on by whole years, no fewer than the term has: a term of 12 months by one, of 18 by two, so that a budget year stays one.
    The content says which answers move, which are asked anew, and which take the value of another (`next_term` of a question or column).
    """
    changes = tuple(_changes(last))
    answers = dict(last.answers.answers)
    for change in changes:
        answers.pop(change.question.id, None)
        if change.after is not None:
            answers[change.question.id] = change.after
    return replace(last.answers, answers=answers, readings=()), changes


def _changes(last: Situation) -> Iterator[Change]:
    months = _months(last)
    for name, before in last.answers.answers.items():
        question = last.library.questions[name]
        after = before if is_unknown(before) else _next(before, question, months, last)
        if after != before:
            yield Change(question, before, after)
    for question in last.library.questions.values():  # what was not asked last year, and is known of it
        if question.id not in last.answers.answers and _takes(question) and not is_unknown(after := _taken(question, last)):
            yield Change(question, None, after)


def _months(last: Situation) -> int:
    term = last.of("term_months")
    return MONTHS if is_unknown(term) else -(-int(term) // MONTHS) * MONTHS


def _next(value: Any, question: Question, months: int, last: Situation) -> Any:
    if question.columns:
        moves = {c.id: _mover(c, months) for c in question.columns if c.next_term is not None}
        return [_row(row, moves) for row in value] if moves and isinstance(value, list) else _cell(value, question, months)
    if _takes(question):
        taken = _taken(question, last)
        return None if is_unknown(taken) else taken
    return _cell(value, question, months)


def _cell(value: Any, asked: Asked, months: int) -> Any:
    return value if asked.next_term is None else _mover(asked, months)(value)


def _row(row: Mapping[str, Any], moves: Mapping[str, Callable[[Any], Any]]) -> dict[str, Any]:
    moved = {name: moves[name](value) if name in moves and not is_unknown(value) else value for name, value in row.items()}
    return {name: value for name, value in moved.items() if value is not None}


def _mover(asked: Asked, months: int) -> Callable[[Any], Any]:
    if asked.next_term == ANEW:
        return lambda value: None
    return lambda value: _moved(value, months)


def _moved(value: Any, months: int) -> Any:
    if isinstance(value, date):
        return add_months(value, months)
    if isinstance(value, Words):
        return Words(_later(value.zh, months), _later(value.en, months))
    return _later(value, months) if isinstance(value, str) else value


def _later(text: str, months: int) -> str:
    """Return a text with every year in it as many years later."""
    return _YEAR.sub(lambda found: str(int(found[0]) + months // MONTHS), text)


def _takes(question: Question) -> bool:
    return question.next_term not in (None, ANEW, MOVED)


def _taken(question: Question, last: Situation) -> Any:
    assert question.next_term is not None
    contract = last.contract
    return contract.value(question.next_term) if contract.knows(question.next_term) else UNKNOWN
