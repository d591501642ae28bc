"""A contract that is not ours as it is read: paragraphs under their headings, and the language it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cached_property

from drafter.language import Language
from drafter.ooxml.names import TBL
from drafter.ooxml.package import Package
from drafter.ooxml.text import Paragraph, read_paragraphs
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.values.provision_numbers import LISTED, english, numbered

_POINT = r"(?:\d{1,2}(?:[.．]\d{1,2})+[.、．)）]?|\d{1,2}(?:[.、．)）]|(?=\s)))(?!\s*[\d%年月日元万亿])"  # no account, no amount
_NUMBER = regex(rf"^\s*(?:{numbered()}|{LISTED}|{english()}[.:]?|{_POINT})\s*", re.IGNORECASE)
SENTENCE = regex(r"[。；;，,：:]|[a-z]\.\s*$")
_LONGEST_HEADING = 40
_MARGINS = frozenset({"headers", "footers"})
_WINDOW = 8  # paragraphs that are looked at together for the words of a subject
_SHORT: dict[Language, int] = {"zh": 6000, "en": 15000}  # characters of a contract that our brief texts suit


@dataclass(frozen=True)
class Para:
    """A paragraph of the contract: its words without number, and the heading it stands under."""

    text: str
    heading: str
    words: str  # as they stand in the file


@dataclass
class ThirdPartyContract:
    """The paragraphs of a contract in order, and the stretches of neighbours that are looked at together."""

    language: Language
    paras: list[Para]
    windows: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def texts(self) -> list[str]:
        """The paragraphs' words."""
        return [p.text for p in self.paras]

    @cached_property
    def headings(self) -> dict[int, str]:
        """The headings by paragraph, without numbers, in lower case."""
        return {n: _NUMBER.sub("", p.text).strip().casefold() for n, p in enumerate(self.paras) if p.text == p.heading}

    @cached_property
    def is_short(self) -> bool:
        """Whether our brief texts suit it."""
        return sum(len(t) for t in self.texts) < _SHORT[self.language]

    def holds(self, number: int, word: str) -> bool:
        """Say whether a paragraph has a word; an English one as a word, not inside another."""
        text, word = self.folded[number], word.casefold()
        at = text.find(word)
        if self.language == "zh" or at < 0:
            return at >= 0
        return re.search(rf"\b{re.escape(word)}", text) is not None

    @cached_property
    def folded(self) -> list[str]:
        """The paragraphs' words in lower case."""
        return [p.text.casefold() for p in self.paras]


def read_third_party_contract(package: Package) -> ThirdPartyContract:
    """Return the paragraphs of a contract under their headings, and its language."""
    paras: list[Para] = []
    heading = in_table = ""
    for paragraph in read_paragraphs(package):
        words = " ".join(paragraph.line.split())
        text = _NUMBER.sub("", words)
        if not text or paragraph.story in _MARGINS:
            continue
        is_cell = next(paragraph.element.iterancestors(TBL), None) is not None
        called = _called(paragraph, words, text, is_cell)
        if is_cell:
            in_table = called or in_table
        else:
            heading, in_table = called or heading, ""
        paras.append(Para(called or text, in_table or heading, words))
    said = "".join(p.text for p in paras)
    han = sum("\u4e00" <= c <= "\u9fff" for c in said)
    contract = ThirdPartyContract("zh" if han * 2 > sum(c.isascii() and c.isalpha() for c in said) else "en", paras)
    contract.windows = list(_windows(paras))
    return contract


def _called(paragraph: Paragraph, words: str, text: str, is_cell: bool) -> str:
    """Return what a paragraph is called if it is a heading, by the number that Word prints or that was typed; a number in a cell makes none."""
    if len(words) > _LONGEST_HEADING or SENTENCE.search(text):
        return ""
    if paragraph.clause.endswith(words):
        return paragraph.clause
    return words if text != words and not is_cell else ""


def _windows(paras: Sequence[Para]) -> Iterator[tuple[int, int]]:
    """Yield stretches of neighbouring paragraphs: what stands under a heading, in steps where that is much."""
    start = 0
    for n in range(1, len(paras) + 1):
        if n == len(paras) or paras[n].heading != paras[start].heading:
            yield from ((at, min(at + _WINDOW, n)) for at in range(start, max(n - _WINDOW // 2, start + 1), _WINDOW // 2))
            start = n
