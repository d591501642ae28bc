"""Paragraphs as a comparison reads them: the text, what it is made of piece by piece, and objects as one character each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from lxml import etree

from drafter.ooxml.names import (
    BOX,
    CHARACTERS,
    COMMENT,
    ENDNOTE,
    FIELD_CHAR,
    FOOTNOTE,
    HIDDEN,
    HYPERLINK,
    ID,
    INSTR,
    PLACES,
    PPR,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SECT,
    SIMPLE_FIELD,
    TRANSPARENT,
    VAL,
    R,
    T,
    W,
    child_of,
)  # fmt: skip
from drafter.ooxml.package import Word
from drafter.redline.comparing.tokens import OBJECT, tokenize

_WRAPPERS = frozenset({HYPERLINK, SDT, SIMPLE_FIELD, W + "dir", W + "bdo"})
_NOT_FORMAT = frozenset({W + "lang", W + "noProof", W + "rPrChange", W + "ins", W + "del", W + "moveFrom", W + "moveTo"})
_VOLATILE = re.compile(
    rb' (?:w:rsid\w*|w14:paraId|w14:textId|wp14:anchorId|wp14:editId|xmlns:\w+)="[^"]*"|<w:(?:proofErr|lastRenderedPageBreak)\b[^>]*>(?:</w:\w+>)?'
    rb'|(?<=docPr) (?:id|name)="[^"]*"|(?<=docPr) id="[^"]*" name="[^"]*"|<w:bookmark(?:Start|End)\b[^>]*></w:\w+>'
)
_RELATIONSHIP_ID = re.compile(rb' r:(\w+)="([^"]*)"')
_TEXT_BOX = re.compile(rb"<w:txbxContent>.*</w:txbxContent>", re.DOTALL)
_NOTES = {FOOTNOTE: ("footnotes", "footnote"), ENDNOTE: ("endnotes", "endnote")}


_NOTE_PARTS = frozenset({W + "footnotes", W + "endnotes"})
_FIELD_CHAR_TYPE, _DEPTH_CHANGE = W + "fldCharType", {"begin": 1, "end": -1}
_MOST_NESTED_FIELDS = 20  # fields in each other; Word takes no more


class Piece(NamedTuple):
    """A stretch of a paragraph that comes from one element: the characters from start to end, the run they are in, and how it looks."""

    start: int
    end: int
    node: etree._Element | InlineObject
    run: etree._Element | None
    run_format: str


@dataclass(eq=False, slots=True)
class InlineObject:
    """An object in a paragraph. Objects with the same content key are the same; with the same match key they may be one that was changed inside."""

    content_key: str
    match_key: str
    nodes: list[etree._Element]
    inner: Paragraph | None = None  # the words of a link, a control or the result of a field
    head: int = 0  # of a field: how many of the nodes come before its result
    tail: int = 0  # and how many after it
    note: etree._Element | None = None
    part: str = ""

    @property
    def boxes(self) -> list[etree._Element]:
        """The text boxes in it, in order."""
        if self.inner is not None or self.note is not None:
            return []
        return [box for node in self.nodes for box in node.iter(BOX) if not any(a.tag == BOX for a in box.iterancestors(BOX))]


@dataclass(eq=False, slots=True)
class Paragraph:
    """A paragraph, or the inside of an object that holds words."""

    element: etree._Element
    part: str
    text: str
    pieces: list[Piece]
    objects: list[InlineObject]
    range_marks: list[tuple[int, etree._Element]]
    content_key: str
    run_format: str | None  # when all of it looks the same
    properties: etree._Element | None = None
    section: etree._Element | None = None
    enclosing_controls: tuple[etree._Element, ...] = field(default=())
    _tokens: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All words of the paragraph, those in its objects included."""
        return _with_inner_words(self.text, self.objects) if self.objects else self.text

    @property
    def tokens(self) -> list[str]:
        """The words one by one."""
        if not self._tokens:
            self._tokens = tokenize(self.words)
        return self._tokens


