"""The tracked changes of a Word file, as a list: who changed what, when, in which clause, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from drafter.ooxml.clause_at import ClauseTracker
from drafter.ooxml.package import Package
from drafter.records import dataclass
from drafter.redline.revisions.change import CHANGE_KINDS, Change, Kind
from drafter.redline.revisions.find import SECTION_END, find_changes, has_marks

__all__ = ["SECTION_END", "ChangedPart", "Revision", "as_revision", "changes_by_part", "numbered_changes", "revisions"]


@dataclass(frozen=True, slots=True)
class Revision:
    """One tracked change, to be decided on as one.

    `number` counts from 1 through the file, body first. `clause` is the id in the provenance tag, else the heading above. `before` and
    `after` are words, or properties for a change of format, which stands on the words in `text`. ¶ is the end of a paragraph, with a form
    feed before it that of a section. `named` are the properties again, styles by name and lists by the number printed.
    """

    number: int
    author: str
    date: str
    kind: Kind
    part: str
    clause: str
    before: str
    after: str
    text: str = ""
    moved_from: str = ""  # the clause that moved words stood in
    named: tuple[str, str] = ("", "")

    @property
    def shows_properties(self) -> bool:
        """Whether properties changed, and not words."""
        return bool(self.text) or CHANGE_KINDS[self.kind].by_properties

    @property
    def edited(self) -> bool:
        """Whether words that moved were edited besides; each edit is a change of its own."""
        return self.kind == "move" and bool(self.before and self.after) and self.before != self.after


@dataclass(frozen=True)
class ChangedPart:
    """A part of the document with the changes in it."""

    part: str
    root: etree._Element
    changes: list[Change]


def revisions(package: Package) -> tuple[Revision, ...]:
    """Return the tracked changes in a Word file. Raises FileError when a part is not sound XML."""
    return as_revisions(changes_by_part(package))


def as_revisions(found: tuple[ChangedPart, ...]) -> tuple[Revision, ...]:
    """Return what is to be said of the changes of a file, in order."""
    return tuple(as_revision(change, story.part, number) for number, story, change in numbered_changes(found))


def changes_by_part(package: Package) -> tuple[ChangedPart, ...]:
    """Return every part of WordprocessingML with its changes. Raises FileError when one is not sound XML."""
    roots = [(part, package.root(part)) for part in package.tracked_parts()]
    if not any(has_marks(root) for _, root in roots):
        return tuple(ChangedPart(part, root, []) for part, root in roots)
    clauses = ClauseTracker.of(package)
    return tuple(ChangedPart(part, root, find_changes(root, clauses.at_new_part())) for part, root in roots)


def changes_in_fork(found: tuple[ChangedPart, ...], fork: Package) -> tuple[ChangedPart, ...]:
    """Return the changes of a package as they stand in a fork of it in which nothing was changed yet: finding them anew takes ten times as long."""
    return tuple(ChangedPart(story.part, root, _in_copy(story, root)) for story in found for root in (fork.root(story.part),))


def _in_copy(story: ChangedPart, copy: etree._Element) -> list[Change]:
    """Return the changes of a part in a copy of its root; what marks them is known by its place among all of its name."""
    marks = {mark for change in story.changes for mark in (*change.marks, *(control for _, control in change.controls))}
    tags = {mark.tag for mark in marks}
    both = zip(story.root.iter(*tags), copy.iter(*tags), strict=True) if tags else ()
    there = {mark: twin for mark, twin in both if mark in marks}
    return [
        replace(c, marks=[there[mark] for mark in c.marks], controls=[(kind, there[control]) for kind, control in c.controls])
        for c in story.changes
    ]


def numbered_changes(found: tuple[ChangedPart, ...]) -> Iterator[tuple[int, ChangedPart, Change]]:
    """Yield the changes of all parts with their numbers."""
    number = 0
    for story in found:
        for change in story.changes:
            number += 1
            yield number, story, change


def as_revision(change: Change, part: str, number: int) -> Revision:
    """Return what is to be said of a change."""
    clause = change.move_clauses.get("moveTo") or change.move_clauses.get("moveFrom") or change.clause
    left = change.move_clauses.get("moveFrom", "") if change.kind == "move" else ""
    before, after = "".join(change.before), "".join(change.after)
    if change.family == "other":
        before, after = _join_distinct(change.before), _join_distinct(change.after)
    if not (before or after):
        before, after = (_join_distinct([p[end] for p in change.properties]) for end in (0, 1))
    named = tuple(_join_distinct([pair[end] for pair in change.named]) for end in (0, 1))
    text = "".join(change.text) if change.kind == "format" else _join_distinct(change.text)
    return Revision(number, change.author, change.date, change.kind, part, clause, before, after, text, left, named)  # type: ignore[arg-type]


def _join_distinct(texts: list[str]) -> str:
    return "; ".join(dict.fromkeys(t for t in texts if t))
