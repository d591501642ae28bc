"""Two files compared: all accepted is the revised file, all rejected the original, and no more is marked than changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from drafter.ooxml.container import pack
from drafter.ooxml.package import Package
from drafter.ooxml.text import read_paragraphs
from drafter.redline.comparing.compare import compare
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.redline.revisions.listed import revisions
from tests.redline.build import package, paragraph, run
from tests.redline.compared import CLAUSES, PAIRS, WHEN, all_of, grid, redlined
from tests.redline.oracle import marks, read, size
from tests.redline.pairs import Edits, Text, edited, edits, texts
from tests.tools import need, validation_errors, validator

_MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
_COMMENTED = '<w:commentRangeStart w:id="{0}"/>{1}<w:commentRangeEnd w:id="{0}"/><w:r><w:commentReference w:id="{0}"/></w:r>'
_COMMENT = '<w:comment w:id="{}" w:author="律师"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comment>'
_BOOKMARKED = '<w:bookmarkStart w:id="5" w:name="{}"/>{}<w:bookmarkEnd w:id="5"/>'
_NOTE = '<w:footnote w:id="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote>'
_REFERRED = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
_HEADED = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'


def check_promise(before: Package, after: Package, made: Package) -> None:
    """Check that all accepted is the revised file and all rejected the original, by our reckoning and by another."""
    assert read(accept_reject(made, "accept").package) == read(made, "accept") == read(after)
    assert read(accept_reject(made, "reject").package) == read(made, "reject") == read(before)


@pytest.mark.parametrize("name", PAIRS)
def test_marks_what_changed_and_no_more(name: str) -> None:
    before, after = package(PAIRS[name].before), package(PAIRS[name].after)
    made = redlined(before, after)
    assert sorted(marks(made)) == sorted(PAIRS[name].marks)
    check_promise(before, after, made)


@pytest.mark.parametrize("name", PAIRS)
def test_the_other_way_round(name: str) -> None:
    before, after = package(PAIRS[name].after), package(PAIRS[name].before)
    made = redlined(before, after)
    check_promise(before, after, made)
    assert size(made) == size(redlined(after, before))


@_MANY
@given(texts, edits)
def test_any_edits_come_out_and_go_back(text: Text, changes: Edits) -> None:
    before, after = text.package, edited(text, changes).package
    check_promise(before, after, redlined(before, after))


@settings(_MANY, max_examples=60)
@given(texts, texts)
def test_any_two_documents_come_out_and_go_back(text: Text, other: Text) -> None:
    check_promise(text.package, other.package, redlined(text.package, other.package))


@settings(_MANY, max_examples=60)
@given(texts)
def test_a_file_against_itself_is_that_file(text: Text) -> None:
    made = redlined(text.package, text.package)
    assert size(made) == 0
    assert made == text.package


@settings(_MANY, max_examples=30)
@given(texts, edits)
def test_same_files_same_bytes(text: Text, changes: Edits) -> None:
    before, after = text.package, edited(text, changes).package
    assert pack(redlined(before, after)) == pack(redlined(before, after))


def everything() -> tuple[Package, Package]:
    """Return all pairs as one, but for the page, of which a file has one."""
    pairs = [PAIRS[name] for name in PAIRS if "page" not in name]
    return package("".join(p.before for p in pairs)), package("".join(p.after for p in pairs))


def test_marks_bear_the_author_the_date_and_numbers_of_their_own() -> None:
    made = redlined(*everything())["word/document.xml"].decode()
    starts = [piece.split(">", 1)[0] for piece in made.split('w:id="')[1:]]
    numbers = [start.split('"', 1)[0] for start in starts if f'w:author="乙方" w:date="{WHEN}"' in start]
    assert len(numbers) == len(set(numbers)) == made.count('w:author="') > 50
    assert not {start.split('"', 1)[0] for start in starts if "w:author" not in start and "w:name=" in start} & set(numbers) - {"1"}


def test_a_note_changed_inside_is_marked_inside() -> None:
    body = paragraph(run("以发票为准"), _REFERRED.format(2))
    before, after = (
        package(body, footnotes=_NOTE.format(2, "以税务机关认定为准。")),
        package(body, footnotes=_NOTE.format(2, "以税务机关核定为准。")),
    )
    made = redlined(before, after)
    assert (marks(made), marks(made, "word/footnotes.xml")) == ([], [("del", "认"), ("ins", "核")])
    check_promise(before, after, made)


def test_a_note_put_in_and_a_note_taken_out() -> None:
    notes = _NOTE.format(2, "另有约定的除外。") + _NOTE.format(3, "以核定为准。")
    first, last = paragraph(run("甲方付款"), "{}"), paragraph(run("乙方交付"), _REFERRED.format(3))
    with_both, with_one = (
        package(first.format(_REFERRED.format(2)) + last, footnotes=notes),
        package(first.format("") + last, footnotes=notes),
    )
    for before, after in ((with_one, with_both), (with_both, with_one)):
        check_promise(before, after, redlined(before, after))


@pytest.mark.parametrize(
    "inside", ["{}{}", "{}<w:t>和</w:t>{}", "<w:rPr><w:b/></w:rPr>{}{}", "{}<w:tab/>{}<w:t>，</w:t>", "<w:t>注</w:t>{}{}"]
)
def test_one_of_several_objects_in_a_run_put_in_and_taken_out(inside: str) -> None:
    notes = _NOTE.format(2, "另有约定的除外。") + _NOTE.format(3, "以核定为准。")
    one, two = ('<w:footnoteReference w:id="2"/>', '<w:footnoteReference w:id="3"/>')
    with_both = package(paragraph(run("甲方付款"), f"<w:r>{inside.format(one, two)}</w:r>"), footnotes=notes)
    for left in (inside.format(one, ""), inside.format("", two)):
        with_one = package(paragraph(run("甲方付款"), f"<w:r>{left}</w:r>"), footnotes=notes)
        for before, after in ((with_one, with_both), (with_both, with_one)):
            check_promise(before, after, redlined(before, after))


def test_a_header_changed_added_and_taken_away() -> None:
    body, bare = (
        package(all_of(*CLAUSES) + _HEADED, header1=paragraph(run("合同编号：2026-001"))),
        package(all_of(*CLAUSES) + "<w:sectPr/>"),
    )
    other = package(all_of(*CLAUSES) + _HEADED, header1=paragraph(run("合同编号：2026-002")))
    made = redlined(body, other)
    assert (marks(made), marks(made, "word/header1.xml")) == ([], [("del", "001"), ("ins", "002")])
    for before, after in ((body, other), (bare, body), (body, bare)):
        check_promise(before, after, redlined(before, after))


def test_bookmarks_of_both_files_are_kept() -> None:
    before, after = (package(paragraph(_BOOKMARKED.format(name, run(CLAUSES[0])))) for name in ("原名", "新名"))
    made = redlined(before, after)["word/document.xml"].decode()
    assert [made.count(f'w:name="{name}"') for name in ("原名", "新名")] == [1, 1]
    assert made.count("<w:bookmarkEnd ") == 2
    assert redlined(after, after) == after


_STYLE = '<w:style w:type="paragraph" w:styleId="{0}"{1}><w:name w:val="{0}"/><w:basedOn w:val="{2}"/>{3}</w:style>'
_BOLDER = "<w:rPr><w:b/></w:rPr>"


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        (_STYLE.format("a", ' w:default="1"', "a", ""), _STYLE.format("a", ' w:default="1"', "a", _BOLDER), "a"),
        (_STYLE.format("b", "", "c", "") + _STYLE.format("c", "", "b", ""), _STYLE.format("b", "", "c", "") + _STYLE.format("c", "", "b", _BOLDER), "c"),
        ("<w:docDefaults><w:rPrDefault/></w:docDefaults>", f"<w:docDefaults><w:rPrDefault>{_BOLDER}</w:rPrDefault></w:docDefaults>", "docDefaults"),
    ],
)  # fmt: skip
def test_definitions_that_change_what_is_read_are_reported(before: str, after: str, named: str) -> None:
    text = paragraph(run(CLAUSES[0]), properties='<w:pStyle w:val="b"/>')
    one, other = package(text, styles=before), package(text, styles=after)
    found = compare(one, other).findings
    assert [finding.code for finding in found] == ["style-changed"]
    assert found[0].what.zh.endswith(f"：{named}")


def test_comments_of_both_files_are_kept() -> None:
    said = _COMMENTED.format(1, run(CLAUSES[0]))
    before = package(paragraph(said) + all_of(*CLAUSES[1:]), comments=_COMMENT.format(1, "我方意见"))
    after = package(
        all_of(*CLAUSES[:3]) + paragraph(_COMMENTED.format(1, run(CLAUSES[3].replace("五", "三")))), comments=_COMMENT.format(1, "对方意见")
    )
    made = redlined(before, after)
    comments, body = made["word/comments.xml"].decode(), made["word/document.xml"].decode()
    assert "我方意见" in comments
    assert "对方意见" in comments
    assert [body.count(f"<w:{tag} ") for tag in ("commentRangeStart", "commentRangeEnd", "commentReference")] == [2, 2, 2]
    assert marks(made) == [("del", "五"), ("ins", "三")]
    check_promise(before, after, made)


def test_a_paragraph_moved_and_edited_shows_the_edit_inside() -> None:
    edited_clause = CLAUSES[1].replace("书面", "电子")
    before, after = package(all_of(*CLAUSES)), package(all_of(CLAUSES[0], CLAUSES[2], CLAUSES[3], edited_clause))
    made = redlined(before, after)
    kinds = {kind for kind, _ in marks(made)}
    assert kinds & {"moveFrom", "moveTo"}
    assert size(made) < 3 * len(CLAUSES[1])
    check_promise(before, after, made)


def test_one_of_two_equal_paragraphs_goes_along_with_one_that_moved() -> None:
    first, second, third = "第一条 甲方应当按期付款。", "发票由乙方在收到通知后开具。", "第二条 乙方应当按期交付全部成果。"
    before, after = package(all_of(first, second, first, third, "末")), package(all_of(third, second, first, "末"))
    for one, other in ((before, after), (after, before)):
        check_promise(one, other, redlined(one, other))


def test_a_table_that_stays_while_a_clause_passes_it() -> None:
    rows = [f"{n}|第{n}项设备|{n}00.00" for n in range(1, 9)]
    short = paragraph(run("本附件是合同不可分割的组成部分，与合同正文具有同等效力。"))
    before, after = package(short + grid(*rows)), package(grid(*rows[:7], "8|第八项设备|800.00") + short + paragraph(run("完")))
    made = redlined(before, after)
    assert "row" not in {said for _, said in marks(made)}
    check_promise(before, after, made)


def test_word_can_open_it(tmp_path: Path) -> None:
    need(validator(), "Microsoft's Open XML SDK validator")
    before, after = everything()
    told = []
    for number, parts in enumerate((before, after, redlined(before, after))):
        path = tmp_path / f"{number}.docx"
        path.write_bytes(pack(parts))
        told.append({str(e["description"]) for e in validation_errors(path)})
    assert told[2] <= told[0] | told[1]


def test_a_block_merged_in_on_opening_that_is_gone_is_reported() -> None:
    kept, chunk = (
        paragraph(run("甲方付款。")),
        '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>',
    )
    [found] = compare(package(kept + chunk + kept), package(kept + kept)).findings
    assert (found.severity, found.code) == ("warning", "block-changed")


@pytest.mark.parametrize("sign", ["\u200d", ""])
def test_the_sign_that_libreoffice_leaves_in_an_empty_row_is_no_change(sign: str) -> None:
    before, after = package(grid("条目|说明", "|")), package(grid("条目|说明", f"{sign}|"))
    assert (revisions(redlined(before, after)), revisions(redlined(after, before))) == ((), ())
    assert [p.text for p in read_paragraphs(before)] == [p.text for p in read_paragraphs(after)]


def test_a_sign_that_somebody_wrote_between_letters_is_one() -> None:
    before, after = package(paragraph(run("ab"))), package(paragraph(run("a\u200db")))
    assert revisions(redlined(before, after))


def test_a_cell_with_that_sign_takes_words() -> None:
    before, after = package(grid("条目|说明", "\u200d|")), package(grid("条目|说明", "期限|"))
    made = redlined(before, after)
    assert marks(made) == [("ins", "期限")]
    assert read(made, "accept") == read(after)


@pytest.mark.parametrize(("reading", "base"), [("かんじ", "漢字"), ("よみ", "文字")])
def test_a_reading_above_characters_is_told_once(reading: str, base: str) -> None:
    ruby = "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"
    before = package(paragraph(run("附"), ruby.format(run("もじ"), run("文字"))))
    after = package(paragraph(run("附"), ruby.format(run(reading), run(base))))
    [change] = revisions(redlined(before, after))
    assert (change.before, change.after) == ("文字(もじ)", f"{base}({reading})")
