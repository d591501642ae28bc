"""How real registers name things: registers.yaml of the clause library, read and turned round."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import Any

from drafter.cache import kept
from drafter.errors import ContentError
from drafter.library import Library
from drafter.library.schema import Column, Model
from drafter.library.validated import validate
from drafter.library.yamlfile import YamlProblem, load_yaml
from drafter.memo import by_identity

NAME = "registers.yaml"


class RegisterWords(Model):
    """Headings by column, words in cells by column and option, and the words for yes, no and nothing."""

    headings: dict[str, list[str]]
    words: dict[str, dict[str, list[str]]]
    yes: list[str]
    no: list[str]
    nothing: list[str]
    ditto: list[str] = []
    offices: list[str] = []


class Vocabulary:
    """What the words in a register mean for the columns of the question `assets`. Words are in plain form. Raises ContentError."""

    def __init__(self, library: Library) -> None:
        self.columns: dict[str, Column] = {c.id: c for c in library.questions[library.role("assets")].columns}
        said = _read(library)
        self._said = said
        self.yes, self.no, self.nothing = (frozenset(map(plain, words)) for words in (said.yes, said.no, said.nothing))
        self.ditto = frozenset(map(plain, said.ditto))
        self.offices = tuple(map(plain, said.offices))
        self._options = {column: _turned(words) for column, words in said.words.items()}

    @cached_property
    def headings(self) -> dict[str, str]:
        """The column that a heading means."""
        ours = {plain(name): c.id for c in self.columns.values() for name in (c.id, c.label.zh, c.label.en)}
        return ours | {plain(name): column for column, names in self._said.headings.items() for name in names}

    def options(self, column: str) -> dict[str, str]:
        """Return the option that a word in a cell of a column means, by the word."""
        return self._options.get(column, {})

    @cached_property
    def _categories(self) -> re.Pattern[str]:
        words = sorted((w for w in self.options("category") if len(w) > 1), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words)) or "(?!)")

    @lru_cache(maxsize=1 << 12)  # noqa: B019 - a vocabulary is kept for good, and names repeat
    def category_of(self, name: str) -> str:
        """Return the category that an asset's name says, by its last word: a 数据库服务器 is a server. Nothing where none is named."""
        said = plain(name)
        ends = [(found.end(), len(found[0]), found[0]) for at in range(len(said)) if (found := self._categories.match(said, at))]
        return self.options("category")[max(ends)[2]] if ends else ""

    def category_of_title(self, title: str) -> str:
        """Return the category that a title names beyond doubt, offices passed over: 云州市数据局服务器清单 is about servers."""
        said = plain(title)
        said = said[max((at + len(word) for word in self.offices if (at := said.rfind(word)) >= 0), default=0) :]
        found = {self.options("category")[word] for word in self._categories.findall(said)}
        return found.pop() if len(found) == 1 else ""


@by_identity
def vocabulary(library: Library) -> Vocabulary:
    """Return what the words in registers mean, for the columns that a library has. Raises ContentError."""
    return Vocabulary(library)


def _read(library: Library) -> RegisterWords:
    path = library.folder_with(NAME) / NAME
    try:
        return kept("registers", [path], lambda: validate(RegisterWords, load_yaml(path.read_text(encoding="utf-8"), NAME)))
    except YamlProblem as problem:
        raise ContentError(problem.finding) from None


def _turned(words_of: dict[str, list[str]]) -> dict[str, str]:
    return {plain(word): option for option, words in words_of.items() for word in (*words, option)}


def plain(text: Any) -> str:
    """Return a text without spaces, width and case."""
    return _plain(text if isinstance(text, str) else str(text)) if text is not None else ""


@lru_cache(maxsize=1 << 13)  # the same words stand in many rows
def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
