"""What a review or a reply cannot do is said, by its code: values no library allows, texts that are no longer there, files without provenance."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.ooxml.archive import safe_open
from drafter.ooxml.container import pack
from drafter.services.replying import reply
from tests.review.helpers import BODY, TERM, decided, drafted, edited, place, reviewed, run
from tests.review.thin import thin

PAY, DISPUTE, PROVENANCE = "cost-payment-term", "general-dispute", "customXml/item1.xml"


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The contract as we sent it."""
    return drafted(tmp_path_factory.mktemp("sent"), "lite-below-threshold")


def test_a_value_beyond_what_the_library_allows_is_found_where_no_rule_speaks(sent: Path, tmp_path: Path) -> None:
    body = safe_open(sent)[BODY].decode()
    days = re.findall(r">(\d+日)</w:t>", body[place(body, f"§{DISPUTE}") :])[0]
    assert load_content().library.questions["negotiation_days"].range[1] < 900  # type: ignore[index,operator]
    came = edited(sent, tmp_path / "r.docx", (f"§{DISPUTE}", days, "900日"), track="Supplier")
    [found] = reviewed(came)[DISPUTE]["findings"]
    assert found["code"] == "range"
    assert "900" in found["what"]


def test_a_fallback_that_the_library_does_not_have_is_said(sent: Path, tmp_path: Path) -> None:
    for name in ("clause_library", "templates"):
        shutil.copytree(load_content().folder / name, tmp_path / name)
    clause = tmp_path / f"clause_library/cost/{PAY}.md"
    clause.write_text(re.sub(r"# zh fallback.*?(?=# zh brief)", "", clause.read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8")
    came = edited(sent, tmp_path / "r.docx", (TERM, "15日", "90日"), track="Supplier")
    decisions = decided(tmp_path, f"decisions: [{{clause: {PAY}, decision: fallback}}]")
    assert [f.code for f in reply(load_content(), came, decisions, "en").findings] == []
    assert [f.code for f in reply(load_content(tmp_path), came, decisions, "en").findings] == ["no-fallback"]


def test_a_text_that_the_library_no_longer_has_cannot_be_changed_back(sent: Path, tmp_path: Path) -> None:
    parts = dict(safe_open(sent))
    older = parts[PROVENANCE].decode()
    at = older.index("乙方", older.index(f'clause="{PAY}"'))
    older = re.sub(rf'(clause="{PAY}" position="\w+" digest=")\w+', r"\g<1>0000", older[:at] + "承包人" + older[at + 2 :])
    parts[PROVENANCE] = older.encode()
    (tmp_path / "older.docx").write_bytes(pack(parts))
    came = edited(tmp_path / "older.docx", tmp_path / "r.docx", (TERM, "15日", "90日"))
    decisions = decided(tmp_path, f"decisions: [{{clause: {PAY}, decision: reject}}]")
    _, out = run("resolve", came, decisions, "-o", tmp_path / "reply.docx", "--rest", "accept")
    assert f"[not-restored] {PAY} was changed with tracking off" in out


def test_of_a_contract_that_is_not_ours_no_changes_are_to_be_decided_on(tmp_path: Path) -> None:
    (tmp_path / "theirs.docx").write_bytes(pack(thin("zh")))
    code, out = run("review", tmp_path / "theirs.docx", "--decisions", tmp_path / "d.yaml")
    assert code == 2
    assert "[provenance]" in out
    assert "--against" in out
    assert not (tmp_path / "d.yaml").exists()
