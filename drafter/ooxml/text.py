"""The one reader of what a Word file says: its paragraphs, as a person reads them, each with its element, its clause and its provision.

What is read, and as what ([x] read, [-] in part, [ ] not read):

    [x] w:t, m:t; w:tab, w:ptab (tab); w:br, w:cr, page and column breaks (newline; nothing at either end); w:noBreakHyphen, w:softHyphen; w:sym (symbols.py)
    [x] w:pgNum, w:dayLong and their like: {PAGE}, {DATE}
    [x] m:oMath on one line: 10^2 is not 102 (equations.py)
    [x] fields, complex and simple, through many paragraphs: their results; their codes in `code`; form fields of old (box, list) by their state
    [x] hyperlinks: their words; where they lead in `code`
    [x] footnotes and endnotes: [footnote] where one is referred to, and its paragraphs below, which belong to the clause that refers to it
    [x] text boxes, DrawingML and VML, below the paragraph they hang on; WordArt by its words
    [x] pictures, charts, objects, files merged in on opening (w:altChunk): [drawing 1a2b3c], by the content that they show
    [x] mc:AlternateContent: the version that Word shows, and no other
    [x] w:ruby: base(reading)
    [x] content controls round blocks, rows, cells, in a line; w:customXml, w:smartTag
    [x] w:bdo, w:dir: the signs of Unicode that turn the direction
    [x] hidden text, by itself or by style: ⟨in brackets⟩
    [x] tables cell by cell, in each other; headers and footers, each part once
    [-] tracked changes: all that stands there, deleted text too; settle them first (accept or reject)
    [ ] numbers of lists (numbering.py), comments, what a bound store holds, what is drawn within charts and diagrams, text of VML by script
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

from drafter.ooxml.characters import EMPTY_ROW, OBJECTS, said
from drafter.ooxml.clause_at import ClauseTracker
from drafter.ooxml.equations import linear
from drafter.ooxml.fields import OpenFields, form_state, reference_of
from drafter.ooxml.names import (
    ALTERNATE,
    BIDI_EMBEDDING,
    BIDI_OVERRIDE,
    BOX,
    CHUNKS,
    CONTROLS,
    DELETIONS,
    FIELD_CHAR,
    HYPERLINK,
    ID,
    INSTR,
    MATH,
    NOTE_KINDS,
    PROPERTIES,
    RUBY,
    RUN,
    SIMPLE_FIELD,
    VAL,
    Element,
    P,
    R,
    T,
    W,
    chosen,
)
from drafter.ooxml.package import Package
from drafter.ooxml.styles import HiddenText
from drafter.ooxml.words import paragraph_words, ruby
from drafter.patterns import regex
from drafter.records import dataclass

_DRAWN = frozenset(tag for tag in OBJECTS if tag not in NOTE_KINDS)
_TEXT_WARP = "{http://schemas.openxmlformats.org/drawingml/2006/main}prstTxWarp"
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_DIRECTIONS = {
    (BIDI_OVERRIDE, "rtl"): "\u202e", (BIDI_OVERRIDE, "ltr"): "\u202d", (BIDI_EMBEDDING, "rtl"): "\u202b", (BIDI_EMBEDDING, "ltr"): "\u202a",
}  # fmt: skip
_END_OF_DIRECTION = "\u202c"
_HIDDEN = "⟨⟩"
_DIGEST = 6  # figures
_BLANKS = regex(r"[ \t\u00a0\u3000]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it is read.

    `story` is body, notes, headers or footers, and `part` the part it stands in. `clause` is the clause of the provision, else the heading
    above; `provision` is the tag of the provision, `clause@position`, or nothing; `note` is footnote or endnote, or nothing. `text` has the results of fields; `code` has what fields and
    links refer to, and no result that Word works out.
    """

    element: Element
    part: str
    story: str
    clause: str
    provision: str
    text: str
    code: str
    note: str = ""

    @property
    def line(self) -> str:
        """What it says, on a line of its own: a note is said to be one."""
        return f"[{self.note}] {self.text}" if self.note else self.text


def read_paragraphs(package: Package) -> list[Paragraph]:
    """Return the paragraphs of a document: of its body, each with its text boxes and notes below it, then of each header and footer.

    Raises FileError when a part is not sound XML.
    """
    reader = _Reader(package)
    found = list(reader.story("body", package.main, package.body))
    for story, kind in (("headers", W + "hdr"), ("footers", W + "ftr")):
        for part in package.stories():
            if package.root(part).tag == kind:
                found += reader.story(story, part, package.root(part))
    return found


