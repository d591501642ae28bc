"""A contract goes out, comes back changed, is reviewed and answered, and comes back again: real files all the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from drafter.ooxml.container import pack
from drafter.ooxml.package import open_package
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.redline.revisions.listed import revisions
from tests.review.helpers import BODY, BOOKMARK, TERM, drafted, edited, reviewed, run
from tests.tools import need, validation_errors, validator


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract as we sent it."""
    return drafted(tmp_path_factory.mktemp("sent"))


def test_what_came_back_untouched_has_nothing_to_review(sent: Path) -> None:
    assert reviewed(sent) == {}


def test_a_new_number_is_read_back_into_its_answer_and_judged(sent: Path, tmp_path: Path) -> None:
    found = reviewed(edited(sent, tmp_path / "r.docx", (TERM, "30日", "90日"), track="Supplier"))
    assert set(found) == {"cost-payment-term"}
    item = found["cost-payment-term"]
    assert (item["status"], item["risk"], item["authors"]) == ("beyond", "high", ["Supplier"])
    assert [(v["name"], v["before"], v["after"]) for v in item["values"]] == [("pay_days", "30日", "90日")]
    assert item["findings"]
    assert item["preferred"][0] == "付款期限与中小企业保障"
    assert item["walk_away"]
    assert item["approver"]


def test_a_number_within_limits_is_a_change_and_no_more(sent: Path, tmp_path: Path) -> None:
    item = reviewed(edited(sent, tmp_path / "r.docx", (TERM, "30日", "25日"), track="Supplier"))["cost-payment-term"]
    assert (item["status"], item["findings"]) == ("changed", [])


def test_changes_with_tracking_off_are_found_and_said(sent: Path, tmp_path: Path) -> None:
    item = reviewed(edited(sent, tmp_path / "r.docx", (TERM, "30日", "25日")))["cost-payment-term"]
    assert item["untracked"]
    assert reviewed(tmp_path / "r.docx", "--against", sent)["cost-payment-term"]["changes"] == [1]


def test_a_deleted_provision_is_named_by_its_weight(sent: Path, tmp_path: Path) -> None:
    found = reviewed(edited(sent, tmp_path / "r.docx", drop="cost-late-payment"))
    assert (found["cost-late-payment"]["status"], found["cost-late-payment"]["risk"]) == ("deleted", "high")
    assert set(found) == {"cost-late-payment"}


def test_provisions_are_found_by_their_headings_when_the_tags_are_lost(sent: Path, tmp_path: Path) -> None:
    parts = dict(open_package(edited(sent, tmp_path / "r.docx", (TERM, "30日", "45日"))))
    parts[BODY] = BOOKMARK.sub(b"", parts[BODY])
    (tmp_path / "r.docx").write_bytes(pack(parts))
    found = reviewed(tmp_path / "r.docx")
    assert set(found) == {"cost-payment-term"}
    assert found["cost-payment-term"]["by_heading"]


@pytest.fixture(scope="module")
def round_one(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the supplier sent back, tracked, with one provision gone."""
    tmp_path = tmp_path_factory.mktemp("returned")
    return edited(sent, tmp_path / "r1.docx", (TERM, "30日", "90日"), ("当期服务费的", "40%", "20%"), drop="cost-late-payment", track="Supplier")  # fmt: skip


DECISIONS = """decisions:
  - {clause: cost-payment-term, decision: reject, reason: 付款期限不得超过60日, by: 法务}
  - {clause: cost-late-payment, decision: reject, reason: 逾期责任不可删除}
  - {clause: cost-performance-linked, decision: accept, reason: 同意}
"""


def test_the_reply_changes_back_what_we_do_not_accept_and_says_why(sent: Path, round_one: Path, tmp_path: Path) -> None:
    decisions, reply = tmp_path / "d.yaml", tmp_path / "reply.docx"
    decisions.write_text(DECISIONS, encoding="utf-8")
    assert run("resolve", round_one, decisions, "-o", reply, "--author", "Buyer", "--table", tmp_path / "t.xlsx")[0] == 0
    parts = open_package(reply)
    assert {r.author for r in revisions(parts)} == {"Buyer"}
    (tmp_path / "a.docx").write_bytes(pack(accept_reject(parts, "accept").package))
    assert set(reviewed(tmp_path / "a.docx")) == {"cost-performance-linked"}
    comments = parts["word/comments.xml"].decode()
    assert "不接受：付款期限不得超过60日（法务）" in comments
    assert "接受：同意" in comments
    need(validator(), "the validator")
    assert validation_errors(reply) == []
    rows = [[c.value for c in row] for row in load_workbook(tmp_path / "t.xlsx").worksheets[0].iter_rows(min_row=2)]
    assert list({r[5] for r in rows if r[4] == "rejected" and r[0] == "Late payment"}) == ["逾期责任不可删除"]


def test_nothing_is_accepted_by_being_forgotten(round_one: Path, tmp_path: Path) -> None:
    (tmp_path / "d.yaml").write_text("decisions: [{change: 1, decision: reject}]\n", encoding="utf-8")
    code, out = run("resolve", round_one, tmp_path / "d.yaml", "-o", tmp_path / "reply.docx")
    assert code == 2
    assert "--rest" in out
    assert not (tmp_path / "reply.docx").exists()


@pytest.mark.parametrize(
    "text", ["decisions: 3", "decisions: [{clause: a, decision: maybe}]", "{", "decisions: [{clause: a, decision: accept, colour: red}]"]
)
def test_decisions_that_cannot_be_read_are_named(round_one: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "d.yaml").write_text(text, encoding="utf-8")
    assert run("resolve", round_one, tmp_path / "d.yaml", "-o", tmp_path / "reply.docx")[0] == 2


@pytest.mark.parametrize("ending", [".html", ".md", ".json", ".docx"])
def test_the_review_is_written_in_every_form(round_one: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"review{ending}"
    assert run("review", round_one, "-o", out, "--decisions", tmp_path / "d.yaml")[0] == 1
    if ending == ".docx":
        assert "walk-away" in open_package(out)["word/comments.xml"].decode()
        need(validator(), "the validator")
        assert validation_errors(out) == []
    else:
        assert "90" in out.read_text(encoding="utf-8")
    assert "clause: cost-payment-term\n    decision:\n" in (tmp_path / "d.yaml").read_text(encoding="utf-8")
