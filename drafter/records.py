"""Dataclasses that cost next to nothing to define.

The standard library writes the methods of a dataclass as source and compiles it wherever a module is imported: half a millisecond a class, an
eighth of what a short command takes. Here `__init__` is written when a first instance is made, which for most classes is never (content comes
back unpickled), and the other methods need no source. All else - fields, defaults, slots, `replace`, `asdict`, patterns - is the standard library's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, *, eq: bool = True, frozen: bool = False, slots: bool = False) -> Any:
        """Return a class as `dataclasses.dataclass` would make it, or what makes it so."""

        def made(plain: type) -> type:
            return _made(plain, eq, frozen, slots)

        return made if cls is None else made(cls)


def _made(plain: type, eq: bool, frozen: bool, slots: bool) -> type:
    plain.__doc__ = plain.__doc__ or plain.__name__  # or a signature would be looked up to stand in
    own = {name for name, what in vars(plain).items() if what is not None}
    cls: type = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(plain)
    given = _init(cls, frozen) | (_equality(cls, frozen) if eq else {}) | (_frozen(cls, slots) if frozen else {})
    for name, method in given.items():
        if name not in own:
            setattr(cls, name, method)
    return cls


# --- being made and shown --------------------------------------------------------------------------------------------------------------


def _init(cls: type, frozen: bool) -> dict[str, Callable[..., Any]]:
    def made(self: Any, *given: Any, **named: Any) -> None:
        written = _written(cls, frozen)
        setattr(cls, "__init__", written)  # noqa: B010 - mypy would have none of an assignment
        written(self, *given, **named)

    def shown(self: Any) -> str:
        fields = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(cls) if f.repr)
        return f"{type(self).__qualname__}({', '.join(fields)})"

    return {"__init__": made, "__repr__": shown}


def _written(cls: type, frozen: bool) -> Callable[..., None]:
    """Return `__init__` with the fields of a class as its arguments. All are said by place or by name."""
    scope: dict[str, Any] = {"__set": object.__setattr__, "__unset": MISSING}
    arguments, lines = ["self"], []
    for f in dataclasses.fields(cls):
        argument, value = _argument(f, scope)
        arguments += [argument] if f.init else []
        if f.init or value != f.name:
            lines.append(f"__set(self, {f.name!r}, {value})" if frozen else f"self.{f.name} = {value}")
    lines += ["self.__post_init__()"] if hasattr(cls, "__post_init__") else []
    exec(f"def __init__({', '.join(arguments)}):\n  " + "\n  ".join(lines or ["pass"]), scope)
    written: Callable[..., None] = scope["__init__"]
    written.__qualname__, written.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return written


def _argument(f: dataclasses.Field[Any], scope: dict[str, Any]) -> tuple[str, str]:
    """Return a field as an argument, and what it is set to; its default goes into the scope."""
    default, maker = f"__default_{f.name}", f"__make_{f.name}"
    if f.default_factory is not MISSING:
        scope[maker] = f.default_factory
        return f"{f.name}=__unset", f"{maker}() if {f.name} is __unset else {f.name}" if f.init else f"{maker}()"
    if f.default is not MISSING:
        scope[default] = f.default
        return f"{f.name}={default}", f.name if f.init else default
    return f.name, f.name


# --- being compared --------------------------------------------------------------------------------------------------------------------


def _equality(cls: type, frozen: bool) -> dict[str, Any]:
    compared = _values([f.name for f in dataclasses.fields(cls) if f.compare])

    def equal(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(compared(self))

    return {"__eq__": equal, "__hash__": hashed if frozen else None}


def _values(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Return what takes these attributes of an object."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda thing: tuple(getattr(thing, name) for name in names)


# --- never changing --------------------------------------------------------------------------------------------------------------------


def _frozen(cls: Any, slots: bool) -> dict[str, Any]:
    names = [f.name for f in dataclasses.fields(cls)]

    def set_none(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def delete_none(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    def state(self: Any) -> list[Any]:
        return [getattr(self, name) for name in names]

    def restore(self: Any, values: list[Any]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    stored = {"__getstate__": state, "__setstate__": restore} if slots else {}  # of slots, pickle would set one by one
    return {"__setattr__": set_none, "__delattr__": delete_none} | stored
