"""How real tables name things: headings by a question's own names, and registers.yaml of the clause library, read and turned round."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import Any

from drafter.cache import kept
from drafter.errors import ContentError
from drafter.language import Words
from drafter.library import Library
from drafter.library.schema import Column, Model, Question
from drafter.library.validated import validate
from drafter.library.yamlfile import YamlProblem, load_yaml
from drafter.memo import by_identity
from drafter.questionnaire.headings import Known, known_headings

NAME = "registers.yaml"
UNIT_VALUE = Column(
    id="unit_value", label=Words("单价", "Unit value"), type="money"
)  # a register may give it instead of the original value


class RegisterWords(Model):
    """Headings by column of the register of assets, words in cells by column and option, and for every table the words for yes, no and nothing."""

    headings: dict[str, list[str]]
    words: dict[str, dict[str, list[str]]]
    yes: list[str]
    no: list[str]
    nothing: list[str]
    ditto: list[str] = []
    remarks: list[str] = []
    offices: list[str] = []


class Vocabulary:
    """What the words in an office's table mean for the columns of a table question. Words are in plain form. Raises ContentError."""

    def __init__(self, library: Library, question: Question) -> None:
        said = _read(library)
        self.question, self._said = question, said
        self.is_register = question.id == library.role("assets")
        self.columns: dict[str, Column] = {c.id: c for c in question.columns} | ({UNIT_VALUE.id: UNIT_VALUE} if self.is_register else {})
        self.yes, self.no, self.nothing = (frozenset(map(plain, words)) for words in (said.yes, said.no, said.nothing))
        self.ditto, self.remarks = frozenset(map(plain, said.ditto)), tuple(map(plain, said.remarks))
        self.offices = tuple(map(plain, said.offices))
        self._options = {column: _turned(words) for column, words in said.words.items()} if self.is_register else {}

    @cached_property
    def headings(self) -> Known:
        """The columns that headings mean, with the language of their cells where it tells."""
        more = self._said.headings if self.is_register else {}
        return known_headings(self.question) | {
            plain(name): (self.columns[column], None) for column, names in more.items() for name in names
        }

    def says_nothing(self, said: str, column: Column) -> bool:
        """Say whether a cell has a word that stands for nothing: in a register any of them, else 无 is what a column of texts may well say."""
        if said not in self.nothing or said in self.options(column.id) or column.type == "bool":
            return False
        return self.is_register or not (column.options or column.value_type.is_text) or not any(c.isalnum() for c in said)

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
def vocabulary(library: Library, question: Question) -> Vocabulary:
    """Return what the words in an office's table mean for a table question. Raises ContentError."""
    return Vocabulary(library, question)


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
