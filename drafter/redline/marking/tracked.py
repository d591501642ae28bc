"""An EditScript as Word's own tracked changes: the revised file, with what was taken out of the original put back and all of it marked."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from drafter.ooxml.names import (
    ALTERNATE,
    DEL,
    ID,
    INS,
    MOVE_FROM,
    MOVE_TO,
    NAME,
    NO_DATE,
    PPR,
    RPR,
    SECT,
    TBL_GRID,
    TBL_PR,
    TC_PR,
    TR,
    TR_PR,
    TYPE,
    P,
    R,
    W,
    child_of,
)  # fmt: skip
from drafter.ooxml.names import (
    DATE as WHEN,
)
from drafter.ooxml.package import MAIN, Relation
from drafter.redline.comparing.blocks import Table
from drafter.redline.comparing.gc_pause import gc_paused
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.script import (
    BlockEdit,
    CellEdit,
    EditScript,
    ParagraphEdit,
    RowEdit,
    SectionEdit,
    StoryEdit,
    TableEdit,
)  # fmt: skip
from drafter.redline.comparing.signatures import run_format_of, signature, written_alike
from drafter.redline.marking.insertion_point import InsertionPoint
from drafter.redline.marking.paragraph_renderer import ParagraphRenderer
from drafter.redline.marking.part_import import PartImporter
from drafter.redline.marking.revision_writer import RevisionWriter, get_or_add, get_or_add_end_properties

AUTHOR, DATE = "drafter", ""
_HEADER_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@gc_paused()
def tracked(script: EditScript, author: str = AUTHOR, date: str = DATE) -> dict[str, bytes]:
    """Return the parts of a Word file with the edits as tracked changes. It is made of the script's elements and uses them up."""
    renderer = _RedlineWriter(script, author, date)
    try:
        return renderer.parts()
    finally:
        vars(renderer).clear()  # it and its helpers know each other: both files would stay until the collector came


