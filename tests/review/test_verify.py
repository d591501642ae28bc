"""`verify` has a plain answer for each case, and `review` says the same."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import docx
import pytest

from drafter.ooxml.container import pack
from drafter.ooxml.package import open_package
from drafter.writers.docx.write import docx_bytes
from tests.review.helpers import BODY, BOOKMARK, TERM, drafted, edited, reviewed, run, span
from tests.tools import draft, sample

PAY, LATE = "cost-payment-term", "cost-late-payment"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A contract as it went out."""
    return drafted(tmp_path_factory.mktemp("sent"), "lite-below-threshold")


def with_part(path: Path, to: Path, part: str, old: bytes, new: bytes) -> Path:
    """Write a contract with one of its parts changed."""
    parts = dict(open_package(path))
    assert old in parts[part]
    to.write_bytes(pack({**parts, part: parts[part].replace(old, new)}))
    return to


def test_an_untouched_file_is_identical_also_when_it_was_only_packed_otherwise(sent: Path, tmp_path: Path) -> None:
    assert run("verify", sent) == (0, "identical to what was generated\n")
    stream = io.BytesIO()
    docx.Document(str(sent)).save(stream)
    (tmp_path / "r.docx").write_bytes(stream.getvalue())
    assert (tmp_path / "r.docx").read_bytes() != sent.read_bytes()
    assert run("verify", tmp_path / "r.docx") == (0, "identical to what was generated\n")


def test_the_words_that_were_changed_are_said_before_and_after(sent: Path, tmp_path: Path) -> None:
    code, out = run("verify", edited(sent, tmp_path / "r.docx", (TERM, "15日", "90日"), drop=LATE), language="zh")
    lines = out.splitlines()
    assert (code, lines[0]) == (1, f"被改动的条款: {PAY}")
    assert (lines[1].replace("15日", "90日").replace("  -", "  +"), lines[1].count("15日")) == (lines[2], 1)
    assert lines[3] == f"被删除的条款: {LATE}"
    assert all(line.startswith("  - ") for line in lines[4:-1])
    assert lines[-1].startswith("共 ")
    found = json.loads(run("verify", tmp_path / "r.docx", "--json")[1])
    assert (found["case"], found["changed"], found["removed"], found["added"], found["outside"]) == ("changed", [PAY], [LATE], [], [])


def test_a_style_changed_by_hand_is_no_word_but_said(sent: Path, tmp_path: Path) -> None:
    came = with_part(sent, tmp_path / "r.docx", "word/styles.xml", b'<w:sz w:val="', b'<w:sz w:val="1')
    code, out = run("verify", came)
    assert code == 1
    assert "not a word was changed, but other parts of the file are not as generated" in out
    assert "what else differs: word/styles.xml" in out


def test_what_another_program_saved_is_told_from_what_a_person_changed(sent: Path, tmp_path: Path) -> None:
    came = with_part(sent, tmp_path / "r.docx", "docProps/app.xml", b">drafter<", b">WPS Office<")
    came = with_part(
        came, came, "word/settings.xml", b"</w:settings>", b'<!-- written by somebody --><w:zoom w:percent="90"/></w:settings>'
    )
    code, out = run("verify", came)
    assert (code, out.splitlines()[0]) == (0, "saved by WPS Office; not a word, number or reference was changed")
    assert reviewed(came) == {}


def test_numbers_that_are_printed_otherwise_are_a_change(sent: Path, tmp_path: Path) -> None:
    came = with_part(sent, tmp_path / "r.docx", "word/numbering.xml", "第%1条".encode(), "第%1款".encode())
    code, out = run("verify", came, language="zh")
    assert code == 1
    assert re.search("- 第[一二三]+条.*\n  \\+ 第[一二三]+款", out)


def test_a_file_that_lost_its_provenance_is_judged_by_its_text(sent: Path, tmp_path: Path) -> None:
    parts = {n: BOOKMARK.sub(b"", c) if n == BODY else c for n, c in open_package(sent).without({"customXml/item1.xml"}).items()}
    (tmp_path / "lost.docx").write_bytes(pack(parts))
    code, out = run("verify", tmp_path / "lost.docx")
    assert code == 2
    assert "--against" in out
    code, out = run("verify", tmp_path / "lost.docx", "--against", sent)
    assert (code, out.splitlines()[0]) == (0, "the file has lost its provenance; judged by its text, against what was sent")
    assert "not a word" in out
    body = parts[BODY].decode()
    start, _ = span(open_package(sent)[BODY].decode(), PAY)
    at = body.index("15日", body.index(TERM))
    assert start
    (tmp_path / "c.docx").write_bytes(pack({**parts, BODY: (body[:at] + "90日" + body[at + 3 :]).encode()}))
    assert json.loads(run("verify", tmp_path / "c.docx", "--against", sent, "--json")[1])["changed"] == [PAY]


def test_a_final_is_held_against_a_final(tmp_path: Path) -> None:
    path = tmp_path / "final.docx"
    path.write_bytes(docx_bytes(draft(sample("m1-social-insurance"), final=True)))
    assert reviewed(path) == {}
    assert run("verify", path)[0] == 0
