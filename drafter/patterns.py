"""Patterns that are compiled when they are first used: a command uses few of those in the modules it imports, and each takes a fifth of a millisecond."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_ASKED = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")


def regex(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` would, at once. What is wrong with the pattern is raised when it is first used."""
    return cast("re.Pattern[AnyStr]", _Waiting(text, flags))


class _Waiting:
    """A pattern and, once it was used, its methods as attributes of its own, so that it is as quick as any."""

    def __init__(self, text: Any, flags: int) -> None:
        self._given: tuple[Any, int] = (text, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # asked by copy and pickle, also of an object that is not made yet
            raise AttributeError(name)
        compiled = re.compile(*self._given)
        vars(self).update({method: getattr(compiled, method) for method in _ASKED})
        return getattr(compiled, name)