class _RedlineWriter:
    def __init__(self, script: EditScript, author: str, date: str) -> None:
        self.script = script
        self.new = script.revised
        first = 1 + max(script.original.largest_id(), self.new.largest_id())
        self.writer = RevisionWriter(author, date, first)
        self.importer = PartImporter(
            script.original, self.new, self.writer.next_id, lambda note: self.writer.mark_story(note, DEL, ends=False)
        )
        self.paragraphs = ParagraphRenderer(self.writer, self.importer, self._story)
        self.brought: dict[str, str] = {}  # headers and footers that only the original has

    def parts(self) -> dict[str, bytes]:
        for story in self.script.stories:
            self._story(story)
        for section in self.script.sections:
            self._section(section)
        self.importer.finish()
        return self.new.written()

    def _story(self, story: StoryEdit) -> None:
        assert story.new is not None
        if story.changed or self.importer.has_lost_marks:  # comments and bookmarks of the original come along in what is the same too
            self.new.touched.add(story.new_part)
            self.importer.map_part(story.old_part, story.new_part)
            self._blocks(story.blocks, story.new, story.old_part)

    def _insertion_point(self, holder: etree._Element, edits: Sequence[BlockEdit | RowEdit | CellEdit], part: str) -> InsertionPoint:
        return InsertionPoint(holder, edits, self.writer, lambda node: self._copy(node, part))

    def _blocks(self, blocks: Sequence[BlockEdit], holder: etree._Element, part: str) -> None:
        point = self._insertion_point(holder, blocks, part)
        for block in blocks:
            if isinstance(block, ParagraphEdit):
                self._paragraph(block, point)
            elif isinstance(block, TableEdit):
                self._table(block, point)
            elif block.new is not None:
                point.pass_revised(block.new.element)
        point.finish()

    def _copy(self, element: etree._Element, part: str) -> etree._Element:
        return self.importer.import_element(element, part, self.importer.target_part(part))

    # paragraphs

    def _paragraph(self, edit: ParagraphEdit, point: InsertionPoint) -> None:
        if edit.end == "deleted":
            assert edit.old is not None
            paragraph = self._deleted_paragraph(edit, edit.old)
            if _is_whole(edit, edit.old):
                point.put_original(paragraph, edit.old.enclosing_controls)
            else:
                point.put_joined(paragraph)
        else:
            assert edit.new is not None
            paragraph = edit.new.element
            if not self._as_it_is(edit):
                self._fill(paragraph, edit)
            point.pass_revised(paragraph)
        self._end(paragraph, edit)
        if edit.move:
            point.pass_added(self._range(paragraph, edit))

    def _deleted_paragraph(self, edit: ParagraphEdit, old: Paragraph) -> etree._Element:
        if _is_whole(edit, old):
            paragraph = self._copy(old.element, old.part)
            self.writer.mark_words(paragraph, MOVE_FROM if edit.move else DEL)
            return paragraph
        paragraph = etree.Element(P)
        if old.properties is not None:
            paragraph.append(self._copy(old.properties, old.part))
        paragraph.extend(self.paragraphs.content(edit.spans, None))
        return paragraph

    def _as_it_is(self, edit: ParagraphEdit) -> bool:
        """Say whether all of a paragraph of the revised file stays, unmarked."""
        at = 0
        for span in edit.spans:
            if span.change_type != "same" or span.new is not edit.new or span.new_start != at:
                return False
            if span.old is not None and any(self.importer.would_import(node) for _, node in span.old.range_marks):
                return False
            at = span.new_end
        return edit.new is not None and at == len(edit.new.text)

    def _fill(self, paragraph: etree._Element, edit: ParagraphEdit) -> None:
        assert edit.new is not None
        if edit.end == "inserted" and _is_whole(edit, edit.new):
            self.writer.mark_words(paragraph, MOVE_TO if edit.move else INS)
            return
        content = self.paragraphs.content(edit.spans, edit.new, bool(edit.move))
        properties = child_of(paragraph, PPR)
        paragraph[:] = content if properties is None else [properties, *content]

    def _end(self, paragraph: etree._Element, edit: ParagraphEdit) -> None:
        if edit.end == "same":
            if edit.formatted and edit.old is not None:
                self._properties(paragraph, edit.old.properties)
            return
        tags = (MOVE_FROM, MOVE_TO) if edit.move else (DEL, INS)
        self.writer.mark_end(paragraph, tags[edit.end == "inserted"])

    def _properties(self, paragraph: etree._Element, old: etree._Element | None) -> None:
        """Record the properties that a paragraph and its end had before."""
        new = child_of(paragraph, PPR)
        signatures = [[signature(p) for p in ppr if p.tag not in (RPR, SECT, ALTERNATE)] if ppr is not None else [] for ppr in (old, new)]
        ends = [child_of(ppr, RPR) if ppr is not None else None for ppr in (old, new)]
        if run_format_of(ends[0]) != run_format_of(ends[1]):
            self.writer.record_properties(get_or_add_end_properties(paragraph), ends[0])
        if signatures[0] != signatures[1]:
            self.writer.record_properties(get_or_add(paragraph, PPR), old)

    def _range(self, paragraph: etree._Element, edit: ParagraphEdit) -> etree._Element:
        """Put the range of a move around a paragraph, and return where it ends."""
        kind = "moveFrom" if edit.end == "deleted" else "moveTo"
        start = self.writer.new_mark(W + kind + "RangeStart")
        start.set(NAME, f"move{edit.move}")
        start.set(WHEN, self.writer.date or NO_DATE)
        paragraph.insert(1, start)
        end = etree.Element(W + kind + "RangeEnd", {ID: start.get(ID, "")})
        paragraph.addnext(end)
        return end

    # tables

    def _table(self, edit: TableEdit, point: InsertionPoint) -> None:
        if edit.new is None:
            assert edit.old is not None
            table = self._copy(edit.old.element, edit.old.part)
            point.put_original(table, edit.old.enclosing_controls)
            self._rows_of(table, DEL)
            return
        table = edit.new.element
        point.pass_revised(table)
        if edit.change_type == "same":
            return
        if edit.old is None:
            self._rows_of(table, INS)
            return
        self._record(table, edit.old.element, TBL_PR)
        self._grid(table, edit.old.element)
        inside = self._insertion_point(table, edit.rows, edit.old.part)
        for row in edit.rows:
            self._row(row, edit.old, inside)
        inside.finish()

    def _rows_of(self, table: etree._Element, tag: str) -> None:
        for row in [r for r in table.iter(TR) if next(r.iterancestors(W + "tbl")) is table]:
            self.writer.mark_row(row, tag)

    def _grid(self, table: etree._Element, old: etree._Element) -> None:
        grids = child_of(old, TBL_GRID), child_of(table, TBL_GRID)
        if grids[0] is None or grids[1] is None or _widths(grids[0]) == _widths(grids[1]):
            return
        change = etree.SubElement(grids[1], W + "tblGridChange", {ID: str(self.writer.next_id())})
        recorded = etree.SubElement(change, TBL_GRID)
        recorded.extend([deepcopy(c) for c in grids[0].findall(W + "gridCol")])

    def _row(self, edit: RowEdit, table: Table, point: InsertionPoint) -> None:
        if edit.new is None:
            assert edit.old is not None
            row = self._copy(edit.old.element, table.part)
            point.put_original(row, edit.old.enclosing_controls)
            self.writer.mark_row(row, DEL)
            return
        row = edit.new.element
        point.pass_revised(row)
        if edit.old is None:
            self.writer.mark_row(row, INS)
            return
        if edit.change_type == "same":
            return
        self._record(row, edit.old.element, TR_PR)
        self._record(row, edit.old.element, W + "tblPrEx")
        inside = self._insertion_point(row, edit.cells, table.part)
        for cell in edit.cells:
            self._cell(cell, table, inside)
        inside.finish()

    def _cell(self, edit: CellEdit, table: Table, point: InsertionPoint) -> None:
        if edit.new is None:
            assert edit.old is not None
            cell = self._copy(edit.old.element, table.part)
            point.put_original(cell, edit.old.enclosing_controls)
            self.writer.mark_cell(cell, DEL)
            return
        cell = edit.new.element
        point.pass_revised(cell)
        if edit.old is None:
            self.writer.mark_cell(cell, INS)
            return
        if edit.change_type == "same":
            return
        self._blocks(edit.blocks, cell, table.part)
        self._record(cell, edit.old.element, TC_PR)

    def _record(self, holder: etree._Element, old_holder: etree._Element, tag: str) -> None:
        """Record the properties that a table, row or cell had before."""
        old, new = child_of(old_holder, tag), child_of(holder, tag)
        if old is new or (old is not None and new is not None and written_alike(old, new)):
            return
        signatures = [sorted(signature(p) for p in owner) if owner is not None else [] for owner in (old, new)]
        if signatures[0] != signatures[1]:
            if new is None and tag == TR_PR and (before := holder.find(W + "tblPrEx")) is not None:
                new = etree.Element(tag)
                before.addnext(new)
            self.writer.record_properties(get_or_add(holder, tag), old)

    # sections

    def _section(self, edit: SectionEdit) -> None:
        for tag, kind, story in edit.lost:
            self._lost(edit.new, tag, kind, story)
        if edit.formatted:
            self.new.touched.add(MAIN)
            self.writer.record_properties(edit.new, edit.old)

    def _lost(self, section: etree._Element, tag: str, kind: str, story: StoryEdit) -> None:
        """Bring back a header or footer that only the original has, with all in it deleted."""
        if not any(isinstance(b, TableEdit) or (isinstance(b, ParagraphEdit) and b.spans) for b in story.blocks):
            return
        if story.old_part not in self.brought:
            part = self.brought[story.old_part] = self.importer.fresh_part(story.old_part)
            self.writer.mark_story(self.new.root(part), DEL, ends=False)
            self.new.touched.add(part)
        part = self.brought[story.old_part]
        name = tag.removeprefix(W).removesuffix("Reference")
        rid = self.new.relate(MAIN, Relation(name, part, False, _HEADER_KIND + name))
        section.insert(0, etree.Element(tag, {TYPE: kind, R + "id": rid}))
        self.new.touched.add(MAIN)


def _is_whole(edit: ParagraphEdit, line: Paragraph) -> bool:
    """Say whether a paragraph is all of a line, inserted or deleted."""
    if len(edit.spans) > 1 or not edit.spans:
        return not edit.spans and not line.text
    span = edit.spans[0]
    size = span.old_end - span.old_start if span.old is line else span.new_end - span.new_start
    return span.change_type == edit.end and line in (span.old, span.new) and size == len(line.text)


def _widths(grid: etree._Element) -> list[str | None]:
    return [c.get(W + "w") for c in grid if c.tag == W + "gridCol"]
