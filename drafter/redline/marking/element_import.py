"""Elements of the original in the redline: copies, with the pictures, notes, bookmarks and comments they refer to."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from drafter.ooxml.names import COMMENT, ENDNOTE, FOOTNOTE, ID, PICTURE, PLACES, R, drop, whole
from drafter.ooxml.package import Package
from drafter.redline.marking.mark_import import MarkImporter
from drafter.redline.marking.part_import import PartImporter

_NOTES = {FOOTNOTE: "footnotes", ENDNOTE: "endnotes"}


class ElementImporter:
    """An importer of elements of the original into the revised file, which becomes the redline. Notes come marked by `mark_note`."""

    def __init__(self, old: Package, new: Package, next_id: Callable[[], int], mark_note: Callable[[etree._Element], None]) -> None:
        self.old = old
        self.new = new
        self.parts = PartImporter(old, new)
        self.marks = MarkImporter(self.parts, next_id)
        self._mark_note = mark_note
        self._homes: dict[str, str] = {}
        self._notes: dict[tuple[str, str], str] = {}  # the id in the redline, by tag and id in the original
        self._last_note: dict[str, int] = {}  # the largest id by kind
        self._last_picture = max(old.largest_picture(), new.largest_picture())

    def set_home(self, old_part: str, new_part: str) -> None:
        """Say which part of the redline takes what comes from a part of the original; the body, unless told otherwise."""
        self._homes[old_part] = new_part

    def import_element(self, element: etree._Element, old_part: str) -> etree._Element:
        """Return a copy of an element of a part of the original, at home in the part of the redline that takes it."""
        return self._import_into(element, old_part, self._homes.get(old_part, self.new.main))

    def _import_into(self, element: etree._Element, old_part: str, new_part: str) -> etree._Element:
        copy = deepcopy(element)
        copy.tail = None
        for inner in list(copy.iter(etree.Element)):
            self._rewrite(inner, old_part, new_part)
        return copy

    def _rewrite(self, element: etree._Element, old_part: str, new_part: str) -> None:
        """Give an element the ids that what it refers to has in the redline; one that refers to nothing there is taken out."""
        if element.tag == PICTURE:  # a drawing has a number of its own in the file
            self._last_picture += 1
            element.set("id", str(self._last_picture))
        if element.tag in _NOTES:
            self._rewrite_note(element)
        elif (element.tag in PLACES or element.tag == COMMENT) and self.marks.adopt(element) is None:
            drop(element)
        for key, value in element.items():
            if str(key).startswith(R):
                element.set(key, self.parts.import_relation(str(value), old_part, new_part))

    def _rewrite_note(self, reference: etree._Element) -> None:
        number = self._note_id(str(reference.tag), reference.get(ID, ""))
        if number:
            reference.set(ID, number)
        else:
            drop(reference)

    def _note_id(self, tag: str, number: str) -> str:
        """Return the id in the redline of a note of the original, nothing when there is no such note."""
        if (tag, number) not in self._notes:
            note = self.old.entry(_NOTES[tag], number)
            if note is None:
                return ""
            self._import_note(note, tag, number)
        return self._notes[tag, number]

    def _import_note(self, note: etree._Element, tag: str, number: str) -> None:
        kind = _NOTES[tag]
        root = self.parts.root_of_kind(kind)
        self._last_note[kind] = 1 + (self._last_note.get(kind) or max((whole(n.get(ID)) for n in root), default=0))
        fresh = self._notes[tag, number] = str(self._last_note[kind])
        copy = self._import_into(note, self.old.part_of_kind(kind) or "", self.new.part_of_kind(kind) or "")
        self._mark_note(copy)
        copy.set(ID, fresh)
        root.append(copy)
