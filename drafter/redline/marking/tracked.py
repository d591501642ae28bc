"""An EditScript as Word's own tracked changes: the revised file, with what was taken out of the original put back and all of it marked."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from drafter.ooxml.names import DEL, TYPE, R, W
from drafter.ooxml.package import Package, Relation
from drafter.redline.comparing.gc_pause import gc_paused
from drafter.redline.comparing.script import BlockEdit, EditScript, ParagraphEdit, SectionEdit, StoryEdit, TableEdit
from drafter.redline.marking.element_import import ElementImporter
from drafter.redline.marking.paragraph_renderer import ParagraphRenderer
from drafter.redline.marking.redline_context import RedlineContext
from drafter.redline.marking.revision_writer import RevisionWriter
from drafter.redline.marking.table_renderer import TableRenderer

AUTHOR, DATE = "drafter", ""
_HEADER_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@gc_paused()
def tracked(script: EditScript, author: str = AUTHOR, date: str = DATE, formats: bool = True) -> Package:
    """Return a Word file with the edits as tracked changes. It is made of the script's elements and uses them up.

    Without `formats` only words are marked: what looks otherwise stays as the revised file has it.
    """
    renderer = _StoryRenderer(script, author, date, formats)
    try:
        return renderer.package()
    finally:
        vars(renderer).clear()  # it and its helpers know each other: both files would stay until the collector came


class _StoryRenderer:
    def __init__(self, script: EditScript, author: str, date: str, formats: bool) -> None:
        self.script = script
        self.new = script.revised
        first = 1 + max(script.original.largest_id(), self.new.largest_id())
        self.writer = writer = RevisionWriter(author, date, first, formats)
        self.importer = ElementImporter(script.original, self.new, writer.next_id, lambda note: writer.mark_story(note, DEL, ends=False))
        self.context = RedlineContext(writer, self.importer)
        self.paragraphs = ParagraphRenderer(self.context, self._render_story)
        self.tables = TableRenderer(self.context, self._render_blocks)
        self._brought: dict[str, str] = {}  # headers and footers that only the original has, under their names in the redline

    def package(self) -> Package:
        for story in self.script.stories:
            self._render_story(story)
        for section in self.script.sections:
            self._render_section(section)
        self.importer.marks.remove_halves()
        return self.new

    def _render_story(self, story: StoryEdit) -> None:
        assert story.new is not None
        if story.changed or self.importer.marks.anything_missing:  # comments and bookmarks come along in what is the same too
            self.new.edit(story.new_part)
            self.importer.set_home(story.old_part, story.new_part)
            self._render_blocks(story.blocks, story.new, story.old_part)

    def _render_blocks(self, edits: Sequence[BlockEdit], holder: etree._Element, part: str) -> None:
        point = self.context.insertion_point(holder, edits, part)
        for edit in edits:
            if isinstance(edit, ParagraphEdit):
                self.paragraphs.render(edit, point)
            elif isinstance(edit, TableEdit):
                self.tables.render(edit, point)
            elif edit.new is not None:
                point.pass_revised(edit.new.element)
        point.finish()

    # sections

    def _render_section(self, edit: SectionEdit) -> None:
        for tag, kind, story in edit.lost:
            self._bring_back(edit.new, tag, kind, story)
        for tag, kind, part in edit.lent:
            self._refer(edit.new, tag, kind, part)
        if edit.formatted:
            self.new.edit(self.new.main)
            self.writer.record_properties(edit.new, edit.old)

    def _bring_back(self, section: etree._Element, tag: str, kind: str, story: StoryEdit) -> None:
        """Bring back a header or footer that only the original has, with all in it deleted."""
        if not any(isinstance(b, TableEdit) or (isinstance(b, ParagraphEdit) and b.spans) for b in story.blocks):
            return
        self._refer(section, tag, kind, self._brought.get(story.old_part) or self._bring(story.old_part))

    def _refer(self, section: etree._Element, tag: str, kind: str, part: str) -> None:
        """Have a section name a header or footer."""
        name = tag.removeprefix(W).removesuffix("Reference")
        rid = self.new.relate(self.new.main, Relation(name, part, False, _HEADER_KIND + name))
        section.insert(0, etree.Element(tag, {TYPE: kind, R + "id": rid}))
        self.new.edit(self.new.main)

    def _bring(self, old_part: str) -> str:
        part = self._brought[old_part] = self.importer.parts.fresh_copy(old_part)
        self.writer.mark_margin(self.new.edit(part), DEL)
        return part
