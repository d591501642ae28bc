"""The changes of a part as they are found, in reading order, and the change that every mark belongs to."""

from __future__ import annotations

from lxml import etree

from drafter.ooxml.clause_at import ClauseTracker
from drafter.ooxml.markup import attribute, name, named
from drafter.ooxml.words import property_change
from drafter.redline.revisions.change import Change, Family, new_change

CONTROL_MARKS = ("customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
_MARKS_OF_CONTENT = {  # the marks on the content of a control that came or went with it
    "customXmlIns": ("ins", "moveTo"), "customXmlDel": ("del", "moveFrom"),
    "customXmlMoveFrom": ("moveFrom", "moveTo"), "customXmlMoveTo": ("moveFrom", "moveTo"),
}  # fmt: skip


class FoundChanges:
    """Changes found so far."""

    def __init__(self, clauses: ClauseTracker) -> None:
        self.clauses = clauses
        self.owners: dict[etree._Element, Change] = {}  # of marks on words
        self._changes: list[Change] = []
        self._absorbed: set[Change] = set()

    def begin(self, mark: etree._Element, family: Family) -> Change:
        """Return a new change, which stands in the clause at this place."""
        change = new_change(mark, self.clauses.current, family)
        self._changes.append(change)
        return change

    def record(self, change: Change, mark: etree._Element) -> None:
        """Add to a change what a record of properties says."""
        is_number = name(mark) in ("numberingChange", "ins")
        change.properties.append((attribute(mark, "original"), "") if is_number else property_change(mark))
        change.named.append(self.clauses.names.change(mark))

    def absorb(self, change: Change, other: Change) -> None:
        """Make another change part of one."""
        change.absorb(other)
        self._absorbed.add(other)

    def count(self) -> int:
        """Return how many changes have been begun."""
        return len(self._changes)

    def since(self, count: int) -> list[Change]:
        """Return the changes begun since there were so many."""
        return self._changes[count:]

    def absorb_second_writing(self, first: list[Change], count: int) -> None:
        """Make changes begun since there were so many, which are others written a second time, part of those."""
        for change, again in zip(first, self.since(count), strict=True):
            change.absorb(again)
        del self._changes[count:]

    def finished(self) -> list[Change]:
        """Return what was found. A content control that came, went or was moved with all in it is one change with its content."""
        for change in self._changes:
            if change.family == "other" and change.controls:
                self._give_to_content(change)
        return [change for change in self._changes if change not in self._absorbed]

    def _give_to_content(self, change: Change) -> None:
        """Make the change of a control part of the change of its content, if all of that is marked the same way and by the same author."""
        kinds = {kind for of, _ in change.controls for kind in _MARKS_OF_CONTENT[of]}
        if change.kind != "control-move" and not all(_all_marked(control, kinds) for _, control in change.controls):
            return
        owners = (self.owners.get(mark) for _, control in change.controls for mark in named(control, *kinds))
        owner = next((owner for owner in owners if owner is not None and _goes_with(change, owner)), None)
        if owner is not None:
            self.absorb(owner, change)


def _goes_with(change: Change, owner: Change) -> bool:
    return owner.family == "move" if change.kind == "control-move" else owner.author == change.author


def _all_marked(control: etree._Element, kinds: set[str]) -> bool:
    """Say whether every run in a control bears one of the marks."""
    return all(any(name(a) in kinds for a in run.iterancestors()) for run in named(control, "r"))
