"""Paragraphs of the redline: their content, the marks on their ends, the properties they had, the ranges of moves."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from drafter.ooxml.names import ALTERNATE, DATE, DEL, ID, INS, MOVE_FROM, MOVE_TO, NAME, NO_DATE, PPR, RPR, SECT, P, W, child_of
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.script import ParagraphEdit
from drafter.redline.comparing.signatures import run_format_of, signature
from drafter.redline.marking.inline_renderer import InlineRenderer, RenderStory
from drafter.redline.marking.insertion_point import InsertionPoint
from drafter.redline.marking.redline_context import RedlineContext
from drafter.redline.marking.revision_writer import get_or_add, get_or_add_end_properties

_APART = (RPR, SECT, ALTERNATE)  # properties of the paragraph mark, of a section, and what only older readers see


class ParagraphRenderer:
    """A writer of paragraphs into the redline."""

    def __init__(self, context: RedlineContext, render_story: RenderStory) -> None:
        self.context = context
        self.writer = context.writer
        self.inline = InlineRenderer(context.writer, context.importer, render_story)

    def render(self, edit: ParagraphEdit, point: InsertionPoint) -> None:
        """Write a paragraph at a place, and move the place past it."""
        paragraph = self._put_deleted(edit, point) if edit.end == "deleted" else self._mark_revised(edit, point)
        self._mark_end(paragraph, edit)
        if edit.move:
            point.pass_added(self._put_move_range(paragraph, edit))

    # content

    def _put_deleted(self, edit: ParagraphEdit, point: InsertionPoint) -> etree._Element:
        """Put back a paragraph of the original whose end is deleted: whole, or joined to what follows it."""
        assert edit.old is not None
        if _covers(edit, edit.old):
            paragraph = self.context.copy(edit.old.element, edit.old.part)
            self.writer.mark_words(paragraph, MOVE_FROM if edit.move else DEL)
            point.put_original(paragraph, edit.old.enclosing_controls)
            return paragraph
        paragraph = etree.Element(P)
        if edit.old.properties is not None:
            paragraph.append(self.context.copy(edit.old.properties, edit.old.part))
        paragraph.extend(self.inline.content(edit.spans, None))
        point.put_joined(paragraph)
        return paragraph

    def _mark_revised(self, edit: ParagraphEdit, point: InsertionPoint) -> etree._Element:
        """Mark what changed in a paragraph of the revised file."""
        assert edit.new is not None
        paragraph = edit.new.element
        if not self._stays_as_it_is(edit, edit.new):
            self._mark_content(paragraph, edit, edit.new)
        point.pass_revised(paragraph)
        return paragraph

    def _mark_content(self, paragraph: etree._Element, edit: ParagraphEdit, new: Paragraph) -> None:
        if edit.end == "inserted" and _covers(edit, new):
            self.writer.mark_words(paragraph, MOVE_TO if edit.move else INS)
            return
        content = self.inline.content(edit.spans, new, bool(edit.move))
        properties = child_of(paragraph, PPR)
        paragraph[:] = content if properties is None else [properties, *content]

    def _stays_as_it_is(self, edit: ParagraphEdit, new: Paragraph) -> bool:
        """Say whether all of a paragraph of the revised file stays, unmarked."""
        at = 0
        for span in edit.spans:
            if span.change_type != "same" or span.new is not new or span.new_start != at:
                return False
            if span.old is not None and any(self.context.importer.marks.is_missing(node) for _, node in span.old.range_marks):
                return False
            at = span.new_end
        return at == len(new.text)

    # ends

    def _mark_end(self, paragraph: etree._Element, edit: ParagraphEdit) -> None:
        if edit.end == "same":
            if edit.formatted and edit.old is not None:
                self._record_properties(paragraph, edit.old.properties)
            return
        tags = (MOVE_FROM, MOVE_TO) if edit.move else (DEL, INS)
        self.writer.mark_end(paragraph, tags[edit.end == "inserted"])

    def _record_properties(self, paragraph: etree._Element, old: etree._Element | None) -> None:
        """Record the properties that a paragraph and its end had before, each if it had others."""
        new = child_of(paragraph, PPR)
        old_end, new_end = _end_properties(old), _end_properties(new)
        differ = _signatures(old) != _signatures(new)
        if run_format_of(old_end) != run_format_of(new_end):
            self.writer.record_properties(get_or_add_end_properties(paragraph), old_end)
        if differ:
            self.writer.record_properties(get_or_add(paragraph, PPR), old)

    def _put_move_range(self, paragraph: etree._Element, edit: ParagraphEdit) -> etree._Element:
        """Put the range of a move around a paragraph, and return where it ends."""
        kind = "moveFrom" if edit.end == "deleted" else "moveTo"
        start = self.writer.new_mark(W + kind + "RangeStart")
        start.set(NAME, f"move{edit.move}")
        start.set(DATE, self.writer.date or NO_DATE)
        paragraph.insert(1, start)
        end = etree.Element(W + kind + "RangeEnd", {ID: start.get(ID, "")})
        paragraph.addnext(end)
        return end


def _covers(edit: ParagraphEdit, paragraph: Paragraph) -> bool:
    """Say whether an edit is all of a paragraph, inserted or deleted whole."""
    if len(edit.spans) != 1:
        return not edit.spans and not paragraph.text
    span = edit.spans[0]
    size = span.old_end - span.old_start if span.old is paragraph else span.new_end - span.new_start
    return span.change_type == edit.end and paragraph in (span.old, span.new) and size == len(paragraph.text)


def _end_properties(properties: etree._Element | None) -> etree._Element | None:
    return child_of(properties, RPR) if properties is not None else None


def _signatures(properties: Iterable[etree._Element] | None) -> list[str]:
    return [signature(p) for p in properties if p.tag not in _APART] if properties is not None else []
