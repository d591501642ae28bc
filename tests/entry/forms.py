"""The table of written forms, and the question by which each kind is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

from drafter.content import Content, load_content
from drafter.errors import DrafterError
from drafter.language import Words
from drafter.library.schema import Column, Question
from drafter.values.reading import BadValue

TABLE = Path(__file__).with_name("written_forms.yaml")
COLUMNS: dict[str, dict[str, Any]] = {
    "amount": {"type": "money"},
    "percentage": {"type": "percent"},
    "percentage_10_100": {"type": "percent", "range": (10, 100)},
    "percentage_0_01_to_1": {"type": "percent", "range": ("0.01", 1)},
    "date": {"type": "date"},
    "count": {"type": "integer"},
    "months": {"type": "integer", "unit": "month"},
    "days": {"type": "integer", "unit": "day"},
    "workdays": {"type": "integer", "unit": "workday"},
    "hours": {"type": "integer", "unit": "hour"},
    "minutes": {"type": "integer", "unit": "minute"},
    "yes_no": {"type": "bool"},
    "choice": {"type": "choice"},
    "code": {"type": "code"},
    "text": {"type": "text"},
    "credit_code": {"type": "uscc"},
    "time_of_day": {"type": "time"},
}


class Form(NamedTuple):
    """Something written: the kind asked for, the text, and the value as `shown` gives it or words of the refusal."""

    kind: str
    text: str
    value: str | None
    refusal: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.text!r}"


def written_forms() -> Iterator[Form]:
    """Yield the whole table."""
    for kind, listed in YAML(typ="safe").load(TABLE.read_text(encoding="utf-8")).items():
        for value, texts in listed.get("reads", {}).items():
            yield from (Form(kind, text, value) for text in texts)
        for refusal, texts in listed.get("refused", {}).items():
            yield from (Form(kind, text, None, refusal) for text in texts)


@cache
def column(kind: str) -> Column:
    """Return a column of a table that asks for a kind of value."""
    said = dict(COLUMNS[kind])
    if "range" in said:
        said["range"] = tuple(Decimal(limit) for limit in said["range"])
    if kind == "choice":
        said["options"] = load_content().library.questions["mlps_level"].options
    return Column(id=kind, label=Words(f"{kind}列", kind.replace("_", " ")), **said)


def shown(value: Any) -> str:
    """Return a value as the table writes it."""
    if isinstance(value, Words):
        return value.zh
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal) and value != value.to_integral_value() and value != round(value, 2):
        return f"{value.normalize():f}"
    return str(value)


@lru_cache(maxsize=1)
def content() -> Content:
    """Return the shipped content with a question for each kind, and one table question that has them all as columns."""
    shipped = load_content()
    found = Content(shipped.folder)
    asked = {f"f_{kind}": _question(kind) for kind in COLUMNS}
    table = Question(
        id="f_table", label=Words("写法", "written forms"), element="general", type="table", columns=[column(k) for k in COLUMNS]
    )
    library = replace(shipped.library, questions={**shipped.library.questions, **asked, table.id: table})
    found.__dict__["library"] = library
    return found


def _question(kind: str) -> Question:
    one = column(kind)
    return Question(id=f"f_{kind}", label=one.label, element="general", type=one.type, unit=one.unit, options=one.options, range=one.range)


def check(form: Form, read: Callable[[], Any]) -> None:
    """Assert that an entrance reads a form as the table says: the value, or a refusal that says why in Chinese and quotes something in English."""
    try:
        got = read()
    except BadValue as problem:
        assert form.value is None, f"{form}: {problem.zh}"
        assert form.refusal in problem.zh, f"{form}: {problem.zh}"
        assert problem.en
    except DrafterError as problem:
        said = problem.findings[0].what
        assert form.value is None, f"{form}: {said.zh}"
        assert form.refusal in said.zh, f"{form}: {said.zh}"
        assert said.en
    else:
        assert form.value is not None, f"{form}: read as {shown(got)}"
        assert shown(got) == form.value or (isinstance(got, Decimal) and got == Decimal(form.value)), f"{form}: {shown(got)}"
