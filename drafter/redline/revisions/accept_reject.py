"""Accept or reject tracked changes: all, or those of an author, in a clause, or by number. Comments and all else stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from drafter.errors import Finding, Place, warning
from drafter.ooxml.markup import (
    CELL_MARKS,
    CONTROL_RANGES,
    MOVE_RANGES,
    RECORDS,
    TRACKED,
    attribute,
    name,
    named,
    serialised,
)  # fmt: skip
from drafter.redline.revisions.accept_reject_part import accept_reject_part
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.clause_at import ClauseTracker
from drafter.redline.revisions.find import find_changes
from drafter.redline.revisions.listed import ChangedPart, Revision, as_revision, changes_by_part, numbered_changes

Verdict = Literal["accept", "reject"]
_FEW_NAMED = 12
_MOST_ROUNDS = 50
_ANY_MARK = tuple(
    f"{{*}}{kind}" for kind in sorted(TRACKED | CELL_MARKS | set(RECORDS) | MOVE_RANGES | CONTROL_RANGES | {"numberingChange"})
)
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}


@dataclass(frozen=True, slots=True)
class Selection:
    """Which changes to settle: those that answer every question asked; none asked is all."""

    authors: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()

    def includes(self, revision: Revision) -> bool:
        """Say whether a change is chosen."""
        return (
            (not self.authors or revision.author in self.authors)
            and (not self.clauses or bool(self.clauses & {revision.clause, revision.moved_from}))
            and (not self.numbers or revision.number in self.numbers)
        )


ALL_CHANGES = Selection()


@dataclass(frozen=True)
class Outcome:
    """The parts of a file with the chosen changes settled, those changes, how many are left, and what was named and is not there."""

    parts: dict[str, bytes]
    changes: tuple[Revision, ...]
    left: int
    unknown: tuple[Finding, ...] = ()


def accept_reject(parts: Mapping[str, bytes], verdict: Verdict, selection: Selection = ALL_CHANGES, file: str = "") -> Outcome:
    """Return the parts of a Word file with changes accepted or rejected; a part without any keeps its bytes.

    When all are settled none is left, though a mark came to light only with another, as in files that break the schema.
    Raises FileError when a part is not sound XML.
    """
    done = _once(parts, verdict, selection, file)
    rounds = 0
    while selection == ALL_CHANGES and done.left and rounds < _MOST_ROUNDS:
        again = _once(done.parts, verdict, ALL_CHANGES, file)
        done = Outcome(again.parts, done.changes + again.changes, again.left)
        rounds += 1
    return done


def _once(parts: Mapping[str, bytes], verdict: Verdict, selection: Selection, file: str) -> Outcome:
    found = changes_by_part(parts, file)
    listed = [(as_revision(change, story.part, number), story, change) for number, story, change in numbered_changes(found)]
    unknown = unknown_in(selection, [revision for revision, _, _ in listed], file)
    chosen = [(revision, story, change) for revision, story, change in listed if selection.includes(revision)]
    by_part: dict[str, list[Change]] = {}
    for _, story, change in chosen:
        by_part.setdefault(story.part, []).append(change)
    done = dict(parts)
    changed = _accept_reject_parts(found, by_part, verdict == "accept")
    done.update({story.part: serialised(story.root) for story in found if story.part in changed})
    left = len(listed) - len(chosen) if selection != ALL_CHANGES or not chosen else _come_to_light(found)
    return Outcome(done, tuple(revision for revision, _, _ in chosen), left, unknown)


def _come_to_light(found: Iterable[ChangedPart]) -> int:
    """Return how many changes can be seen when all that could be have been settled."""
    return sum(len(find_changes(story.root, ClauseTracker())) for story in found if next(story.root.iter(*_ANY_MARK), None) is not None)


def unknown_in(selection: Selection, revisions: Iterable[Revision], file: str = "") -> tuple[Finding, ...]:
    """Return a warning for every author, clause and number that no change has."""
    revisions = tuple(revisions)
    clauses = {r.clause for r in revisions} | {r.moved_from for r in revisions}
    return (
        *_unknown("作者", "by author", selection.authors, {r.author for r in revisions}, file),
        *_unknown("条款", "in clause", selection.clauses, clauses, file),
        *_unknown("编号", "of number", map(str, sorted(selection.numbers)), {str(r.number) for r in revisions}, file),
    )


def _unknown(zh: str, en: str, asked: Iterable[str], known: set[str], file: str) -> list[Finding]:
    some = sorted((k for k in known if k), key=lambda k: (len(k), k))[:_FEW_NAMED]
    remedy = (f"有：{'；'.join(some) or '无'}", f"there are: {'; '.join(some) or 'none'}")
    return [
        warning("unknown-change", f"没有{zh}为 {name} 的修订", f"no change {en} {name}", remedy, Place(file))
        for name in asked
        if name not in known
    ]


def _accept_reject_parts(found: Iterable[ChangedPart], chosen: Mapping[str, list[Change]], accept: bool) -> set[str]:
    """Settle the changes of every part; return the parts that were altered."""
    found = tuple(found)
    before = _references(found)
    for story in found:
        if story.part in chosen:
            accept_reject_part(story.root, chosen[story.part], accept)
    gone = before - _references(found)
    return set(chosen) | {story.part for story in found if gone and _drop_notes(story.root, gone)}


def _references(found: Iterable[ChangedPart]) -> set[tuple[str, str]]:
    """Return the notes that are referred to anywhere."""
    kinds = {f"{note}Reference": note for note in _NOTES}
    return {(kinds[name(r)], attribute(r, "id")) for story in found for r in named(story.root, *kinds)}


def _drop_notes(root: etree._Element, gone: set[tuple[str, str]]) -> bool:
    """Remove the notes that nothing refers to any more; return whether there were any."""
    notes = [note for note in root if (name(note), attribute(note, "id")) in gone] if name(root) in _NOTES.values() else []
    for note in notes:
        root.remove(note)
    return bool(notes)
