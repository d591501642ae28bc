"""`drafter redline`, and the page and report of `drafter revisions`, as they are called."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from drafter.cli.main import drafter
from drafter.content import load_content
from drafter.ooxml.container import pack
from drafter.ooxml.numbering import Counter, Lists
from drafter.ooxml.package import open_package
from drafter.redline.revisions.listed import revisions
from drafter.services.drafting import draft_document
from drafter.services.files import write_all
from tests.redline.build import dele, ins, package, paragraph, run
from tests.tools import ROOT, need, validation_errors, validator

SENT = package(paragraph(run("第八条 付款")) + paragraph(run("甲方应在验收后30日内付款。")) + paragraph(run("=SUM(A1)|*甲*")))
BACK = package(paragraph(run("第八条 付款")) + paragraph(run("甲方应在验收后60日内付款。")) + paragraph(run("=HYPERLINK(1)|*甲*")))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A contract that was sent and what came back."""
    paths = tmp_path / "合同.docx", tmp_path / "合同-返回.docx"
    for path, parts in zip(paths, (SENT, BACK), strict=True):
        path.write_bytes(pack(parts))
    return paths


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    """A function that writes a file with a body."""

    def written(body: str) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.docx"
        path.write_bytes(pack(package(body)))
        return path

    return written


def call(*arguments: object, language: str = "zh") -> Result:
    """Return what a command printed, without interpreting failures."""
    return CliRunner().invoke(drafter, [str(a) for a in arguments], env={"DRAFTER_LANG": language})


def test_it_writes_word_page_and_report_in_one_go(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = call(
        "redline",
        *pair,
        "-o",
        out / "红线.docx",
        "--html",
        out / "红线.html",
        "--report",
        out / "红线.xlsx",
        "--author",
        "法务",
        "--date",
        "2026-03-02",
    )
    assert (done.exit_code, done.stderr) == (0, "")
    assert "2 处修订（替换 2）" in done.stdout
    assert next((r.author, r.date, r.clause, r.before, r.after) for r in revisions(open_package(out / "红线.docx"))) == (
        "法务", "2026-03-02T00:00:00Z", "第八条 付款", "30", "60",
    )  # fmt: skip
    assert "<title>合同.docx → 合同-返回.docx · 修订对照</title>" in (out / "红线.html").read_text("utf-8")
    sheet = load_workbook(out / "红线.xlsx").active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0] == ("序号", "条款", "类型", "修订前", "修订后", "作者", "日期")
    assert rows[1] == (1, "第八条 付款", "替换", "30", "60", "法务", "2026-03-02T00:00:00Z")
    assert sheet.freeze_panes == "A2"
    assert sheet["D2"].alignment.wrap_text


