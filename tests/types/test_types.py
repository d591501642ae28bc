"""Every type of value: its examples are read, kept, printed and found again, and its JSON Schema takes what it takes."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.language import LANGUAGES, Language
from drafter.lint.types import _Question, check_types
from drafter.types import TYPES, ValueType, value_schema
from drafter.types.composite import PARTS
from drafter.values.money import LARGEST

EXAMPLES = [(name, example) for name, kind in TYPES.items() for example in kind.examples]
LANGUAGE = st.sampled_from(LANGUAGES)


def test_the_shipped_types_are_complete() -> None:
    assert [f.line("en") for f in check_types()] == []


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=lambda v: str(v)[:20])
def test_the_schema_takes_what_is_written_back(name: str, example: object) -> None:
    question = _Question(name, name)
    written = TYPES[name].write(TYPES[name].read(example, question), question)
    jsonschema.validate(json.loads(json.dumps(written)), value_schema(question))


@pytest.mark.parametrize("name", TYPES)
def test_what_is_not_known_yet_fits_every_schema(name: str) -> None:
    schema = value_schema(_Question(name, name))
    for raw in (None, "待定", "TBD"):
        jsonschema.validate(raw, schema)


@given(st.decimals(0, LARGEST, places=2), LANGUAGE)
def test_an_amount_is_read_back_from_what_is_printed(amount: Decimal, language: Language) -> None:
    kind, question = TYPES["money"], _Question("x", "money")
    assert kind.read(kind.within(kind.show(amount, question, language)), question) == amount


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), LANGUAGE)
def test_a_date_is_read_back_from_what_is_printed(day: date, language: Language) -> None:
    kind, question = TYPES["date"], _Question("x", "date")
    assert kind.read(kind.within(kind.show(day, question, language)), question) == day
    assert kind.read(kind.cell(day, question, language), question) == day


@given(st.integers(-(10**9), 10**9), LANGUAGE)
def test_a_number_is_read_back_from_a_cell(number: int, language: Language) -> None:
    kind, question = TYPES["integer"], _Question("x", "integer")
    assert kind.read(kind.cell(number, question, language), question) == number


def test_a_type_that_lacks_something_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(ValueType):
        title = TYPES["text"].title

        def read(self, raw: object, spec: object) -> object:
            return raw

    monkeypatch.setitem(TYPES, "silent", Silent())
    told = {f.what.en for f in check_types()}
    assert told == {"type silent has no show", "type silent has no schema", "type silent has no examples"}
    assert all(f.what.zh.startswith("类型 silent 没有") for f in check_types())


@pytest.mark.parametrize(
    ("spoilt", "named"),
    [
        ({"write": lambda self, value, spec: f"{value}!"}, "write"),
        ({"cell": lambda self, value, spec, language: None}, "show"),
        ({"to_cell": lambda self, written, spec, language: 7}, "to_cell"),
        ({"within": lambda self, text: None, "in_text": True}, "within"),
        ({"schema": lambda self, spec: 1 / 0}, "schema"),
        ({"read": lambda self, raw, spec: 1 / 0}, "read"),
    ],
)
def test_a_type_that_fails_its_own_examples_is_named(monkeypatch: pytest.MonkeyPatch, spoilt: dict[str, object], named: str) -> None:
    kind = type(TYPES["date"])
    monkeypatch.setitem(TYPES, "spoilt", type("Spoilt", (kind,), spoilt)())
    found = [f for f in check_types()]
    assert {f.place.path for f in found} == {"spoilt"}
    assert named in {f.what.en.split()[2] for f in found}
    assert all(f.what.zh and f.remedy.zh for f in found)


def test_every_part_of_a_party_has_a_type_there_is() -> None:
    for part in PARTS.values():
        assert type(part.value_type) is type(TYPES[part.type])


def test_a_column_is_summed_in_its_own_unit() -> None:
    assert [TYPES[name].total(Decimal(100)) for name in ("percent", "money", "integer", "decimal")] == ["100%", "100.00", "100", "100"]
