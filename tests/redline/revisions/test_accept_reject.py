"""Accepting and rejecting: every kind of change, all of them, some of them, twice, and files made to do harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from drafter.files import write_whole
from drafter.ooxml.container import pack
from drafter.ooxml.names import W
from drafter.ooxml.package import Package, open_package, read_package
from drafter.redline.revisions.accept_reject import Selection, Verdict, accept_reject
from drafter.redline.revisions.listed import changes_by_part, revisions
from drafter.writers.pdf.office import convert, office
from tests.redline.build import STRICT, by, cell, dele, ending, inner, ins, lines, package, paragraph, parts, row, run, table
from tests.redline.cases import CASES
from tests.redline.generated import AUTHORS, Text, texts
from tests.tools import ROOT, need, validation_errors, validator

VERDICTS: tuple[Verdict, ...] = ("accept", "reject")
_SOME = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("name", CASES)
def test_each_kind_accepted(name: str) -> None:
    done = accept_reject(package(CASES[name].body), "accept")
    assert inner(done.package) == inner(package(CASES[name].accepted))
    assert (done.left, len(done.changes)) == (0, len(CASES[name].listed))


@pytest.mark.parametrize("name", CASES)
def test_each_kind_rejected(name: str) -> None:
    done = accept_reject(package(CASES[name].body), "reject")
    assert inner(done.package) == inner(package(CASES[name].rejected))
    assert revisions(done.package) == ()


@pytest.mark.parametrize("name", CASES)
def test_changes_found_once_are_settled_either_way(name: str) -> None:
    word = package(CASES[name].body)
    found = changes_by_part(word)
    for verdict in VERDICTS:
        known, anew = accept_reject(word, verdict, found=found), accept_reject(package(CASES[name].body), verdict)
        assert (inner(known.package), known.changes, known.left) == (inner(anew.package), anew.changes, anew.left)
    assert inner(word) == inner(package(CASES[name].body))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_kind_one_by_one_in_either_order(name: str, verdict: Verdict) -> None:
    wanted = inner(accept_reject(package(CASES[name].body), verdict).package)
    for at in (0, -1):
        word = package(CASES[name].body)
        while found := revisions(word):
            word = accept_reject(word, verdict, Selection(numbers=frozenset({found[at].number}))).package
        assert inner(word) == wanted


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_strict_files_are_settled_like_others(name: str, verdict: Verdict) -> None:
    case = CASES[name]
    done = accept_reject(package(case.body, STRICT), verdict)
    assert inner(done.package) == inner(package({"accept": case.accepted, "reject": case.rejected}[verdict]))


@_SOME
@given(texts, st.sampled_from(VERDICTS))
def test_all_settled_is_what_was_meant(text: Text, verdict: Verdict) -> None:
    done = accept_reject(package(text.xml + paragraph(run("末"))), verdict)
    assert lines(done.package) == [*text.reads(verdict), "末"]
    assert done.left == 0


@_SOME
@given(texts, st.sampled_from(VERDICTS))
def test_settled_twice_is_settled_once(text: Text, verdict: Verdict) -> None:
    once = accept_reject(package(text.xml), verdict).package
    again = [accept_reject(once, v).package for v in (verdict, "accept", "reject")]
    assert all(parts == once for parts in again)
    assert revisions(once) == ()


@_SOME
@given(texts, st.sampled_from(VERDICTS), st.permutations(AUTHORS))
def test_author_by_author_is_all(text: Text, verdict: Verdict, authors: list[str]) -> None:
    word = package(text.xml)
    for author in authors:
        word = accept_reject(word, verdict, Selection(authors=frozenset({author}))).package
        assert author not in {r.author for r in revisions(word)}
    assert inner(word) == inner(accept_reject(package(text.xml), verdict).package)


@_SOME
@given(texts, st.sampled_from(VERDICTS), st.randoms())
def test_change_by_change_in_any_order_is_all(text: Text, verdict: Verdict, random: st.random.Random) -> None:
    word = package(text.xml)
    while found := revisions(word):
        some = frozenset(random.sample(range(1, len(found) + 1), random.randint(1, len(found))))
        word = accept_reject(word, verdict, Selection(numbers=some)).package
    assert inner(word) == inner(accept_reject(package(text.xml), verdict).package)


@_SOME
@given(texts, st.sampled_from(VERDICTS), st.sampled_from(AUTHORS))
def test_what_is_not_chosen_stays(text: Text, verdict: Verdict, author: str) -> None:
    word = package(text.xml)
    done = accept_reject(word, verdict, Selection(authors=frozenset({author})))
    assert {r.author for r in done.changes} <= {author}
    assert len(done.changes) + done.left == len(revisions(word))
    if not done.changes:
        assert done.package == word


def test_a_clause_is_settled_alone() -> None:
    changed = paragraph(dele("30"), ins(run("60")), run("日"))
    body = paragraph(run("第一条 付款")) + changed + paragraph(run("第二条 验收")) + changed
    done = accept_reject(package(body), "accept", Selection(clauses=frozenset({"第二条 验收"})))
    assert [(r.clause, r.number) for r in revisions(done.package)] == [("第一条 付款", 1)]
    assert lines(done.package) == ["第一条 付款", "3060日", "第二条 验收", "60日"]


def test_questions_are_asked_together() -> None:
    word = package(paragraph(ins(run("a")), run("-"), ins(run("b"), "甲方"), run("-"), ins(run("c"))))
    done = accept_reject(word, "reject", Selection(authors=frozenset({"乙方"}), numbers=frozenset({2, 3})))
    assert lines(done.package) == ["a-b-"]


def test_what_is_named_and_not_there_is_said() -> None:
    word = package(paragraph(ins(run("a"))))
    done = accept_reject(word, "accept", Selection(frozenset({"谁"}), frozenset({"x/y"}), frozenset({7})))
    assert [f.severity for f in done.unknown] == ["warning"] * 3
    assert "乙方" in done.unknown[0].remedy.zh
    assert done.package == word


def test_parts_without_changes_keep_their_bytes() -> None:
    sent = parts(paragraph(ins(run("a"))), header1=paragraph(run("页眉"))) | {"word/media/image1.png": b"\x89PNG"}
    done = accept_reject(Package(sent), "accept").package
    assert set(done) == set(sent)
    assert [name for name in sent if done[name] != sent[name]] == ["word/document.xml"]


def test_changes_in_every_part_are_settled() -> None:
    changed = paragraph(dele("旧"), ins(run("新")))
    note = f'<w:{{0}} w:id="2">{changed}</w:{{0}}>'
    word = package(
        paragraph('<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/></w:r>'), header1=changed, footer1=changed,
        footnotes=note.format("footnote"), endnotes=note.format("endnote"), comments=note.format("comment"),
    )  # fmt: skip
    for verdict, left in (("accept", "新"), ("reject", "旧")):
        done = accept_reject(word, verdict).package  # type: ignore[arg-type]
        for part in ("header1", "footer1", "footnotes", "endnotes", "comments"):
            assert paragraph(run(left)) in inner(done, f"word/{part}.xml")


def test_a_note_goes_with_its_last_reference_and_no_sooner() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnote w:id="-1"><w:p/></w:footnote><w:footnote w:id="2">{paragraph(run("注"))}</w:footnote>'
    gone = package(paragraph(run("甲"), f"<w:del {by('乙方')}>{reference}</w:del>"), footnotes=notes)
    assert inner(accept_reject(gone, "accept").package, "word/footnotes.xml") == '<w:footnote w:id="-1"><w:p/></w:footnote>'
    assert accept_reject(gone, "reject").package["word/footnotes.xml"] == gone["word/footnotes.xml"]
    twice = package(paragraph(reference, f"<w:del {by('乙方')}>{reference}</w:del>"), footnotes=notes)
    assert accept_reject(twice, "accept").package["word/footnotes.xml"] == twice["word/footnotes.xml"]


def test_an_end_goes_to_whoever_wrote_what_still_stands_before_it() -> None:
    body = paragraph(run("甲")) + paragraph(ins(run("乙"), "甲方"), mark=ending("ins"))
    half = accept_reject(package(body), "reject", Selection(authors=frozenset({"乙方"}))).package
    assert [(r.author, r.after) for r in revisions(half)] == [("甲方", "乙¶")]
    assert lines(accept_reject(half, "reject").package) == ["甲"]
    assert lines(accept_reject(half, "accept").package) == ["甲", "乙"]


def test_a_cell_never_loses_its_last_paragraph() -> None:
    body = table(row(cell(paragraph(dele("甲"), mark=ending("del")))))
    assert inner(accept_reject(package(body), "accept").package) == table(row(cell("<w:p/>")))


def test_utf16_parts_are_settled() -> None:
    made = parts(paragraph(ins(run("新"))))
    text = made["word/document.xml"].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    made["word/document.xml"] = text.encode("utf-16")
    assert lines(accept_reject(Package(made), "accept").package) == ["新"]


RP = ROOT.parent / "shared" / "redline" / "pairs" / "rp"
_PUBLISHED = sorted(RP.iterdir()) if RP.is_dir() else []


@pytest.mark.skipif(not _PUBLISHED, reason="the documents tracked in Word are not beside the project")
@pytest.mark.parametrize("pair", _PUBLISHED, ids=lambda p: p.name)
def test_documents_tracked_in_word_settle_as_published(pair: Path) -> None:
    from benchmarks.settle import judged, load_oracle

    assert [what for what, good in judged(load_oracle(RP.parents[1]), pair, validate=False) if not good] == []


@pytest.mark.parametrize("verdict", VERDICTS)
def test_settled_files_are_valid(verdict: Verdict, tmp_path: Path) -> None:
    need(validator(), "the Open XML SDK validator")
    skipped = {"section formatted", "number inserted", "cell inserted", "table formatted", "cells parted"}  # not whole without other parts
    body = "".join(case.body for name, case in CASES.items() if name not in skipped and "m1" not in case.body) + paragraph(run("末"))
    made = _distinct(body)
    before, after = tmp_path / "before.docx", tmp_path / "after.docx"
    before.write_bytes(pack(package(made)))
    write_whole(after, pack(accept_reject(open_package(before), verdict).package))
    known = {str(e["description"]) for e in validation_errors(before)}
    assert [e for e in validation_errors(after) if str(e["description"]) not in known] == []


def _distinct(body: str) -> str:
    """Return a body with ids that occur once, but for the two ends of ranges and comments."""
    root = package(body).body
    for number, mark in enumerate(
        root.iter(*(W + n for n in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tcPrChange"))), 1000
    ):
        mark.set(mark.tag[: mark.tag.index("}") + 1] + "id", str(number))
    return "".join(etree.tostring(child, encoding="unicode") for child in root[0])


def test_what_libreoffice_tracks_is_settled_as_it_was(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    names = (
        "replacement", "two authors side by side", "whole paragraph inserted", "paragraph split", "end of a paragraph deleted", "move",
        "row inserted", "row deleted", "run formatted", "paragraph formatted",
    )  # fmt: skip
    body = "".join(CASES[name].body for name in names)
    before = package(body + paragraph(run("末")))
    again = read_package(convert(pack(before), "docx", seconds=300), "again.docx")
    assert {r.kind for r in revisions(again)} == {r.kind for r in revisions(before)}
    for verdict in VERDICTS:
        assert lines(accept_reject(again, verdict).package) == lines(accept_reject(before, verdict).package)
        assert revisions(accept_reject(again, verdict).package) == ()
