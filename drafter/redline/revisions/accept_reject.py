"""Accept or reject tracked changes: all, or those of an author, in a clause, or by number. Comments and all else stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from lxml import etree

from drafter.errors import Finding, Place, warning
from drafter.ooxml.clause_at import ClauseTracker
from drafter.ooxml.names import ID, NOTE_KINDS, local_name
from drafter.ooxml.package import Package
from drafter.records import dataclass
from drafter.redline.revisions.accept_reject_part import accept_reject_part
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.find import find_changes, has_marks
from drafter.redline.revisions.listed import ChangedPart, Revision, as_revision, changes_by_part, changes_in_fork, numbered_changes

Verdict = Literal["accept", "reject"]
_FEW_NAMED = 12
_MOST_ROUNDS = 50
_NOTE_PARTS = ("footnotes", "endnotes")


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
    """A file with the chosen changes settled, those changes, how many are left, and what was named and is not there."""

    package: Package
    changes: tuple[Revision, ...]
    left: int
    unknown: tuple[Finding, ...] = ()


def accept_reject(
    package: Package, verdict: Verdict, selection: Selection = ALL_CHANGES, found: tuple[ChangedPart, ...] | None = None
) -> Outcome:
    """Return a Word file with changes accepted or rejected; a part without any keeps its bytes. `found` are the changes in it, where they are known.

    When all are settled none is left, though a mark came to light only with another, as in files that break the schema.
    Raises FileError when a part is not sound XML.
    """
    done = _once(package, verdict, selection, found)
    rounds = 0
    while selection == ALL_CHANGES and done.left and rounds < _MOST_ROUNDS:
        again = _once(done.package, verdict, ALL_CHANGES)
        done = Outcome(again.package, done.changes + again.changes, again.left)
        rounds += 1
    return done


def _once(package: Package, verdict: Verdict, selection: Selection, known: tuple[ChangedPart, ...] | None = None) -> Outcome:
    settled = package.fork()
    for part in settled.tracked_parts():
        if has_marks(settled.root(part)):
            settled.own(part)
    found = changes_by_part(settled) if known is None else changes_in_fork(known, settled)
    listed = [(as_revision(change, story.part, number), story, change) for number, story, change in numbered_changes(found)]
    unknown = unknown_in(selection, [revision for revision, _, _ in listed], package.file)
    chosen = [(revision, story, change) for revision, story, change in listed if selection.includes(revision)]
    by_part: dict[str, list[Change]] = {}
    for _, story, change in chosen:
        by_part.setdefault(story.part, []).append(change)
    _accept_reject_parts(settled, by_part, verdict == "accept")
    left = len(listed) - len(chosen) if selection != ALL_CHANGES or not chosen else _come_to_light(settled)
    return Outcome(settled, tuple(revision for revision, _, _ in chosen), left, unknown)


def _come_to_light(package: Package) -> int:
    """Return how many changes can be seen when all that could be have been settled."""
    roots = (package.root(part) for part in package.tracked_parts())
    return sum(len(find_changes(root, ClauseTracker())) for root in roots if has_marks(root))


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


def _accept_reject_parts(package: Package, chosen: Mapping[str, list[Change]], accept: bool) -> None:
    """Settle the changes of every part, and take out the notes that nothing refers to any more."""
    before = _references(package)
    for part, changes in chosen.items():
        accept_reject_part(package.edit(part), changes, accept)
    gone = before - _references(package) if chosen else set()
    for part in package.tracked_parts() if gone else ():
        notes = [n for n in _notes(package.root(part)) if (local_name(n), n.get(ID, "")) in gone]
        numbers = [package.root(part).index(note) for note in notes]
        for number in reversed(numbers):
            del package.edit(part)[number]


def _references(package: Package) -> set[tuple[str, str]]:
    """Return the notes that are referred to anywhere."""
    roots = (package.root(part) for part in package.tracked_parts())
    return {(NOTE_KINDS[r.tag], r.get(ID, "")) for root in roots for r in root.iter(*NOTE_KINDS)}


def _notes(root: etree._Element) -> list[etree._Element]:
    return list(root) if local_name(root) in _NOTE_PARTS else []
