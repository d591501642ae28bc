"""Contracts brought up to date, in Chinese and English: an older library text, and last year's contract in another order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafter.language import Edition
from drafter.ooxml.container import pack
from drafter.ooxml.package import open_package
from drafter.redline.revisions.listed import revisions
from tests.review.helpers import BODY, drafted, edited, run, settled, span
from tests.tools import need, validation_errors, validator

SLA, ACCEPTANCE, PAY = "quality-sla", "quality-acceptance", "cost-payment-term"
DAYS = {"zh": ("15日", "20日"), "en": ("15 days", "20 days")}


@pytest.fixture(scope="module", params=["zh", "en"])
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Edition]:
    """A contract of today."""
    return drafted(tmp_path_factory.mktemp("sent"), "lite-below-threshold", request.param), request.param


def test_a_clause_of_an_older_library_is_brought_up_to_date(sent: tuple[Path, Edition], tmp_path: Path) -> None:
    path, edition = sent
    parts = dict(open_package(path))
    stale = rf'(clause="{SLA}" position="\w+" digest=")\w+'.encode()
    parts["customXml/item1.xml"] = re.sub(stale, rb"\g<1>0000", parts["customXml/item1.xml"])
    body = parts[BODY].decode()
    start, end = span(body, SLA)
    word, older = {"zh": ("乙方", "承包人"), "en": ("Party B", "The contractor")}[edition]
    at = body.index(word, start)
    assert at < end
    parts[BODY] = (body[:at] + older + body[at + len(word) :]).encode()
    (tmp_path / "old.docx").write_bytes(pack(parts))
    code, out = run("upgrade", tmp_path / "old.docx", "-o", tmp_path / "new.docx", "--author", "Buyer", language=edition)
    assert (code, out.splitlines()[0]) == (0, SLA)
    assert re.search(r"1 clauses of the contract changed|合同中 1 条有改动", out)
    found = revisions(open_package(tmp_path / "new.docx"))
    assert {(r.clause, r.author) for r in found} == {(SLA, "Buyer")}
    assert "条款库文本已更新" in open_package(tmp_path / "new.docx")["word/comments.xml"].decode()
    accepted = settled(tmp_path / "new.docx", "accept", tmp_path / "a.docx")
    assert older not in open_package(accepted)[BODY].decode()
    need(validator(), "the validator")
    assert [validation_errors(p) for p in (tmp_path / "new.docx", accepted)] == [[], []]


def test_clauses_that_only_moved_do_not_drown_what_changed(sent: tuple[Path, Edition], tmp_path: Path) -> None:
    path, edition = sent
    parts = dict(open_package(path))
    body = parts[BODY].decode()
    (a, b), (c, d) = sorted((span(body, SLA), span(body, ACCEPTANCE)))
    parts[BODY] = (body[:a] + body[c:d] + body[b:c] + body[a:b] + body[d:]).encode()
    (tmp_path / "last.docx").write_bytes(pack(parts))
    this = edited(path, tmp_path / "this.docx", (f"§{PAY}", *DAYS[edition]))
    code, out = run("renew", tmp_path / "last.docx", this, "-o", tmp_path / "renewed.docx")
    assert code == 0
    assert re.search(r"1 clauses changed, \d clauses only moved", out)
    assert [r.clause for r in revisions(open_package(tmp_path / "renewed.docx"))] == [PAY]
    assert run("renew", tmp_path / "last.docx", this, "-o", tmp_path / "renewed.docx", "--quiet") == (0, "")
