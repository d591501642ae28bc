"""Text changed with tracking off is found; what is tracked, counted by Word or saved anew is not mistaken for it."""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.ooxml.container import pack
from drafter.ooxml.package import Package, read_package
from drafter.redline.comparing.diff import paired
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.redline.revisions.untracked import Untracked, untracked
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.office import convert, office
from tests.matrix import CASES as DRAFTS
from tests.matrix import drafted
from tests.redline.build import cell, dele, ins, package, paragraph, row, run, table
from tests.redline.cases import CASES
from tests.redline.generated import Line, Text, Words, texts
from tests.tools import need

_SOME = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def field(code: str, result: str) -> str:
    """Return a field with its result."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{separate}{run(result)}{end}"


def found(sent: str, returned: str) -> list[tuple[str, str]]:
    """Return the texts that differ untracked between two bodies."""
    return [(u.before, u.after) for u in untracked(package(sent), package(returned))]


def test_a_number_changed_with_tracking_off_is_found_among_tracked_changes() -> None:
    sent = paragraph(run("第八条 付款")) + paragraph(run("验收后30日内付款。")) + paragraph(run("逾期付款的，按日支付违约金。"))
    returned = (
        paragraph(run("第八条 付款"))
        + paragraph(run("验收后90日内付款。"))
        + paragraph(run("逾期付款的，"), dele("按日"), ins(run("按月")), run("支付违约金。"))
    )
    assert untracked(package(sent), package(returned)) == (Untracked("body", "第八条 付款", "验收后30日内付款。", "验收后90日内付款。"),)


def test_paragraphs_that_came_or_went_are_found() -> None:
    a, b, c = (paragraph(run(t)) for t in ("甲", "乙", "丙"))
    assert found(a + b + c, a + c) == [("乙", "")]
    assert found(a + c, a + b + c) == [("", "乙")]
    assert found(a + b + c, a + c + b) == [("乙", ""), ("", "乙")]


def test_cells_notes_headers_and_text_boxes_are_read() -> None:
    note = '<w:footnote w:id="2">{}</w:footnote>'
    refers = paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>')

    def made(text: str) -> Package:
        box = CASES["text box written twice"].accepted.replace("乙", text)
        body = table(row(cell(paragraph(run(f"表{text}"))))) + refers + box
        return package(
            body, footnotes=note.format(paragraph(run(f"注{text}"))), header1=paragraph(run(f"眉{text}")), footer1=paragraph(run("脚"))
        )

    assert [(u.story, u.before, u.after) for u in untracked(made("一"), made("二"))] == [
        ("body", "表一", "表二"),
        ("body", "甲一", "甲二"),
        ("notes", "注一", "注二"),
        ("headers", "眉一", "眉二"),
    ]


def test_headers_renamed_on_saving_are_the_same_headers() -> None:
    sent = package("", header1=paragraph(run("甲")), footer1=paragraph(run("乙")))
    renamed = {name.replace("header1", "header7"): content.replace(b"header1", b"header7") for name, content in sent.parts.items()}
    returned = Package(renamed)
    assert untracked(sent, returned) == ()


def test_a_field_brought_up_to_date_is_said_to_be_one() -> None:
    sent, returned = (package(paragraph(run("见"), field("REF a \\r", n), run("。"))) for n in ("第五条", "第六条"))
    assert untracked(sent, returned) == (Untracked("body", "", "见第五条。", "见第六条。", field=True),)


def test_text_typed_into_a_field_that_word_does_not_count_is_text() -> None:
    sent, returned = (package(paragraph(field("QUOTE x", n))) for n in ("30日", "90日"))
    assert [u.field for u in untracked(sent, returned)] == [False]


def test_a_field_that_refers_elsewhere_is_found() -> None:
    assert found(paragraph(field("REF a", "第五条")), paragraph(field("REF b", "第五条"))) == [("{REF a}", "{REF b}")]


def test_a_table_of_contents_through_many_paragraphs_is_one_field() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    sent = paragraph(begin, run("总则 1")) + paragraph(run("付款 2")) + end + paragraph(run("正文"))
    returned = paragraph(begin, run("总则 1")) + paragraph(run("付款 3")) + paragraph(run("保密 4")) + end + paragraph(run("正文"))
    assert all(u.field for u in untracked(package(sent), package(returned)))
    assert found(sent, returned.replace("正文", "正丈"))[0] == ("正文", "正丈")


def test_our_own_changes_may_still_stand() -> None:
    ours = paragraph(run("甲"), ins(run("乙"), "甲方"))
    theirs = paragraph(run("甲"), ins(run("乙"), "甲方"), dele("丙", "乙方")).replace("2026-03-02", "2026-03-09", 0)
    assert found(ours, ours) == []
    assert found(paragraph(run("甲"), ins(run("乙"), "甲方"), run("丙")), theirs) == []


def test_our_own_changes_settled_on_the_quiet_are_found() -> None:
    ours = paragraph(run("甲"), ins(run("乙"), "甲方"))
    assert found(ours, paragraph(run("甲"), run("乙"))) == [("甲", "甲乙")]
    assert found(ours, paragraph(run("甲"))) == [("甲乙", "甲")]


def test_other_runs_spaces_and_empty_paragraphs_are_no_change() -> None:
    assert found(paragraph(run("甲 乙"), run("丙")), paragraph() + paragraph(run("甲  乙丙 "))) == []


@_SOME
@given(texts)
def test_what_is_tracked_is_not_untracked(text: Text) -> None:
    returned = package(text.xml)
    assert untracked(accept_reject(returned, "reject").package, returned) == ()


@_SOME
@given(texts, st.data())
def test_what_is_untracked_is_found_whatever_is_tracked(text: Text, data: st.DataObject) -> None:
    secret = Line((Words("暗改", "", "", ""),), Words("", "", "", ""), False)
    lines = [n for n, part in enumerate(text.parts) if isinstance(part, tuple)]
    if not lines:
        return
    chosen = data.draw(st.sampled_from(lines))
    part = text.parts[chosen]
    assert isinstance(part, tuple)
    changed = Text((*text.parts[:chosen], (secret, *part), *text.parts[chosen + 1 :]))
    sent = accept_reject(package(text.xml), "reject").package
    assert any("暗改" in u.after for u in untracked(sent, package(changed.xml)))


@_SOME
@given(st.lists(st.sampled_from("abcdef")), st.lists(st.sampled_from("abcdef")))
def test_paired_lines_are_all_lines_in_order(before: list[str], after: list[str]) -> None:
    pairs = paired(before, after)
    assert [i for i, _ in pairs if i is not None] == list(range(len(before)))
    assert [j for _, j in pairs if j is not None] == list(range(len(after)))


def test_paired_texts_without_order_come_to_an_end() -> None:
    before = [f"{n * 7919 % 150}" for n in range(20_000)]
    after = [f"{n * 104729 % 150}" for n in range(20_000)]
    assert len(paired(before, after)) >= 20_000
    once = [str(n) for n in range(20_000)]
    assert len(paired(once, once[::-1])) >= 20_000


def test_a_contract_of_ours_is_itself() -> None:
    sent = read_package(docx_bytes(drafted(DRAFTS[0])), "a")
    assert untracked(sent, sent) == ()


def test_what_another_program_saved_is_the_same_text() -> None:
    need(office(), "LibreOffice")
    body = paragraph(run("第一条 付款"), '<w:bookmarkStart w:id="1" w:name="a"/>', run("30日"), '<w:bookmarkEnd w:id="1"/>')
    body += paragraph(run("见"), field("REF a \\h \\* MERGEFORMAT", "30日"), run("　甲\u00a0乙")) + table(row(cell(paragraph(run("表")))))
    body += CASES["replacement"].body + paragraph(run("末")) + '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    sent = package(body, header1=paragraph(run("眉")))
    again = read_package(convert(pack(sent), "docx", seconds=600), "b")
    assert [u for u in untracked(sent, again) if not u.field] == []


def test_an_untracked_edit_in_a_contract_of_ours_names_its_clause() -> None:
    sent = read_package(docx_bytes(drafted(DRAFTS[0])), "a")
    text = sent[sent.main].decode()
    at = text.index("<w:t ", re.search('w:name="[pfb]_', text).start())  # type: ignore[union-attr]
    changed = (text[:at] + text[at:].replace("</w:t>", "（暗改）</w:t>", 1)).encode()
    (only,) = untracked(sent, Package({**sent.parts, sent.main: changed}))
    assert only.clause
    assert only.after.replace("（暗改）", "") == only.before
