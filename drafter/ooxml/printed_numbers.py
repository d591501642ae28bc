"""The numbers that Word prints before the paragraphs of a file, as they were before its tracked changes and as they are after them."""

from __future__ import annotations

from typing import NamedTuple

from drafter.ooxml.names import DELETIONS, FALLBACK, INSERTIONS, PPR, RPR, TC, TC_PR, TR, TR_PR, Element, P, W, child_of
from drafter.ooxml.numbering import Counter, Lists
from drafter.ooxml.package import Package
from drafter.ooxml.styles import Looks

_RECORD = W + "pPrChange"
_CAME, _WENT = INSERTIONS | {W + "cellIns"}, DELETIONS | {W + "cellDel"}
_HOLDERS = {TR: TR_PR, TC: TC_PR}


class Printed(NamedTuple):
    """The number of a paragraph as it was and as it is; nothing where there was or is none. `counts` says that it is no bullet."""

    was: str = ""
    now: str = ""
    depth: int = 0
    counts: bool = False

    @property
    def sides(self) -> tuple[str, str]:
        """The number as it was and as it is."""
        return self.was, self.now

    @property
    def number(self) -> str:
        """The number as it is, of a paragraph that is gone as it was."""
        return self.now or self.was


_NONE = Printed()


class PrintedNumbers:
    """The numbers before the paragraphs of a file, each part counted when it is first asked for."""

    def __init__(self, package: Package) -> None:
        numbering = package.root_of_kind("numbering")
        styles = package.root_of_kind("styles")
        self.lists = Lists(numbering, styles)
        self.looks = Looks(styles, self.lists)
        self._has_lists = numbering is not None
        self._known: dict[Element, dict[Element, Printed]] = {}  # by the root of a part

    def of(self, paragraph: Element) -> Printed:
        """Return the number before a paragraph."""
        root = paragraph.getroottree().getroot() if self._has_lists else None
        if root is None or (root not in self._known and not self._is_numbered(paragraph)):
            return _NONE
        if root not in self._known:
            self._known[root] = self._counted(root)
        return self._known[root].get(paragraph, _NONE)

    def _is_numbered(self, paragraph: Element) -> bool:
        return any(number for number, _ in self._lists_of(child_of(paragraph, PPR)))

    def _lists_of(self, properties: Element | None) -> tuple[tuple[str, int], tuple[str, int]]:
        """Return the list and level of a paragraph as they were and as they are."""
        record = child_of(properties, _RECORD) if properties is not None else None
        now = self.looks.numbering(properties)
        return (now if record is None else self.looks.numbering(child_of(record, PPR))), now

    def _counted(self, root: Element) -> dict[Element, Printed]:
        old, new = Counter(self.lists), Counter(self.lists)
        again = {p for fallback in root.iter(FALLBACK) for p in fallback.iter(P)}  # a text box written a second time
        has_marks = next(root.iter(*_CAME, *_WENT), None) is not None
        found = {}
        for paragraph in root.iter(P):
            properties = child_of(paragraph, PPR)
            was, now = self._lists_of(properties)
            if (was[0] or now[0]) and paragraph not in again:
                marks = _marks(paragraph, properties) if has_marks else frozenset()
                before = old.label(*was) if was[0] and not marks & _CAME else ""
                after = new.label(*now) if now[0] and not marks & _WENT else ""
                found[paragraph] = self._printed(before, after, *(now if after else was))
        return found

    def _printed(self, was: str, now: str, number: str, depth: int) -> Printed:
        found = self.lists.list(number)
        level = found.levels.get(depth) if found is not None else None
        return Printed(was, now, depth, bool(was or now) and level is not None and level.kind != "bullet")


def _marks(paragraph: Element, properties: Element | None) -> frozenset[str]:
    """Return the tracked changes that bring or take a paragraph: of its end, its row and its cell."""
    ends = child_of(properties, RPR) if properties is not None else None
    holders = [ends, *(child_of(around, _HOLDERS[around.tag]) for around in paragraph.iterancestors(TR, TC))]
    return frozenset(mark.tag for holder in holders if holder is not None for mark in holder)
