"""Tracked changes as elements: marks around words, on the ends of paragraphs, on rows and cells, and records of properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from itertools import count

from lxml import etree

from drafter.ooxml.names import (
    ALTERNATE,
    AUTHOR,
    BOX,
    CUSTOM_XML,
    DATE,
    DEL,
    DEL_INSTR,
    DEL_TEXT,
    HYPERLINK,
    ID,
    INS,
    INSTR,
    MOVE_FROM,
    MOVE_TO,
    PLACES,
    PPR,
    PROPERTIES,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    SECT,
    SIMPLE_FIELD,
    SMART_TAG,
    TBL,
    TC_PR,
    TR,
    TR_PR,
    M,
    P,
    T,
    W,
    child_of,
)  # fmt: skip
from drafter.records import dataclass

_HOLD_RUNS = frozenset({HYPERLINK, SMART_TAG, CUSTOM_XML, W + "dir", W + "bdo"})
_MARKS = frozenset({INS, DEL, MOVE_FROM, MOVE_TO})
_CONTROL_MARKS = {INS: "customXmlIns", DEL: "customXmlDel", MOVE_FROM: "customXmlMoveFrom", MOVE_TO: "customXmlMoveTo"}
_DELETED = {T: DEL_TEXT, INSTR: DEL_INSTR}
_NOT_RECORDED = {  # what a record of old properties leaves out
    PPR: frozenset({RPR, SECT, W + "pPrChange", ALTERNATE}),
    RPR: frozenset({W + "rPrChange", *_MARKS}),
    SECT: frozenset({W + "headerReference", W + "footerReference", W + "sectPrChange"}),
    TR_PR: frozenset({INS, DEL, W + "trPrChange"}),
    TC_PR: frozenset({W + "cellIns", W + "cellDel", W + "cellMerge", W + "tcPrChange"}),
}


@dataclass(eq=False)
class RevisionWriter:
    """Who marks, when, and the numbers of the marks; whether properties that changed are recorded."""

    author: str
    date: str
    first: int = 1
    formats: bool = True

    def __post_init__(self) -> None:
        self._ids = count(self.first)
        self._empty: dict[str, etree._Element] = {}

    def next_id(self) -> int:
        """Return a number that no annotation has."""
        return next(self._ids)

    def new_mark(self, tag: str) -> etree._Element:
        """Return an empty mark."""
        if tag not in self._empty:
            self._empty[tag] = etree.Element(tag, {ID: "", AUTHOR: self.author, **({DATE: self.date} if self.date else {})})
        mark = copy(self._empty[tag])
        mark.set(ID, str(next(self._ids)))
        return mark

    def wrap(self, nodes: Iterable[etree._Element], tag: str) -> Iterator[etree._Element]:
        """Yield nodes that stand in a paragraph with marks around their runs; what may not stand inside a mark has the marks inside."""
        mark: etree._Element | None = None
        for node in nodes:
            if node.tag == RUN or node.tag.startswith(M):
                if mark is None:
                    mark = self.new_mark(tag)
                    yield mark
                mark.append(_as_deleted_text(node) if tag == DEL else node)
            else:
                mark = None
                yield from self._wrap_other(node, tag)

    def _wrap_other(self, node: etree._Element, tag: str) -> Iterator[etree._Element]:
        if node.tag == SDT:
            content = node.find(SDT_CONTENT)
            if content is not None:
                self._wrap_children(content, tag)
                start, end = self._mark_control_ends(content, tag)
                yield from (start, node, end)
                return
        elif node.tag in _HOLD_RUNS:
            self._wrap_children(node, tag)
        elif node.tag == SIMPLE_FIELD:
            yield from self.wrap(_as_complex_field(node), tag)
            return
        elif node.tag not in PLACES and node.tag != PPR and not node.tag.endswith("Pr"):
            mark = self.new_mark(tag)
            mark.append(node)
            node = mark
        yield node

    def _wrap_children(self, holder: etree._Element, tag: str) -> None:
        holder[:] = list(self.wrap(list(holder), tag))

    def mark_control(self, control: etree._Element, tag: str) -> None:
        """Mark a content control that stands among blocks, rows or cells; what is in it is marked apart."""
        content = child_of(control, SDT_CONTENT)
        start, end = self._mark_control_ends(control if content is None else content, tag)
        control.addprevious(start)
        control.addnext(end)

    def _mark_control_ends(self, content: etree._Element, tag: str) -> tuple[etree._Element, etree._Element]:
        """Mark the beginning and the end of a control from the inside; return the marks before and after it."""
        kind = _CONTROL_MARKS[tag]
        marks = self.new_mark(W + kind + "RangeStart"), self.new_mark(W + kind + "RangeStart")
        ends = [etree.Element(W + kind + "RangeEnd", {ID: mark.get(ID, "")}) for mark in marks]
        content.insert(sum(1 for n in content if n.tag in PROPERTIES), ends[0])
        content.append(marks[1])
        return marks[0], ends[1]

    def mark_words(self, paragraph: etree._Element, tag: str) -> None:
        """Mark all that is written in a paragraph."""
        self._wrap_children(paragraph, tag)

    def mark_end(self, paragraph: etree._Element, tag: str) -> None:
        """Mark the end of a paragraph."""
        properties = get_or_add_end_properties(paragraph)
        properties.insert(0, self.new_mark(tag))

    def mark_story(self, root: etree._Element, tag: str, ends: bool = True) -> None:
        """Mark all paragraphs in an element; those in text boxes go with what they hang on."""
        for paragraph in [p for p in root.iter(P) if not _in_text_box(p, root)]:
            self.mark_words(paragraph, tag)
            if ends:
                self.mark_end(paragraph, tag)

    def mark_margin(self, root: etree._Element, tag: str) -> None:
        """Mark a header or footer whole: its tables row by row, its paragraphs with their ends, save the last, which Word cannot track."""
        for row in [r for r in root.iter(TR) if _tables_around(r) == 1 and not _in_text_box(r, root)]:
            self.mark_row(row, tag)
        paragraphs = [p for p in root.iter(P) if not _tables_around(p) and not _in_text_box(p, root)]
        for paragraph in paragraphs:
            self.mark_words(paragraph, tag)
        for paragraph in paragraphs[:-1]:
            self.mark_end(paragraph, tag)

    def mark_row(self, row: etree._Element, tag: str) -> None:
        """Mark a row of a table with all in it."""
        self.mark_story(row, tag)
        properties = row.find(TR_PR)
        if properties is None:
            properties = etree.Element(TR_PR)
            before = row.find(W + "tblPrEx")
            row.insert(0, properties) if before is None else before.addnext(properties)
        change = properties.find(W + "trPrChange")
        mark = self.new_mark(tag)
        properties.append(mark) if change is None else change.addprevious(mark)

    def mark_cell(self, cell: etree._Element, tag: str) -> None:
        """Mark a cell of a table with all in it."""
        self.mark_story(cell, tag)
        properties = get_or_add(cell, TC_PR)
        change = properties.find(W + "tcPrChange")
        mark = self.new_mark(W + ("cellIns" if tag == INS else "cellDel"))
        properties.append(mark) if change is None else change.addprevious(mark)

    def record_properties(self, owner: etree._Element, old: etree._Element | None) -> None:
        """Record in properties what they were before."""
        if not self.formats:
            return
        tag = str(owner.tag)
        change = self.new_mark(tag + "Change")
        recorded = etree.SubElement(change, tag)
        if old is not None:
            recorded.attrib.update({k: v for k, v in old.attrib.items() if "rsid" not in str(k)})
            leaves = _NOT_RECORDED.get(tag, frozenset({tag + "Change"}))
            recorded.extend([copy(p) for p in old if p.tag not in leaves])
        owner.append(change)


def _tables_around(element: etree._Element) -> int:
    return sum(1 for _ in element.iterancestors(TBL))


def _in_text_box(element: etree._Element, root: etree._Element) -> bool:
    for around in element.iterancestors():
        if around is root:
            return False
        if around.tag == BOX:
            return True
    return False


def _as_deleted_text(node: etree._Element) -> etree._Element:
    """Return a run with its text as deleted text."""
    for inner in node:
        if inner.tag in _DELETED:
            inner.tag = _DELETED[inner.tag]
    return node


def _as_complex_field(field: etree._Element) -> Iterator[etree._Element]:
    """Yield a simple field as the runs of a complex one, which can be marked."""
    for kind in ("begin", "code", "separate"):
        run = etree.Element(RUN)
        if kind == "code":
            etree.SubElement(run, INSTR).text = field.get(W + "instr", "")
        else:
            etree.SubElement(run, W + "fldChar", {W + "fldCharType": kind})
        yield run
    yield from [n for n in field if not n.tag.endswith("Pr") and n.tag != W + "fldData"]
    run = etree.Element(RUN)
    etree.SubElement(run, W + "fldChar", {W + "fldCharType": "end"})
    yield run


def get_or_add(holder: etree._Element, tag: str) -> etree._Element:
    """Return the properties of an element, made first in it when it has none."""
    found = child_of(holder, tag)
    if found is None:
        found = etree.Element(tag)
        holder.insert(0, found)
    return found


def get_or_add_end_properties(paragraph: etree._Element) -> etree._Element:
    """Return the run properties of the end of a paragraph, made when it has none."""
    properties = get_or_add(paragraph, PPR)
    found = child_of(properties, RPR)
    if found is None:
        found = etree.Element(RPR)
        later = next((p for p in properties if p.tag in (SECT, W + "pPrChange")), None)
        properties.append(found) if later is None else later.addprevious(found)
    return found
