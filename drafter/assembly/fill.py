"""Filling: the fields of a parsed text become the answers, its references become live references."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, TypeVar

from drafter.errors import Finding, error
from drafter.expressions import Expression, ExpressionError, Field, Scope, decide, evaluate, is_unknown, nodes
from drafter.language import Language, Wording, Words
from drafter.library.body import Piece, Ref, parse_line
from drafter.library.schema import Asked
from drafter.model import Break, Inline, Mark, Reference, Text
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.types import JOIN, PARTS, show_cell, show_value
from drafter.values.dates import long_date
from drafter.values.money import in_words
from drafter.values.numbers import plain_number, printed_number

_NOTHING = Words("无", "none")
BLANK: Mapping[Language, str] = {"zh": "【待填：{}】", "en": "[To be completed: {}]"}


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A missing answer: its label, and the clause or annex that first needed it."""

    label: Words
    place: str


R = TypeVar("R")
Notes = tuple[dict[str, OpenItem], list[Finding]]  # what is open by name, and what went wrong


@dataclass
class Filler:
    """Fills texts in one language. Collects what is open (label by name) and what went wrong."""

    situation: Situation
    language: Language
    targets: Mapping[str, tuple[Inline, ...]]  # reference target -> how it is printed
    open: dict[str, OpenItem] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    place: str = ""  # the clause or annex being filled, for findings

    def fill(self, pieces: Iterable[Piece], marks: frozenset[Mark] = frozenset(), scope: Scope | None = None) -> tuple[Inline, ...]:
        """Return the inlines of a parsed text. `marks` are added to every run; `scope` replaces the situation for a table row."""
        inlines: list[Inline] = []
        for piece in pieces:
            if isinstance(piece, Text):
                inlines.append(Text(piece.text, piece.marks | marks) if marks else piece)
            elif isinstance(piece, Field):
                inlines += self._field(piece, marks, scope or self.situation)
            else:
                inlines += self._reference(piece, marks)
        return tuple(inlines)

    def words(self, words: Words, marks: frozenset[Mark] = frozenset(), scope: Scope | None = None) -> tuple[Inline, ...]:
        """Return the inlines of a text value: one that comes from the content has its fields filled, a typed one is literal."""
        text = words[self.language]
        if isinstance(words, Wording) and ("{{" in text or "[](" in text):
            return self.fill(parse_line(text), marks, scope)
        if "\n" not in text:
            return (Text(text, marks),)
        lines = text.splitlines()
        inlines: list[Inline] = []
        for number, line in enumerate(lines):
            inlines += [Break(), Text(line, marks)] if number else [Text(line, marks)]
        return tuple(inlines)

    def blank(self, name: str, label: Words) -> tuple[Inline, ...]:
        """Return the visible mark of a missing answer, and remember it."""
        self.open.setdefault(name, OpenItem(label, self.place))
        return (Text(BLANK[self.language].format(label[self.language]), frozenset({"blank"})),)

    def cell(self, value: Any, column: Asked, scope: Scope | None = None) -> tuple[Inline, ...]:
        """Return the inlines of a table cell."""
        if isinstance(value, Words):
            return self.words(value, scope=scope)
        return (Text(show_cell(value, column, self.language)),)

    def _reference(self, ref: Ref, marks: frozenset[Mark]) -> list[Inline]:
        printed = self.targets.get(ref.target) or self.targets.get(ref.target.partition(".")[0])
        if printed is None:
            self.findings.append(
                error(
                    "reference",
                    f"{self.place} 引用了合同中没有的 {ref.target}",
                    f"{self.place} refers to {ref.target}, which is not in the contract",
                )
            )
            return [Text(f"〔{ref.target}〕", marks | {"blank"})]
        return [_with_marks(inline, marks) for inline in printed] if marks else list(printed)

    def _field(self, piece: Field, marks: frozenset[Mark], scope: Scope) -> list[Inline]:
        try:
            value = evaluate(piece.expression, scope)
            if is_unknown(value):
                return list(self._missing(piece, scope))
            return list(self._print(value, piece, marks, scope))
        except ExpressionError as problem:
            self.findings.append(error("field", f"{self.place}：{problem.zh}", f"{self.place}: {problem.en}"))
            return [Text(f"〔{piece.source}〕", marks | {"blank"})]

    def _missing(self, piece: Field, scope: Scope) -> tuple[Inline, ...]:
        names = sorted(n for n in piece.expression.names if is_unknown(scope.value(n)))
        names = names or self._undecided(piece.expression) or sorted(piece.expression.names)
        name, label = names[0], self.situation.kind(names[0]).label
        tree = piece.expression.tree
        if isinstance(tree, nodes.Getattr):
            part = PARTS[tree.attr].label
            name, label = f"{name}.{tree.attr}", Words(f"{label.zh}{part.zh}", f"{label.en} {part.en}")
        return self.blank(name, label)

    def _undecided(self, expression: Expression) -> list[str]:
        """Return what is missing to decide whether the clauses an expression asks about stand in the contract."""
        clauses = self.situation.library.texts
        conditions = [w for c in sorted(expression.clauses) if c in clauses and (w := clauses[c].head.when) is not None]
        return [name for condition in conditions for name in decide(condition, self.situation).missing]

    def _print(self, value: Any, piece: Field, marks: frozenset[Mark], scope: Scope) -> tuple[Inline, ...]:
        if "words" in piece.filters:
            return (Text(in_words(_decimal(value), self.language), marks),)
        if "number" in piece.filters:
            return (Text(plain_number(value), marks),)
        if isinstance(value, Words):
            return self.words(value, marks, scope)
        if isinstance(value, list) and all(isinstance(item, Words) for item in value):
            return self._joined(value or [_NOTHING], marks, scope)
        if isinstance(piece.expression.tree, nodes.Name):
            return (Text(show_value(value, self.situation.kind(piece.expression.tree.name), self.language), marks),)
        return (Text(_plain(value, self.language), marks),)

    def _joined(self, items: list[Words], marks: frozenset[Mark], scope: Scope) -> tuple[Inline, ...]:
        inlines: list[Inline] = []
        for number, item in enumerate(items):
            inlines += [Text(JOIN[self.language], marks)] if number else []
            inlines += self.words(item, marks, scope)
        return tuple(inlines)


