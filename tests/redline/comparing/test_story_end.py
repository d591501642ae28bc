"""The end of a story, whose last paragraph mark cannot be tracked."""

from __future__ import annotations

import pytest

from drafter.redline.comparing.align import Step, align
from drafter.redline.comparing.story_end import StoryEnd, end_edits, split_off_end
from drafter.redline.comparing.tokens import Coder
from tests.redline.build import cell, paragraph, row, run, table
from tests.redline.comparing.made import blocks, never, paragraphs, shown_edits


def edits(old: list[str], new: list[str]) -> list[str]:
    """Return the edits at the end of two stories."""
    before, after = paragraphs(*old), paragraphs(*new)
    _, end = split_off_end(align(before, after, Coder()), before, after)
    return shown_edits(end_edits(end, before, after, never)) if end is not None else []


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (["甲甲甲甲", "乙乙乙乙"], ["甲甲甲甲"], ["甲甲甲甲-", "[-乙乙乙乙-]¶"]),
        (["甲甲甲甲"], ["甲甲甲甲", "乙乙乙乙"], ["甲甲甲甲+", "{+乙乙乙乙+}¶"]),
        (["甲甲甲甲", "乙乙乙乙", "丙丙丙丙"], ["甲甲甲甲"], ["甲甲甲甲-", "[-乙乙乙乙-]-", "[-丙丙丙丙-]¶"]),
        (["甲甲甲甲"], ["甲甲甲甲", "乙乙乙乙", "丙丙丙丙"], ["甲甲甲甲+", "{+乙乙乙乙+}+", "{+丙丙丙丙+}¶"]),
        (["甲甲甲甲", "乙乙乙乙"], ["甲甲甲甲", "丙丙丙丙", "丁丁丁丁"], ["甲甲甲甲¶", "[-乙乙乙乙-]{+丙丙丙丙+}+", "{+丁丁丁丁+}¶"]),
        (["甲甲甲甲", "乙乙乙乙"], ["甲甲甲甲", "乙乙乙乙"], []),
    ],
)
def test_what_goes_or_comes_at_the_end_takes_the_mark_before_it(old: list[str], new: list[str], wanted: list[str]) -> None:
    assert edits(old, new) == wanted


def test_a_table_at_the_end_lends_no_mark() -> None:
    grid = table(row(cell(paragraph(run("表")))))
    old, new = blocks(grid + paragraph(run("乙"))), blocks(grid)
    steps = [Step((0,), (0,)), Step((1,), ())]
    assert split_off_end(steps, old, new) == (steps, None)


def test_a_moved_paragraph_at_the_end_is_not_part_of_it() -> None:
    old = new = paragraphs("甲", "乙")
    steps = [Step((0,), (0,)), Step((1,), (), 1)]
    assert split_off_end(steps, old, new) == (steps, None)


def test_what_was_exchanged_at_the_end_stands_after_what_stays_apart() -> None:
    old, new = paragraphs("甲", "乙", "丙"), paragraphs("甲", "丁")
    steps = [Step((0,), (0,)), Step((1,), (), 7), Step((2,), ()), Step((), (1,))]
    assert split_off_end(steps, old, new) == ([Step((0,), (0,)), Step((1,), (), 7)], StoryEnd(Step((), ()), (2,), (1,)))
