"""What is made of several values: the rows of a table, the parts of a party."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from drafter.language import Language, Words
from drafter.records import dataclass
from drafter.types.code import CreditCode
from drafter.types.kind import Prompt, Spec, ValueType
from drafter.types.text import BILINGUAL, Code, Text
from drafter.values.reading import OPEN, BadValue, BadValues, is_open
from drafter.values.reading.choices import Option
from drafter.values.reading.problems import each, within

_TEXT, _CODE, _DIGITS = Text(), CreditCode(), Code()


@dataclass(frozen=True)
class Part:
    """A part of a party, asked for as a question is."""

    label: Words
    type: str
    value_type: ValueType
    unit: None = None
    options: tuple[Option, ...] = ()
    range: None = None


PARTS: dict[str, Part] = {
    "name": Part(Words("名称", "name"), "text", _TEXT),
    "uscc": Part(Words("统一社会信用代码", "unified social credit code"), "uscc", _CODE),
    "address": Part(Words("地址", "address"), "text", _TEXT),
    "representative": Part(Words("法定代表人或授权代表", "authorised representative"), "text", _TEXT),
    "phone": Part(Words("电话", "telephone"), "code", _DIGITS),
    "bank": Part(Words("开户银行", "bank"), "text", _TEXT),
    "account": Part(Words("账号", "account number"), "code", _DIGITS),
}
_SIZE: dict[Language, str] = {"zh": "{}行", "en": "{} rows"}


def open_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the JSON Schema of an answer that may be open: null and 待定 mean not yet known."""
    return {"anyOf": [schema, {"type": "null"}, {"enum": sorted(OPEN)}]}


class Table(ValueType):
    """Rows: values by column."""

    title = Words("表格", "a table")
    examples = ([{"name": "甲", "count": 3}, {"name": "乙"}],)
    column = False
    form = False
    prompt: ClassVar[Prompt] = "rows"

    def read(self, raw: Any, spec: Any) -> list[dict[str, Any]]:
        if not isinstance(raw, (list, tuple)):
            raise BadValue("应为行的列表", "expected a list of rows")
        columns = {column.id: (column, column.value_type.read) for column in spec.columns}
        return each(raw, lambda row: _row(row, columns))

    def write(self, value: list[dict[str, Any]], spec: Any) -> Any:
        typed = [c for c in spec.columns if c.computed is None]
        return [{c.id: c.value_type.write(row[c.id], c) for c in typed if c.id in row} for row in value]

    def show(self, value: list[dict[str, Any]], spec: Spec, language: Language) -> str:
        return _SIZE[language].format(len(value))

    def schema(self, spec: Any) -> dict[str, Any]:
        columns = {c.id: {**open_schema(c.value_type.schema(c)), "title": c.label.zh} for c in spec.columns if c.computed is None}
        return {"type": "array", "items": {"type": "object", "properties": columns, "additionalProperties": False}}

    def lacks(self, spec: Any) -> str:
        return "" if spec.columns else "a table needs columns"


def _row(row: Any, columns: Mapping[str, tuple[Any, Callable[[Any, Any], Any]]]) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise BadValue("每行应为“列: 值”的映射", "each row is a mapping of column to value")
    problems = [BadValue(f"没有名为“{k}”的列", f"there is no column {k!r}", (str(k),)) for k in row if k not in columns]
    values: dict[str, Any] = {}
    for name, (column, read) in columns.items():
        raw = row.get(name, column.default)
        if is_open(raw):
            continue
        if column.computed is not None:
            if name in row:
                problems.append(BadValue("该列由系统计算，不得填写", "this column is computed and is not typed", (name,)))
            continue
        try:
            values[name] = read(raw, column)
        except (BadValue, BadValues) as problem:
            problems += within(problem, name)
    if problems:
        raise BadValues(problems)
    return values


class Party(ValueType):
    """A party: its name and what else is known of it."""

    title = Words("当事人", "a party")
    examples = ("甲市数据局", {"name": "甲市数据局", "phone": "0571-88880000"})
    column = False
    form = False
    prompt: ClassVar[Prompt] = "parts"

    def read(self, raw: Any, spec: Any) -> dict[str, Any]:
        if isinstance(raw, str) or (isinstance(raw, dict) and set(raw) == {"zh", "en"}):
            raw = {"name": raw}
        if not isinstance(raw, dict):
            raise BadValue("应为名称，或含名称、地址等的映射", "expected a name, or a mapping with name, address and so on")
        problems = [BadValue(f"没有“{k}”这一项", f"a party has no {k!r}", (str(k),)) for k in raw if k not in spec.parts]
        parts: dict[str, Any] = {}
        for part in (p for p in spec.parts if not is_open(raw.get(p))):
            try:
                parts[part] = PARTS[part].value_type.read(raw[part], spec)
            except (BadValue, BadValues) as problem:
                problems += within(problem, part)
        if problems:
            raise BadValues(problems)
        if "name" not in parts:
            raise BadValue("缺少名称", "the name is missing")
        return parts

    def write(self, value: dict[str, Any], spec: Any) -> Any:
        return {part: PARTS[part].value_type.write(item, spec) for part, item in value.items()}

    def show(self, value: dict[str, Any], spec: Spec, language: Language) -> str:
        name = value.get("name")
        return name[language] if isinstance(name, Words) else ""

    def schema(self, spec: Any) -> dict[str, Any]:
        parts = {p: open_schema(PARTS[p].value_type.schema(spec)) for p in spec.parts}
        whole = {"type": "object", "properties": parts, "required": ["name"], "additionalProperties": False}
        return {"anyOf": [{"type": "string"}, whole, BILINGUAL]}


def parts_of(spec: Any) -> Iterator[tuple[str, Part]]:
    """Yield the parts that are asked of a party."""
    return ((part, PARTS[part]) for part in spec.parts)