def filled(fillers: Mapping[Language, Filler], what: Hashable, make: Callable[..., R], *given: Any) -> R:
    """Return what `make` makes of what is given with the fillers, known as `what`. What it finds open or wrong is noted in them, made before or not."""
    situation = next(iter(fillers.values())).situation
    result, notes = situation.made(what, partial(_noted, fillers, make), *given)
    for filler, (opened, findings) in zip(fillers.values(), notes, strict=True):
        for name, item in opened.items():
            filler.open.setdefault(name, item)
        filler.findings += findings
    return result


def _noted(fillers: Mapping[Language, Filler], make: Callable[..., R], *given: Any) -> tuple[R, list[Notes]]:
    """Return what is made, and what that noted in each filler, which are left as they were."""
    before = [(filler.open, filler.findings) for filler in fillers.values()]
    for filler in fillers.values():
        filler.open, filler.findings = {}, []
    try:
        return make(*given), [(filler.open, filler.findings) for filler in fillers.values()]
    finally:
        for filler, (opened, findings) in zip(fillers.values(), before, strict=True):
            filler.open, filler.findings = opened, findings


def _decimal(value: Any) -> Decimal:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return Decimal(value)
    raise ExpressionError("只有金额可以大写", "only an amount can be printed in words")


def _plain(value: Any, language: Language) -> str:
    if isinstance(value, date):
        return long_date(value, language)
    return value if isinstance(value, str) else printed_number(value)


def _with_marks(inline: Inline, marks: frozenset[Mark]) -> Inline:
    if isinstance(inline, Text):
        return Text(inline.text, inline.marks | marks)
    if isinstance(inline, Reference):
        return Reference(inline.target, inline.text, inline.shows, inline.marks | marks)
    return inline
