"""Two Word files compared: `compare(original, revised)` returns the EditScript that leads from one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from lxml import etree

from drafter.errors import FileError, Finding, Place, warning
from drafter.ooxml.clause_at import clause_of
from drafter.ooxml.names import W
from drafter.ooxml.package import Package, no_body
from drafter.redline.comparing.align import align
from drafter.redline.comparing.blocks import Block, BlockReader, Cell, Table, paragraphs_among
from drafter.redline.comparing.gc_pause import gc_paused
from drafter.redline.comparing.paragraph import InlineObject, Paragraph
from drafter.redline.comparing.paragraph_edits import moved_paragraph_edit, paragraph_edits, whole_paragraph_edit
from drafter.redline.comparing.script import BlockEdit, EditScript, ObjectEdit, OtherEdit, StoryEdit, TableEdit
from drafter.redline.comparing.sections import section_edits
from drafter.redline.comparing.spans import span_edits
from drafter.redline.comparing.story_end import end_edits, split_off_end, with_own_end
from drafter.redline.comparing.tables import table_edit
from drafter.redline.comparing.tokens import Coder
from drafter.redline.comparing.unify_ids import unify_ids


@gc_paused()
def compare(original: Package, revised: Package) -> EditScript:
    """Return what leads from one Word file to another. Raises FileError when one cannot be read."""
    old, new = original.owned(), revised.owned()
    bodies = _body(old), _body(new)
    findings = unify_ids(old, new)
    comparison = _Comparison(old, new)
    body = comparison.story(*bodies, old.main, new.main)
    sections, stories, more = section_edits(old, new, body, comparison.story)
    return EditScript(old, new, (body, *stories), sections, (*findings, *more, *comparison.findings))


def _body(package: Package) -> etree._Element:
    body = package.body.find(W + "body")
    if body is None:
        raise FileError(no_body(package.file))
    return body


class _Comparison:
    """What a comparison keeps in mind: both files, and the code of every word."""

    def __init__(self, old: Package, new: Package) -> None:
        self.old = old
        self.new = new
        self.coder = Coder()
        self.findings: list[Finding] = []

    def story(self, old: etree._Element | None, new: etree._Element | None, old_part: str, new_part: str) -> StoryEdit:
        """Return the edits of a story; one that only one file has was inserted or deleted."""
        olds = BlockReader(self.old, old_part).blocks(old) if old is not None else []
        news = BlockReader(self.new, new_part).blocks(new) if new is not None else []
        blocks = self.blocks(olds, news)
        return StoryEdit(old, new, old_part, new_part, blocks if old is not None else with_own_end(blocks))

    def blocks(self, old: Sequence[Block], new: Sequence[Block]) -> tuple[BlockEdit, ...]:
        """Return the edits of the blocks of a story or cell."""
        if len(old) == 1 == len(new) and _same_words(old[0], new[0]):
            return tuple(self._edits_of_both(old, new))  # nearly every cell of a table
        steps, end = split_off_end(align(old, new, self.coder), old, new)
        found: list[BlockEdit] = []
        origins = {step.move: old[step.old[0]] for step in steps if step.move and step.old}
        for step in steps:
            found += self._edits_of_step([old[n] for n in step.old], [new[n] for n in step.new], step.move, origins.get(step.move))
        if end is not None:
            found += end_edits(end, old, new, self._compare_objects)
        return tuple(found)

    def _edits_of_step(self, old: Sequence[Block], new: Sequence[Block], move: int, origin: Block | None) -> Sequence[BlockEdit]:
        if old and new:
            return self._edits_of_both(old, new)
        if new and isinstance(origin, Paragraph) and isinstance(new[0], Paragraph):
            return [moved_paragraph_edit(origin, new[0], move)]
        return [self._one_sided_edit(old[0], "deleted", move) if old else self._one_sided_edit(new[0], "inserted", move)]

    def _edits_of_both(self, old: Sequence[Block], new: Sequence[Block]) -> Sequence[BlockEdit]:
        """Return the edits of blocks that stand in each other's place: paragraphs may be several, anything else is one."""
        one, other = old[0], new[0]
        if isinstance(one, Paragraph) and isinstance(other, Paragraph):
            return paragraph_edits(paragraphs_among(old), paragraphs_among(new), self._compare_objects)
        if isinstance(one, Table) and isinstance(other, Table):
            return [table_edit(one, other, self.coder, self._edits_of_cell)]
        if one.content_key == other.content_key:
            return [OtherEdit("same", one, other)]
        return [self._one_sided_edit(one, "deleted"), self._one_sided_edit(other, "inserted")]

    def _one_sided_edit(self, block: Block, change_type: Literal["inserted", "deleted"], move: int = 0) -> BlockEdit:
        """Return the edit of a block that only one file has."""
        if isinstance(block, Paragraph):
            return whole_paragraph_edit(block, change_type, move)
        deleted = change_type == "deleted"
        if isinstance(block, Table):
            return TableEdit(change_type, block if deleted else None, None if deleted else block)
        self.findings.append(_untrackable(self.old if deleted else self.new, block))
        return OtherEdit(change_type, block if deleted else None, None if deleted else block)

    def _edits_of_cell(self, old: Cell, new: Cell) -> tuple[BlockEdit, ...]:
        return self.blocks(old.blocks, new.blocks)

    def _compare_objects(self, old: InlineObject, new: InlineObject) -> ObjectEdit | None:
        """Return what changed inside an object that is in both."""
        if old.inner is not None and new.inner is not None:
            spans = tuple(span_edits(old.inner, new.inner, self._compare_objects))
            return ObjectEdit(old, new, spans) if any(s.change_type != "same" for s in spans) else None
        if old.note is not None and new.note is not None:
            stories = [self.story(old.note, new.note, self._part_of_note(old), self._part_of_note(new))]
        else:
            stories = [self.story(a, b, old.part, new.part) for a, b in zip(old.boxes, new.boxes, strict=False)]
        changed = tuple(s for s in stories if s.changed)
        return ObjectEdit(old, new, (), changed) if changed else None

    def _part_of_note(self, item: InlineObject) -> str:
        assert item.note is not None
        package = self.old if item.note.getroottree().getroot() in self.old.roots.values() else self.new
        return package.part_of_kind("footnotes" if item.match_key.startswith("\0footnote") else "endnotes") or ""


def _same_words(old: Block, new: Block) -> bool:
    return isinstance(old, Paragraph) and isinstance(new, Paragraph) and old.content_key == new.content_key


def _untrackable(package: Package, block: Block) -> Finding:
    zh = "有一整块内容（如打开时并入的文件）增加或者去掉，Word 无法以修订标注"
    en = "a block other than text or a table, such as a file merged in on opening, came or went, which Word cannot track"
    return warning("block-changed", zh, en, place=Place(package.file, path=clause_of(package, block.element)))
