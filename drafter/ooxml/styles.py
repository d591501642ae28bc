"""How a paragraph looks by its properties, its style and its list: heading or not, indented how far, numbered by what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from drafter.ooxml.markup import attribute, child, name
from drafter.ooxml.names import whole
from drafter.ooxml.numbering import List, Lists

_HEADING = re.compile(r"(?:heading|标题) (\d)$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|cover title", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,6}")
_DEEPEST = 20  # how far a style may be based on styles
_TWIPS_PER_EM = 220  # of text of 11 points
_WIDEST = 12.0
_ALIGN = {"center": "mid", "right": "far", "end": "far"}


@dataclass(frozen=True)
class Look:
    """What a reader sees of a paragraph besides its words. Lengths are in em; `list` and `depth` say what numbers it."""

    level: int = 0  # of a heading
    align: str = ""
    left: float = 0.0
    first: float = 0.0  # the first line, negative when it hangs out
    title: bool = False
    contents: bool = False  # a line of a table of contents
    list: str = ""
    depth: int = 0


class Looks:
    """The looks of paragraphs in a file, by its styles and lists."""

    def __init__(self, styles: etree._Element | None, lists: Lists) -> None:
        self.lists = lists
        self._styles = {attribute(e, "styleId"): e for e in (styles if styles is not None else ()) if name(e) == "style"}
        normal = (
            i for i, e in self._styles.items() if attribute(e, "type") == "paragraph" and attribute(e, "default") in ("1", "true", "on")
        )
        self._normal = next(normal, "")
        self._chains: dict[str, tuple[etree._Element, ...]] = {}

    def of(self, properties: etree._Element | None) -> Look:
        """Return the look that paragraph properties give."""
        style = child(properties, "pStyle") if properties is not None else None
        chain = self._chain(attribute(style, "val") if style is not None else self._normal)
        holders = [p for e in chain if (p := child(e, "pPr")) is not None]
        owners = ([properties] if properties is not None else []) + holders
        number, depth = self._numbered(properties, chain)
        left, first = _indentation(properties, holders, self._of_level(number, depth))
        title = _value(chain[0], "name") if chain else ""
        return Look(
            _heading_level(owners, chain), _ALIGN.get(_first(owners, "jc"), ""), left, first, bool(_TITLE.fullmatch(title)),
            bool(_CONTENTS.match(title)), number, depth,
        )  # fmt: skip

    def _chain(self, style: str) -> tuple[etree._Element, ...]:
        """Return a style and those that it is based on."""
        if style not in self._chains:
            found: list[etree._Element] = []
            based = style
            while based in self._styles and len(found) < _DEEPEST:
                found.append(self._styles[based])
                based = _value(found[-1], "basedOn")
            self._chains[style] = tuple(found)
        return self._chains[style]

    def _numbered(self, properties: etree._Element | None, chain: tuple[etree._Element, ...]) -> tuple[str, int]:
        """Return the list and the level that number a paragraph; nothing when none does."""
        own = child(properties, "numPr") if properties is not None else None
        number, depth = _value(own, "numId"), _value(own, "ilvl")
        for style in chain if not number else ():
            given = child(style, "pPr", "numPr")
            if given is not None and (number := _value(given, "numId")):
                depth = depth or _value(given, "ilvl") or self._depth_of(number, attribute(style, "styleId"))
                break
        return ("", 0) if number in ("", "0") else (number, whole(depth) if len(depth) == 1 else 0)

    def _depth_of(self, number: str, style: str) -> str:
        found: List | None = self.lists.list(number)
        return next((str(d) for d, level in found.levels.items() if level.style == style), "") if found is not None else ""

    def _of_level(self, number: str, depth: int) -> etree._Element | None:
        found = self.lists.list(number) if number else None
        level = found.levels.get(depth) if found is not None else None
        return level.properties if level is not None else None


def _value(holder: etree._Element | None, tag: str) -> str:
    found = child(holder, tag) if holder is not None else None
    return attribute(found, "val") if found is not None else ""


def _first(owners: list[etree._Element], tag: str) -> str:
    return next((value for owner in owners if (value := _value(owner, tag))), "")


def _heading_level(owners: list[etree._Element], chain: tuple[etree._Element, ...]) -> int:
    """Return 1 to 6 for a heading, else 0."""
    outline = _first(owners, "outlineLvl")
    if outline.isdigit():
        return min(whole(outline) + 1, 6) if outline != "9" else 0
    named = (m for e in chain if (m := _HEADING.match(_value(e, "name"))))
    found = next(named, None)
    return min(max(int(found.group(1)), 1), 6) if found else 0


def _indentation(direct: etree._Element | None, styles: list[etree._Element], level: etree._Element | None) -> tuple[float, float]:
    """Return how far a paragraph and its first line are indented: its own properties say first, then its style, then its list."""
    left = first = None
    for holder in _holders(direct, styles, level):
        element = child(holder, "ind")
        if element is None:
            continue
        left = _length(element, "left", "start") if left is None else left
        first = _first_line(element) if first is None else first
    return _within(left or 0.0), _within(first or 0.0)


def _holders(direct: etree._Element | None, styles: list[etree._Element], level: etree._Element | None) -> Iterator[etree._Element]:
    """Yield what may indent, the strongest first: a list that the paragraph is put into by itself is stronger than its style."""
    own = direct is not None and child(direct, "numPr") is not None
    middle = [*([level] if level is not None else []), *styles] if own else [*styles, *([level] if level is not None else [])]
    yield from ([direct] if direct is not None else [])
    yield from middle


def _length(element: etree._Element, *names: str) -> float | None:
    for key in names:
        if _NUMBER.fullmatch(chars := attribute(element, f"{key}Chars")) and int(chars):
            return int(chars) / 100
        if _NUMBER.fullmatch(twips := attribute(element, key)):
            return int(twips) / _TWIPS_PER_EM
    return None


def _first_line(element: etree._Element) -> float | None:
    hanging = _length(element, "hanging")
    return -hanging if hanging else _length(element, "firstLine")


def _within(length: float) -> float:
    return round(max(-_WIDEST, min(length, _WIDEST)), 2)
