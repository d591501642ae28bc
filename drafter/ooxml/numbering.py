"""The numbers that Word prints before paragraphs: lists, levels and counts; ECMA-376 part 1, 17.9."""

from __future__ import annotations

import re
from dataclasses import field

from drafter.ooxml.names import ALTERNATE, PPR, VAL, Element, W, child_of, chosen, is_on, whole
from drafter.ooxml.number_formats import formatted, pictured
from drafter.patterns import regex
from drafter.records import dataclass

_PLACE = regex(r"%([1-9])")
_SYMBOLS = regex("[\ue000-\uf8ff]")  # the private use area is where symbol fonts live
_DEEPEST = 8
_SHARED, _NUM_ID, _LEVEL = W + "abstractNumId", W + "numId", W + "ilvl"


@dataclass(frozen=True)
class Level:
    """A level of a list: where it starts, how it counts, what it prints, and after which level it starts again."""

    start: int
    kind: str
    text: str
    legal: bool
    restart: int | None
    properties: Element | None  # of the paragraphs on it
    style: str
    picture: str = ""  # of a format of one's own

    def printed(self, count: int) -> str:
        """Return a count as this level prints it."""
        return pictured(count, self.picture) if self.kind == "custom" else formatted(count, self.kind)


@dataclass(frozen=True)
class List:
    """A list that paragraphs refer to (w:num): the definition that it shares with others, and where it starts anew."""

    shared: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Lists:
    """The lists of a file."""

    def __init__(self, root: Element | None, styles: Element | None = None) -> None:
        children = list(root) if root is not None else []
        self._shared = {e.get(_SHARED, ""): e for e in children if e.tag == W + "abstractNum"}
        self._numbers = {e.get(_NUM_ID, ""): e for e in children if e.tag == W + "num"}
        self._styles = {e.get(W + "styleId", ""): e for e in (styles if styles is not None else ()) if e.tag == W + "style"}
        self._known: dict[str, List | None] = {}

    def list(self, number: str) -> List | None:
        """Return the list of a number, or nothing."""
        if number not in self._known:
            self._known[number] = self._read(number)
        return self._known[number]

    def _read(self, number: str, deep: int = 0) -> List | None:
        element = self._numbers.get(number)
        shared = child_of(element, _SHARED) if element is not None else None
        if element is None or shared is None or deep > _DEEPEST:
            return None
        definition = self._shared.get(shared.get(VAL, ""))
        link = child_of(definition, W + "numStyleLink") if definition is not None else None
        if link is not None:  # the levels are where a list style is defined
            style = self._styles.get(link.get(VAL, ""))
            there = style.find(f"{PPR}/{W}numPr/{_NUM_ID}") if style is not None else None
            return self._read(there.get(VAL, ""), deep + 1) if there is not None else None
        levels = _levels(definition) if definition is not None else {}
        starts = {}
        for override in (e for e in element if e.tag == W + "lvlOverride"):
            levels |= _levels(override)
            start = child_of(override, W + "startOverride")
            if start is not None:
                starts[whole(override.get(_LEVEL))] = whole(start.get(VAL))
        return List(shared.get(VAL, ""), levels, starts)


def _levels(holder: Element) -> dict[int, Level]:
    return {whole(e.get(_LEVEL)): _level(e) for e in holder if e.tag == W + "lvl"}


def _level(element: Element) -> Level:
    def value(tag: str) -> str | None:
        found = child_of(element, W + tag)
        return found.get(VAL, "") if found is not None else None

    restart = value("lvlRestart")
    legal = is_on(child_of(element, W + "isLgl"))
    kind = _number_format(element)
    return Level(
        whole(value("start")), kind.get(VAL, "decimal") if kind is not None else "decimal", value("lvlText") or "", legal,
        None if restart is None else whole(restart), child_of(element, PPR), value("pStyle") or "",
        kind.get(W + "format", "") if kind is not None else "",
    )  # fmt: skip


def _number_format(level: Element) -> Element | None:
    """Return how a level counts: its own format, which stands in markup compatibility where readers before Word 2010 have another."""
    shown = (version for alternate in level.iterchildren(ALTERNATE) if (version := chosen(alternate)) is not None)
    return next((found for holder in (level, *shown) if (found := child_of(holder, W + "numFmt")) is not None), None)


@dataclass
class Counter:
    """The counts at a place in a document."""

    lists: Lists
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _met: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, depth: int) -> str:
        """Return what is printed before the next paragraph at a level of a list, and count it."""
        found = self.lists.list(number)
        level = found.levels.get(depth) if found is not None else None
        if found is None or level is None:
            return ""
        counts = self._counts.setdefault(found.shared, {})
        if depth in found.starts and (number, depth) not in self._met:
            counts[depth] = found.starts[depth] - 1
        self._met.add((number, depth))
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth and _starts_again(found.levels.get(d), d, depth)]:
            del counts[deeper]
        return _printed(level, found.levels, counts)


def _starts_again(level: Level | None, depth: int, after: int) -> bool:
    if level is None or level.restart is None:
        return True
    return level.restart > 0 and after < level.restart and depth > after


def _printed(level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if level.kind == "bullet":
        return _SYMBOLS.sub("•", level.text)

    def number(match: re.Match[str]) -> str:
        depth = int(match.group(1)) - 1
        other = levels.get(depth)
        if other is None:
            return ""
        count = counts.get(depth, other.start)
        return str(count) if level.legal and other.kind != "decimalZero" else other.printed(count)

    return _PLACE.sub(number, level.text)
