"""What a body is: numbered paragraphs, made of text, fields and references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Any

from drafter.expressions import Expression, Field
from drafter.model import Text
from drafter.records import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference as written: `#clause`, `#clause.paragraph` or `#A-XXX`."""

    target: str

    def __reduce__(self) -> tuple[type[Ref], tuple[str]]:
        return Ref, (self.target,)


Piece = Text | Field | Ref


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered paragraph of a clause, with those under it."""

    pieces: tuple[Piece, ...]
    anchor: str = ""
    key: bool = False
    definitions: bool = False
    stated: bool = False  # a statement of fact or conclusion: there only when its condition is known to hold
    when: Expression | None = None
    items: tuple[Item, ...] = ()
    line: int = field(default=0, compare=False)

    def __reduce__(self) -> tuple[type[Item], tuple[Any, ...]]:
        return Item, (self.pieces, self.anchor, self.key, self.definitions, self.stated, self.when, self.items, self.line)

    def walk(self) -> Iterator[Item]:
        """Yield this paragraph and all under it."""
        yield self
        for item in self.items:
            yield from item.walk()


class BodyProblem(ValueError):
    """Something in a body that cannot be understood, with its line."""

    def __init__(self, line: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.line, self.zh, self.en = line, zh, en
