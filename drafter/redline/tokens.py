"""What a comparison of words counts as one: a Chinese character, a number with its separators, a Latin word, a mark, a space."""

from __future__ import annotations

import re
from typing import Protocol

OBJECT = "\0"  # stands in a text for what is no character; XML has no such character
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|[^\W{_CJK}]+(?:['\u2019][^\W\d_]+)?|\s+|.", re.DOTALL)
split = _TOKEN.findall
_MARKS = re.compile(r"[\W_]+")
_LONGEST_GIST = 2000
_FIRST, _LAST = 0x20000, 0x2A6DF  # rare characters that stand for words: letters, so that a gist keeps them


class Worded(Protocol):
    """What has words."""

    @property
    def words(self) -> str:
        """Its words."""

    @property
    def tokens(self) -> list[str]:
        """Its words, one by one."""


class Coder:
    """Every token as one character, so that likeness is counted in words and not in letters; what is one already stays."""

    def __init__(self) -> None:
        self._codes = _Codes()
        self._known: dict[Worded, tuple[str, str]] = {}

    def code(self, block: Worded) -> str:
        """Return the tokens of a block, a character each."""
        return self._coded(block)[0]

    def gist(self, block: Worded) -> str:
        """Return the first of its words, spaces and marks left out."""
        return self._coded(block)[1]

    def _coded(self, block: Worded) -> tuple[str, str]:
        known = self._known.get(block)
        if known is None:
            code = "".join(map(self._codes.__getitem__, block.tokens))
            known = self._known[block] = code, (_MARKS.sub("", code) or code)[:_LONGEST_GIST]
        return known


class _Codes(dict[str, str]):
    """The character that stands for a token."""

    def __missing__(self, token: str) -> str:
        if len(token) == 1 or token.isspace():
            code = token[0]
        else:
            code = chr(min(_FIRST + len(self), _LAST))
        self[token] = code
        return code
