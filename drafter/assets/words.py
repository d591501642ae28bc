"""How real registers name things: clause_library/registers.yaml, read and turned round."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any

from drafter.cache import kept
from drafter.errors import ContentError
from drafter.library import load_library
from drafter.library.schema import Model
from drafter.library.validated import validate
from drafter.library.yamlfile import YamlProblem, load_yaml
from drafter.resources import library_dir

NAME = "registers.yaml"


class RegisterWords(Model):
    """Headings by column, words in cells by column and option, and the words for yes, no and nothing."""

    headings: dict[str, list[str]]
    words: dict[str, dict[str, list[str]]]
    yes: list[str]
    no: list[str]
    nothing: list[str]


@lru_cache(maxsize=1)
def register_words() -> RegisterWords:
    """Return the words. Raises ContentError."""
    try:
        path = library_dir() / NAME
        return kept("registers", [path], lambda: validate(RegisterWords, load_yaml(path.read_text(encoding="utf-8"), NAME)))
    except YamlProblem as problem:
        raise ContentError(problem.finding) from None


@lru_cache(maxsize=1)
def columns_by_heading() -> dict[str, str]:
    """Return the column that a heading means, by the heading in plain form."""
    ours = {plain(name): c.id for c in load_library().questions["assets"].columns for name in (c.id, c.label.zh, c.label.en)}
    return ours | {plain(name): column for column, names in register_words().headings.items() for name in names}


@lru_cache(maxsize=16)
def options_by_word(column: str) -> dict[str, str]:
    """Return the option that a word in a cell of a column means, by the word in plain form."""
    return {plain(word): option for option, words in register_words().words.get(column, {}).items() for word in (*words, option)}


@lru_cache(maxsize=4)
def plain_words(which: str) -> frozenset[str]:
    """Return the words for `yes`, `no` or `nothing` in plain form."""
    return frozenset(map(plain, getattr(register_words(), which)))


def plain(text: Any) -> str:
    """Return a text without spaces, width and case."""
    return _plain(text if isinstance(text, str) else str(text)) if text is not None else ""


@lru_cache(maxsize=1 << 13)  # the same words stand in many rows
def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
