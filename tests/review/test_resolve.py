"""Our answer to a returned contract, round after round: by clause and by change, controls back in their places, slips refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from drafter.library.yamlfile import load_yaml
from drafter.ooxml.container import pack
from drafter.ooxml.package import Package, open_package
from drafter.ooxml.provisions import provision_order
from drafter.redline.revisions.listed import revisions
from drafter.review.memory import remembered, round_of
from tests.review.helpers import BODY, BOOKMARK, TERM, decided, drafted, edited, reviewed, run, settled, span
from tests.tools import need, validation_errors, validator

PAY, LATE, OTHER = "cost-payment-term", "cost-late-payment", "general-term"
NINETY, ELEVEN = (TERM, "15日", "90日"), ("§general-term", "12个月", "11个月")


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract as we sent it."""
    return drafted(tmp_path_factory.mktemp("sent"), "lite-below-threshold")


@pytest.fixture(scope="module")
def came(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the supplier sent back, tracked, with a provision deleted."""
    return edited(sent, tmp_path_factory.mktemp("came") / "r.docx", NINETY, ELEVEN, drop=LATE, track="Supplier")


@pytest.fixture(scope="module")
def reply(came: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our reply: two rejections and an acceptance."""
    folder = tmp_path_factory.mktemp("reply")
    text = f"""decisions:
  - {{clause: {PAY}, decision: reject, reason: 付款期限不得超过60日, by: 法务}}
  - {{clause: {LATE}, decision: reject, reason: 逾期责任不可删除}}
  - {{clause: {OTHER}, decision: accept, reason: 同意}}
"""
    code, out = run("resolve", came, decided(folder, text), "-o", folder / "reply.docx", "--author", "Buyer")
    assert code == 0, out
    return folder / "reply.docx"


def test_a_deleted_provision_comes_back_with_its_marks_in_its_place(sent: Path, reply: Path, tmp_path: Path) -> None:
    accepted, rejected = settled(reply, "accept", tmp_path / "a.docx"), settled(reply, "reject", tmp_path / "r.docx")
    assert provision_order(open_package(accepted)) == provision_order(open_package(sent))
    assert LATE not in provision_order(open_package(rejected))
    found = reviewed(accepted)
    assert set(found) == {OTHER}
    need(validator(), "the validator")
    assert [validation_errors(path) for path in (reply, accepted, rejected)] == [[], [], []]


def test_a_provision_whose_words_came_back_bare_gets_its_marks_again(sent: Path, tmp_path: Path) -> None:
    parts = dict(open_package(sent))
    body = parts[BODY].decode()
    start, end = span(body, LATE)
    bare = BOOKMARK.sub(b"", body[start:end].encode()).decode()
    parts[BODY] = (body[:start] + bare + body[end:]).encode()
    (tmp_path / "r.docx").write_bytes(pack(parts))
    assert LATE not in provision_order(Package(parts))
    decisions = decided(tmp_path, f"decisions: [{{clause: {LATE}, decision: reject}}]")
    assert run("resolve", tmp_path / "r.docx", decisions, "-o", tmp_path / "reply.docx")[0] == 0
    accepted = settled(tmp_path / "reply.docx", "accept", tmp_path / "a.docx")
    assert provision_order(open_package(accepted)) == provision_order(open_package(sent))
    assert reviewed(accepted) == {}
    need(validator(), "the validator")
    assert [validation_errors(path) for path in (tmp_path / "reply.docx", accepted)] == [[], []]


def test_decisions_by_change_go_before_their_clause_and_the_rest_is_settled(came: Path, tmp_path: Path) -> None:
    listed = revisions(open_package(came))
    [pay] = [r.number for r in listed if r.clause == PAY]
    text = f"""decisions:
  - {{clause: {PAY}, decision: accept}}
  - {{change: {pay}, decision: reject, reason: 改回}}
  - {{clause: {OTHER}, decision: comment, reason: 请说明比例}}
"""
    code, out = run("resolve", came, decided(tmp_path, text), "-o", tmp_path / "reply.docx", "--rest", "accept", "--author", "Buyer")
    assert (code, out.strip().rpartition(": ")[2]) == (0, f"{len(listed) - 1} accepted, 1 rejected, 0 replaced by our fallback")
    assert {r.clause for r in revisions(open_package(tmp_path / "reply.docx"))} == {PAY}
    comments = open_package(tmp_path / "reply.docx")["word/comments.xml"].decode()
    assert "不接受：改回" in comments
    assert "说明：请说明比例" in comments


def test_the_decisions_file_is_written_undecided_and_nothing_is_settled_by_leaving_it_so(came: Path, tmp_path: Path) -> None:
    decisions, answer = tmp_path / "decisions.yaml", tmp_path / "reply.docx"
    assert run("review", came, "--decisions", decisions, "--quiet") == (1, "")
    written = decisions.read_text(encoding="utf-8")
    entries = load_yaml(written, "decisions")["decisions"]
    assert {e["clause"] for e in entries} == {PAY, LATE, OTHER}
    assert {e["decision"] for e in entries} == {None}
    listed = revisions(open_package(came))
    for language, words in (("en", "change {} ({}) is undecided"), ("zh", "修订 {}（{}）尚未决定")):
        code, out = run("resolve", came, decisions, "-o", answer, language=language)
        assert code == 2
        assert not answer.exists()
        assert all(words.format(r.number, r.clause) in out for r in listed)
        assert "“15” → “90”" in out
        assert "--rest" in out
    filled = written.replace("    decision:\n", "    decision: reject\n", 2).replace("    decision:\n", "    decision: accept\n")
    assert run("resolve", came, decided(tmp_path, filled), "-o", answer)[0] == 0
    assert {r.clause for r in remembered(open_package(answer))} == {e["clause"] for e in entries[:2]}


@pytest.mark.parametrize("rest", ["accept", "reject"])
def test_what_is_left_undecided_is_settled_by_rest_and_its_reason_told(came: Path, tmp_path: Path, rest: str) -> None:
    text = f"decisions:\n  - clause: {PAY}\n    decision:\n    reason: 见附函\n  - {{clause: {LATE}, decision: ''}}\n  - {{clause: {OTHER}, decision: }}\n"
    code, out = run("resolve", came, decided(tmp_path, text), "-o", tmp_path / "reply.docx", "--rest", rest, "--table", tmp_path / "t.md")
    assert code == 0, out
    accepted = settled(tmp_path / "reply.docx", "accept", tmp_path / "a.docx")
    assert set(reviewed(accepted)) == ({PAY, LATE, OTHER} if rest == "accept" else set())
    verdict = {"accept": "接受", "reject": "不接受"}[rest]
    assert f"{verdict}：见附函" in open_package(tmp_path / "reply.docx")["word/comments.xml"].decode()
    assert "open" not in (tmp_path / "t.md").read_text(encoding="utf-8")


def test_a_file_without_changes_has_nothing_to_decide_on(sent: Path, tmp_path: Path) -> None:
    assert run("review", sent, "--decisions", tmp_path / "decisions.yaml", "--quiet") == (0, "")
    assert run("resolve", sent, tmp_path / "decisions.yaml", "-o", tmp_path / "reply.docx")[0] == 0


def test_an_english_contract_is_answered_in_english(tmp_path: Path) -> None:
    sent = drafted(tmp_path, "lite-below-threshold", "en")
    returned = edited(sent, tmp_path / "r.docx", (f"§{PAY}", "15 days", "90 days"), track="Supplier")
    text = f"decisions: [{{clause: {PAY}, decision: reject, reason: too long, by: counsel}}]"
    assert run("resolve", returned, decided(tmp_path, text), "-o", tmp_path / "reply.docx", language="zh")[0] == 0
    assert b"rejected: too long (counsel)" in open_package(tmp_path / "reply.docx")["word/comments.xml"]


def test_all_the_rest_rejected_gives_what_we_sent(sent: Path, came: Path, tmp_path: Path) -> None:
    assert run("resolve", came, decided(tmp_path, "decisions: []"), "-o", tmp_path / "reply.docx", "--rest", "reject")[0] == 0
    accepted = settled(tmp_path / "reply.docx", "accept", tmp_path / "a.docx")
    assert reviewed(accepted) == {}
    assert provision_order(open_package(accepted)) == provision_order(open_package(sent))


def test_what_was_changed_with_tracking_off_must_be_decided_on_and_is_changed_back(sent: Path, tmp_path: Path) -> None:
    returned = edited(sent, tmp_path / "r.docx", NINETY, drop=LATE)
    code, out = run("resolve", returned, decided(tmp_path, "decisions: []"), "-o", tmp_path / "reply.docx")
    assert code == 2
    assert "[undecided]" in out
    assert PAY in out
    assert LATE in out
    text = f"decisions: [{{clause: {PAY}, decision: reject}}, {{clause: {LATE}, decision: reject}}]"
    assert run("resolve", returned, decided(tmp_path, text), "-o", tmp_path / "reply.docx", "--author", "Buyer")[0] == 0
    assert {r.author for r in revisions(open_package(tmp_path / "reply.docx"))} == {"Buyer"}
    assert reviewed(settled(tmp_path / "reply.docx", "accept", tmp_path / "a.docx")) == {}


def test_a_deleted_provision_is_answered_by_our_fallback(came: Path, tmp_path: Path) -> None:
    text = f"decisions: [{{clause: {OTHER}, decision: fallback, reason: 以备选为限}}]"
    assert run("resolve", came, decided(tmp_path, text), "-o", tmp_path / "reply.docx", "--rest", "reject")[0] == 0
    accepted = settled(tmp_path / "reply.docx", "accept", tmp_path / "a.docx")
    found = reviewed(accepted)
    assert {(clause, item["status"]) for clause, item in found.items()} == {(OTHER, "fallback")}
    assert b"r_general_term" in open_package(accepted)[BODY]  # what refers to it still finds it
    need(validator(), "the validator")
    assert validation_errors(tmp_path / "reply.docx") == []


def test_a_rejection_is_remembered_twice_and_what_we_agreed_to_is_no_news(reply: Path, tmp_path: Path) -> None:
    agreed = settled(reply, "accept", tmp_path / "a.docx")
    other = reviewed(agreed)[OTHER]
    assert (other["replied"], other["untracked"], other["risk"]) == (1, False, "low")
    second = edited(agreed, tmp_path / "r2.docx", (TERM, "15", "90"), track="Supplier")
    assert [(r["round"], r["reason"]) for r in reviewed(second)[PAY]["rejected"]] == [(1, "付款期限不得超过60日")]
    text = f"decisions: [{{clause: {PAY}, decision: reject, reason: 不再讨论}}]"
    assert run("resolve", second, decided(tmp_path, text), "-o", tmp_path / "reply2.docx", "--author", "Buyer")[0] == 0
    assert round_of(open_package(tmp_path / "reply2.docx")) == 3
    third = edited(settled(tmp_path / "reply2.docx", "accept", tmp_path / "a2.docx"), tmp_path / "r3.docx", (TERM, "15", "90"))
    item = reviewed(third)[PAY]
    assert [(r["round"], r["reason"]) for r in item["rejected"]] == [(1, "付款期限不得超过60日"), (2, "不再讨论")]
    assert (item["untracked"], item["status"]) == (True, "beyond")


def test_our_own_pending_changes_stand_when_they_are_left_as_they_are(reply: Path, tmp_path: Path) -> None:
    assert not any(item["untracked"] for item in reviewed(reply).values())
    code, out = run("resolve", reply, decided(tmp_path, "decisions: []"), "-o", tmp_path / "reply2.docx", "--author", "Buyer")
    assert code == 0, out
    assert {r.clause for r in remembered(open_package(tmp_path / "reply2.docx"))} == {PAY, LATE}


def test_our_changes_rejected_by_the_other_side_are_their_edit_again(reply: Path, tmp_path: Path) -> None:
    item = reviewed(settled(reply, "reject", tmp_path / "r.docx"))[PAY]
    assert (item["status"], item["untracked"], [r["round"] for r in item["rejected"]]) == ("beyond", True, [1])


SLIPS = {
    "neither": ("- {decision: reject}", "[decision]", "one of the two"),
    "both": (f"- {{change: 1, clause: {PAY}, decision: reject}}", "[decision]", "one of the two"),
    "fallback of a change": ("- {change: 1, decision: fallback}", "[decision]", "a whole clause"),
    "comment without words": (f"- {{clause: {PAY}, decision: comment}}", "[decision]", "says nothing"),
    "no such clause": ("- {clause: cost-payment-terms, decision: reject}", "[unknown-change]", PAY),
    "no such change": ("- {change: 77, decision: reject}", "[unknown-change]", "there is no change 77"),
    "no such decision": (f"- {{clause: {PAY}, decision: maybe}}", "[decision]", "accept"),
    "twice otherwise": (f"- {{clause: {PAY}, decision: reject}}\n- {{clause: {PAY}, decision: accept}}", "[decision]", "on line 2"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_decisions_is_refused_with_its_line(came: Path, tmp_path: Path, slip: str) -> None:
    entry, kind, said = SLIPS[slip]
    decisions = decided(tmp_path, f"decisions:\n{entry}\n")
    for language in ("en", "zh") if slip == "both" else ("en",):
        code, out = run("resolve", came, decisions, "-o", tmp_path / "reply.docx", "--rest", "accept", language=language)
        assert code == 2
        assert f"decisions.yaml:{3 if slip == 'twice otherwise' else 2}" in out
        assert kind in out
        assert said in out or language == "zh"
        assert "→" in out
    assert not (tmp_path / "reply.docx").exists()


def test_a_change_of_format_alone_is_told_and_decided_on_with_its_clause(sent: Path, tmp_path: Path) -> None:
    parts = dict(open_package(sent))
    body = parts[BODY].decode()
    at = body.index(">15日</w:t>", body.index(TERM))
    run_start = body.rindex("<w:r>", 0, at)
    bold = '<w:rPr><w:b/><w:rPrChange w:id="99001" w:author="Supplier"><w:rPr/></w:rPrChange></w:rPr>'
    text = re.sub(r"<w:rPr>.*?</w:rPr>", "", body[run_start:at], count=1).replace("<w:r>", f"<w:r>{bold}", 1)
    parts[BODY] = (body[:run_start] + text + body[at:]).encode()
    (tmp_path / "r.docx").write_bytes(pack(parts))
    [item] = reviewed(tmp_path / "r.docx").values()
    assert (item["clause"], item["changes"], item["risk"], item["authors"]) == ("", [1], "low", ["Supplier"])
    decisions = decided(tmp_path, f"decisions: [{{clause: {PAY}, decision: reject}}]")
    assert run("resolve", tmp_path / "r.docx", decisions, "-o", tmp_path / "reply.docx", "--author", "Buyer")[0] == 0
    assert {(r.clause, r.kind, r.author) for r in revisions(open_package(tmp_path / "reply.docx"))} == {(PAY, "format", "Buyer")}
