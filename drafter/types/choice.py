"""Yes or no, one of several options, and some of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from drafter.language import Language, Words
from drafter.records import dataclass
from drafter.types.kind import Print, Prompt, Spec, ValueType
from drafter.types.text import JOIN
from drafter.values.reading import BadValue, choices, is_open, texts
from drafter.values.reading.choices import Option
from drafter.values.reading.problems import each


@dataclass(frozen=True)
class Answer:
    """Yes or no as an option."""

    id: str
    label: Words
    also: tuple[str, ...] = ()

    @property
    def wording(self) -> Words:
        """What a contract prints."""
        return self.label


YES, NO = Answer("true", Words("是", "yes")), Answer("false", Words("否", "no"))


class YesNo(ValueType):
    """Yes or no."""

    title = Words("是或否", "yes or no")
    examples = (True, "否", "yes")
    prompt: ClassVar[Prompt] = "menu"
    align = "center"
    narrow = True

    def read(self, raw: Any, spec: Spec) -> bool:
        return choices.yes_no(raw)

    def to_cell(self, written: Any, spec: Spec, language: Language) -> Any:
        return super().to_cell((YES if written else NO).label.zh if isinstance(written, bool) else written, spec, language)

    def show(self, value: bool, spec: Spec, language: Language) -> str:
        return (YES if value else NO).label[language]

    def options(self, spec: Spec) -> Sequence[Option]:
        return (YES, NO)

    def chosen(self, value: Any) -> str:
        return str(value).lower()

    def menu(self, spec: Spec) -> list[tuple[str, Words]]:
        return [(o.id, Words(o.label.zh, o.label.en.title())) for o in (YES, NO)]

    def schema(self, spec: Spec) -> dict[str, Any]:
        return {"anyOf": [{"type": "boolean"}, {"type": "string", "minLength": 1}]}

    def computed(self, formula: str, words: Print) -> str:
        return f"IF({formula},{_quoted(words(YES.label))},{_quoted(words(NO.label))})"

    def operand(self, cell: str, words: Print) -> str:
        return f"({cell}={_quoted(words(YES.label))})"


class Choice(ValueType):
    """One of several options, kept by its id."""

    title = Words("选项之一", "one of the options")
    examples = ("a", "甲")
    prompt: ClassVar[Prompt] = "menu"
    align = "center"

    def read(self, raw: Any, spec: Spec) -> str:
        return choices.choice(raw, spec.options)

    def to_cell(self, written: Any, spec: Spec, language: Language) -> Any:
        option = _option(str(written), spec)
        return None if language == "en" else option.label.zh if option else str(written)

    def show(self, value: str, spec: Spec, language: Language) -> str:
        return _wording(value, spec, language)

    def entry(self, value: str, spec: Spec, language: Language, long: bool = False) -> str:
        return next((o.label[language] for o in spec.options if o.id == value), str(value))

    def schema(self, spec: Spec) -> dict[str, Any]:
        return _one_of(spec)

    def lacks(self, spec: Spec) -> str:
        return "" if spec.options else "a choice needs options"


class MultiChoice(ValueType):
    """Some of several options, kept by their ids in the order of the content: the same set prints the same."""

    title = Words("若干选项", "some of the options")
    examples = (["b", "a"], [])
    form = False
    prompt: ClassVar[Prompt] = "ticks"

    def read(self, raw: Any, spec: Spec) -> list[str]:
        if not isinstance(raw, (list, tuple)):
            raise BadValue("应为列表", "expected a list")
        found = each(raw, lambda item: choices.choice(item, spec.options))
        return [o.id for o in spec.options if o.id in found]

    def from_cell(self, cell: Any, epoch: Any = None) -> Any:
        return texts.items(cell) if isinstance(cell, str) and not is_open(cell) else super().from_cell(cell)

    def to_cell(self, written: Any, spec: Spec, language: Language) -> Any:
        if language == "en":
            return None
        return _labels(written if isinstance(written, list) else [written], spec)

    def show(self, value: list[str], spec: Spec, language: Language) -> str:
        return JOIN[language].join(_wording(item, spec, language) for item in value)

    def schema(self, spec: Spec) -> dict[str, Any]:
        return {"type": "array", "items": _one_of(spec)}

    def lacks(self, spec: Spec) -> str:
        return "" if spec.options else "a choice needs options"


def _wording(identifier: str, spec: Spec, language: Language) -> str:
    option = _option(identifier, spec)
    return option.wording[language] if option else str(identifier)


def _one_of(spec: Spec) -> dict[str, Any]:
    """Return the JSON Schema of a chosen option: its id, and for a hand that writes, its label or another of its names."""
    return {"anyOf": [{"enum": [o.id for o in spec.options]}, {"type": "string", "minLength": 1}, {"type": "integer"}]}


def _option(identifier: str, spec: Spec) -> Option | None:
    return next((o for o in spec.options if o.id == identifier), None)


def _labels(chosen: Sequence[Any], spec: Spec) -> str:
    return "、".join(_label(str(item), spec) for item in chosen) or texts.NOTHING.zh


def _label(identifier: str, spec: Spec) -> str:
    """Return the label of a chosen option, or its id where the label holds what parts one item from the next."""
    option = _option(identifier, spec)
    return option.label.zh if option and not set(option.label.zh) & set(texts.SEPARATORS) else identifier


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
