"""`drafter revisions`, `accept` and `reject`, as they are called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from drafter.cli.main import drafter
from drafter.ooxml.container import pack
from drafter.ooxml.package import open_package
from drafter.redline.page.labels import KINDS
from drafter.redline.revisions.listed import revisions
from tests.redline.build import dele, ins, package, paragraph, run
from tests.redline.cases import CASES


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A contract that two parties have changed."""
    changed = paragraph(run("验收后"), dele("30"), ins(run("60")), run("日内付款"), ins(run("。"), "甲方"))
    path = tmp_path / "合同.docx"
    path.write_bytes(pack(package(paragraph(run("第八条 付款")) + changed + paragraph(run("第九条 验收")) + changed)))
    return path


def call(*arguments: object) -> Result:
    """Return what a command printed, without interpreting failures."""
    return CliRunner().invoke(drafter, [str(a) for a in arguments], env={"DRAFTER_LANG": "en"})


def test_changes_are_listed_in_words(contract: Path) -> None:
    done = call("revisions", contract)
    assert done.exit_code == 0
    assert done.output.splitlines()[0].strip() == "1 [第八条 付款] replaced 30 → 60  (乙方, 2026-03-02)"
    assert done.output.splitlines()[-1] == "4 tracked changes"


def test_changes_are_listed_as_data(contract: Path) -> None:
    listed = json.loads(call("revisions", contract, "--json").output)
    assert [(r["number"], r["author"], r["clause"]) for r in listed] == [
        (1, "乙方", "第八条 付款"), (2, "甲方", "第八条 付款"), (3, "乙方", "第九条 验收"), (4, "甲方", "第九条 验收"),
    ]  # fmt: skip


def test_all_are_settled_when_none_is_chosen(contract: Path, tmp_path: Path) -> None:
    done = call("accept", contract, "-o", tmp_path / "out.docx")
    assert (done.exit_code, revisions(open_package(tmp_path / "out.docx"))) == (0, ())


def test_some_are_settled(contract: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    done = call("reject", contract, "-o", out, "--author", "乙方", "--clause", "第九条 验收", "--json")
    said = json.loads(done.output)
    assert (done.exit_code, [r["number"] for r in said["settled"]], said["left"], said["findings"]) == (0, [3], 3, [])
    assert [r.author for r in revisions(open_package(out))] == ["乙方", "甲方", "甲方"]
    assert call("accept", out, "-o", out, "--change", 1, "--change", 3).exit_code == 0
    assert [(r.author, r.clause) for r in revisions(open_package(out))] == [("甲方", "第八条 付款")]


def test_what_is_named_and_not_there_is_a_finding(contract: Path, tmp_path: Path) -> None:
    done = call("accept", contract, "-o", tmp_path / "out.docx", "--author", "丙方")
    assert done.exit_code == 1
    assert "[unknown-change] no change by author 丙方" in done.output
    assert len(revisions(open_package(tmp_path / "out.docx"))) == 4


def test_every_kind_has_a_name() -> None:
    kinds = {kind for case in CASES.values() for kind, *_ in case.listed}
    assert kinds <= set(KINDS)
