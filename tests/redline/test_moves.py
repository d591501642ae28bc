"""Paragraphs that moved and were edited: the move is a move, the edit is marked in it, in the file, the list, the page and the review."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.ooxml.container import pack
from drafter.ooxml.package import Package
from drafter.ooxml.text import read_paragraphs
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.page.labels import kind_of
from drafter.redline.revisions.accept_reject import Selection, accept_reject
from drafter.redline.revisions.listed import revisions
from drafter.review.items import edit_of, with_moves
from tests.redline.build import package, paragraph, run
from tests.tools import need, validation_errors, validator

STAFF, OTHERS = (
    "乙方应当派驻不少于六名工程师，更换人员须经甲方书面同意。",
    ["乙方负责日常巡检。", "甲方按季度考核服务质量。", "双方每月召开一次例会。"],
)
EDITS = {
    "a number": STAFF.replace("六", "八"),
    "words put in": STAFF.replace("工程师", "持证工程师"),
    "words taken out": STAFF.replace("书面", ""),
    "at the end": STAFF.replace("书面同意。", "书面同意后方可。"),
}


def file(*texts: str) -> Package:
    return package("".join(paragraph(run(text)) for text in texts))


def texts(read: Package) -> list[str]:
    return [p.text for p in read_paragraphs(read)]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_inside_a_moved_paragraph_is_marked(edit: str, tmp_path: Path) -> None:
    old, new = file(STAFF, *OTHERS), file(*OTHERS, EDITS[edit])
    redline = tracked(compare(old, new), "Supplier")
    found = revisions(redline)
    [move] = [r for r in found if r.kind == "move"]
    assert (move.before.strip("¶"), move.after.strip("¶")) == (STAFF, EDITS[edit])
    assert kind_of(move).zh == "移动并修改"
    assert len(found) > 1
    assert texts(accept_reject(redline, "accept").package) == texts(new)
    assert texts(accept_reject(redline, "reject").package) == texts(old)
    (tmp_path / "r.docx").write_bytes(pack(redline))
    need(validator(), "the validator")
    assert validation_errors(tmp_path / "r.docx") == []


def test_the_move_can_be_accepted_and_the_edit_in_it_rejected() -> None:
    redline = tracked(compare(file(STAFF, *OTHERS), file(*OTHERS, EDITS["a number"])), "Supplier")
    edits = frozenset(r.number for r in revisions(redline) if r.kind != "move")
    done = accept_reject(accept_reject(redline, "reject", Selection(numbers=edits)).package, "accept").package
    assert texts(done) == [*OTHERS, STAFF]


def test_a_paragraph_that_only_moved_is_one_change() -> None:
    [move] = revisions(tracked(compare(file(STAFF, *OTHERS), file(*OTHERS, STAFF)), "Supplier"))
    assert (move.kind, move.edited, kind_of(move).en) == ("move", False, "moved")


def test_a_review_tells_a_move_as_a_move_with_the_edit_in_it() -> None:
    [edit, other] = with_moves([edit_of(STAFF, ""), edit_of("", EDITS["a number"]), edit_of("", "短。")])
    assert (edit.moved, edit.before, edit.after) == (True, STAFF, EDITS["a number"])
    assert [s for s in edit.spans if s[0] != "same"] == [("deleted", "六"), ("inserted", "八")]
    assert not other.moved


def test_hints_of_fonts_languages_and_proofing_are_no_change() -> None:
    noise = '<w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/><w:noProof/>'
    old, new = package(paragraph(run(STAFF))), package(paragraph(run(STAFF, noise)))
    fonts = [package(paragraph(run(STAFF, f'<w:rFonts w:ascii="Arial"{hint}/>'))) for hint in ("", ' w:hint="eastAsia"')]
    assert [revisions(tracked(compare(*pair), "x")) for pair in ((old, new), (new, old), fonts)] == [(), (), ()]
    other = package(paragraph(run(STAFF, '<w:rFonts w:ascii="Times"/>')))
    assert [r.kind for r in revisions(tracked(compare(fonts[0], other), "x"))] == ["format"]
