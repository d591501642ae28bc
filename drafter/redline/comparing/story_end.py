"""The end of a story (the body, a cell, a header, a note), whose last paragraph mark Word cannot track.

A deleted or inserted paragraph is tracked by its paragraph mark (ECMA-376 part 1, 17.13.5.15 and 17.13.5.20), and the last one of a story must
stay: there is nothing for it to be joined to. What was deleted or inserted at the very end therefore takes the mark before it:

    old   甲¶ 乙¶        redline   甲[¶ deleted] [乙 deleted]¶        and not   甲¶ [乙¶ deleted], which would leave an empty paragraph
    new   甲¶
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from drafter.redline.comparing.align import Step
from drafter.redline.comparing.blocks import Block, paragraphs_among
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.paragraph_edits import edit_with_same_end, paragraph_edits, whole_paragraph_edit, whole_span
from drafter.redline.comparing.script import BlockEdit, ParagraphEdit
from drafter.redline.comparing.spans import CompareObjects, span_edits

_NOTHING = Step((), ())


class StoryEnd(NamedTuple):
    """What is rendered as one at the end of a story: the last step that stays, then the paragraphs that were deleted and inserted after it."""

    last: Step
    deleted: tuple[int, ...]
    inserted: tuple[int, ...]


def split_off_end(steps: list[Step], old: Sequence[Block], new: Sequence[Block]) -> tuple[list[Step], StoryEnd | None]:
    """Return the steps, and apart those at the end of the story whose paragraph marks cannot be tracked, if there are any."""
    after_last = _after_last_in_both(steps)
    tail = steps[after_last:]
    deleted = _plain_paragraphs_at_end([(n, step.move) for step in tail for n in step.old], old)
    inserted = _plain_paragraphs_at_end([(n, step.move) for step in tail for n in step.new], new)
    if not (deleted or inserted):
        return steps, None
    rest = _without(tail, deleted, inserted)
    if not rest and after_last and _ends_plainly(steps[after_last - 1], old, new):
        return steps[: after_last - 1], StoryEnd(steps[after_last - 1], deleted, inserted)
    if deleted and inserted:  # each can lend the other its mark
        return [*steps[:after_last], *rest], StoryEnd(_NOTHING, deleted, inserted)
    return steps, None


def _after_last_in_both(steps: Sequence[Step]) -> int:
    """Return the number of the step after the last one that has blocks of both sides."""
    at = len(steps)
    while at and not (steps[at - 1].old and steps[at - 1].new):
        at -= 1
    return at


def _plain_paragraphs_at_end(numbers: Sequence[tuple[int, int]], blocks: Sequence[Block]) -> tuple[int, ...]:
    """Return which of the last blocks are plain paragraphs: not moved, in no control, without a section. `numbers` are of blocks and moves."""
    end = len(numbers)
    while end and not numbers[end - 1][1] and _is_plain_paragraph(blocks[numbers[end - 1][0]]):
        end -= 1
    return tuple(n for n, _ in numbers[end:])


def _is_plain_paragraph(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.enclosing_controls == () and block.section is None


def _without(tail: Sequence[Step], deleted: tuple[int, ...], inserted: tuple[int, ...]) -> list[Step]:
    """Return the steps at the end of a story without the paragraphs that are rendered as its end."""
    rest = (Step(_before(step.old, deleted), _before(step.new, inserted), step.move) for step in tail)
    return [step for step in rest if step != _NOTHING]


def _before(numbers: tuple[int, ...], end: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(n for n in numbers if not end or n < end[0])


def _ends_plainly(step: Step, old: Sequence[Block], new: Sequence[Block]) -> bool:
    """Say whether a step that stays ends with paragraphs that stand in no control, so that their mark can be lent."""
    before, after = old[step.old[-1]], new[step.new[-1]]
    return isinstance(before, Paragraph) and before.enclosing_controls == after.enclosing_controls == ()


def end_edits(end: StoryEnd, old: Sequence[Block], new: Sequence[Block], compare_objects: CompareObjects) -> list[ParagraphEdit]:
    """Return the edits at the end of a story: what was deleted or inserted there takes the paragraph mark before it."""
    before, deleted = (paragraphs_among([old[n] for n in numbers]) for numbers in (end.last.old, end.deleted))
    after, inserted = (paragraphs_among([new[n] for n in numbers]) for numbers in (end.last.new, end.inserted))
    found: list[ParagraphEdit] = []
    if before:
        found = _edits_that_stay(before, after, bool(deleted and inserted), compare_objects)
        if not (deleted and inserted):
            found.append(_with_lent_mark(found.pop(), before[-1], after[-1], bool(deleted)))
    found += [whole_paragraph_edit(paragraph, "deleted") for paragraph in deleted[:-1]]
    pending = whole_span(deleted[-1], "deleted") if deleted else []
    for paragraph in inserted[:-1]:
        found.append(ParagraphEdit((*pending, *whole_span(paragraph, "inserted")), "inserted", None, paragraph))
        pending = []
    pending += whole_span(inserted[-1], "inserted") if inserted else []
    found.append(edit_with_same_end(pending, (deleted or before)[-1], (inserted or after)[-1]))
    return found


def with_own_end(edits: tuple[BlockEdit, ...]) -> tuple[BlockEdit, ...]:
    """Return the edits of a story that was put in whole, the mark on its end left out: a header must have a paragraph, also when it is rejected."""
    last = edits[-1] if edits else None
    if not isinstance(last, ParagraphEdit) or last.new is None or last.new.enclosing_controls:
        return edits
    return (*edits[:-1], edit_with_same_end(last.spans, last.new, last.new))


def _edits_that_stay(
    old: Sequence[Paragraph], new: Sequence[Paragraph], end_too: bool, compare_objects: CompareObjects
) -> list[ParagraphEdit]:
    """Return the edits of the last paragraphs that stay. One that ends a section in one file only is still one, unless its end counts too."""
    if end_too or len(old) > 1 or len(new) > 1 or (old[0].section is None) is (new[0].section is None):
        return paragraph_edits(old, new, compare_objects)
    return [ParagraphEdit(tuple(span_edits(old[0], new[0], compare_objects)), "same", old[0], new[0])]


def _with_lent_mark(edit: ParagraphEdit, old: Paragraph, new: Paragraph, deleted: bool) -> ParagraphEdit:
    return ParagraphEdit(edit.spans, "deleted", old, None) if deleted else ParagraphEdit(edit.spans, "inserted", None, new)
