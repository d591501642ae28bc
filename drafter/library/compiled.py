"""Content compiled once: what a loader makes of its files is kept, with the texts in it that take a parser to understand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from drafter.cache import kept
from drafter.expressions import ExpressionError, Field, syntax
from drafter.language import Words
from drafter.library import body
from drafter.library.shape import Model
from drafter.library.shelf import Shelf

T = TypeVar("T")


def compiled(what: str, roots: Sequence[Path], make: Callable[[], T], texts_in: Callable[[T], Any] = lambda made: made) -> T:
    """Return what `make` makes of the files at and under `roots`, before or now; `texts_in` says which part of it has texts with fields."""

    def all_of_it() -> tuple[T, Shelf[tuple[body.Piece, ...]], Shelf[Field]]:
        made = make()
        texts = dict.fromkeys(_texts(texts_in(made)))
        return made, Shelf(_lines(texts)), Shelf(_fields(texts))

    all_of_it.__module__ = make.__module__
    made, lines, fields = kept(what, roots, all_of_it)
    body.learn(lines)
    syntax.learn(fields)
    return made


def _lines(texts: Iterable[str]) -> Mapping[str, tuple[body.Piece, ...]]:
    """Return the texts that Markdown means something in, parsed. What is wrong in one is said where it is used."""
    found: dict[str, tuple[body.Piece, ...]] = {}
    for text in texts:
        if body.has_markup(text):
            with suppress(body.BodyProblem):
                found[text] = body.parse_line(text)
    return found


def _fields(texts: Iterable[str]) -> Mapping[str, Field]:
    """Return the fields in texts that are more than a name, parsed."""
    found: dict[str, Field] = {}
    for source in dict.fromkeys(source for text in texts for source in syntax.sources_of_fields(text)):
        if not syntax.is_name(source):
            with suppress(ExpressionError):
                found[source] = syntax.parse_field(source)
    return found


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Words):
        yield from (value.zh, value.en)
    elif isinstance(value, Model):
        yield from _texts(list(vars(value).values()))
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
