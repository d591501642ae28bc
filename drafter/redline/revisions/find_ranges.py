"""Tracked changes that are ranges: moved words, whose two ends are one change, and content controls that came, went or were moved."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from drafter.ooxml.markup import attribute, name
from drafter.ooxml.words import control_title
from drafter.redline.revisions.belonging import Surroundings
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.found import CONTROL_MARKS, FoundChanges


class RangeFinder:
    """A finder of the changes that are ranges; `inside` goes on with what is in a content control."""

    def __init__(self, found: FoundChanges, around: Surroundings, inside: Callable[[etree._Element], None]) -> None:
        self.found = found
        self.around = around
        self.inside = inside
        self.moves: dict[str, Change] = {}  # by name
        self._controls: list[list[Change]] = [[]]  # the changes of the content controls around this place

    def move_range(self, start: etree._Element) -> None:
        """Come to the beginning of either end of a move."""
        title = attribute(start, "name") or f"#{attribute(start, 'id')}"
        change = self.moves.get(title)
        if change is None:
            change = self.moves[title] = self.found.begin(start, "move")
        else:
            change.marks.append(start)
        self._open(start, change)

    def control_range(self, start: etree._Element) -> None:
        """Come to the range on the start or end tag of a content control; that of the end tag goes with that of the start tag."""
        alike = (c for c in self._controls[-1] if name(c.marks[0]) == name(start) and c.author == attribute(start, "author"))
        change = next(alike, None)
        if change is None:
            change = self.found.begin(start, "other")
        else:
            change.marks.append(start)
        self._open(start, change)

    def _open(self, start: etree._Element, change: Change) -> None:
        self.around.open_range(name(start).removesuffix("RangeStart"), attribute(start, "id"), change)

    def range_end(self, end: etree._Element) -> None:
        """Come to the end of a range."""
        change = self.around.close_range(name(end).removesuffix("RangeEnd"), attribute(end, "id"))
        if change is not None:
            change.marks.append(end)

    def control(self, control: etree._Element) -> None:
        """Go through a content control, which is tracked itself if its start tag stands in a range."""
        tracked = {kind: change for kind in CONTROL_MARKS if (change := self.around.innermost_range(kind)) is not None}
        for kind, change in tracked.items():
            change.controls.append((kind, control))
            change.text.append(control_title(control))
        self._controls.append(list(tracked.values()))
        with self.found.clauses.inside_control(control):
            self.inside(control)
        self._controls.pop()
