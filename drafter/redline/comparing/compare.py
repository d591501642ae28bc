"""Two Word files compared: `compare(original, revised)` returns the EditScript that leads from one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from drafter.errors import FileError
from drafter.ooxml.markup import no_body
from drafter.ooxml.names import W
from drafter.ooxml.package import MAIN, Word, open_word
from drafter.redline.comparing.align import Step, align
from drafter.redline.comparing.blocks import Block, BlockReader, Cell, Table
from drafter.redline.comparing.gc_pause import gc_paused
from drafter.redline.comparing.paragraphs import InlineObject, Paragraph
from drafter.redline.comparing.script import BlockEdit, ChangeType, EditScript, ObjectEdit, OtherEdit, StoryEdit, TableEdit
from drafter.redline.comparing.sections import section_edits
from drafter.redline.comparing.spans import closing_edits, paragraph_edits, span_edits, whole_paragraph_edit
from drafter.redline.comparing.tables import table_edit
from drafter.redline.comparing.tokens import Coder
from drafter.redline.comparing.unify import unify


@gc_paused()
def compare(original: Path | Word, revised: Path | Word) -> EditScript:
    """Return what leads from one Word file to another. Raises FileError when one cannot be read."""
    old = open_word(original) if isinstance(original, Path) else original
    new = open_word(revised) if isinstance(revised, Path) else revised
    for word in (old, new):
        _body(word)
    findings = unify(old, new)
    comparison = _Comparison(old, new)
    body = comparison.story(_body(old), _body(new), MAIN, MAIN)
    sections, stories, more = section_edits(old, new, body, comparison.story)
    return EditScript(old, new, (body, *stories), sections, (*findings, *more))


def _body(word: Word) -> etree._Element:
    body = word.root(MAIN).find(W + "body")
    if body is None:
        raise FileError(no_body(word.file))
    return body


class _Comparison:
    """What a comparison keeps in mind: both files, and the code of every word."""

    def __init__(self, old: Word, new: Word) -> None:
        self.old = old
        self.new = new
        self.coder = Coder()

    def story(self, old: etree._Element | None, new: etree._Element | None, old_part: str, new_part: str) -> StoryEdit:
        """Return the edits of a story; one that only one file has was inserted or deleted."""
        olds = BlockReader(self.old, old_part).blocks(old) if old is not None else []
        news = BlockReader(self.new, new_part).blocks(new) if new is not None else []
        return StoryEdit(old, new, old_part, new_part, self.blocks(olds, news))

    def blocks(self, old: Sequence[Block], new: Sequence[Block]) -> tuple[BlockEdit, ...]:
        """Return the edits of the blocks of a story or cell."""
        if (
            len(old) == 1 == len(new)
            and (one := _as_paragraph(old[0]))
            and (other := _as_paragraph(new[0]))
            and one.content_key == other.content_key
        ):
            return tuple(paragraph_edits([one], [other], self._compare_objects))  # nearly every cell of a table
        steps = align(old, new, self.coder)
        kept, closing = _closing(steps, old, new)
        found: list[BlockEdit] = []
        for step in kept:
            found += self._step(step, old, new)
        if closing is not None:
            last, deleted, inserted = closing
            kept_old, kept_new = _paragraphs([old[n] for n in last.old]), _paragraphs([new[n] for n in last.new])
            found += closing_edits(
                kept_old, kept_new, _paragraphs([old[n] for n in deleted]), _paragraphs([new[n] for n in inserted]), self._compare_objects
            )
        return tuple(found)

    def _step(self, step: Step, old: Sequence[Block], new: Sequence[Block]) -> Sequence[BlockEdit]:
        olds, news = [old[n] for n in step.old], [new[n] for n in step.new]
        one, other = olds[0] if olds else None, news[0] if news else None
        if isinstance(one, Paragraph) and isinstance(other, Paragraph):
            return list(paragraph_edits(_paragraphs(olds), _paragraphs(news), self._compare_objects))
        if isinstance(one, Table) and isinstance(other, Table):
            return [table_edit(one, other, self.coder, self._cell)]
        found: list[BlockEdit] = []
        if one is not None:
            found.append(_one_sided_edit(one, True, step.move))
        if other is not None:
            found.append(_one_sided_edit(other, False, step.move))
        if one is not None and other is not None and one.content_key == other.content_key:
            return [OtherEdit("same", one, other)]
        return found

    def _cell(self, old: Cell, new: Cell) -> tuple[BlockEdit, ...]:
        return self.blocks(old.blocks, new.blocks)

    def _compare_objects(self, old: InlineObject, new: InlineObject) -> ObjectEdit | None:
        """Return what changed inside an object that is in both."""
        if old.inner is not None and new.inner is not None:
            spans = tuple(span_edits(old.inner, new.inner, self._compare_objects))
            return ObjectEdit(old, new, spans) if any(s.change_type != "same" for s in spans) else None
        if old.note is not None and new.note is not None:
            stories = [self.story(old.note, new.note, self._part(old), self._part(new))]
        else:
            stories = [self.story(a, b, old.part, new.part) for a, b in zip(old.boxes, new.boxes, strict=False)]
        changed = tuple(s for s in stories if s.changed)
        return ObjectEdit(old, new, (), changed) if changed else None

    def _part(self, item: InlineObject) -> str:
        assert item.note is not None
        word = self.old if item.note.getroottree().getroot() in self.old.roots.values() else self.new
        return word.part_of_kind("footnotes" if item.match_key.startswith("\0footnote") else "endnotes") or ""


def _as_paragraph(block: Block) -> Paragraph | None:
    return block if isinstance(block, Paragraph) else None


def _one_sided_edit(block: Block, deleted: bool, move: int) -> BlockEdit:
    if isinstance(block, Paragraph):
        return whole_paragraph_edit(block, "deleted" if deleted else "inserted", move)
    change_type: ChangeType = "deleted" if deleted else "inserted"
    if isinstance(block, Table):
        return TableEdit(change_type, block if deleted else None, None if deleted else block)
    return OtherEdit(change_type, block if deleted else None, None if deleted else block)


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    return [b for b in blocks if isinstance(b, Paragraph)]


Closing = tuple[Step, tuple[int, ...], tuple[int, ...]]


def _closing(steps: list[Step], old: Sequence[Block], new: Sequence[Block]) -> tuple[list[Step], Closing | None]:
    """Return the steps, and apart what is at the end of a story, where the last end of a paragraph cannot be tracked."""
    at = len(steps)
    while at and not (steps[at - 1].old and steps[at - 1].new):
        at -= 1
    tail, last = steps[at:], steps[at - 1] if at else Step((), ())
    deleted = _plain_paragraphs_at_end([(n, s.move) for s in tail for n in s.old], old)
    inserted = _plain_paragraphs_at_end([(n, s.move) for s in tail for n in s.new], new)
    rest = [left for s in tail if (left := Step(_numbers_before(s.old, deleted), _numbers_before(s.new, inserted), s.move)) != Step((), ())]
    if not (deleted or inserted):
        return steps, None
    if (
        not rest
        and last.old
        and isinstance(old[last.old[-1]], Paragraph)
        and old[last.old[-1]].enclosing_controls == new[last.new[-1]].enclosing_controls == ()
    ):
        return steps[: at - 1], (last, deleted, inserted)
    return ([*steps[:at], *rest], (Step((), ()), deleted, inserted)) if deleted and inserted else (steps, None)


def _plain_paragraphs_at_end(numbers: Sequence[tuple[int, int]], blocks: Sequence[Block]) -> tuple[int, ...]:
    """Return which of the last blocks are plain paragraphs: not moved, in no control, without a section."""
    end = len(numbers)
    while end and not numbers[end - 1][1] and _is_plain_paragraph(blocks[numbers[end - 1][0]]):
        end -= 1
    return tuple(n for n, _ in numbers[end:])


def _is_plain_paragraph(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.enclosing_controls == () and block.section is None


def _numbers_before(numbers: tuple[int, ...], end: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(n for n in numbers if not end or n < end[0])
