"""Recorded changes of properties as a person knows them: styles by their names, lists by the number that Word prints."""

from __future__ import annotations

import re

from drafter.ooxml.names import PPR, Element, P, W
from drafter.ooxml.number_formats import formatted
from drafter.ooxml.printed_numbers import Printed, PrintedNumbers
from drafter.ooxml.words import property_change
from drafter.patterns import regex

NO_NUMBER, OTHER_LIST = "numPr=none", "numPr=other"
_BETWEEN = "; "
_STYLES = ("pStyle=", "rStyle=", "tblStyle=")
_ORIGINAL = regex(r"%[1-9]:(\d{1,9}):(\d{1,3}):([^%]*)")
_COUNTED = {
    "1": "upperRoman",
    "2": "lowerRoman",
    "3": "upperLetter",
    "4": "lowerLetter",
    "5": "ordinal",
    "6": "cardinalText",
    "7": "ordinalText",
}


class PropertyNames:
    """The names of styles and the numbers of paragraphs of a file; without one, properties are called as the file has them."""

    def __init__(self, numbers: PrintedNumbers | None = None) -> None:
        self.numbers = numbers

    def change(self, record: Element) -> tuple[str, str]:
        """Return what a recorded change took away and what it brought, as property_change does."""
        if record.tag not in (W + "numberingChange", W + "ins"):
            return self._named(record, *property_change(record))
        now = self._printed(record).now
        before = _ORIGINAL.sub(_kept, record.get(W + "original", ""))
        return f"numPr={before}" if before else NO_NUMBER, f"numPr={now}" if now else ""

    def _printed(self, record: Element) -> Printed:
        paragraph = next(record.iterancestors(P), None)
        return self.numbers.of(paragraph) if self.numbers is not None and paragraph is not None else Printed()

    def _named(self, record: Element, old: str, new: str) -> tuple[str, str]:
        if self.numbers is None:
            return old, new
        sides = [[self._with_style_name(p) for p in side.split(_BETWEEN) if p] for side in (old, new)]
        if record.tag == PPR + "Change":
            sides = self._with_numbers(record, sides)
        return _BETWEEN.join(sides[0]), _BETWEEN.join(sides[1])

    def _with_style_name(self, told: str) -> str:
        kind, sign, identifier = told.partition("=")
        return f"{kind}={self._style_name(identifier)}" if kind + sign in _STYLES else told

    def _style_name(self, identifier: str) -> str:
        assert self.numbers is not None
        return self.numbers.looks.name_of(identifier).replace(";", ",")

    def _with_numbers(self, record: Element, sides: list[list[str]]) -> list[list[str]]:
        """Return properties of a paragraph with the number that was and the one that is printed in the place of the list and its level."""
        rest = [[told for told in side if not told.startswith("numPr")] for side in sides]
        printed = self._printed(record)
        listed = rest != sides
        if printed.was == printed.now:
            return [rest[0], [*rest[1], OTHER_LIST]] if listed and printed.now else rest
        if not listed and not any(told.startswith("pStyle=") for told in (*sides[0], *sides[1])):
            return rest  # only renumbered, for what was put in or taken out elsewhere
        return [[*side, f"numPr={number}" if number else NO_NUMBER] for side, number in zip(rest, printed.sides, strict=True)]


def _kept(match: re.Match[str]) -> str:
    """Return a number as it is kept of one that changed: `%1:3:0:.` is 3. (ECMA-376 part 1, 17.13.5.20: level, number, format, what follows)."""
    count, kind, after = match.groups()
    return formatted(int(count), _COUNTED.get(kind, "decimal")) + after
