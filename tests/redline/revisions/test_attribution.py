"""Who made a change that a comparison found."""

from __future__ import annotations

from drafter.ooxml.clause_at import ClauseTracker
from drafter.redline.revisions.attribution import Attribution, _windows
from drafter.redline.revisions.find import find_changes
from drafter.redline.revisions.marked_text import read_marked_text
from tests.redline.build import dele, ins, paragraph, run
from tests.redline.revisions.made import story


def authors(ours: str, theirs: str) -> list[str | None]:
    """Return the names of the authors of our changes by the marks in theirs."""
    made = story(paragraph(ours))
    attribution = Attribution(read_marked_text(made), read_marked_text(story(paragraph(theirs))))
    found = [attribution.author(change) for change in find_changes(made, ClauseTracker())]
    return [author[0] if author else None for author in found]


def test_the_same_marks_by_another_hand() -> None:
    ours = run("付款") + dele("15", "我") + ins(run("30"), "我") + run("日")
    assert authors(ours, run("付款") + dele("15", "乙方") + ins(run("30"), "乙方") + run("日")) == ["乙方"]


def test_the_same_edit_told_in_another_way() -> None:
    ours = run("甲") + ins(run("乙"), "我") + run("甲")  # 甲乙甲 from 甲甲
    assert authors(ours, run("甲") + ins(run("乙甲"), "丙方") + dele("甲", "丙方")) == ["丙方"]
    assert authors(ours, dele("甲", "丙方") + ins(run("甲乙"), "丙方") + run("甲")) == ["丙方"]


def test_what_two_people_did_together_is_nobodys() -> None:
    ours = run("付款") + dele("15", "我") + ins(run("30"), "我") + run("日")
    assert authors(ours, run("付款") + dele("15", "乙方") + ins(run("30"), "丙方") + run("日")) == [None]


def test_what_was_not_tracked_is_nobodys() -> None:
    ours = run("付款") + dele("15", "我") + ins(run("30"), "我") + run("日")
    assert authors(ours, run("付款30日")) == [None]


def test_a_file_that_reads_otherwise_explains_nothing() -> None:
    ours = run("付款") + ins(run("30"), "我") + run("日")
    assert authors(ours, run("付款") + ins(run("60"), "乙方") + run("日")) == [None]


def test_windows_take_what_was_deleted_beside_on_both_sides_on_either_and_on_none() -> None:
    theirs = read_marked_text(story(paragraph(run("甲") + dele("一") + run("乙") + dele("二") + run("丙"))))
    texts = ["".join(c.text for c in theirs.characters[low:high]) for low, high in _windows(theirs, 1, 2)]
    assert texts == ["一乙二", "乙二", "一乙", "乙"]


def test_where_nothing_is_accepted_there_is_one_window() -> None:
    theirs = read_marked_text(story(paragraph(run("甲") + dele("一") + run("丙"))))
    assert list(_windows(theirs, 1, 1)) == [(1, 2)]
