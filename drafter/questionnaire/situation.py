"""A situation: an answer set seen with the library and an agreement. It knows the value of every name and which clauses apply."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar

from drafter.agreements.schema import Agreement
from drafter.expressions import UNKNOWN, ExpressionError, Unknown, evaluate, holds, is_unknown
from drafter.expressions.formula import POSITION
from drafter.language import Words
from drafter.library import Library
from drafter.library.parameters import Parameter
from drafter.library.schema import Asked, Fact, Position, Question, Rule
from drafter.memo import by_identity
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.computed import COMPUTED
from drafter.types import BadValue, BadValues, Wording, is_open, read_value
from drafter.values.workdays import WorkCalendar

R = TypeVar("R")
Origin = Literal["answered", "open", "default", "fact", "law", "missing"]


class Situation:
    """Values and applicable clauses for one answer set. Implements the Scope of the expression language.

    Names in `pending` get no default: while they may still be asked, what depends on them is unknown.
    """

    def __init__(self, library: Library, agreement: Agreement, answers: AnswerSet, pending: frozenset[str] = frozenset()) -> None:
        self.library, self.agreement, self.answers, self.pending = library, agreement, answers, pending
        self.facts: dict[str, Fact] = {f.id: f for f in (*(d.fact for d in library.dates.values()), *agreement.facts)}
        self.profile = agreement.profiles[answers.profile]
        self.outline = agreement.clauses
        self.beside = self._companion()
        self.turned_on: set[str] = set()  # clauses whose position decided a value
        self._values: dict[str, Any] = {}
        self._included: dict[str, bool | Unknown] = {}
        self._positions: dict[str, Position] = {}

    def _companion(self) -> Situation | None:
        """Return the same answers as the agreement sees them that this one stands beside."""
        other = self.agreement.companion
        if other is None:
            return None
        profile = self.answers.profile if self.answers.profile in other.profiles else next(iter(other.profiles))
        return self._seen_by(other, replace(self.answers, agreement=other.id, profile=profile))

    def _seen_by(self, other: Agreement, answers: AnswerSet) -> Situation:
        return Situation(self.library, other, answers, self.pending)

    def with_position(self, clause: str, position: Position) -> Situation:
        """Return the same answers with a clause in another position; what is known already stands, unless it turned on that."""
        answers = replace(self.answers, positions={**self.answers.positions, clause: position})
        if clause in self.turned_on or (self.beside is not None and clause in self.beside.turned_on):
            return Situation(self.library, self.agreement, answers, self.pending)
        other = copy(self)
        other.answers, other._positions = answers, {}
        other._values, other._included = dict(self._values), dict(self._included)
        other.beside = None if self.beside is None else self.beside.with_position(clause, position)
        return other

    @property
    def contract(self) -> Situation:
        """The answers as the agreement sees them at the end of the chain: the contract."""
        return self if self.beside is None else self.beside.contract

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that the agreement is held to."""
        held_to = self.agreement.held_to
        return tuple(rule for rule in self.library.rules.values() if rule.group in held_to)

    @property
    def calendar(self) -> WorkCalendar:
        """The working days."""
        return self.library.calendar

    # --- values ----------------------------------------------------------------------------------------------------

    def kind(self, name: str) -> Asked:
        """Return the question or fact behind a name. Raises ExpressionError for a name nobody defines."""
        if (question := self.library.questions.get(name)) is not None:
            return question
        if (fact := self.facts.get(name)) is not None:
            return Asked(label=fact.label, type=fact.type, unit=fact.unit)
        if (parameter := self.library.parameters.get(name)) is not None:
            return parameter.kind
        raise ExpressionError(f"没有名为 {name} 的变量", f"unknown name {name!r}")

    def knows(self, name: str) -> bool:
        """Return whether a name is that of a question, a fact or a parameter of law."""
        return name in self.library.questions or name in self.facts or name in self.library.parameters

    def origin(self, name: str) -> Origin:
        """Return where the value of a name comes from."""
        if name in self.answers.answers:
            return "open" if is_unknown(self.answers.answers[name]) else "answered"
        if name in self.library.parameters:
            return "missing" if is_unknown(self.value(name)) else "law"
        if name in self.facts or self.library.questions[name].computed is not None:
            return "missing" if is_unknown(self.value(name)) else "fact"
        return "missing" if is_unknown(self.value(name)) else "default"

    def value(self, name: str) -> Any:
        """Return the value of a name, or UNKNOWN."""
        if name not in self._values:
            self._values[name] = UNKNOWN  # a definition that goes in a circle is unknown, not endless
            self._values[name] = self._compute(name)
        return self._values[name]

    def of(self, role: str) -> Any:
        """Return the value of the question or fact that plays a role, UNKNOWN also where the library has none."""
        name = self.library.role(role)
        return self.value(name) if self.knows(name) else UNKNOWN

    def rows(self, role: str) -> list[Mapping[str, Any]]:
        """Return the rows of the table question that plays a role; none while it is not answered, or where there is no such question."""
        value: Any = self.of(role)
        return [] if value is None or is_unknown(value) else list(value)

    @property
    def used(self) -> frozenset[str]:
        """The names whose value was asked for so far: after a document is assembled, all that it prints or turns on."""
        return self.asked_for | (self.beside.used if self.beside is not None else frozenset())

    @property
    def asked_for(self) -> frozenset[str]:
        """The names whose value was asked for here, not of the agreement beside."""
        return frozenset(self._values)

    @property
    def uncertain(self) -> dict[str, date]:
        """The parameters of law that were asked for and of which no value is known for the day of signing."""
        day, asked_for = self.signed, self.asked_for
        if day is None:
            return {}
        return {name: day for name, one in self.library.parameters.items() if name in asked_for and not one.at(day).certain}

    def _compute(self, name: str) -> Any:
        question = self.library.questions.get(name)
        if question is not None:
            value = self._answer(question)
            return self._computed_columns(question, value)
        if (fact := self.facts.get(name)) is not None:
            return evaluate(fact.expr, self)
        if (parameter := self.library.parameters.get(name)) is not None:
            return self._of_law(parameter)
        raise ExpressionError(f"没有名为 {name} 的变量", f"unknown name {name!r}")

    @property
    def dated(self) -> Any:
        """The answer that dates the document, or UNKNOWN."""
        return self.of("sign_date") if self.agreement.dated is None else self.value(self.agreement.dated)

    @property
    def signed(self) -> date | None:
        """The day the contract is dated, as of which law is looked at; None while it is open."""
        day = self.contract.dated
        return day if isinstance(day, date) else None

    def _of_law(self, parameter: Parameter) -> Any:
        found = parameter.at(self.signed)
        return UNKNOWN if found.value is None else found.value

    def _answer(self, question: Question) -> Any:
        if question.computed is not None:
            return COMPUTED[question.computed](self)
        if question.id in self.answers.answers:
            return self.answers.answers[question.id]
        if question.id in self.pending:
            return UNKNOWN
        if question.default_expr is not None:
            value = evaluate(question.default_expr, self)
            return value if is_unknown(value) else _settle(value, question)
        return UNKNOWN if question.default is None else self._default(question)

    def _default(self, question: Question) -> Any:
        """Return the literal default of a question; a row of it stands unless its condition is false."""
        value, conditions = default_value(question), question.default_when
        if not conditions:
            return value
        return [row for place, row in enumerate(value) if place not in conditions or holds(conditions[place], self) is not False]

    def _computed_columns(self, question: Question, rows: Any) -> Any:
        computed = [c for c in question.columns if c.computed is not None]
        if is_unknown(rows) or not computed:
            return rows
        done, names = [], {c.id for c in question.columns}
        for row in rows:
            full = dict(row)
            for column in computed:
                assert column.computed is not None
                value = evaluate(column.computed, RowScope(full, self, names))
                if not is_unknown(value):
                    full[column.id] = value
            done.append(full)
        return done

    # --- what is made of them --------------------------------------------------------------------------------------

    def made(self, what: Hashable, make: Callable[..., R], *given: Any) -> R:
        """Return `make(*given)`, known as `what`. A kept situation (kept.py) makes it once, and again when what is given or what it reads here changes."""
        return make(*given)

    def watched(self, what: Hashable, mapping: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a mapping that things are made from beside the situation, known as `what`."""
        return mapping

    # --- clauses ---------------------------------------------------------------------------------------------------

    def included(self, clause: str) -> bool | Unknown:
        """Return whether a clause stands in the contract: profile, need, wish, and its own condition.

        Beside another agreement, a clause that is not in the outline is asked of that one.
        """
        if self._is_elsewhere(clause):
            assert self.beside is not None
            return self.beside.included(clause)
        if clause not in self._included:
            self._included[clause] = False
            self._included[clause] = self._decide(clause)
        return self._included[clause]

    def _is_elsewhere(self, clause: str) -> bool:
        """Return whether a clause is a matter of the agreement that this one stands beside."""
        return self.beside is not None and clause not in self.outline and clause not in self.library.passages

    def _decide(self, identifier: str) -> bool | Unknown:
        clause = self.library.texts.get(identifier)
        if clause is None or identifier not in self.outline or not self.taken(identifier):
            return False
        return True if clause.head.when is None else holds(clause.head.when, self)

    def taken(self, clause: str) -> bool:
        """Return whether the profile, or an explicit wish, takes the clause if its condition holds."""
        if clause in self.answers.include:
            return True
        if self.profile.only and clause not in self.profile.only:
            return False
        return self.library.texts[clause].head.need in self.profile.needs

    def position(self, clause: str) -> Position:
        """Return the position a clause is printed in."""
        if self._is_elsewhere(clause):
            assert self.beside is not None
            return self.beside.position(clause)
        if clause not in self._positions:
            self._positions[clause] = self._choose(clause)
        return self._positions[clause]

    def shortens(self, clause: str) -> bool:
        """Return whether the profile prints the clause in its brief text because the project is small."""
        shortened = self.profile.shortened
        return shortened is not None and clause in shortened.clauses and holds(shortened.when, self) is True

    def _choose(self, clause: str) -> Position:
        head, positions = self.library.texts[clause].head, self.library.texts[clause].positions()
        wanted = self.answers.positions.get(clause)
        if wanted is None and head.balanced == "fallback" and self.of("position_preset") == "balanced":
            wanted = "fallback"
        if wanted is None and (self.profile.brief or self.shortens(clause)):
            wanted = "brief"
        return next((p for p in positions if p == wanted), "preferred")


class RowScope:
    """The scope of a row: the cells of its columns by name, the whole of it as `row`, then the situation."""

    def __init__(self, row: Mapping[str, Any], outer: Situation, columns: Collection[str] = ()) -> None:
        self.row, self.outer, self.columns = row, outer, columns
        self.calendar = outer.calendar

    def value(self, name: str) -> Any:
        """Return a column's cell, the row, the position of a clause, or the outer value of a name that is none of these."""
        if name in self.columns:
            return self.row.get(name, UNKNOWN)
        if name.startswith(POSITION):
            clause = name.removeprefix(POSITION)
            self.outer.turned_on.add(clause)
            return self.outer.position(clause)
        return self.row if name == "row" else self.outer.value(name)

    def included(self, clause: str) -> bool | Unknown:
        """Return whether a clause stands in the contract."""
        return self.outer.included(clause)


@by_identity
def default_value(question: Question) -> Any:
    """Return a question's literal default as a value; its texts may hold fields. The same object every time, never to be changed."""
    return as_wording(read_value(question.default, question))


def as_wording(value: Any) -> Any:
    """Return the value with every text marked as coming from the content."""
    if isinstance(value, Words):
        return Wording(value.zh, value.en)
    if isinstance(value, list):
        return [as_wording(item) for item in value]
    if isinstance(value, dict):
        return {key: as_wording(item) for key, item in value.items()}
    return value


def _settle(value: Any, question: Question) -> Any:
    """Return a computed default in the type of its question; one that does not fit it is no default."""
    if is_open(value):
        return UNKNOWN
    try:
        return as_wording(read_value(value, question))
    except (BadValue, BadValues):
        return UNKNOWN
