"""Dataclasses of ours are those of the standard library, seen from outside."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from typing import Any

import pytest

import drafter.records

OURS, STANDARD = drafter.records.dataclass, dataclasses.dataclass


def classes(dataclass: Callable[..., Any]) -> dict[str, Any]:
    """Return classes of every kind that drafter has, made by one decorator or the other."""

    @dataclass
    class Open:
        """Can change."""

        name: str
        rows: list[int] = field(default_factory=list)

    @dataclass(frozen=True)
    class Frozen:
        """Never changes."""

        name: str
        number: int = 3
        source: str = field(default="", compare=False, repr=False)

    @dataclass(frozen=True, slots=True)
    class Slots:
        """Never changes, and holds nothing else."""

        name: str
        number: int = 3

    @dataclass(frozen=True)
    class Inherits(Frozen):
        """Has the fields of another, and one of its own."""

        more: tuple[int, ...] = ()

        @property
        def both(self) -> str:
            """Return two."""
            return f"{self.name}{self.number}"

    @dataclass(eq=False, slots=True)
    class Identity:
        """Is equal to itself only."""

        name: str

    @dataclass
    class Own:
        """Brings methods of its own."""

        name: str
        upper: str = field(init=False)
        count: int = field(default=3, init=False)
        rows: list[int] = field(default_factory=list, init=False)

        def __post_init__(self) -> None:
            self.upper = self.name.upper()
            self.rows.append(self.count)

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    @dataclass(frozen=True)
    class Nothing:
        """Has no fields."""

    return {kind.__name__: kind for kind in (Open, Frozen, Slots, Inherits, Identity, Own, Nothing)}


GIVEN: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Open", ("a",), {}), ("Open", ("a", [1]), {}), ("Open", (), {"rows": [2], "name": "b"}), ("Open", (), {}), ("Open", ("a", [], 1), {}), ("Open", ("a",), {"other": 1}),
    ("Frozen", ("a",), {}), ("Frozen", ("a", 4, "s"), {}), ("Slots", ("a",), {"number": 5}), ("Slots", ("a", 3), {}), ("Inherits", ("a",), {"more": (1,)}),
    ("Inherits", ("a", 3, "t"), {}), ("Identity", ("a",), {}), ("Own", ("a",), {}), ("Own", ("a", 4), {}), ("Nothing", (), {}), ("Nothing", (1,), {}),
]  # fmt: skip


def seen(kind: Any, given: tuple[Any, ...], named: dict[str, Any]) -> list[str]:
    """Return all that can be seen of an instance, or why there is none."""
    acts: list[Callable[[Any], Any]] = [
        repr, asdict, lambda x: x == kind(*given, **named), lambda x: x == copy.deepcopy(x), lambda x: x != 3,
        lambda x: hash(x) == hash(copy.copy(x)), lambda x: replace(x, name="z"), lambda x: (x.__setattr__("name", "y"), repr(x)), lambda x: delattr(x, "name"),
        lambda x: [x.__setattr__("other", 1)] if hasattr(x, "__dict__") else [], lambda x: [(f.name, f.compare, f.repr) for f in fields(x)], lambda x: kind.__match_args__, lambda x: kind.__doc__,
    ]  # fmt: skip
    return [told(kind, given, named, act) for act in acts]


def told(kind: Any, given: tuple[Any, ...], named: dict[str, Any], act: Callable[[Any], Any]) -> str:
    """Return what comes of an act on a fresh instance, or the error."""
    try:
        return str(act(kind(*given, **named)))
    except (TypeError, AttributeError) as problem:  # a FrozenInstanceError is an AttributeError
        return f"{type(problem).__name__}: {problem}".replace("'super' object", f"'{kind.__name__}' object")


@pytest.mark.parametrize(("name", "given", "named"), GIVEN)
def test_a_record_is_as_the_standard_library_would_make_it(name: str, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, standard = (
        [v.replace("ours", "").replace("standard", "") for v in seen(classes(d)[name], given, named)] for d in (OURS, STANDARD)
    )
    assert ours == standard


def test_equal_are_records_of_one_class_with_the_same_compared_fields() -> None:
    kinds = classes(OURS)
    assert kinds["Frozen"]("a", 1, "s") == kinds["Frozen"]("a", 1, "t")
    assert len({kinds["Frozen"]("a", 1, "s"), kinds["Frozen"]("a", 1, "t"), kinds["Frozen"]("a", 2)}) == 2
    assert kinds["Frozen"]("a") != kinds["Inherits"]("a")
    assert kinds["Identity"]("a") != kinds["Identity"]("a")


def test_init_is_written_when_first_needed_with_the_fields_as_its_arguments() -> None:
    kind = classes(OURS)["Inherits"]
    kind("a")
    assert list(inspect.signature(kind).parameters) == ["name", "number", "source", "more"]
    assert kind("b", 2, more=(1,)).both == "b2"


@drafter.records.dataclass(frozen=True, slots=True)
class Stored:
    """At the top of a module, as pickle wants it."""

    name: str
    numbers: tuple[int, ...] = ()


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_frozen_record_with_slots_comes_back_from_a_pickle_frozen(protocol: int) -> None:
    back = pickle.loads(pickle.dumps(Stored("a", (1, 2)), protocol))
    assert back == Stored("a", (1, 2))
    with pytest.raises(FrozenInstanceError):
        back.name = "b"
