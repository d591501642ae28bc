"""The rules by which a mark belongs to a change, each, and their order."""

from __future__ import annotations

import pytest

from drafter.redline.revisions.belonging import (
    FIELD_PART_RULES,
    RULES,
    Surroundings,
    bearer_of,
    like_mark_beside,
    neighbour_of,
    with_beginning_of_field,
    within_moved_range,
    within_tracked_row,
)
from drafter.redline.revisions.change import Change, Family, new_change
from tests.redline.build import by
from tests.redline.revisions.made import element


def mark(kind: str, author: str = "乙方") -> str:
    return f"<w:{kind} {by(author)}/>"


INS, DEL, MOVED = element(mark("ins")), element(mark("del")), element(mark("moveTo"))


def change(family: Family = "words") -> Change:
    return new_change(element(mark("ins")), "", family)


def test_words_in_a_moved_range_are_the_move_whoever_they_are_by() -> None:
    around, move = Surroundings(), change("move")
    around.open_range("moveTo", "7", move)
    assert within_moved_range(around, MOVED) is move
    assert within_moved_range(around, element(mark("moveTo", "丙方"))) is move
    assert within_moved_range(around, INS) is None
    assert around.close_range("moveTo", "7") is move
    assert within_moved_range(around, MOVED) is None


def test_of_ranges_in_each_other_the_last_that_was_opened_counts() -> None:
    around, outer, inner = Surroundings(), change("move"), change("move")
    around.open_range("moveTo", "1", outer)
    around.open_range("moveTo", "2", inner)
    assert within_moved_range(around, MOVED) is inner
    around.close_range("moveTo", "2")
    assert within_moved_range(around, MOVED) is outer


def test_words_of_a_row_are_the_row_when_it_has_the_same_author_and_kind() -> None:
    around, row = Surroundings(), change("row")
    around.rows.append((bearer_of(INS), row))
    assert within_tracked_row(around, INS) is row
    assert within_tracked_row(around, DEL) is None
    assert within_tracked_row(around, element(mark("ins", "丙方"))) is None


def test_the_parts_of_a_field_go_with_its_beginning() -> None:
    around, field = Surroundings(), change()
    assert with_beginning_of_field(around, INS) is None
    around.fields.append({bearer_of(INS): field})
    assert with_beginning_of_field(around, INS) is field
    assert with_beginning_of_field(around, DEL) is None


def test_a_mark_goes_on_with_one_of_the_same_author_and_date_right_before() -> None:
    around, before = Surroundings(), change()
    around.beside[neighbour_of(INS)] = before
    assert like_mark_beside(around, DEL) is before  # together they are a replacement
    assert like_mark_beside(around, MOVED) is None
    assert like_mark_beside(around, element(mark("ins", "丙方"))) is None


def test_formats_beside_each_other_are_one_when_they_changed_alike() -> None:
    bold = f"<w:rPrChange {by('乙方')}><w:rPr><w:b/></w:rPr></w:rPrChange>"
    assert neighbour_of(element(f"<w:rPr>{bold}</w:rPr>")[0]) == neighbour_of(element(f"<w:rPr>{bold}</w:rPr>")[0])
    assert neighbour_of(element(f"<w:rPr>{bold}</w:rPr>")[0]) != neighbour_of(element(f"<w:rPr><w:i/>{bold}</w:rPr>")[0])


def test_the_rules_are_asked_in_this_order() -> None:
    assert (within_moved_range, within_tracked_row, like_mark_beside) == RULES
    assert (within_moved_range, within_tracked_row, with_beginning_of_field, like_mark_beside) == FIELD_PART_RULES


@pytest.mark.parametrize("rules", [RULES, FIELD_PART_RULES])
def test_the_first_rule_that_knows_decides(rules: tuple[object, ...]) -> None:
    around, is_field_part = Surroundings(), rules is FIELD_PART_RULES
    move, row, field, beside = change("move"), change("row"), change(), change()
    around.beside[neighbour_of(INS)] = beside
    assert around.change_of(INS, is_field_part) is beside
    around.fields.append({bearer_of(INS): field})
    assert around.change_of(INS, is_field_part) is (field if is_field_part else beside)
    around.rows.append((bearer_of(INS), row))
    assert around.change_of(INS, is_field_part) is row
    around.open_range("ins", "1", move)
    assert around.change_of(INS, is_field_part) is move


def test_a_text_box_stands_apart_from_the_sentence_it_hangs_on() -> None:
    around, row = Surroundings(), change("row")
    around.rows.append((bearer_of(INS), row))
    with around.apart():
        assert around.change_of(INS, False) is None
    assert around.change_of(INS, False) is row
