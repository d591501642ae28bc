"""What a comparison of words counts as one: a Chinese character, a number in figures or in words, a Latin word, a mark, a space."""

from __future__ import annotations

import re
from typing import Protocol

from drafter.patterns import regex
from drafter.values.provision_numbers import CHINESE

OBJECT = "\0"  # stands in a text for what is no character; XML has no such character
_SINGLE = "\u2e80-\u2fff\u3001-\u9fff\uac00-\ud7af\uf900-\ufaff\uff01-\uff0f\uff1a-\uff20\U00020000-\U0003ffff"  # Chinese, and its marks
_not_single = regex(f"[^{_SINGLE}]+")
_WORD = r"[A-Za-z]++(?![\w'\u2019])|\s+|\d+(?:[.,]\d+)+|\w+(?:['\u2019][^\W\d_]+)?|."  # the most frequent first
_find_tokens = re.compile(_WORD, re.DOTALL).findall
_NUMERALS = f"[{CHINESE}万亿壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸]"
_FRACTION = f"[元圆]{_NUMERALS}+(?:角(?:{_NUMERALS}+分)?|分)"  # of an amount: 伍元叁角贰分
_in_words = regex(f"{_NUMERALS}{{2,}}(?:{_FRACTION})?|{_NUMERALS}{_FRACTION}")
_MARKS = regex(r"[\W_]+")
_LONGEST_FINGERPRINT = 2000
_FIRST, _LAST = 0x20000, 0x2A6DF  # rare characters that stand for words: letters, so that a fingerprint keeps them


def tokenize(text: str) -> list[str]:
    """Return the tokens of a text, which together are the text. A number in words is one: 三十 became 二十五, and not its ten."""
    found: list[str] = []
    at = 0
    for number in _in_words.finditer(text):
        found += _tokenize_plain(text[at : number.start()])
        found.append(number[0])
        at = number.end()
    return found + _tokenize_plain(text[at:]) if at else _tokenize_plain(text)


def _tokenize_plain(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    for other in _not_single.finditer(text):
        found += text[at : other.start()]  # a character each
        found += _find_tokens(other[0])
        at = other.end()
    found += text[at:]
    return found


class HasWords(Protocol):
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
        self._known: dict[HasWords, tuple[str, str]] = {}

    def code(self, block: HasWords) -> str:
        """Return the tokens of a block, a character each."""
        return self._code_and_fingerprint(block)[0]

    def fingerprint(self, block: HasWords) -> str:
        """Return the first of its words, spaces and marks left out."""
        return self._code_and_fingerprint(block)[1]

    def _code_and_fingerprint(self, block: HasWords) -> tuple[str, str]:
        known = self._known.get(block)
        if known is None:
            code = self._encode(block)
            known = self._known[block] = code, (_MARKS.sub("", code) or code)[:_LONGEST_FINGERPRINT]
        return known

    def _encode(self, block: HasWords) -> str:
        words, tokens = block.words, block.tokens
        if 2 * len(tokens) < len(words):
            return "".join(map(self._codes.__getitem__, tokens))
        return _not_single.sub(
            lambda other: "".join(map(self._codes.__getitem__, _find_tokens(other[0]))), words
        )  # most are characters as they are


class _Codes(dict[str, str]):
    """The character that stands for a token."""

    def __missing__(self, token: str) -> str:
        if len(token) == 1 or token.isspace():
            code = token[0]
        else:
            code = chr(min(_FIRST + len(self), _LAST))
        self[token] = code
        return code
