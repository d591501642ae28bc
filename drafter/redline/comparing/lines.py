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
from drafter.redline.comparing.tokens import OBJECT, split

_WRAPPERS = frozenset({HYPERLINK, SDT, SIMPLE_FIELD, W + "dir", W + "bdo"})
_NO_LOOK = frozenset({W + "lang", W + "noProof", W + "rPrChange", W + "ins", W + "del", W + "moveFrom", W + "moveTo"})
_NOT_SAID = re.compile(
    rb' (?:w:rsid\w*|w14:paraId|w14:textId|wp14:anchorId|wp14:editId|xmlns:\w+)="[^"]*"|<w:(?:proofErr|lastRenderedPageBreak)\b[^>]*>(?:</w:\w+>)?'
    rb'|(?<=docPr) (?:id|name)="[^"]*"|(?<=docPr) id="[^"]*" name="[^"]*"|<w:bookmark(?:Start|End)\b[^>]*></w:\w+>'
)
_RELATED = re.compile(rb' r:(\w+)="([^"]*)"')
_BOXED = re.compile(rb"<w:txbxContent>.*</w:txbxContent>", re.DOTALL)
_NOTES = {FOOTNOTE: ("footnotes", "footnote"), ENDNOTE: ("endnotes", "endnote")}


_HOLD_NOTES = frozenset({W + "footnotes", W + "endnotes"})
_FIELD_CHAR_TYPE, _DEEPER = W + "fldCharType", {"begin": 1, "end": -1}
_DEEPEST = 20  # fields in each other; Word takes no more


class Piece(NamedTuple):
    """A stretch of a line that comes from one element: the characters from start to end, the run they are in, and how it looks."""

    start: int
    end: int
    node: etree._Element | Thing
    run: etree._Element | None
    look: str


