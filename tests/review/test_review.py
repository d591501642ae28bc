"""A contract goes out, comes back changed, is reviewed and answered, and comes back again: real files all the way."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from openpyxl import load_workbook

from drafter.cli.main import main
from drafter.questionnaire.answers import AnswerSet
from drafter.redline.compare import compare
from drafter.redline.package import Word
from drafter.redline.revisions import revisions
from drafter.redline.settle import settle
from drafter.redline.tracked import tracked
from drafter.review.memory import remembered
from drafter.writers.docx.archive import safe_open, safe_parts
from drafter.writers.docx.container import pack
from drafter.writers.docx.write import docx_bytes
from tests.tools import draft, need, sample, validation_errors, validator

BODY = "word/document.xml"
TERM = "甲方应自下列日期起"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract as we sent it."""
    path = tmp_path_factory.mktemp("sent") / "sent.docx"
    path.write_bytes(docx_bytes(draft(sample("m1-social-insurance")), None))
    return path


def edited(sent: Path, path: Path, *edits: tuple[str, str, str], drop: str = "", track: str = "") -> Path:
    """Write the contract with texts replaced after some words and a provision dropped, as somebody else's tracked changes when `track` names them."""
    before = dict(safe_open(sent))
    text = before[BODY].decode()
    for after_words, old, new in edits:
        at = text.index(f">{old}</w:t>", text.index(after_words))
        text = text[:at] + text[at:].replace(old, new, 1)
    if drop:
        at = text.index(f"drafter:{drop}@")
        start, end = text.rindex("<w:sdt>", 0, at), text.index("</w:sdt>", at) + len("</w:sdt>")
        text = text[:start] + text[end:]
    after = {**before, BODY: text.encode()}
    parts = tracked(compare(Word("a", before), Word("b", after)), track) if track else after
    path.write_bytes(pack(parts))
    return path


def run(*arguments: Any) -> tuple[int, str]:
    """Run a command and return its exit code and what it printed."""
    told = io.StringIO()
    argv, language = mock.patch.object(sys, "argv", ["drafter", *map(str, arguments)]), mock.patch.dict(os.environ, {"DRAFTER_LANG": "en"})
    with argv, language, redirect_stdout(told), redirect_stderr(told), pytest.raises(SystemExit) as left:
        main()
    assert "Traceback" not in told.getvalue()
    return int(left.value.code or 0), told.getvalue()


def reviewed(*arguments: Any) -> dict[str, dict[str, Any]]:
    """Return the provisions that are not as sent, by clause."""
    code, out = run("review", *arguments, "--json")
    items = json.loads(out)["items"]
    assert code == (1 if any(i["risk"] == "high" for i in items) else 0)
    return {i["clause"]: i for i in items if i["status"] != "unchanged"}


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


def test_our_fallback_is_recognised(sent: Path, tmp_path: Path) -> None:
    given = sample("m1-social-insurance")
    other = AnswerSet(
        given.agreement, given.profile, given.include, {**given.positions, "cost-performance-linked": "fallback"}, given.answers
    )
    path = tmp_path / "r.docx"
    path.write_bytes(docx_bytes(draft(other), None))
    assert reviewed(path, "--against", sent)["cost-performance-linked"]["status"] == "fallback"


def test_provisions_are_found_by_their_headings_when_the_tags_are_lost(sent: Path, tmp_path: Path) -> None:
    parts = dict(safe_open(edited(sent, tmp_path / "r.docx", (TERM, "30日", "45日"))))
    parts[BODY] = re.sub(rb'<w:tag w:val="drafter:[^"]*"/>', b"", parts[BODY])
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
    parts = safe_open(reply)
    assert {r.author for r in revisions(parts)} == {"Buyer"}
    (tmp_path / "a.docx").write_bytes(pack(settle(parts, "accept").parts))
    assert set(reviewed(tmp_path / "a.docx")) == {"cost-performance-linked"}
    comments = parts["word/comments.xml"].decode()
    assert "不接受：付款期限不得超过60日（法务）" in comments
    assert "接受：同意" in comments
    need(validator(), "the validator")
    assert validation_errors(reply) == []
    rows = [[c.value for c in row] for row in load_workbook(tmp_path / "t.xlsx").worksheets[0].iter_rows(min_row=2)]
    assert list({r[5] for r in rows if r[4] == "rejected" and r[0] == "Late payment"}) == ["逾期责任不可删除"]


