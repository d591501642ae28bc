"""Every status a provision can have, in a real contract edited as Word would, tracked and not, in Chinese and in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drafter.language import Edition
from drafter.ooxml.container import pack
from drafter.ooxml.package import open_package
from drafter.questionnaire.answers import AnswerSet
from drafter.redline.revisions.listed import revisions
from drafter.review.resolve import marked
from drafter.writers.docx.write import docx_bytes
from tests.review.helpers import BODY, drafted, edited, items, reviewed, span
from tests.tools import draft, sample

PAY, LATE, TERM, RISK = "cost-payment-term", "cost-late-payment", "general-term", "risk-force-majeure"
DAYS = {"zh": ("15日", "90日"), "en": ("15 days", "90 days")}
MONTHS = {"zh": ("12个月", "11个月"), "en": ("12 months", "11 months")}
ADDED = {"zh": "乙方有权随时调整服务价格。", "en": "Party B may change its prices at any time."}


@dataclass(frozen=True)
class Came:
    """A contract with a small enterprise that came back: tracked by whom, and what the review found."""

    edition: Edition
    track: str
    path: Path
    found: dict[str, dict[str, Any]]
    every: list[dict[str, Any]]


@pytest.fixture(scope="module", params=["zh", "en"])
def sent(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Edition]:
    """The contract as we sent it."""
    return drafted(tmp_path_factory.mktemp("sent"), "lite-below-threshold", request.param), request.param


@pytest.fixture(scope="module", params=["", "Supplier"])
def came(request: pytest.FixtureRequest, sent: tuple[Path, Edition], tmp_path_factory: pytest.TempPathFactory) -> Came:
    """The same with another payment deadline, another term, a provision deleted and a paragraph of theirs."""
    path, edition = sent
    returned = tmp_path_factory.mktemp("came") / "r.docx"
    edited(path, returned, (f"§{PAY}", *DAYS[edition]), (f"§{TERM}", *MONTHS[edition]), drop=LATE)
    with_paragraph(returned, RISK, ADDED[edition])
    if request.param:
        returned.write_bytes(pack(marked(open_package(returned), open_package(path), request.param)))
    every = items(returned)
    found = {item["clause"]: item for item in every if item["status"] != "unchanged"}
    return Came(edition, request.param, returned, found, every)


def with_paragraph(path: Path, after: str, text: str) -> None:
    """Put a paragraph of their own behind a provision."""
    parts = dict(open_package(path))
    body = parts[BODY].decode()
    _, end = span(body, after)
    parts[BODY] = f"{body[:end]}<w:p><w:r><w:t>{text}</w:t></w:r></w:p>{body[end:]}".encode()
    path.write_bytes(pack(parts))


def test_what_was_not_touched_is_unchanged_and_nothing_else(came: Came) -> None:
    assert set(came.found) == {PAY, LATE, TERM, ""}
    assert len(came.every) > 35
    assert all((i["risk"], i["edits"], i["untracked"]) == ("none", [], False) for i in came.every if i["status"] == "unchanged")


def test_beyond_walk_away_by_a_rule_and_who_may_approve_it(came: Came) -> None:
    item, (old, new) = came.found[PAY], DAYS[came.edition]
    assert (item["status"], item["risk"]) == ("beyond", "high")
    assert [(v["name"], v["before"], v["after"]) for v in item["values"]] == [("pay_days", old, new)]
    assert "R-PAY-01" in {f["code"] for f in item["findings"]}
    assert item["approver"] == "leading group"
    doubtful = ["to be confirmed by counsel" in law for law in item["law"]]
    assert any(doubtful)
    assert not all(doubtful)
    assert old in item["preferred"][1]
    assert item["fallback"]
    assert item["walk_away"]


def test_changed_within_limits(came: Came) -> None:
    item = came.found[TERM]
    assert item["status"] == "changed"
    assert [v["name"] for v in item["values"]] == ["term_months"]
    assert all(f["severity"] != "error" for f in item["findings"])


def test_deleted(came: Came) -> None:
    item = came.found[LATE]
    assert (item["status"], item["risk"]) == ("deleted", "high")
    assert all(edit["after"] == "" for edit in item["edits"])


def test_their_own_paragraph_is_new(came: Came) -> None:
    item = came.found[""]
    assert (item["status"], item["risk"]) == ("new", "medium")
    assert [e["after"] for e in item["edits"]] == [ADDED[came.edition]]


def test_tracked_and_untracked_are_told_apart(came: Came) -> None:
    authors = [came.track] if came.track else []
    assert {(item["untracked"], bool(item["changes"]), tuple(item["authors"])) for item in came.found.values()} == {
        (not came.track, bool(came.track), tuple(authors))
    }


def test_every_tracked_change_stands_in_one_item(came: Came) -> None:
    numbers = [n for item in came.every for n in item["changes"]]
    assert sorted(numbers) == [r.number for r in revisions(open_package(came.path))]


def test_our_fallback_and_a_clause_that_we_did_not_send(sent: tuple[Path, Edition], tmp_path: Path) -> None:
    path, edition = sent
    given = sample("lite-below-threshold")
    other = AnswerSet(given.agreement, given.profile, ("service-user-training",), {**given.positions, PAY: "fallback"}, given.answers)
    returned = tmp_path / "other.docx"
    returned.write_bytes(docx_bytes(draft(other, edition), None))
    found = reviewed(returned, "--against", path)
    assert (found[PAY]["status"], found[PAY]["risk"]) == ("fallback", "low")
    assert (found["service-user-training"]["status"], found["service-user-training"]["risk"]) == ("new", "medium")
    assert set(found) == {PAY, "service-user-training", ""}  # references that only follow the new article are no changes
    assert found[""]["risk"] == "low"


def test_a_cell_of_an_annex_is_changed_under_its_title_and_updated_pages_are_no_change(sent: tuple[Path, Edition], tmp_path: Path) -> None:
    parts = dict(open_package(sent[0]))
    body = parts[BODY].decode()
    body = re.sub(r"(PAGEREF \w+ \\h .*?<w:t[^>]*>)\d*(</w:t>)", r"\g<1>777\2", body)
    assert body.count(">777<") > 15
    start = re.search('w:name="r_A_', body).start()  # the first annex
    figure = re.findall(r">(\d\d(?:\.\d+)?%)</w:t>", body[start:])[0]
    at = body.index(f">{figure}</w:t>", start)
    parts[BODY] = (body[:at] + body[at:].replace(figure, "1.5%", 1)).encode()
    (tmp_path / "r.docx").write_bytes(pack(parts))
    [item] = reviewed(tmp_path / "r.docx").values()
    assert (item["clause"], item["status"], item["untracked"]) == ("", "changed", True)
    assert [(e["before"].count(figure), e["after"].count("1.5%")) for e in item["edits"]] == [(1, 1)]
    assert item["title"] not in ("Outside the clauses", "Other tracked changes (headers, formats, fields)")


def test_two_columns_are_read_as_one_provision(tmp_path: Path) -> None:
    sent = drafted(tmp_path, "lite-below-threshold", "bilingual")
    assert reviewed(sent) == {}
    edits = ((f"§{PAY}", "15日", "90日"), (f"§{PAY}", "15 days", "90 days"))
    found = reviewed(edited(sent, tmp_path / "r.docx", *edits, drop=LATE, track="Supplier"))
    assert {(clause, item["status"]) for clause, item in found.items()} == {(PAY, "beyond"), (LATE, "deleted")}
    assert [v["after"] for v in found[PAY]["values"]] == ["90日"]
    assert len(found[PAY]["edits"]) == 2