def test_same_input_gives_the_same_bytes(pair: tuple[Path, Path], tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert call("redline", *pair, "-o", tmp_path / f"{name}.docx", "--html", tmp_path / f"{name}.html").exit_code == 0
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert {r.date for r in revisions(open_package(tmp_path / "a.docx"))} == {""}


def test_reports_print_what_stands_there_and_compute_nothing(tmp_path: Path, write: Callable[[str], Path]) -> None:
    ends = paragraph(run("甲")), paragraph(run("乙"))
    sent, back = write("".join(ends)), write(paragraph(run("=1+1|*x*_[y](z)")).join(ends))
    call("redline", sent, back, "--report", tmp_path / "r.xlsx")
    sheet = load_workbook(io.BytesIO((tmp_path / "r.xlsx").read_bytes())).active
    assert sheet is not None
    assert "=1+1" in str(sheet["E2"].value)
    assert sheet["E2"].data_type == "s"
    call("redline", sent, back, "--report", tmp_path / "r.md")
    table = (tmp_path / "r.md").read_text("utf-8").splitlines()
    assert table[1] == "| --- | --- | --- | --- | --- | --- | --- |"
    assert r"=1+1\|\*x\*\_\[y\](z)" in table[2]
    call("redline", sent, back, "--report", tmp_path / "r.json")
    (change,) = json.loads((tmp_path / "r.json").read_text("utf-8"))["changes"]
    assert "=1+1|*x*_[y](z)" in change["after"]


def test_what_word_cannot_track_is_said_and_reported(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="S"/><w:rPr><w:sz w:val="{}"/></w:rPr></w:style>'
    paths = []
    for size in ("21", "24"):
        paths.append(tmp_path / f"{size}.docx")
        paths[-1].write_bytes(pack(package(paragraph(run("甲"), properties='<w:pStyle w:val="S"/>'), styles=style.format(size))))
    done = call("redline", *paths, "-o", tmp_path / "o.docx", "--report", tmp_path / "o.json", "--html", tmp_path / "o.html", language="en")
    assert done.exit_code == 1
    assert "style-changed" in done.stderr
    assert [f["code"] for f in json.loads((tmp_path / "o.json").read_text("utf-8"))["findings"]] == ["style-changed"]
    assert "What Word cannot track" in (tmp_path / "o.html").read_text("utf-8")


def test_json_and_quiet(pair: tuple[Path, Path], tmp_path: Path) -> None:
    said = json.loads(call("redline", *pair, "-o", tmp_path / "o.docx", "--json").stdout)
    assert (said["written"], len(said["changes"]), said["findings"]) == ([str(tmp_path / "o.docx")], 2, [])
    assert call("redline", *pair, "-o", tmp_path / "o.docx", "--quiet").output == ""


def test_tracking_off_is_found(tmp_path: Path, write: Callable[[str], Path]) -> None:
    sent = write(paragraph(run("甲方应在30日内付款。")) + paragraph(run("双方保密。")))
    honest = write(paragraph(run("甲方应在"), dele("30"), ins(run("60")), run("日内付款。")) + paragraph(run("双方保密。")))
    false = write(paragraph(run("甲方应在"), dele("30"), ins(run("60")), run("日内付款。")) + paragraph(run("乙方保密。")))
    assert call("redline", "--untracked", sent, honest).exit_code == 0
    found = call("redline", "--untracked", sent, false)
    assert (found.exit_code, found.stdout.splitlines()[0]) == (1, "[正文] 双方保密。 → 乙方保密。")
    listed = json.loads(call("redline", "--untracked", sent, false, "--json").stdout)
    assert [(u["before"], u["after"]) for u in listed] == [("双方保密。", "乙方保密。")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "-o OUT.docx"),
        (("--untracked", "-o", "x.docx"), "--untracked"),
        (("-o", "x.docx", "--date", "yesterday"), "--date"),
        (("-o", "x.docx", "--author", "\u202e"), "--author"),
        (("--report", "x.txt"), "x.txt"),
        (("-o", "x.docx", "--report", "x.csv"), "x.csv"),
    ],
)
def test_bad_usage_writes_nothing(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    done = CliRunner().invoke(drafter, ["redline", *map(str, pair), *arguments], env={"DRAFTER_LANG": "zh"})
    assert done.exit_code != 0
    assert said in done.output + str(done.exception)
    assert sorted(tmp_path.iterdir()) == before


def test_inputs_are_never_overwritten(pair: tuple[Path, Path]) -> None:
    for option in ("-o", "--html", "--report"):
        done = call("redline", *pair, option, pair[0])
        assert "[output]" in str(done.exception)
    assert pair[0].read_bytes() == pack(SENT)


def test_revisions_writes_a_page_and_a_report(tmp_path: Path, write: Callable[[str], Path]) -> None:
    file = write(paragraph(run("付款"), dele("30"), ins(run("60"))))
    done = call("revisions", file, "--html", tmp_path / "p.html", "--report", tmp_path / "p.md", language="en")
    assert done.exit_code == 0
    assert 'data-kind="replacement"' in (tmp_path / "p.html").read_text("utf-8")
    assert "| 1 |  | replaced | 30 | 60 | 乙方 |" in (tmp_path / "p.md").read_text("utf-8")


def test_two_drafts_of_a_contract(tmp_path: Path) -> None:
    need(validator(), "ooxml-validator")
    answers = (ROOT / "samples/minimal.yaml").read_text("utf-8")
    for name, text in (("a", answers), ("b", answers.replace("linked_pct: 30", "linked_pct: 40"))):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        done = draft_document(load_content(), tmp_path / f"{name}.yaml", "zh", output=tmp_path / f"{name}.docx")
        write_all({done.name: done.data})
    assert (
        call("redline", tmp_path / "a.docx", tmp_path / "b.docx", "-o", tmp_path / "r.docx", "--report", tmp_path / "r.json").exit_code == 0
    )
    assert validation_errors(tmp_path / "r.docx") == []
    changes = json.loads((tmp_path / "r.json").read_text("utf-8"))["changes"]
    headings = {c["clause"]: c["heading"] for c in changes}
    assert re.fullmatch("第.+条 绩效挂钩支付", headings["cost-performance-linked"])


def test_a_list_that_is_not_there_prints_nothing() -> None:
    assert Counter(Lists(None)).label("1", 0) == ""
