"""The text of clauses and forms, parsed: by body_parser.py, which is imported only when there is something in a text that takes it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from drafter.expressions import ExpressionError, split_fields
from drafter.library.paragraphs import BodyProblem, Item, Piece, Ref
from drafter.model import Text
from drafter.patterns import regex

__all__ = ["BodyProblem", "Item", "Piece", "Ref", "has_markup", "learn", "parse_body", "parse_line"]

_MARKUP = regex(r"[\\`*_\[\]<>&{}\x00-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff]")  # what Markdown may take for more than a character
_LEARNT: dict[str, Mapping[str, tuple[Piece, ...]]] = {}


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
