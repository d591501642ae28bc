"""Which paragraphs of a contract are headings, and what a heading is called: by the number that Word prints before it, or that was typed.

In a contract with articles its articles are the clauses; the points of a list are clauses only where nothing stronger numbers them. In a table
an article is a heading for the rest of that table, and any other number (of a row, an account, a telephone) is none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.ooxml.names import DELETIONS, PPR, STYLE, TBL, VAL, Element, W, child_of, value_of
from drafter.ooxml.printed_numbers import Printed, PrintedNumbers
from drafter.ooxml.styles import BODY_TEXT, contents_styles, heading_styles
from drafter.ooxml.words import paragraph_words
from drafter.patterns import regex
from drafter.values.provision_numbers import CHINESE, numbered

_ARTICLE = regex(  # but not one that a sentence begins with: 第三条约定的期限, Article 3 of the Law
    rf"{numbered('编章节条')}(?!第|约定|规定|所|的|之|至|和|或|及|与|、|，)|(?:Article|Section|Clause|Chapter)\s+(?:\d[\d.]*|[IVX]+\b)(?! of\b| and\b| or\b|,)",
    re.IGNORECASE,
)
_ANNEX = regex(rf"(?:附件\s*[A-Z\d{CHINESE}]{{1,3}}|(?:Annex|Schedule|Appendix)\s+[A-Z\d]{{1,3}}\b)[：:.、]?", re.IGNORECASE)
_LISTED = regex(rf"[{CHINESE}]{{1,3}}、")
_POINT = regex(r"\d{1,2}[.．、](?!\d)")
_SENTENCE = regex(r"[。；;，,：:]|\.\s*$")
_LONGEST, _LONGEST_POINT = 60, 40
_NO_SPACE = "、）"
_ARTICLES, _LISTS, _POINTS, _ANY = range(4)  # how strongly headings number a contract


class Heading(NamedTuple):
    """A heading as it is called; how strongly it numbers, the table it stands in."""

    text: str
    strength: int = _ANY
    is_styled: bool = False
    table: Element | None = None


def numbered_heading(number: str, text: str) -> str:
    """Return what a heading is called: its number and its words."""
    text = text.strip()
    is_typed = "".join(text.split()).startswith("".join(number.split()))  # as where a printed number is being changed to a typed one
    if is_typed:
        return text[:_LONGEST]
    return f"{number}{'' if number.endswith(tuple(_NO_SPACE)) else ' '}{text}"[:_LONGEST]


class Headings:
    """The headings of a file, by its styles and by the numbers before its paragraphs."""

    def __init__(self, styles: Element | None = None, numbers: PrintedNumbers | None = None) -> None:
        self._numbers = numbers
        self._styles = heading_styles(styles) if styles is not None else frozenset()
        self._contents = contents_styles(styles) if styles is not None else frozenset()

    def of(self, paragraph: Element) -> Heading | None:
        """Return the heading that a paragraph is, or nothing."""
        properties = child_of(paragraph, PPR)
        style = value_of(properties, STYLE)
        text = (paragraph_words(paragraph, DELETIONS) or paragraph_words(paragraph)).strip() if style not in self._contents else ""
        if not text:
            return None
        printed = self._numbers.of(paragraph) if self._numbers is not None else Printed()
        called = numbered_heading(printed.number, text)
        table = next(reversed(list(paragraph.iterancestors(TBL))), None)
        if _ARTICLE.match(called):
            return Heading(called, _ARTICLES, table=table)
        if self._is_styled(properties, style):
            return Heading(called, is_styled=True, table=table)
        return _by_point(called, text, printed) if table is None else None

    def _is_styled(self, properties: Element | None, style: str) -> bool:
        level = child_of(properties, W + "outlineLvl") if properties is not None else None
        return level.get(VAL, "") != BODY_TEXT if level is not None else style in self._styles


def _by_point(called: str, text: str, printed: Printed) -> Heading | None:
    """Return the heading that a paragraph is by the number of an annex or of a list, if it is no sentence."""
    annex = _ANNEX.match(called)
    if len(text) > _LONGEST_POINT or _SENTENCE.search(called, annex.end() if annex else 0):
        return None
    if annex:
        return Heading(called, is_styled=True)
    if _LISTED.match(called):
        return Heading(called, _LISTS)
    return Heading(called, _POINTS) if (printed.counts and printed.depth == 0) or _POINT.match(text) else None


class HeadingAbove:
    """The heading that stands above the place that a walk has come to. Paragraphs are looked at when it is asked for."""

    def __init__(self, headings: Headings) -> None:
        self._headings = headings
        self.leave()

    def leave(self) -> None:
        """Come to where no heading stands above."""
        self._passed: list[Element] = []
        self._last: Element | None = None
        self._heading, self._in_table = Heading(""), Heading("")
        self._strongest = _ANY

    def pass_by(self, paragraph: Element) -> None:
        """Come to a paragraph."""
        self._passed.append(paragraph)

    @property
    def text(self) -> str:
        """What the heading is called, or nothing."""
        for paragraph in self._passed:
            if (found := self._headings.of(paragraph)) is not None:
                self._take(found)
        self._last, self._passed = self._passed[-1] if self._passed else self._last, []
        table = self._in_table.table
        inside = table is not None and self._last is not None and table in self._last.iterancestors(TBL)
        return (self._in_table if inside else self._heading).text

    def _take(self, found: Heading) -> None:
        if found.table is not None:
            self._in_table = found
        elif found.is_styled or found.strength <= self._strongest:
            self._heading = found
            self._strongest = min(self._strongest, found.strength)