@dataclass(eq=False, slots=True)
class Thing:
    """An object in a line. Things with the same key are the same; with the same twin they may be one that was changed inside."""

    key: str
    twin: str
    nodes: list[etree._Element]
    inner: Line | None = None  # the words of a link, a control or the result of a field
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
class Line:
    """A paragraph, or the inside of an object that holds words."""

    element: etree._Element
    part: str
    text: str
    pieces: list[Piece]
    things: list[Thing]
    places: list[tuple[int, etree._Element]]
    key: str
    look: str | None  # when all of it looks the same
    properties: etree._Element | None = None
    section: etree._Element | None = None
    shell: tuple[etree._Element, ...] = field(default=())
    _tokens: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All words of the line, those in its objects included."""
        return _words(self.text, self.things) if self.things else self.text

    @property
    def tokens(self) -> list[str]:
        """The words one by one."""
        if not self._tokens:
            self._tokens = split(self.words)
        return self._tokens


def pieces_between(line: Line, start: int, end: int) -> tuple[int, int]:
    """Return from and to which of its pieces a stretch of a line goes."""
    if start >= end:
        return 0, 0
    return bisect_left(line.pieces, (start + 1,)) - 1, bisect_left(line.pieces, (end,))


def _words(text: str, things: Sequence[Thing]) -> str:
    said = iter(things)
    return "".join((t.inner.words if (t := next(said)).inner else OBJECT) if c == OBJECT else c for c in text)


def look_of(properties: etree._Element | None) -> str:
    """Return the look that run properties give, language left out: the same properties give the same look."""
    if properties is None:
        return ""
    said = [f"{p.tag}{p.items()}" for p in properties if p.tag not in _NO_LOOK]
    return "".join(said) if len(said) < 2 else "".join(sorted(said))


class _Building:
    """A line under construction."""

    __slots__ = ("at", "pieces", "places", "text", "things")

    def __init__(self) -> None:
        self.at = 0
        self.text: list[str] = []
        self.pieces: list[Piece] = []
        self.things: list[Thing] = []
        self.places: list[tuple[int, etree._Element]] = []

    def say(self, text: str, node: etree._Element, run: etree._Element | None, look: str) -> None:
        if not text:
            return
        end = self.at + len(text)
        self.pieces.append(Piece(self.at, end, node, run, look))
        self.text.append(text)
        self.at = end

    def put(self, thing: Thing, run: etree._Element | None, look: str) -> None:
        self.pieces.append(Piece(self.at, self.at + 1, thing, run, look))
        self.text.append(OBJECT)
        self.things.append(thing)
        self.at += 1

    def line(self, element: etree._Element, part: str) -> Line:
        text = "".join(self.text)
        key = text + "\1".join(t.key for t in self.things) if self.things else text
        look: str | None = self.pieces[0].look if self.pieces else ""
        if (len(self.pieces) > 1 and any(p.look != look for p in self.pieces)) or (self.things and any(t.inner for t in self.things)):
            look = None
        return Line(element, part, text, self.pieces, self.things, self.places, key, look)


class LineReader:
    """A reader of the lines of one part."""

    def __init__(self, word: Word, part: str) -> None:
        self.word = word
        self.part = part
        self._deep = 0  # how many fields are around this place

    def _note_key(self, note: etree._Element, part: str) -> str:
        """Return what a note says; who reads blocks knows better."""
        return "".join(node.text or "" for node in note.iter(T))

    def line(self, paragraph: etree._Element) -> Line:
        """Return a paragraph as a line."""
        building = _Building()
        self._read(list(paragraph), building)
        line = building.line(paragraph, self.part)
        line.properties = properties = child_of(paragraph, PPR)
        if properties is not None:
            line.section = next(properties.iterchildren(SECT), None)
        return line

    def _inner(self, element: etree._Element, nodes: Sequence[etree._Element]) -> Line:
        building = _Building()
        self._read(nodes, building)
        return building.line(element, self.part)

    def _read(self, nodes: Sequence[etree._Element], building: _Building) -> None:
        skip, ends = 0, _FieldEnds(nodes)
        for at, node in enumerate(nodes):
            tag = node.tag
            if at < skip or tag == PPR:
                continue
            if tag == RUN:
                skip = self._read_run(node, ends, at, building)
            elif tag in PLACES:
                building.places.append((building.at, node))
            elif tag in TRANSPARENT:
                self._read([n for n in node if not n.tag.endswith("Pr")], building)
            elif tag in _WRAPPERS:
                building.put(self._wrapper(node), None, "")
            else:
                said = canonical(node, self.word, self.part)
                building.put(Thing(said, said, [node], part=self.part), None, "")

    def _read_run(self, run: etree._Element, ends: _FieldEnds, at: int, building: _Building) -> int:
        look = ""
        for node in run:
            tag = node.tag
            if tag == T:
                building.say(node.text or "", node, run, look)
            elif tag == RPR:
                look = look_of(node)
            elif tag == FIELD_CHAR:
                if end := self._read_field(node, ends, at, building):
                    return end
                building.put(Thing(f"\0{node.get(_FIELD_CHAR_TYPE)}", "\0field", [node], part=self.part), run, look)
            elif tag == COMMENT:
                building.places.append((building.at, run))
            elif tag not in HIDDEN:
                self._object(node, tag, run, look, building)
        return 0

    def _read_field(self, char: etree._Element, ends: _FieldEnds, at: int, building: _Building) -> int:
        """Read a field that begins here, and return the node after it; nothing when it does not end among these."""
        end = ends.of(at) if char.get(_FIELD_CHAR_TYPE) == "begin" and self._deep < _DEEPEST else 0
        if end:
            self._deep += 1
            building.put(self._field(list(ends.nodes[at:end]), ends.marks[at:end]), None, "")
            self._deep -= 1
        return end

    def _object(self, node: etree._Element, tag: str, run: etree._Element, look: str, building: _Building) -> None:
        if tag in CHARACTERS and not node.attrib:
            building.say(CHARACTERS[tag], node, run, look)
            return
        if tag in _NOTES:
            thing = self._note(node, tag)
        else:
            said = canonical(node, self.word, self.part)
            thing = Thing(said, unboxed(said), [node], part=self.part)
        building.put(thing, run, look)

    def _note(self, node: etree._Element, tag: str) -> Thing:
        part, kind = _NOTES[tag]
        inside = self.word.root(self.part).tag in _HOLD_NOTES  # no note stands in a note, or they might go round in a ring
        note = None if inside else self.word.entry(part, node.get(ID, ""))
        twin = f"\0{kind}{node.get(W + 'customMarkFollows', '')}"
        key = twin + (self._note_key(note, self.word.part_of_kind(part) or "") if note is not None else "")
        return Thing(key, twin, [node], note=note, part=self.part)

    def _wrapper(self, node: etree._Element) -> Thing:
        twin, inside = self._identity(node), node
        if node.tag == SDT:
            content = node.find(SDT_CONTENT)
            inside = content if content is not None else node
        inner = self._inner(inside, [n for n in inside if not n.tag.endswith("Pr") and n.tag != W + "sdtEndPr"])
        return Thing(twin + "\2" + inner.key, twin, [node], inner, part=self.part)

    def _identity(self, node: etree._Element) -> str:
        """Return what makes a wrapper itself: where a link leads, the tag of a control, the code of a field."""
        if node.tag == SDT:
            return "\0control" + control_identity(node)
        if node.tag == SIMPLE_FIELD:
            return "\0field" + " ".join(node.get(W + "instr", "").split())
        related = node.get(R + "id")
        where = self.word.meaning(self.part, related) if related else ""
        return f"\0{node.tag}{where}#{node.get(W + 'anchor', '')}{node.get(VAL, '')}"

    def _field(self, nodes: list[etree._Element], marks: Sequence[Sequence[str]]) -> Thing:
        """Return a complex field whose beginning and end stand among the same children."""
        depth, separate = 0, 0
        for at, kind in ((at, kind) for at, kinds in enumerate(marks) for kind in kinds):
            depth += _DEEPER.get(kind, 0)
            if kind == "separate" and depth == 1:
                separate = at
                break
        code = "".join(i.text or "" for node in nodes[: separate or len(nodes)] for i in node.iter(INSTR))
        twin = "\0field" + " ".join(code.split())
        clean = separate and not any(n.tag == T for end in (nodes[separate], nodes[-1]) for n in end)
        if not clean:
            said = "".join(canonical(n, self.word, self.part) for n in nodes if n.tag not in PLACES)
            return Thing(twin + said, twin + said, nodes, part=self.part)
        inner = self._inner(nodes[0], nodes[separate + 1 : -1])
        return Thing(twin + "\2" + inner.key, twin, nodes, inner, separate + 1, 1, part=self.part)


def _field_marks(node: etree._Element) -> list[str]:
    marks = node.iterchildren(FIELD_CHAR) if node.tag == RUN else node.iter(FIELD_CHAR)
    return [mark.get(_FIELD_CHAR_TYPE, "") for mark in marks]


class _FieldEnds:
    """Where the fields that begin among nodes end; worked out once, when it is first asked."""

    def __init__(self, nodes: Sequence[etree._Element]) -> None:
        self.nodes = nodes
        self.marks: list[list[str]] = []  # what begins, goes on or ends in each node
        self._ends: list[int] = []

    def of(self, start: int) -> int:
        """Return the node after the field that begins in a node; nothing when it ends elsewhere."""
        if not self._ends:
            self._ends = self._found()
        return self._ends[start]

    def _found(self) -> list[int]:
        self.marks = [_field_marks(node) for node in self.nodes]
        steps = [sum(_DEEPER.get(kind, 0) for kind in kinds) if kinds else 0 for kinds in self.marks]
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
    said = _NOT_SAID.sub(b"", said)
    if b" r:" in said:
        said = _RELATED.sub(lambda m: b" r:" + m[1] + b'="' + word.meaning(part, m[2].decode()).encode() + b'"', said)
    return OBJECT + said.decode()


def unboxed(said: str) -> str:
    """Return an element as text without what is written in its text boxes."""
    return _BOXED.sub(b"", said.encode()).decode() if "<w:txbxContent" in said else said
