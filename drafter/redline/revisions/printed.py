"""The paragraphs of a document as they are read: text with the results of fields, and the same with their codes instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.ooxml.markup import CONTROLS, attribute, name, named, story_parts
from drafter.ooxml.words import CHARACTERS, OBJECTS, WRITTEN
from drafter.redline.revisions.clause_at import Clauses

_STYLES = "word/styles.xml"
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_COUNTED = re.compile(  # fields that Word works out anew by itself; what others show was typed
    r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|STYLEREF|TOC|SEQ|LISTNUM|DATE|TIME|SAVEDATE|PRINTDATE|CREATEDATE|FILENAME)\b",
    re.IGNORECASE,
)
_SWITCH = re.compile(r'\\(?:[*#@]\s*(?:"[^"]*"|\S+)|[A-Za-z!](?![A-Za-z]))')
_SPACE = re.compile(r"[ \t\u00a0\u3000]+")
_PROPERTIES = frozenset({"pPr", "rPr", "sdtPr", "sectPr", "tblPr", "trPr", "tcPr", "mc:Fallback"})


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph that is read: the story and clause it stands in, its text, and its text with codes for the results of fields."""

    story: str
    clause: str
    text: str
    code: str


def read_lines(parts: Mapping[str, bytes], file: str = "") -> dict[str, list[list[Line]]]:
    """Return the lines of a document: of its body, of its notes in the order of their references, of each header and footer.

    Raises FileError when a part is not sound XML.
    """
    roots = story_parts(parts, file)
    clauses = Clauses(roots.get(_STYLES))
    body = roots["word/document.xml"]
    stories = {"body": [list(_Reader("body", clauses.of_part()).lines(body))]}
    stories["notes"] = [[line for note in _notes(body, roots) for line in _Reader("notes", clauses.of_part()).lines(note)]]
    for story, kind in (("headers", "hdr"), ("footers", "ftr")):
        stories[story] = [list(_Reader(story, clauses.of_part()).lines(root)) for root in roots.values() if name(root) == kind]
    return stories


def _notes(body: etree._Element, roots: Mapping[str, etree._Element]) -> Iterator[etree._Element]:
    notes = {(name(n), attribute(n, "id")): n for root in roots.values() if name(root) in ("footnotes", "endnotes") for n in root}
    for reference in named(body, *_NOTES):
        note = notes.get((_NOTES[name(reference)], attribute(reference, "id")))
        if note is not None:
            yield note


@dataclass
class _Field:
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    shown: bool = False
    counted: bool = False  # whether Word works the result out


def _essence(code: str) -> str:
    """Return what a field refers to; programs drop and reorder the switches that say how."""
    return f"{{{' '.join(_SWITCH.sub('', code).split())}}}"


class _Reader:
    """A walk through a story that knows which fields are open, for a field may go through many paragraphs."""

    def __init__(self, story: str, clauses: Clauses) -> None:
        self.story = story
        self.clauses = clauses
        self._fields: list[_Field] = []
        self._unshown = self._counted = 0  # of the open fields, how many show no result yet, and how many one that Word works out
        self._text: list[str] = []
        self._code: list[str] = []

    def lines(self, element: etree._Element) -> Iterator[Line]:
        """Yield the paragraphs inside an element, those of text boxes after the one they hang on."""
        for inner in element:
            if name(inner) == "p":
                yield from self._paragraph(inner)
            elif name(inner) in CONTROLS:
                with self.clauses.control(inner):
                    yield from self.lines(inner)
            elif name(inner) not in _PROPERTIES:
                yield from self.lines(inner)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        self.clauses.enter(paragraph)
        self._text, self._code = [], []
        boxes: list[etree._Element] = []
        self._inline(paragraph, boxes)
        text, code = (_SPACE.sub(" ", "".join(pieces)).strip() for pieces in (self._text, self._code))
        yield Line(self.story, self.clauses.here, text, code)
        for box in boxes:
            yield from self.lines(box)

    def _inline(self, element: etree._Element, boxes: list[etree._Element]) -> None:
        for inner in element:
            kind = name(inner)
            if kind == "txbxContent":
                boxes.append(inner)
            elif kind == "fldChar":
                self._field(attribute(inner, "fldCharType"))
            elif kind == "instrText" and self._fields:
                self._fields[-1].code += inner.text or ""
            elif kind == "fldSimple":
                self._simple(inner, boxes)
            elif kind not in _PROPERTIES:
                self._say((inner.text or "") if kind in WRITTEN else OBJECTS.get(kind) or CHARACTERS.get(kind, ""))
                self._inline(inner, boxes)

    def _say(self, text: str) -> None:
        if not self._unshown:
            self._text.append(text)
            if not self._counted:
                self._code.append(text)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._open(_Field())
        elif kind in ("separate", "end") and self._fields:
            if not self._fields[-1].shown:
                self._begin_result()
            if kind == "end":
                self._close()

    def _open(self, field: _Field) -> None:
        self._fields.append(field)
        self._unshown += 1

    def _close(self) -> None:
        field = self._fields.pop()
        self._unshown -= not field.shown
        self._counted -= field.counted

    def _begin_result(self) -> None:
        field = self._fields[-1]
        if not self._counted:
            self._code.append(_essence(field.code))
        field.shown, field.counted = True, _COUNTED.match(field.code) is not None
        self._unshown -= 1
        self._counted += field.counted

    def _simple(self, element: etree._Element, boxes: list[etree._Element]) -> None:
        outside = len(self._fields)
        self._open(_Field(attribute(element, "instr")))
        self._begin_result()
        self._inline(element, boxes)
        while len(self._fields) > outside:
            self._close()