def pieces_between(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """Return from and to which of its pieces a stretch of a paragraph goes."""
    if start >= end:
        return 0, 0
    return bisect_left(paragraph.pieces, (start + 1,)) - 1, bisect_left(paragraph.pieces, (end,))


def _with_inner_words(text: str, objects: Sequence[InlineObject]) -> str:
    remaining = iter(objects)
    return "".join((t.inner.words if (t := next(remaining)).inner else OBJECT) if c == OBJECT else c for c in text)


def run_format_of(properties: etree._Element | None) -> str:
    """Return a key of the format that run properties give, language left out: the same properties give the same key."""
    if properties is None:
        return ""
    said = [f"{p.tag}{p.items()}" for p in properties if p.tag not in _NOT_FORMAT]
    return "".join(said) if len(said) < 2 else "".join(sorted(said))


class _ParagraphBuilder:
    """A paragraph under construction."""

    __slots__ = ("at", "objects", "pieces", "range_marks", "text")

    def __init__(self) -> None:
        self.at = 0
        self.text: list[str] = []
        self.pieces: list[Piece] = []
        self.objects: list[InlineObject] = []
        self.range_marks: list[tuple[int, etree._Element]] = []

    def add_text(self, text: str, node: etree._Element, run: etree._Element | None, run_format: str) -> None:
        if not text:
            return
        end = self.at + len(text)
        self.pieces.append(Piece(self.at, end, node, run, run_format))
        self.text.append(text)
        self.at = end

    def add_object(self, item: InlineObject, run: etree._Element | None, run_format: str) -> None:
        self.pieces.append(Piece(self.at, self.at + 1, item, run, run_format))
        self.text.append(OBJECT)
        self.objects.append(item)
        self.at += 1

    def paragraph(self, element: etree._Element, part: str) -> Paragraph:
        text = "".join(self.text)
        content_key = text + "\1".join(t.content_key for t in self.objects) if self.objects else text
        run_format: str | None = self.pieces[0].run_format if self.pieces else ""
        if (len(self.pieces) > 1 and any(p.run_format != run_format for p in self.pieces)) or (
            self.objects and any(t.inner for t in self.objects)
        ):
            run_format = None
        return Paragraph(element, part, text, self.pieces, self.objects, self.range_marks, content_key, run_format)


class ParagraphReader:
    """A reader of the paragraphs of one part."""

    def __init__(self, word: Word, part: str) -> None:
        self.word = word
        self.part = part
        self._deep = 0  # how many fields are around this place

    def _note_content_key(self, note: etree._Element, part: str) -> str:
        """Return what a note says; a reader of blocks knows better."""
        return "".join(node.text or "" for node in note.iter(T))

    def paragraph(self, paragraph: etree._Element) -> Paragraph:
        """Return a paragraph as a comparison reads it."""
        builder = _ParagraphBuilder()
        self._read(list(paragraph), builder)
        read = builder.paragraph(paragraph, self.part)
        read.properties = properties = child_of(paragraph, PPR)
        if properties is not None:
            read.section = next(properties.iterchildren(SECT), None)
        return read

    def _read_inner(self, element: etree._Element, nodes: Sequence[etree._Element]) -> Paragraph:
        builder = _ParagraphBuilder()
        self._read(nodes, builder)
        return builder.paragraph(element, self.part)

    def _read(self, nodes: Sequence[etree._Element], builder: _ParagraphBuilder) -> None:
        skip, ends = 0, FieldEnds(nodes)
        for at, node in enumerate(nodes):
            tag = node.tag
            if at < skip or tag == PPR:
                continue
            if tag == RUN:
                skip = self._read_run(node, ends, at, builder)
            elif tag in PLACES:
                builder.range_marks.append((builder.at, node))
            elif tag in TRANSPARENT:
                self._read([n for n in node if not n.tag.endswith("Pr")], builder)
            elif tag in _WRAPPERS:
                builder.add_object(self._read_wrapper(node), None, "")
            else:
                said = canonical(node, self.word, self.part)
                builder.add_object(InlineObject(said, said, [node], part=self.part), None, "")

    def _read_run(self, run: etree._Element, ends: FieldEnds, at: int, builder: _ParagraphBuilder) -> int:
        run_format = ""
        for node in run:
            tag = node.tag
            if tag == T:
                builder.add_text(node.text or "", node, run, run_format)
            elif tag == RPR:
                run_format = run_format_of(node)
            elif tag == FIELD_CHAR:
                if end := self._read_field(node, ends, at, builder):
                    return end
                builder.add_object(InlineObject(f"\0{node.get(_FIELD_CHAR_TYPE)}", "\0field", [node], part=self.part), run, run_format)
            elif tag == COMMENT:
                builder.range_marks.append((builder.at, run))
            elif tag not in HIDDEN:
                self._read_object(node, tag, run, run_format, builder)
        return 0

    def _read_field(self, char: etree._Element, ends: FieldEnds, at: int, builder: _ParagraphBuilder) -> int:
        """Read a field that begins here, and return the node after it; nothing when it does not end among these."""
        end = ends.of(at) if char.get(_FIELD_CHAR_TYPE) == "begin" and self._deep < _MOST_NESTED_FIELDS else 0
        if end:
            self._deep += 1
            builder.add_object(self._complex_field(list(ends.nodes[at:end]), ends.marks[at:end]), None, "")
            self._deep -= 1
        return end

    def _read_object(self, node: etree._Element, tag: str, run: etree._Element, run_format: str, builder: _ParagraphBuilder) -> None:
        if tag in CHARACTERS and not node.attrib:
            builder.add_text(CHARACTERS[tag], node, run, run_format)
            return
        if tag in _NOTES:
            item = self._read_note(node, tag)
        else:
            said = canonical(node, self.word, self.part)
            item = InlineObject(said, without_text_boxes(said), [node], part=self.part)
        builder.add_object(item, run, run_format)

    def _read_note(self, node: etree._Element, tag: str) -> InlineObject:
        part, kind = _NOTES[tag]
        inside = self.word.root(self.part).tag in _NOTE_PARTS  # no note stands in a note, or they might go round in a ring
        note = None if inside else self.word.entry(part, node.get(ID, ""))
        match_key = f"\0{kind}{node.get(W + 'customMarkFollows', '')}"
        content_key = match_key + (self._note_content_key(note, self.word.part_of_kind(part) or "") if note is not None else "")
        return InlineObject(content_key, match_key, [node], note=note, part=self.part)

    def _read_wrapper(self, node: etree._Element) -> InlineObject:
        match_key, inside = self._wrapper_identity(node), node
        if node.tag == SDT:
            content = node.find(SDT_CONTENT)
            inside = content if content is not None else node
        inner = self._read_inner(inside, [n for n in inside if not n.tag.endswith("Pr") and n.tag != W + "sdtEndPr"])
        return InlineObject(match_key + "\2" + inner.content_key, match_key, [node], inner, part=self.part)

    def _wrapper_identity(self, node: etree._Element) -> str:
        """Return what makes a wrapper itself: where a link leads, the tag of a control, the code of a field."""
        if node.tag == SDT:
            return "\0control" + control_identity(node)
        if node.tag == SIMPLE_FIELD:
            return "\0field" + " ".join(node.get(W + "instr", "").split())
        related = node.get(R + "id")
        where = self.word.meaning(self.part, related) if related else ""
        return f"\0{node.tag}{where}#{node.get(W + 'anchor', '')}{node.get(VAL, '')}"

    def _complex_field(self, nodes: list[etree._Element], marks: Sequence[Sequence[str]]) -> InlineObject:
        """Return a complex field whose beginning and end stand among the same children."""
        depth, separate = 0, 0
        for at, kind in ((at, kind) for at, kinds in enumerate(marks) for kind in kinds):
            depth += _DEPTH_CHANGE.get(kind, 0)
            if kind == "separate" and depth == 1:
                separate = at
                break
        code = "".join(i.text or "" for node in nodes[: separate or len(nodes)] for i in node.iter(INSTR))
        match_key = "\0field" + " ".join(code.split())
        clean = separate and not any(n.tag == T for end in (nodes[separate], nodes[-1]) for n in end)
        if not clean:
            said = "".join(canonical(n, self.word, self.part) for n in nodes if n.tag not in PLACES)
            return InlineObject(match_key + said, match_key + said, nodes, part=self.part)
        inner = self._read_inner(nodes[0], nodes[separate + 1 : -1])
        return InlineObject(match_key + "\2" + inner.content_key, match_key, nodes, inner, separate + 1, 1, part=self.part)


def _field_marks(node: etree._Element) -> list[str]:
    marks = node.iterchildren(FIELD_CHAR) if node.tag == RUN else node.iter(FIELD_CHAR)
    return [mark.get(_FIELD_CHAR_TYPE, "") for mark in marks]


class FieldEnds:
    """Where the fields that begin among nodes end; worked out once, when it is first asked."""

    def __init__(self, nodes: Sequence[etree._Element]) -> None:
        self.nodes = nodes
        self.marks: list[list[str]] = []  # what begins, goes on or ends in each node
        self._ends: list[int] = []

    def of(self, start: int) -> int:
        """Return the node after the field that begins in a node; nothing when it ends elsewhere."""
        if not self._ends:
            self._ends = self._work_out()
        return self._ends[start]

    def _work_out(self) -> list[int]:
        self.marks = [_field_marks(node) for node in self.nodes]
        steps = [sum(_DEPTH_CHANGE.get(kind, 0) for kind in kinds) if kinds else 0 for kinds in self.marks]
        depths = list(accumulate(steps, initial=0))  # before each node, and after the last
        ends, later = [0] * len(self.nodes), [len(self.nodes)]
        for at in range(len(self.nodes) - 1, -1, -1):
            while later and depths[later[-1]] > depths[at]:
                later.pop()
            if later and depths[later[-1]] == depths[at] and self.nodes[later[-1] - 1].tag == RUN:
                ends[at] = later[-1]
            later.append(at)
        return ends


def control_identity(control: etree._Element) -> str:
    """Return what makes a content control itself: its tag and title."""
    properties = control.find(SDT_PR)
    if properties is None:
        return control.get(W + "element", "")
    return "|".join(n.get(VAL, "") for n in properties if n.tag in (W + "tag", W + "alias"))


def canonical(node: etree._Element, word: Word, part: str) -> str:
    """Return an element as text that says what it is and shows, the same in every file."""
    said = etree.tostring(node, method="c14n", exclusive=True, with_tail=False)
    said = _VOLATILE.sub(b"", said)
    if b" r:" in said:
        said = _RELATIONSHIP_ID.sub(lambda m: b" r:" + m[1] + b'="' + word.meaning(part, m[2].decode()).encode() + b'"', said)
    return OBJECT + said.decode()


def without_text_boxes(said: str) -> str:
    """Return an element as text without what is written in its text boxes."""
    return _TEXT_BOX.sub(b"", said.encode()).decode() if "<w:txbxContent" in said else said
