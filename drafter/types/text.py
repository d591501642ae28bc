"""Texts, which may say something else in English, and lists of them."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, ClassVar

from drafter.language import Language, Words
from drafter.types.kind import Prompt, Spec, ValueType, moment_text
from drafter.values.reading import BadValue, codes, is_open, texts
from drafter.values.reading.days import YearlessMoment
from drafter.values.reading.pictures import Figure
from drafter.values.reading.problems import each

BOTH = "||"  # typed between the Chinese and the English form of a text
JOIN: dict[Language, str] = {"zh": "、", "en": ", "}  # between the items of a list, printed
BILINGUAL = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "additionalProperties": False,
}


def pair(typed: str) -> str | dict[str, str]:
    """Return a text, or the two that `||` parts."""
    zh, sign, en = typed.partition(BOTH)
    return {"zh": zh.strip(), "en": en.strip()} if sign else typed.strip()


class Text(ValueType):
    """A text on one line."""

    title = Words("文本", "a text")
    examples: ClassVar[tuple[Any, ...]] = ("运维", {"zh": "运维", "en": "operation"})
    longest: ClassVar[int] = 500
    lines: ClassVar[bool] = False
    is_text = True
    bilingual = True

    def read(self, raw: Any, spec: Spec) -> Words:
        return texts.text(raw, self.longest, self.lines)

    def write(self, value: Words, spec: Spec) -> Any:
        return value.plain()

    def typed(self, text: str) -> Any:
        return pair(text)

    def from_cell(self, cell: Any, epoch: Any = None) -> Any:
        """Return a text as its cell shows it. Raises BadValue where the cell no longer shows what was typed."""
        if isinstance(cell, str):
            return cell
        if isinstance(cell, Figure):
            codes.of_number(cell.number)
            if (cell := cell.shown) is None:
                raise codes.not_a_text("…")
            return cell
        if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
            return codes.of_number(cell)
        if isinstance(cell, (bool, time, timedelta, YearlessMoment)):
            raise codes.not_a_text(cell)
        return super().from_cell(cell)

    def to_cell(self, written: Any, spec: Spec, language: Language) -> Any:
        return written[language] if isinstance(written, dict) else super().to_cell(written, spec, language)

    def show(self, value: Words, spec: Spec, language: Language) -> str:
        return value[language]

    def schema(self, spec: Spec) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "minLength": 1, "maxLength": self.longest}, {"type": "number"}, BILINGUAL]}


class LongText(Text):
    """A text of several lines."""

    examples: ClassVar[tuple[Any, ...]] = ("第一行\n第二行",)
    longest = 20_000
    lines = True
    prompt: ClassVar[Prompt] = "lines"
    high = True


class Code(Text):
    """A text of digits and letters that is no number: an account, a telephone number, a serial number. The same in both languages."""

    title = Words("编号或者号码", "a code or number")
    examples: ClassVar[tuple[Any, ...]] = ("0281046801020000731", "0571-88880000")
    bilingual = False

    def read(self, raw: Any, spec: Spec) -> Words:
        return super().read(codes.written(raw) if isinstance(raw, str) else raw, spec)

    def from_cell(self, cell: Any, epoch: Any = None) -> Any:
        if isinstance(cell, date):
            raise codes.not_a_text(moment_text(cell))
        return super().from_cell(cell)


class List(ValueType):
    """Texts, one after another."""

    title = Words("列表", "a list")
    examples: ClassVar[tuple[Any, ...]] = (["甲", {"zh": "乙", "en": "B"}],)
    item: ClassVar[Text] = Text()
    form = False
    bilingual = True
    prompt: ClassVar[Prompt] = "lines"

    def read(self, raw: Any, spec: Spec) -> list[Words]:
        if not isinstance(raw, (list, tuple)):
            raise BadValue("应为列表", "expected a list")
        return each(raw, lambda item: self.item.read(item, spec))

    def write(self, value: list[Words], spec: Spec) -> Any:
        return [item.plain() for item in value]

    def typed(self, text: str) -> Any:
        return [pair(line) for line in text.splitlines() if line.strip()]

    def from_cell(self, cell: Any, epoch: Any = None) -> Any:
        return texts.items(cell) if isinstance(cell, str) and not is_open(cell) else super().from_cell(cell)

    def to_cell(self, written: Any, spec: Spec, language: Language) -> Any:
        """Return a list as one item a line; the last line break says that commas part nothing."""
        if not isinstance(written, list):
            return super().to_cell(written, spec, language)
        if language == "en" and not any(isinstance(item, dict) for item in written):
            return None
        lines = [item[language] if isinstance(item, dict) else str(item) for item in written]
        return "\n".join([*lines, ""]) if lines else texts.NOTHING.zh

    def show(self, value: list[Words], spec: Spec, language: Language) -> str:
        return JOIN[language].join(item[language] for item in value)

    def schema(self, spec: Spec) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(spec)}
