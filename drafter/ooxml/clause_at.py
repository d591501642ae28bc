"""Where in a contract something stands: the clause of the provision, or else the heading above."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from drafter.ooxml.headings import HeadingAbove, Headings
from drafter.ooxml.marks import clause_of_tag
from drafter.ooxml.names import Element, P, W, local_name
from drafter.ooxml.package import Package
from drafter.ooxml.printed_numbers import PrintedNumbers
from drafter.ooxml.property_names import PropertyNames
from drafter.ooxml.standing import Tags, provision_tag, standing


class _Where(NamedTuple):
    """A clause, and the tag of its provision if it has one."""

    clause: str
    provision: str


_NOWHERE = _Where("", "")


class ClauseTracker:
    """The clause at the place that a walk through the document has come to."""

    def __init__(self, headings: Headings | None = None, tags: Tags | None = None, names: PropertyNames | None = None) -> None:
        self.names = names or PropertyNames()
        self._above = HeadingAbove(headings or Headings())
        self.notes: dict[tuple[str, str], _Where] = {}  # where notes and comments are referred to
        self._standing = tags or {}
        self._tags: list[str] = []  # of the controls around this place
        self._here = ""  # of the block at this place
        self._note: _Where | None = None

    @classmethod
    def of(cls, package: Package) -> ClauseTracker:
        """Return the tracker of a file. Raises FileError when a part is not sound XML."""
        numbers = PrintedNumbers(package)
        return cls(Headings(package.root_of_kind("styles"), numbers), standing(package), PropertyNames(numbers))

    def at_new_part(self) -> ClauseTracker:
        """Return this at the beginning of another part: no clause yet, and what was learnt of the notes."""
        self._tags, self._here, self._note = [], "", None
        self._above.leave()
        return self

    @property
    def current(self) -> str:
        """The clause at this place, or nothing."""
        if self._note is not None:
            return self._note.clause
        return clause_of_tag(self._tag) or self._above.text

    @property
    def provision(self) -> str:
        """The tag of the provision at this place (`clause@position`), or nothing."""
        return self._note.provision if self._note is not None else self._tag

    @property
    def _tag(self) -> str:
        return self._here or (self._tags[-1] if self._tags else "")

    @contextmanager
    def inside_control(self, control: Element) -> Iterator[None]:
        """Stand inside a content control, which is a provision if it is tagged as one."""
        tag = provision_tag(control)
        if not tag:
            yield
            return
        self._tags.append(tag)
        self._here = ""
        yield
        self._tags.pop()
        self._leave()

    @contextmanager
    def inside_note(self, note: Element) -> Iterator[None]:
        """Stand inside a note or comment, which belongs to the clause that refers to it."""
        self._note = self.notes.get((local_name(note), note.get(W + "id", "")), _NOWHERE)
        yield
        self._note = None

    def note_reference(self, kind: str, identifier: str) -> None:
        """Remember that a note or comment is referred to here."""
        self.notes.setdefault((kind, identifier), _Where(self.current, self.provision))

    def _leave(self) -> None:
        self._here = ""
        self._above.leave()

    def enter_block(self, block: Element) -> None:
        """Come to a paragraph or table."""
        if not self._standing or self._note is not None:
            return
        here = next((tag for element in (block, *block.iterancestors()) if (tag := self._standing.get(element, ""))), "")
        if self._here and not here:
            self._leave()
        self._here = here

    def enter_paragraph(self, paragraph: Element) -> None:
        """Come to a paragraph; it may be a heading, which is looked at when the clause is asked for."""
        self.enter_block(paragraph)
        if not self._tag and self._note is None:
            self._above.pass_by(paragraph)


def clause_of(package: Package, element: Element) -> str:
    """Return the clause that an element of a package stands in, or nothing."""
    tracker = ClauseTracker.of(package)
    for node in element.getroottree().iter(P, element.tag):
        if node.tag == P:
            tracker.enter_paragraph(node)
        if node is element:
            break
    tracker.enter_block(element)
    return tracker.current
