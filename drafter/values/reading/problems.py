"""What is wrong with a value that cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

Path = tuple[str | int, ...]
MOST_ROWS = 100_000  # of a list, rows of a table


class BadValue(ValueError):
    """A value that does not fit what is asked for: what is wrong (both languages) and where inside the value."""

    def __init__(self, zh: str, en: str, path: Path = ()) -> None:
        super().__init__(en)
        self.zh, self.en, self.path = zh, en, path


class BadValues(ValueError):
    """Several values inside one answer that do not fit."""

    def __init__(self, problems: list[BadValue]) -> None:
        super().__init__("; ".join(p.en for p in problems))
        self.problems = problems

    @property
    def zh(self) -> str:
        """What is wrong, in Chinese."""
        return "；".join(p.zh for p in self.problems)

    @property
    def en(self) -> str:
        """What is wrong, in English."""
        return "; ".join(p.en for p in self.problems)


def within(problem: BadValue | BadValues, step: str | int) -> Iterator[BadValue]:
    """Yield what is wrong with a part of a value, with the step that leads to the part."""
    for one in problem.problems if isinstance(problem, BadValues) else [problem]:
        one.path = (step, *one.path)
        yield one


def each(items: Sequence[Any], read: Callable[[Any], Any]) -> list[Any]:
    """Return every item as `read` reads it. Raises BadValue, or BadValues with what is wrong in any of them."""
    if len(items) > MOST_ROWS:
        raise BadValue(f"超过{MOST_ROWS}项", f"more than {MOST_ROWS} items")
    values: list[Any] = []
    problems: list[BadValue] = []
    for index, item in enumerate(items):
        try:
            values.append(read(item))
        except (BadValue, BadValues) as problem:
            problems += within(problem, index)
    if problems:
        raise BadValues(problems)
    return values
