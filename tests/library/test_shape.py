"""Content models: plain classes, validated by pydantic where a file is read, and only there."""

from __future__ import annotations

import pickle
from typing import Annotated

import pytest

from drafter.language import Words
from drafter.library.schema import Column, Form, FormField, Instrument, Option, Question
from drafter.library.shape import Model, NotValid, Read
from drafter.library.validated import read_model
from drafter.library.validator import validate


class Leaf(Model):
    name: str
    size: Annotated[int, Read(lambda value: int(value) if isinstance(value, str) else value)] = 1


class Tree(Model):
    leaves: list[Leaf] = []
    inner: Tree | None = None

    def check(self) -> None:
        if len(self.leaves) > 2:
            raise ValueError("two leaves at most")


def test_what_is_not_given_has_its_default_and_what_is_needed_must_be_given() -> None:
    assert Leaf(name="a").size == 1
    with pytest.raises(TypeError, match="needs name"):
        Leaf()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="has no colour"):
        Leaf(name="a", colour="red")  # type: ignore[call-arg]


def test_a_model_never_changes() -> None:
    leaf = Leaf(name="a")
    with pytest.raises(AttributeError):
        leaf.name = "b"  # type: ignore[misc]
    assert leaf.replaced(name="b") == Leaf(name="b", size=1) != leaf


def test_fields_are_those_of_the_class_and_of_the_one_it_extends() -> None:
    assert set(Column._fields) > {"label", "type", "id", "computed"}
    assert Column._needed == {"label", "type", "id"}
    assert Form(code="F", title=Words("a", "a"), phase=[1], clauses=[], fields=[FormField(id="x", title=Words("x", "x"))]).annexed == []


def test_a_file_is_read_into_models_all_the_way_down() -> None:
    tree = validate(Tree, {"leaves": [{"name": "a"}, {"name": "b", "size": "7"}]})
    assert tree == Tree(leaves=[Leaf(name="a"), Leaf(name="b", size=7)])


def test_a_model_within_itself_is_given_as_it_is() -> None:
    inner = Tree(leaves=[])
    assert validate(Tree, {"inner": inner}).inner is inner
    with pytest.raises(NotValid):
        validate(Tree, {"inner": {"leaves": []}})


def test_faults_have_their_place_and_are_told_all_at_once() -> None:
    with pytest.raises(NotValid) as problem:
        validate(Tree, {"leaves": [{}, {"name": 3, "novel": 1}]})
    assert [(f["type"], f["loc"]) for f in problem.value.faults] == [
        ("missing", ("leaves", 0, "name")),
        ("string_type", ("leaves", 1, "name")),
        ("extra_forbidden", ("leaves", 1, "novel")),
    ]
    with pytest.raises(NotValid, match="two leaves at most"):
        validate(Tree, {"leaves": [{"name": c} for c in "abc"]})


def test_a_field_may_be_called_otherwise_in_the_file() -> None:
    text = "title: 甲\nkind: law\nbinding: true\nfrom: 2021-01-01\nchecked_on: 2026-01-01\nconfidence: known\n"
    law, findings = read_model(Instrument, text, "law.yaml")
    assert not findings
    assert law is not None
    assert str(law.in_force_from) == "2021-01-01"
    _, wrong = read_model(Instrument, text.replace("from: 2021-01-01", "from: soon"), "law.yaml")
    assert [(f.place.line, f.what.en.split(":")[0]) for f in wrong] == [(4, "from")]


def test_what_fits_together_is_checked_in_the_class_it_extends_too() -> None:
    with pytest.raises(NotValid, match="a choice needs options"):
        validate(Question, {"id": "q", "element": "scope", "label": "q", "type": "choice"})
    with pytest.raises(NotValid, match="a table needs columns"):
        validate(Question, {"id": "q", "element": "scope", "label": "q", "type": "table"})


def test_models_come_back_from_a_pickle_as_they_were() -> None:
    question = validate(Question, {"id": "q", "element": "scope", "label": "q", "type": "choice", "options": [{"id": "a", "label": "A"}]})
    assert pickle.loads(pickle.dumps(question)) == question
    assert question.options[0] == Option(id="a", label=Words("A", "A"))
