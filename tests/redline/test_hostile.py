"""Files made to do harm, or made badly: a message or a result, never anything else."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.cli.main import drafter
from drafter.errors import FileError
from drafter.ooxml.container import pack
from drafter.ooxml.package import read_package
from drafter.redline.revisions.accept_reject import Verdict, accept_reject
from drafter.redline.revisions.listed import revisions
from tests.redline.build import by, cell, dele, ending, ins, lines, package, paragraph, row, run, table

VERDICTS: tuple[Verdict, ...] = ("accept", "reject")
MANY = 10_000
_NAMES = (
    "p", "r", "t", "pPr", "rPr", "ins", "del", "moveFrom", "moveTo", "delText", "tbl", "tr", "tc", "trPr", "tcPr", "tblPr", "tblGrid",
    "sdt", "sdtPr", "sdtContent", "tag", "sectPr", "numPr", "fldChar", "instrText", "hyperlink", "cellIns", "cellDel", "cellMerge",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "tblPrEx", "tblPrExChange",
    "numberingChange", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart",
    "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd",
    "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "footnoteReference", "txbxContent",
    "drawing", "smartTag", "customXml", "body",
)  # fmt: skip
_OTHER = ("m:oMath", "m:r", "m:t", "m:e", "m:sSup", "m:sSupPr", "m:ctrlPr", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "v:textbox")
_attributes = st.tuples(st.integers(0, 2), st.sampled_from(("甲", "乙", "")), st.sampled_from(("begin", "separate", "end", "rest", "x")))


def _element(kind: str, attributes: tuple[int, str, str], inner: list[str]) -> str:
    number, author, word = attributes
    said = f'w:id="{number}" w:author="{author}" w:name="m{number}" w:fldCharType="{word}" w:vMerge="{word}" w:val="{word}"'
    text = "字" if kind in ("w:t", "w:delText", "m:t") else ""
    return f"<{kind} {said}>{text}{''.join(inner)}</{kind}>"


_kinds = st.sampled_from([f"w:{n}" for n in _NAMES] + list(_OTHER))
_trees = st.recursive(
    st.builds(_element, _kinds, _attributes, st.just([])),
    lambda inner: st.builds(_element, _kinds, _attributes, st.lists(inner, max_size=5)),
    max_leaves=40,
)


@settings(max_examples=int(os.environ.get("DRAFTER_FUZZ", "500")), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_trees, max_size=4), st.sampled_from(VERDICTS))
def test_any_tangle_of_marks_is_settled_for_good(trees: list[str], verdict: Verdict) -> None:
    """No schema allows these trees, so a mark may come to light only when another is settled; it is settled with it all the same."""
    parts = package("".join(trees), footnotes="".join(trees[:1]))
    once = accept_reject(parts, verdict)
    assert len(once.changes) >= len(revisions(parts))
    assert (revisions(once.package), once.left) == ((), 0)
    assert accept_reject(once.package, verdict).package == once.package


def test_an_anchor_that_holds_a_row_goes_as_a_row_and_stays_as_an_anchor() -> None:
    """Found by the test above: what is to go was itself among what is to stay, and was put before itself."""
    tangle = '<m:ctrlPr><w:moveFromRangeStart w:id="0" w:name="m"><w:trPr><w:ins w:id="1"/></w:trPr></w:moveFromRangeStart></m:ctrlPr>'
    for verdict in VERDICTS:
        done = accept_reject(package(tangle), verdict)
        assert (done.left, revisions(done.package)) == (0, ())


def test_a_mark_that_comes_to_light_with_another_is_settled_with_it() -> None:
    twice = f"<w:p><w:pPr><w:rPr>{ending('ins')}</w:rPr></w:pPr><w:pPr><w:rPr>{ending('ins', '甲方')}</w:rPr></w:pPr>{run('a')}</w:p>"
    done = accept_reject(package(twice), "accept")
    assert [r.author for r in done.changes] == ["乙方", "甲方"]
    assert (done.left, revisions(done.package)) == (0, ())


@settings(max_examples=int(os.environ.get("DRAFTER_FUZZ", "200")), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0), st.integers(0, 255), st.booleans())
def test_a_file_with_a_wrong_byte_is_read_or_refused(at: int, byte: int, cut: bool) -> None:
    data = bytearray(
        pack(package(paragraph(ins(run("甲")), dele("乙")), footnotes=f'<w:footnote w:id="2">{paragraph(ins(run("a")))}</w:footnote>'))
    )
    data[at % len(data)] = byte
    try:
        revisions(read_package(bytes(data[: at % len(data)]) if cut else bytes(data), "合同.docx"))
    except FileError as problem:
        assert problem.findings[0].what.zh


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _deep(levels: int) -> bytes:
    return package("<w:sdt><w:sdtContent>" * levels + "</w:sdtContent></w:sdt>" * levels)["word/document.xml"]


_DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b">]><w/>'
BAD = {
    "not a zip": b"hello",
    "old or encrypted": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "cut short": pack(package(paragraph(run("a"))))[:-40],
    "no body": _zip({"[Content_Types].xml": b"<a/>"}),
    "too deep": _zip({**package(""), "word/document.xml": _deep(50_000)}),
    "entities": _zip({**package(""), "word/comments.xml": _DOCTYPE}),
    "not XML": _zip({**package(""), "word/header1.xml": b"<w:hdr"}),
    "a bomb": _zip({**package(""), "word/document.xml": b"<a>" + b" " * 40_000_000 + b"</a>"}),
    "a way out": _zip({**package(""), "../x.xml": b"<a/>"}),
}


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("command", ["revisions", "accept", "reject"])
def test_bad_files_are_refused_in_words_and_nothing_is_written(name: str, command: str, tmp_path: Path) -> None:
    path, out = tmp_path / "in.docx", tmp_path / "out.docx"
    path.write_bytes(BAD[name])
    done = CliRunner().invoke(drafter, [command, str(path), *(["-o", str(out)] if command != "revisions" else [])])
    assert isinstance(done.exception, FileError)
    assert not out.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.docx"]


def _settled(body: str) -> dict[Verdict, list[str]]:
    return {verdict: lines(accept_reject(package(body), verdict).package) for verdict in VERDICTS}


def test_very_many_paragraphs_join() -> None:
    body = paragraph(run("a"), mark=ending("del")) * MANY + paragraph(run("b"))
    assert _settled(body)["accept"] == ["a" * MANY + "b"]


def test_very_many_paragraphs_go_from_the_end() -> None:
    body = paragraph(run("a")) + paragraph(ins(run("b")), mark=ending("ins")) * MANY
    assert _settled(body)["reject"] == ["a"]


def test_very_many_rows_go() -> None:
    body = table(row(cell(paragraph(run("a")))), row(cell(paragraph(dele("b"))), mark=ending("del")) * MANY)
    assert _settled(body)["accept"] == ["a"]


def test_very_many_changes_in_one_paragraph() -> None:
    body = paragraph((dele("a") + run("b") + ins(run("c"))) * MANY)
    assert _settled(body) == {"accept": ["bc" * MANY], "reject": ["ab" * MANY]}


@pytest.mark.parametrize("after", ["", paragraph(run("a"))])
def test_very_many_comments_stay_when_their_rows_and_paragraphs_go(after: str) -> None:
    comment = '<w:r><w:commentReference w:id="1"/></w:r>'
    body = paragraph(run("x")) + table(row(cell(paragraph(comment)), mark=ending("ins")) * MANY) + after
    body += paragraph(comment, mark=ending("ins")) * MANY
    parts = accept_reject(package(body), "reject").package
    assert parts["word/document.xml"].count(b"commentReference") == 2 * MANY
    assert lines(parts) == ["x"] + ["a"] * bool(after)


def test_ranges_that_never_end_do_not_pile_up() -> None:
    start = f"<w:customXmlInsRangeStart {by('乙方')}/>"
    starts = "".join(start.replace('w:id="1"', f'w:id="{n}"') for n in range(MANY))
    moves = "".join(f'<w:moveFromRangeStart w:id="{n}" w:name="m{n}"/>' for n in range(MANY))
    controls = f"<w:sdt><w:sdtContent>{paragraph(run('a'))}</w:sdtContent></w:sdt>" * MANY
    assert _settled(starts + moves + controls)["reject"] == ["a"] * MANY


def test_styles_that_rest_on_each_other() -> None:
    styles = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % MANY}"/></w:style>' for n in range(MANY))
    assert len(revisions(package(paragraph(ins(run("a"))), styles=styles))) == 1


def test_five_megabytes_in_one_paragraph() -> None:
    body = paragraph(run("字" * 1_700_000), ins(run("a")))
    assert _settled(body)["accept"] == ["字" * 1_700_000 + "a"]
