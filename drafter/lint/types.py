"""The check of the types of values: what one does not say is named, and each is tried with its own examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from drafter.errors import Finding, Place, error
from drafter.language import LANGUAGES, Words
from drafter.records import dataclass
from drafter.types import PARTS, TYPES, ValueType
from drafter.types.choice import Answer

_SAID = ("read", "show", "schema")  # what no type has from another
_LABEL = Words("列", "column")
_OPTIONS = (Answer("a", Words("甲", "A")), Answer("b", Words("乙", "B")))


@dataclass(frozen=True)
class _Column:
    """A column of the table that examples are tried in."""

    id: str
    type: str
    label: Words = _LABEL
    unit: str | None = None
    options: tuple[Answer, ...] = _OPTIONS
    range: tuple[Decimal | None, Decimal | None] | None = None
    computed: None = None
    default: None = None

    @property
    def value_type(self) -> ValueType:
        return TYPES[self.type]


@dataclass(frozen=True)
class _Question(_Column):
    """The question that examples answer."""

    columns: tuple[_Column, ...] = (_Column("name", "text"), _Column("count", "integer"))
    parts: tuple[str, ...] = tuple(PARTS)


def check_types() -> Iterator[Finding]:
    """Yield every finding about the types of values."""
    for name, kind in TYPES.items():
        missing = [*_missing(kind)]
        for what in missing:
            yield _finding(name, f"没有 {what}", f"has no {what}")
        if not missing:
            yield from _Trial(name, kind).run()


def _missing(kind: ValueType) -> Iterator[str]:
    yield from (name for name in _SAID if getattr(type(kind), name) is getattr(ValueType, name))
    if not kind.title.zh or not kind.title.en:
        yield "title"
    if not kind.examples:
        yield "examples"


def _finding(name: str, zh: str, en: str) -> Finding:
    remedy = ("在 drafter/types 中补全", "complete it in drafter/types")
    return error("type", f"类型 {name} {zh}", f"type {name} {en}", remedy, Place("types", 0, name))


class _Trial:
    """A type tried with its examples."""

    def __init__(self, name: str, kind: ValueType) -> None:
        self.name, self.kind, self.question = name, kind, _Question(name, name)

    def run(self) -> Iterator[Finding]:
        for example in self.kind.examples:
            try:
                value = self.kind.read(example, self.question)
            except Exception as problem:  # whatever a faulty type raises is a fault of the type
                yield self._fault("read", example, problem)
                continue
            yield from self._tried("write", value, lambda v: self._read_again(v) == v)
            yield from self._tried("schema", value, lambda v: bool(self.kind.schema(self.question)))
            yield from self._tried("show", value, self._is_printed)
            if self.kind.column:
                yield from self._tried("to_cell", value, self._is_same_in_a_workbook)
            if self.kind.in_text:
                yield from self._tried("within", value, self._is_found_in_text)

    def _tried(self, what: str, value: Any, holds: Callable[[Any], bool]) -> Iterator[Finding]:
        try:
            if not holds(value):
                yield self._fault(what, value)
        except Exception as problem:  # as above
            yield self._fault(what, value, problem)

    def _fault(self, what: str, value: Any, problem: Exception | None = None) -> Finding:
        why = f"{type(problem).__name__}: {problem}" if problem else ""
        return _finding(self.name, f"的 {what} 不适用于 {value!r} {why}".rstrip(), f"{what} does not do for {value!r} {why}".rstrip())

    def _read_again(self, value: Any) -> Any:
        return self.kind.read(self.kind.write(value, self.question), self.question)

    def _is_printed(self, value: Any) -> bool:
        shown = (self.kind.show, self.kind.cell, self.kind.entry)
        return all(isinstance(show(value, self.question, n), str) for show in shown for n in LANGUAGES)

    def _is_same_in_a_workbook(self, value: Any) -> bool:
        cell = self.kind.to_cell(self.kind.write(value, self.question), self.question, "zh")
        again = self.kind.read(self.kind.from_cell(cell), self.question)
        return self.kind.show(again, self.question, "zh") == self.kind.show(value, self.question, "zh")

    def _is_found_in_text(self, value: Any) -> bool:
        shown = (self.kind.show(value, self.question, n) for n in LANGUAGES)
        return all(self.kind.read(self.kind.within(f"应为{text}，"), self.question) == value for text in shown)