def test_the_same_edit_is_recognised_when_it_comes_again(sent: Path, round_one: Path, tmp_path: Path) -> None:
    decisions, reply = tmp_path / "d.yaml", tmp_path / "reply.docx"
    decisions.write_text(DECISIONS, encoding="utf-8")
    run("resolve", round_one, decisions, "-o", reply)
    rejected = remembered(safe_open(reply))
    assert {r.clause for r in rejected} == {"cost-payment-term", "cost-late-payment"}
    accepted = dict(settle(safe_open(reply), "accept").parts)
    (tmp_path / "r1a.docx").write_bytes(pack(accepted))
    edited(tmp_path / "r1a.docx", tmp_path / "r2.docx", (TERM, "30", "90"))
    item = reviewed(tmp_path / "r2.docx")["cost-payment-term"]
    assert [(r["round"], r["reason"]) for r in item["rejected"]] == [(1, "付款期限不得超过60日")]


def test_a_provision_is_replaced_by_our_fallback(sent: Path, round_one: Path, tmp_path: Path) -> None:
    decisions, reply = tmp_path / "d.yaml", tmp_path / "reply.docx"
    decisions.write_text("decisions: [{clause: cost-performance-linked, decision: fallback, reason: 以备选为限}]\n", encoding="utf-8")
    code, _ = run("resolve", round_one, decisions, "-o", reply, "--rest", "accept")
    assert code == 0
    (tmp_path / "a.docx").write_bytes(pack(settle(safe_open(reply), "accept").parts))
    assert reviewed(tmp_path / "a.docx")["cost-performance-linked"]["status"] == "fallback"


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
        assert "walk-away" in safe_open(out)["word/comments.xml"].decode()
        need(validator(), "the validator")
        assert validation_errors(out) == []
    else:
        assert "90" in out.read_text(encoding="utf-8")
    assert "cost-payment-term, decision: reject" in (tmp_path / "d.yaml").read_text(encoding="utf-8")


def test_upgrade_marks_the_clauses_whose_library_text_has_changed(sent: Path, tmp_path: Path) -> None:
    parts = dict(safe_open(sent))
    parts["customXml/item1.xml"] = re.sub(
        rb'(clause="quality-sla" position="\w+" digest=")\w+', rb"\g<1>0000", parts["customXml/item1.xml"]
    )
    text = parts[BODY].decode()
    at = text.index("乙方应", text.index("drafter:quality-sla@"))
    parts[BODY] = (text[:at] + "乙方尽力应" + text[at + 3 :]).encode()
    (tmp_path / "old.docx").write_bytes(pack(parts))
    code, out = run("upgrade", tmp_path / "old.docx", "-o", tmp_path / "new.docx")
    assert (code, out.splitlines()[0]) == (0, "quality-sla")
    found = revisions(safe_open(tmp_path / "new.docx"))
    assert [(r.clause, r.kind, r.before) for r in found] == [("quality-sla", "deletion", "尽力")]


def test_renew_does_not_take_moved_clauses_for_changes(sent: Path, tmp_path: Path) -> None:
    parts = safe_parts(sent.read_bytes(), "sent")
    text = parts[BODY].decode()
    spans = []
    for clause in ("quality-sla", "quality-measurement"):
        at = text.index(f"drafter:{clause}@")
        spans.append((text.rindex("<w:sdt>", 0, at), text.index("</w:sdt>", at) + len("</w:sdt>")))
    (a, b), (c, d) = sorted(spans)
    swapped = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
    (tmp_path / "last.docx").write_bytes(pack({**parts, BODY: swapped.encode()}))
    code, out = run("renew", tmp_path / "last.docx", sent, "-o", tmp_path / "renewed.docx")
    assert code == 0
    assert "2 clauses only moved" in out
    assert revisions(safe_open(tmp_path / "renewed.docx")) == ()
