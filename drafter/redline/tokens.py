"""What a comparison of words counts as one: a Chinese character, a number with its separators, a Latin word, a mark, a space."""

from __future__ import annotations

import re
from typing import Protocol

OBJECT = "\0"  # stands in a text for what is no character; XML has no such character
_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)+|[^\W{_CJK}]+(?:['\u2019][^\W\d_]+)?|\s+|.", re.DOTALL)
split = _TOKEN.findall
_LONGEST_GIST = 2000
_LAST = 0x10FFFF


class Worded(Protocol):
    """What has words."""

    @property
    def words(self) -> str:
        """Its words."""


class Coder:
    """Every token as one character, so that likeness is counted in words and not in letters."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
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
            tokens = split(block.words)
            codes = [self._code(t) for t in tokens]
            gist = [c for c, t in zip(codes, tokens, strict=True) if t[0].isalnum()] or codes
            known = self._known[block] = "".join(codes), "".join(gist[:_LONGEST_GIST])
        return known

    def _code(self, token: str) -> str:
        code = self._codes.get(token)
        if code is None:
            number = len(self._codes) + 1
            code = self._codes[token] = chr(min(number + 0x800 * (number >= 0xD800), _LAST))
        return code
