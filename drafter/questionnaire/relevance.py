"""Which questions matter: those that some clause, annex or rule needs that applies or may still apply. Backward chaining, three-valued."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from drafter.agreements import Forms
from drafter.expressions import Expression, ExpressionError, Field, decide, split_fields
from drafter.language import Wording, Words
from drafter.library.body import Item, parse_line
from drafter.library.schema import CHARTS, Form, PassageHead, Question
from drafter.questionnaire.computed import COMPUTED
from drafter.questionnaire.derived import SOURCES
from drafter.questionnaire.situation import Situation

COVER = "cover"


def needed_by(situation: Situation, forms: Forms) -> dict[str, set[str]]:
    """Return, for every question that matters, the clauses, annexes and rules that need it.

    Names are followed through facts and computed defaults to the questions behind them.
    """
    return _Tracer(situation, forms).trace()


def still_to_ask(situation: Situation, forms: Forms, minimal: bool = False) -> list[str]:
    """Return the questions to be asked now, in order: those that matter and have no answer yet.

    What has not been answered counts as unknown, its default notwithstanding, so a question drops out only when the answers
    given so far rule out everything that needs it. With `minimal` only the minimal path is asked; the rest keeps its default.
    """
    library = situation.library
    path = [n for n in library.asked if not minimal or n in library.questionnaire.minimal]
    open_names = frozenset(n for n in path if n not in situation.answers.answers)
    waiting = Situation(library, situation.agreement, replace(situation.answers), pending=open_names)
    needed = needed_by(waiting, forms)
    return [n for n in path if n in open_names and (n in needed or n in situation.agreement.asks)]


def missing(situation: Situation, needed: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Return the questions of those that are needed that have neither answer nor default, in order, with what needs them."""
    order = [n for n in (*situation.library.asked, *situation.library.questions) if n in needed]
    return {n: needed[n] for n in dict.fromkeys(order) if situation.origin(n) in ("missing", "open")}


class _Tracer:
    def __init__(self, situation: Situation, forms: Forms) -> None:
        self.situation, self.forms = situation, forms
        self.needed: dict[str, set[str]] = {}

    def trace(self) -> dict[str, set[str]]:
        for clause in self.situation.outline:
            if clause in self.situation.library.texts and self.situation.taken(clause):
                self._part(clause, _Tracer._clause, clause)
        for code in self.situation.agreement.annexes:
            form = self.forms.get(code)
            if form and any(self.situation.included(c) is not False for c in form.clauses):
                self._part(code, _Tracer._form, form)
        self._part(COVER, _Tracer._pages)
        for rule in self.situation.rules:
            self._part((rule.group, rule.id), _Tracer._condition, rule.when, rule.id)
        return self.needed

    def _part(self, what: Hashable, trace: Callable[..., object], *given: Any) -> None:
        """Note what one clause, annex, rule or page needs; each is traced by itself."""
        for name, who in self.situation.made(("needed by", what), partial(self._traced, trace), *given).items():
            self.needed.setdefault(name, set()).update(who)

    def _traced(self, trace: Callable[..., object], *given: Any) -> dict[str, set[str]]:
        alone = _Tracer(self.situation, self.forms)
        trace(alone, *given)
        return alone.needed

    def _pages(self) -> None:
        """Note what stands around the text: on the cover, in the table of the parties, in the words of the template."""
        agreement, role = self.situation.agreement, self.situation.library.role
        self._add((role("project_name"), role("party_a"), agreement.dated or role("sign_date")), COVER)
        if not agreement.cover:
            self._add((role("party_b"), role("party_b_uscc"), role("contract_no")), COVER)
        self._add(_names_in([line.text for line in agreement.cover]), COVER)

    def _add(self, names: Iterable[str], who: str) -> None:
        for name in names:
            question = self.situation.library.questions.get(name)
            if question is not None:
                known = who in self.needed.setdefault(name, set())
                self.needed[name].add(who)
                if question.default_expr is not None and not known and name not in self.situation.answers.answers:
                    self._add(question.default_expr.names, who)
                if question.default is not None and not known:
                    self._default(question, who)
                if question.computed is not None and not known:
                    self._add(map(self.situation.library.role, COMPUTED[question.computed].roles), who)
                    self._add((n for c in question.columns if c.computed is not None for n in c.computed.names), who)
            elif (fact := self.situation.facts.get(name)) is not None:
                self._add(fact.expr.names, who)

    def _default(self, question: Question, who: str) -> None:
        """Note what a literal default turns on and names: of a table, the rows that stand."""
        if not question.default_when:
            self._add(_names_in(question.default), who)
        elif question.id not in self.situation.answers.answers:
            for place, row in enumerate(question.default):
                condition = question.default_when.get(place)
                if condition is None or self._condition(condition, who) is not False:
                    self._add(_names_in(row), who)

    def _condition(self, expression: Expression, who: str) -> object:
        """Note the names a condition turns on: those that decide it, or those it still waits for."""
        try:
            decision = decide(expression, self.situation)
        except ExpressionError:
            return None
        self._add((*decision.because, *decision.missing), who)
        return decision.answer

    def _clause(self, identifier: str) -> None:
        head = self.situation.library.texts[identifier].head
        if head.when is not None and self._condition(head.when, identifier) is False:
            return
        items = self.situation.library.texts[identifier].items("zh", self.situation.position(identifier))
        self._items(items, identifier)
        if isinstance(head, PassageHead):
            for code in head.tables:
                if code in self.forms:
                    self._form(self.forms[code])
            for chart in head.charts:
                self._add(map(self.situation.library.role, CHARTS[chart]), identifier)

    def _items(self, items: tuple[Item, ...], who: str) -> None:
        for item in items:
            if item.when is not None and self._condition(item.when, who) is False:
                continue
            for piece in item.pieces:
                if isinstance(piece, Field):
                    self._add(piece.expression.names, who)
            self._items(item.items, who)

    def _form(self, form: Form) -> None:
        for text in (*form.before.zh, *form.after.zh):
            self._add((n for p in parse_line(text) if isinstance(p, Field) for n in p.expression.names), form.code)
        for table in form.annexed:
            if table.when is not None and self._condition(table.when, form.code) is False:
                continue
            if table.rows_from:
                source = SOURCES.get(table.rows_from)
                self._add(source.reads(self.situation.library) if source else (table.rows_from,), form.code)
            self._add(_names_in([c.value for c in table.columns if c.value is not None]), form.code)
            self._add(_names_in(table.rows), form.code)


def _names_in(value: object) -> Iterator[str]:
    """Yield the names used by fields inside default values of the content."""
    if isinstance(value, (str, Words, Wording)):
        text = value if isinstance(value, str) else value.zh
        for piece in split_fields(text) if "{{" in text else ():
            if isinstance(piece, Field):
                yield from piece.expression.names
    elif isinstance(value, dict):
        for item in value.values():
            yield from _names_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _names_in(item)
