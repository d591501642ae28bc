"""What content is made of: plain classes with typed fields, that never change.

Files are validated against them where they are read (validator.py, the home of pydantic); from compiled content they come back as they are.
So no command pays for a validator that has nothing to validate, and a class costs nothing to define.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import get_annotations
from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Model:
    """Base of all content models. A field is an annotation, its default the value as it is; what has none must be given."""

    _fields: ClassVar[tuple[str, ...]] = ()
    _needed: ClassVar[frozenset[str]] = frozenset()
    _written: ClassVar[dict[str, str]] = {}  # what a field is called in the file, where that is no name in Python

    def __init_subclass__(cls) -> None:
        own = tuple(name for name, kind in get_annotations(cls).items() if not kind.startswith("ClassVar"))
        cls._fields = tuple(dict.fromkeys((*cls._fields, *own)))
        cls._needed = cls._needed.difference(own) | {name for name in own if name not in cls.__dict__}

    def __init__(self, **values: Any) -> None:
        if unknown := values.keys() - self._fields:
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        if missing := self._needed - values.keys():
            raise TypeError(f"{type(self).__name__} needs {', '.join(sorted(missing))}")
        self.__dict__.update(values)

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other. Called where a file is read."""

    def replaced(self, **values: Any) -> Self:
        """Return a copy with other values in some fields."""
        return type(self)(**{**self.__dict__, **values})

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} never changes")

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and all(getattr(self, name) == getattr(other, name) for name in self._fields)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self._fields))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Return how pydantic validates it (pydantic calls this where a file is read)."""
        from drafter.library.validator import schema_of

        return schema_of(cls, handler)


class NotValid(ValueError):
    """Data that does not fit its model: every fault, as pydantic reports it (type, loc, msg, ctx)."""

    def __init__(self, faults: list[Any]) -> None:
        super().__init__("; ".join(str(fault["msg"]) for fault in faults))
        self.faults = faults


class Read:
    """What is done with a value of a file before it is validated: `Annotated[Words, Read(Words.of)]`. The function may raise ValueError."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return how pydantic validates it."""
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(self.function, handler(source))


class OneOf:
    """One of the names of a table, as it is when a file is read: `Annotated[str, OneOf(lambda: TYPES)]`."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self.names = names

    def check(self, name: str) -> str:
        """Return the name. Raises pydantic's error for a value that is none of a Literal."""
        from pydantic_core import PydanticCustomError

        known = list(self.names())
        if name not in known:
            *most, last = map(repr, known)
            raise PydanticCustomError("literal_error", "Input should be {expected}", {"expected": f"{', '.join(most)} or {last}"})
        return name

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """Return how pydantic validates it."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.check, handler(source))
