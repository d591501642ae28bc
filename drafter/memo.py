"""Results remembered for content: it is read once, never changes, and mostly cannot be hashed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def by_identity(function: Callable[P, R]) -> Callable[P, R]:
    """Return `function` so that it runs once for the same objects as positional arguments. They are kept, so that their identity stays theirs."""
    known: dict[tuple[int, ...], tuple[object, R]] = {}

    @wraps(function)
    def once(*things: P.args, **named: P.kwargs) -> R:
        key = tuple(map(id, things))
        if key not in known:
            known[key] = (things, function(*things, **named))
        return known[key][1]

    return once
