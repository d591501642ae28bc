"""The body of a clause: numbered paragraphs, with the fields still in them. Parsed by body_parser.py, which is imported only when there is something to parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from drafter.expressions import Expression, ExpressionError, Field, split_fields
from drafter.model import Text

_MARKUP = re.compile(r"[\\`*_\[\]<>&{}\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff]")  # what Markdown may take for more than a character
_LEARNT: dict[str, Mapping[str, tuple[Piece, ...]]] = {}


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
    when: Expression | None = None
    items: tuple[Item, ...] = ()
    line: int = field(default=0, compare=False)

    def __reduce__(self) -> tuple[type[Item], tuple[Any, ...]]:
        return Item, (self.pieces, self.anchor, self.key, self.definitions, self.when, self.items, self.line)

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


def parse_body(text: str, first_line: int = 1) -> tuple[Item, ...]:
    """Return the numbered paragraphs of a body. Raises BodyProblem."""
    from drafter.library import body_parser

    return body_parser.parse_body(text, first_line)


@lru_cache(maxsize=8192)
def parse_line(text: str, line: int = 0) -> tuple[Piece, ...]:
    """Return the pieces of one paragraph of running text: definitions, annex notes, table cells. Raises BodyProblem."""
    if (known := _LEARNT.get(text)) is not None:
        return known[text]
    if (pieces := _unmarked(text)) is not None:
        return pieces
    from drafter.library import body_parser

    return body_parser.parse_line(text, line)


def _unmarked(text: str) -> tuple[Piece, ...] | None:
    """Return the pieces of a text in which nothing but fields can mean anything; nothing for what has to be parsed."""
    if text != text.strip() or not text or "\n" in text:
        return None
    try:
        pieces = split_fields(text)
    except ExpressionError:
        return None  # the parser says what is wrong and where
    if any(isinstance(piece, str) and _MARKUP.search(piece) for piece in pieces):
        return None
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


def has_markup(text: str) -> bool:
    """Return whether a text may hold more than characters and fields."""
    return _unmarked(text) is None


def learn(lines: Mapping[str, tuple[Piece, ...]]) -> None:
    """Take note of texts that were parsed before."""
    _LEARNT.update(dict.fromkeys(lines, lines))
