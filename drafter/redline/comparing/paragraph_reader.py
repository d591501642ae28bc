"""Paragraphs of a Word file read for a comparison: the text, what it is made of piece by piece, and objects as one character each."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from lxml import etree

from drafter.ooxml.characters import CHARACTERS
from drafter.ooxml.fields import form_state
from drafter.ooxml.names import (
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
    SECT,
    SIMPLE_FIELD,
    TRANSPARENT,
    VAL,
    R,
    T,
    W,
    child_of,
)  # fmt: skip
from drafter.ooxml.package import Package
from drafter.redline.comparing.field_ends import DEPTH_CHANGE, FIELD_CHAR_TYPE, FieldEnds
from drafter.redline.comparing.paragraph import InlineObject, Paragraph, ParagraphBuilder
from drafter.redline.comparing.signatures import canonical, control_identity, run_format_of, without_text_boxes

_WRAPPERS = frozenset({HYPERLINK, SDT, SIMPLE_FIELD, W + "dir", W + "bdo"})
_NOTES = {FOOTNOTE: ("footnotes", "footnote"), ENDNOTE: ("endnotes", "endnote")}
_NOTE_PARTS = frozenset({W + "footnotes", W + "endnotes"})
_MOST_NESTED_FIELDS = 20  # fields in each other; Word takes no more


class ParagraphReader(ABC):
    """A reader of the paragraphs of one part."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.part = part
        self._deep = 0  # how many fields are around this place

    @abstractmethod
    def _note_content_key(self, note: etree._Element, part: str) -> str:
        """Return what a note says, which is blocks again."""

    def paragraph(self, paragraph: etree._Element) -> Paragraph:
        """Return a paragraph as a comparison reads it."""
        builder = ParagraphBuilder()
        self._read(list(paragraph), builder)
        read = builder.paragraph(paragraph, self.part)
        read.properties = properties = child_of(paragraph, PPR)
        if properties is not None:
            read.section = next(properties.iterchildren(SECT), None)
        return read

    def _read_inner(self, element: etree._Element, nodes: Sequence[etree._Element]) -> Paragraph:
        builder = ParagraphBuilder()
        self._read(nodes, builder)
        return builder.paragraph(element, self.part)

    def _read(self, nodes: Sequence[etree._Element], builder: ParagraphBuilder) -> None:
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
                text = canonical(node, self.package, self.part)
                builder.add_object(InlineObject(text, text, [node], part=self.part), None, "")

    def _read_run(self, run: etree._Element, ends: FieldEnds, at: int, builder: ParagraphBuilder) -> int:
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
                builder.add_object(InlineObject(f"\0{node.get(FIELD_CHAR_TYPE)}", "\0field", [node], part=self.part), run, run_format)
            elif tag == COMMENT:
                builder.range_marks.append((builder.at, run))
            elif tag not in HIDDEN:
                self._read_object(node, tag, run, run_format, builder)
        return 0

    def _read_field(self, char: etree._Element, ends: FieldEnds, at: int, builder: ParagraphBuilder) -> int:
        """Read a field that begins here, and return the node after it; nothing when it does not end among these."""
        end = ends.of(at) if char.get(FIELD_CHAR_TYPE) == "begin" and self._deep < _MOST_NESTED_FIELDS else 0
        if end:
            self._deep += 1
            builder.add_object(self._complex_field(list(ends.nodes[at:end]), ends.marks[at:end]), None, "")
            self._deep -= 1
        return end

    def _read_object(self, node: etree._Element, tag: str, run: etree._Element, run_format: str, builder: ParagraphBuilder) -> None:
        if tag in CHARACTERS and not node.attrib:
            builder.add_text(CHARACTERS[tag], node, run, run_format)
            return
        if tag in _NOTES:
            item = self._read_note(node, tag)
        else:
            text = canonical(node, self.package, self.part)
            item = InlineObject(text, without_text_boxes(text), [node], part=self.part)
        builder.add_object(item, run, run_format)

    def _read_note(self, node: etree._Element, tag: str) -> InlineObject:
        part, kind = _NOTES[tag]
        inside = self.package.root(self.part).tag in _NOTE_PARTS  # no note stands in a note, or they might go round in a ring
        note = None if inside else self.package.entry(part, node.get(ID, ""))
        match_key = f"\0{kind}{node.get(W + 'customMarkFollows', '')}"
        content_key = match_key + (self._note_content_key(note, self.package.part_of_kind(part) or "") if note is not None else "")
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
        where = self.package.meaning(self.part, related) if related else ""
        return f"\0{node.tag}{where}#{node.get(W + 'anchor', '')}{node.get(VAL, '')}"

    def _complex_field(self, nodes: list[etree._Element], marks: Sequence[Sequence[str]]) -> InlineObject:
        """Return a complex field whose beginning and end stand among the same children."""
        depth, separate = 0, 0
        for at, kind in ((at, kind) for at, kinds in enumerate(marks) for kind in kinds):
            depth += DEPTH_CHANGE.get(kind, 0)
            if kind == "separate" and depth == 1:
                separate = at
                break
        code = "".join(i.text or "" for node in nodes[: separate or len(nodes)] for i in node.iter(INSTR))
        match_key = "\0field" + " ".join(code.split()) + _form_state(nodes[0])
        clean = separate and not any(n.tag == T for end in (nodes[separate], nodes[-1]) for n in end)
        if not clean:
            text = "".join(canonical(n, self.package, self.part) for n in nodes if n.tag not in PLACES)
            return InlineObject(match_key + text, match_key + text, nodes, part=self.part)
        inner = self._read_inner(nodes[0], nodes[separate + 1 : -1])
        return InlineObject(match_key + "\2" + inner.content_key, match_key, nodes, inner, separate + 1, 1, part=self.part)


def _form_state(node: etree._Element) -> str:
    """Return what a form field of old shows by its properties: that a box is ticked, which entry of a list is chosen."""
    begin = next(node.iter(FIELD_CHAR), None)
    return form_state(begin) if begin is not None else ""