def paragraph_text(paragraph: Element) -> str:
    """Return what a paragraph says by itself, whatever its styles hide and whatever hangs on it; deleted text is left out."""
    return paragraph_words(paragraph, DELETIONS, codes=False)


def squeezed(text: str) -> str:
    """Return a text with its white space settled: no blanks at its ends, one for many; breaks of lines stay."""
    return _BLANKS.sub(" ", text).strip()


class _Line:
    """A paragraph under construction: its text and the same with codes."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.code: list[str] = []
        self.hides = False
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, str]] = []

    def hide(self, hidden: bool) -> None:
        """Open or close the brackets around hidden text."""
        if hidden is not self.hides:
            self.hides = hidden
            for side in (self.text, self.code):
                side.append(_HIDDEN[not hidden])


class _Reader:
    """A walk through the stories of a document."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._clauses = ClauseTracker.of(package)
        self._hidden = HiddenText(package.root_of_kind("styles"))
        self._visit: dict[str, Callable[[Element, _Line], None]] = {
            BOX: lambda element, line: line.boxes.append(element), FIELD_CHAR: self._field_char, SIMPLE_FIELD: self._simple_field,
            INSTR: self._instruction, HYPERLINK: self._link, ALTERNATE: self._alternate, RUN: self._run, MATH: self._equation, RUBY: self._ruby,
            BIDI_OVERRIDE: self._turned, BIDI_EMBEDDING: self._turned,
        } | dict.fromkeys(NOTE_KINDS, self._note_reference) | dict.fromkeys(_DRAWN, self._drawn)  # fmt: skip
        self._fields = OpenFields()
        self._story, self._part, self._note_kind = "", "", ""
        self._in_hidden_paragraph = self._in_hidden_run = False

    def story(self, story: str, part: str, root: Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of a part."""
        self._story, self._part, self._fields = story, part, OpenFields()
        self._clauses.at_new_part()
        yield from self._blocks(root)

    def _blocks(self, holder: Element) -> Iterator[Paragraph]:
        for block in holder:
            if block.tag == P:
                yield from self._paragraph(block)
            elif block.tag in CONTROLS:
                with self._clauses.inside_control(block):
                    yield from self._blocks(block)
            elif block.tag == ALTERNATE:
                version = chosen(block)
                yield from self._blocks(version) if version is not None else ()
            elif block.tag in CHUNKS:
                self._clauses.enter_block(block)
                told = f"[file {self._digest(block)}]"
                yield self._told(block, told, told)
            elif block.tag not in PROPERTIES:
                yield from self._blocks(block)

    def _paragraph(self, paragraph: Element) -> Iterator[Paragraph]:
        self._clauses.enter_paragraph(paragraph)
        self._in_hidden_paragraph = self._hidden.in_paragraph(paragraph)
        line = _Line()
        self._inside(paragraph, line)
        line.hide(False)
        yield self._told(paragraph, "".join(line.text), "".join(line.code))
        for box in line.boxes:
            yield from self._blocks(box)
        for kind, number in line.notes:
            yield from self._note(kind, number)

    def _told(self, element: Element, text: str, code: str) -> Paragraph:
        text, code = text.strip("\n"), code.strip("\n")  # a break at either end, as that of a page, says nothing
        if text == EMPTY_ROW:
            text = code = ""
        return Paragraph(element, self._part, self._story, self._clauses.current, self._clauses.provision, text, code, self._note_kind)

    def _note(self, kind: str, number: str) -> Iterator[Paragraph]:
        """Yield the paragraphs of a note; notes are in a story of their own, and no note refers to notes."""
        note = self._package.entry(f"{kind}s", number)
        if note is None or self._story == "notes":
            return
        around = self._story, self._part, self._fields
        self._story, self._part, self._fields = "notes", self._package.part_of_kind(f"{kind}s") or "", OpenFields()
        self._note_kind = kind
        with self._clauses.inside_note(note):
            yield from self._blocks(note)
        self._story, self._part, self._fields = around
        self._note_kind = ""

    # in a line

    def _inside(self, element: Element, line: _Line) -> None:
        for inner in element:
            visit = self._visit.get(inner.tag)
            if visit is not None:
                visit(inner, line)
            elif (text := said(inner)) is not None:
                self._say(text, line)
            elif inner.tag not in PROPERTIES:
                self._inside(inner, line)

    def _say(self, text: str, line: _Line) -> None:
        if text and not self._fields.in_code:
            line.hide(self._in_hidden_run)
            line.text.append(text)
            if not self._fields.in_recomputed:
                line.code.append(text)

    def _refer(self, reference: str, line: _Line) -> None:
        if reference and not self._fields.in_recomputed:
            line.code.append(reference)

    def _run(self, run: Element, line: _Line) -> None:
        self._in_hidden_run = self._hidden.is_hidden(run, self._in_hidden_paragraph)
        self._inside(run, line)
        self._in_hidden_run = False

    def _field_char(self, char: Element, line: _Line) -> None:
        kind = char.get(W + "fldCharType")
        if kind == "begin":
            self._say(form_state(char), line)
            self._fields.begin()
        elif kind in ("separate", "end"):
            line.code.append(self._fields.separate())
            if kind == "end":
                self._fields.end()

    def _instruction(self, element: Element, _: _Line) -> None:
        self._fields.add_code(element.text or "")

    def _simple_field(self, element: Element, line: _Line) -> None:
        outside = len(self._fields)
        self._fields.begin(element.get(W + "instr", ""))
        line.code.append(self._fields.separate())
        self._inside(element, line)
        while len(self._fields) > outside:
            self._fields.end()

    def _link(self, link: Element, line: _Line) -> None:
        rid, anchor = link.get(R + "id"), link.get(W + "anchor")
        ends = [self._package.meaning(self._part, rid)] if rid else []
        ends += [anchor] if anchor else []
        self._refer(reference_of(" ".join(["HYPERLINK", *(f'"{end}"' for end in ends)])), line)
        self._inside(link, line)

    def _alternate(self, element: Element, line: _Line) -> None:
        version = chosen(element)
        if version is not None:
            self._inside(version, line)

    def _equation(self, equation: Element, line: _Line) -> None:
        self._say(linear(equation), line)

    def _ruby(self, element: Element, line: _Line) -> None:
        self._say(ruby(element), line)

    def _turned(self, element: Element, line: _Line) -> None:
        self._say(_DIRECTIONS.get((element.tag, element.get(VAL, "")), ""), line)
        self._inside(element, line)
        self._say(_END_OF_DIRECTION, line)

    def _note_reference(self, reference: Element, line: _Line) -> None:
        note = NOTE_KINDS[reference.tag], reference.get(ID, "")
        self._clauses.note_reference(*note)
        line.notes.append(note)
        self._say(OBJECTS[reference.tag], line)

    def _drawn(self, element: Element, line: _Line) -> None:
        """Say a drawing: by its words where it has any, else by what it shows."""
        boxes = len(line.boxes)
        if _is_word_art(
            element
        ):  # in VML a path with a text, in DrawingML a box whose text is bent: LibreOffice puts the one for the other
            self._say("".join(text.text or "" for text in element.iter(T)), line)
        else:
            line.boxes += _outermost(element, BOX)
        self._say("".join(path.get("string", "") for path in element.iter(_TEXT_PATH)), line)
        digest = "" if len(line.boxes) > boxes else self._digest(element)
        self._say(f"{OBJECTS[element.tag][:-1]} {digest}]" if digest else OBJECTS[element.tag], line)

    def _digest(self, element: Element) -> str:
        """Return a short mark of the content that an element shows from other parts or from elsewhere, nothing when there is none."""
        ends = [self._package.meaning(self._part, str(rid)) for e in element.iter() for key, rid in e.items() if str(key).startswith(R)]
        return sha256("\n".join(ends).encode()).hexdigest()[:_DIGEST] if ends else ""


def _is_word_art(element: Element) -> bool:
    """Say whether a drawing is nothing but words in a shape; ECMA-376 part 1, 20.1.9.19."""
    return any(warp.get("prst") != "textNoShape" for warp in element.iter(_TEXT_WARP))


def _outermost(element: Element, tag: str) -> list[Element]:
    """Return the elements of a name inside another that are in no other of the name, those in versions that Word does not show left out."""
    found: list[Element] = []
    for inner in element:
        if inner.tag == tag:
            found.append(inner)
        elif inner.tag == ALTERNATE:
            version = chosen(inner)
            found += _outermost(version, tag) if version is not None else []
        else:
            found += _outermost(inner, tag)
    return found
