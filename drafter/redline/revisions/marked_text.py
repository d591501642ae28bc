"""The characters of a story one by one: kept, inserted or deleted, and by which mark; where two files read alike, marks can be held together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import Literal

from lxml import etree

from drafter.ooxml.markup import CHARACTERS, OBJECTS, RECORDS, TRACKED, WRITTEN, attribute, child, name
from drafter.ooxml.words import property_change
from drafter.records import dataclass

State = Literal["kept", "inserted", "deleted"]
_NEW = frozenset({"ins", "moveTo"})
_UNREAD = frozenset({"rPr", "pPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "mc:Fallback"})


@dataclass(frozen=True, slots=True)
class MarkedCharacter:
    """A character, or the end of a paragraph, with the mark that it stands in."""

    text: str
    state: State
    mark: etree._Element | None


@dataclass
class MarkedText:
    """A story as characters. What was inserted and deleted again is in neither version, and not here.

    `accepted_at` has the number of every character that is there when all is accepted. `records` are changes of properties: where, and which.
    """

    characters: list[MarkedCharacter] = field(default_factory=list)
    accepted_at: list[int] = field(default_factory=list)
    records: list[tuple[int, str, tuple[str, str], etree._Element]] = field(default_factory=list)

    @property
    def accepted(self) -> str:
        """How it reads with all accepted."""
        return "\0".join(self.characters[n].text for n in self.accepted_at)


def read_marked_text(root: etree._Element) -> MarkedText:
    """Return the characters of a story."""
    found = MarkedText()
    _read(root, found, ())
    return found


def _read(element: etree._Element, found: MarkedText, marks: tuple[etree._Element, ...]) -> None:
    for inner in element:
        kind = name(inner)
        if kind in TRACKED:
            _read(inner, found, (*marks, inner))
        elif kind == "p":
            _read_paragraph(inner, found, marks)
        elif kind == "tr":
            _note_records(inner, found)
            _read(inner, found, (*marks, *_row_marks(inner)))
        elif kind in _UNREAD:
            continue
        else:
            for text in _characters_of(inner, kind):
                _add_character(found, text, marks)
            _note_records(inner, found)
            _read(inner, found, marks)


def _characters_of(element: etree._Element, kind: str) -> Iterator[str]:
    if kind in WRITTEN:
        yield from element.text or ""
    elif kind in CHARACTERS or kind in OBJECTS:
        yield CHARACTERS.get(kind) or OBJECTS[kind]


def _row_marks(row: etree._Element) -> list[etree._Element]:
    properties = child(row, "trPr")
    return [m for m in properties if name(m) in ("ins", "del")] if properties is not None else []


def _read_paragraph(paragraph: etree._Element, found: MarkedText, marks: tuple[etree._Element, ...]) -> None:
    _note_records(paragraph, found)
    _read(paragraph, found, marks)
    of_mark = child(paragraph, "pPr", "rPr")
    ends = [m for m in of_mark if name(m) in TRACKED] if of_mark is not None else []
    _add_character(found, "¶", (*marks, *ends))


def _note_records(holder: etree._Element, found: MarkedText) -> None:
    for properties in holder:
        if name(properties) in RECORDS.values():
            for record in (r for r in properties if name(r) in RECORDS):
                found.records.append((len(found.accepted_at), name(record), property_change(record), record))


def _add_character(found: MarkedText, text: str, marks: tuple[etree._Element, ...]) -> None:
    new = next((m for m in marks if name(m) in _NEW), None)
    gone = next((m for m in marks if name(m) not in _NEW), None)
    if new is not None and gone is not None:
        return
    if gone is None:
        found.accepted_at.append(len(found.characters))
    found.characters.append(
        MarkedCharacter(text, "kept" if new is gone else "inserted" if new is not None else "deleted", new if gone is None else gone)
    )


Author = tuple[str, str]


def author_of(mark: etree._Element) -> Author:
    """Return who made a mark and when."""
    return attribute(mark, "author"), attribute(mark, "date")
