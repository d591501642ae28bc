"""The paragraphs of a document as they are read: text with the results of fields, and the same with their codes instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.ooxml.markup import CONTROLS, attribute, name, named, story_parts
from drafter.ooxml.words import CHARACTERS, OBJECTS, WRITTEN
from drafter.redline.revisions.clause_at import ClauseTracker

_STYLES = "word/styles.xml"
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_COMPUTED_FIELDS = re.compile(  # fields that Word works out anew by itself; what others show was typed
    r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|STYLEREF|TOC|SEQ|LISTNUM|DATE|TIME|SAVEDATE|PRINTDATE|CREATEDATE|FILENAME)\b",
    re.IGNORECASE,
)
_SWITCH = re.compile(r'\\(?:[*#@]\s*(?:"[^"]*"|\S+)|[A-Za-z!](?![A-Za-z]))')
_SPACE = re.compile(r"[ \t\u00a0\u3000]+")
_PROPERTIES = frozenset({"pPr", "rPr", "sdtPr", "sectPr", "tblPr", "trPr", "tcPr", "mc:Fallback"})


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph that is read: the story and clause it stands in, its text, and its text with codes for the results of fields."""

    story: str
    clause: str
    text: str
    code: str


def read_text_lines(parts: Mapping[str, bytes], file: str = "") -> dict[str, list[list[TextLine]]]:
    """Return the lines of a document: of its body, of its notes in the order of their references, of each header and footer.

    Raises FileError when a part is not sound XML.
    """
    roots = story_parts(parts, file)
    clauses = ClauseTracker(roots.get(_STYLES))
    body = roots["word/document.xml"]
    stories = {"body": [list(_TextReader("body", clauses.at_new_part()).lines(body))]}
    stories["notes"] = [[line for note in _notes(body, roots) for line in _TextReader("notes", clauses.at_new_part()).lines(note)]]
    for story, kind in (("headers", "hdr"), ("footers", "ftr")):
        stories[story] = [list(_TextReader(story, clauses.at_new_part()).lines(root)) for root in roots.values() if name(root) == kind]
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


def _essential_code(code: str) -> str:
    """Return what a field refers to; programs drop and reorder the switches that say how."""
    return f"{{{' '.join(_SWITCH.sub('', code).split())}}}"


class _TextReader:
    """A walk through a story that knows which fields are open, for a field may go through many paragraphs."""

    def __init__(self, story: str, clauses: ClauseTracker) -> None:
        self.story = story
        self.clauses = clauses
        self._fields: list[_Field] = []
        self._unshown = self._counted = 0  # of the open fields, how many show no result yet, and how many one that Word works out
        self._text: list[str] = []
        self._code: list[str] = []

    def lines(self, element: etree._Element) -> Iterator[TextLine]:
        """Yield the paragraphs inside an element, those of text boxes after the one they hang on."""
        for inner in element:
            if name(inner) == "p":
                yield from self._paragraph(inner)
            elif name(inner) in CONTROLS:
                with self.clauses.inside_control(inner):
                    yield from self.lines(inner)
            elif name(inner) not in _PROPERTIES:
                yield from self.lines(inner)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[TextLine]:
        self.clauses.enter_paragraph(paragraph)
        self._text, self._code = [], []
        boxes: list[etree._Element] = []
        self._read(paragraph, boxes)
        text, code = (_SPACE.sub(" ", "".join(pieces)).strip() for pieces in (self._text, self._code))
        yield TextLine(self.story, self.clauses.current, text, code)
        for box in boxes:
            yield from self.lines(box)

    def _read(self, element: etree._Element, boxes: list[etree._Element]) -> None:
        for inner in element:
            kind = name(inner)
            if kind == "txbxContent":
                boxes.append(inner)
            elif kind == "fldChar":
                self._field(attribute(inner, "fldCharType"))
            elif kind == "instrText" and self._fields:
                self._fields[-1].code += inner.text or ""
            elif kind == "fldSimple":
                self._simple_field(inner, boxes)
            elif kind not in _PROPERTIES:
                self._add((inner.text or "") if kind in WRITTEN else OBJECTS.get(kind) or CHARACTERS.get(kind, ""))
                self._read(inner, boxes)

    def _add(self, text: str) -> None:
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
            self._code.append(_essential_code(field.code))
        field.shown, field.counted = True, _COMPUTED_FIELDS.match(field.code) is not None
        self._unshown -= 1
        self._counted += field.counted

    def _simple_field(self, element: etree._Element, boxes: list[etree._Element]) -> None:
        outside = len(self._fields)
        self._open(_Field(attribute(element, "instr")))
        self._begin_result()
        self._read(element, boxes)
        while len(self._fields) > outside:
            self._close()
