"""`drafter batch` as an office runs it: a workbook in, documents and a report out, stopped and run again."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from openpyxl import load_workbook

from tests.tools import ROOT

BOOK = ROOT / "samples/batch-projects.xlsx"
DRAFTER = [sys.executable, "-m", "drafter", "batch"]


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """Run `drafter batch`."""
    environment = {**os.environ, "DRAFTER_LANG": "en"}
    return subprocess.run([*DRAFTER, *map(str, words)], capture_output=True, text=True, timeout=300, check=False, cwd=ROOT, env=environment)


def test_the_sample_workbook_makes_its_contracts_and_a_report(tmp_path: Path) -> None:
    done = run(BOOK, "-o", tmp_path, "--quiet", "--workers", 2)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["made"] == 5
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == sorted(name for row in report["rows"] for name in row["files"])
    sheet = load_workbook(tmp_path / "report.xlsx").worksheets[0]
    assert sheet.max_row > 5
    again = run(BOOK, "-o", tmp_path, "--json")
    events = [json.loads(line) for line in again.stdout.splitlines()]
    assert events[-1] == {"event": "end", "counts": {"made": 0, "unchanged": 5, "failed": 0, "bad": 0, "left": 0}}


def test_what_somebody_changed_is_kept_and_said_unless_it_may_go(tmp_path: Path) -> None:
    source, out = tmp_path / "a.jsonl", tmp_path / "out"
    source.write_text(json.dumps({"answers": {"project_name": "One"}}), encoding="utf-8")
    made, report = out / "L1.md", out / "report.json"
    arguments = (source, "-o", out, "--name", "{project_no}", "--format", "md", "--workers", 1)
    assert "[kept]" not in run(*arguments).stderr
    for path in (made, report):
        path.write_bytes(b"edited")
    told = run(*arguments)
    assert told.returncode == 0
    assert {path.read_bytes() for path in out.glob("*.2*")} == {b"edited"}
    assert all(f"kept as {path.name}" in told.stderr for path in out.glob("*.2*"))
    for path in out.glob("*.2*"):
        path.unlink()
    for path in (made, report):
        path.write_bytes(b"edited")
    end = json.loads(run(*arguments, "--json").stdout.splitlines()[-1])
    assert sorted(f["file"] for f in end["kept"]) == [str(made), str(report)]
    before = set(out.iterdir())
    made.write_bytes(b"edited")
    assert "[kept]" not in run(*arguments, "--force").stderr
    assert (set(out.iterdir()), made.read_bytes() == b"edited") == (before, False)


def test_a_bad_row_is_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{json.dumps({'answers': {'project_name': 'Good'}})}\n{{broken\n", encoding="utf-8")
    done = run(tmp_path / "a.jsonl", "-o", tmp_path / "out", "--name", "{project_no}")
    assert done.returncode == 1
    assert "a.jsonl:2" in done.stderr
    assert [path.name for path in (tmp_path / "out").glob("*.docx")] == ["L1.docx"]


def test_nothing_can_be_made_of_what_is_no_source(tmp_path: Path) -> None:
    done = run(tmp_path / "none.xlsx", "-o", tmp_path / "out")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_empty_workbook_is_written(tmp_path: Path) -> None:
    assert run("--workbook", tmp_path / "a.xlsx").returncode == 0
    assert run("--workbook", tmp_path / "b.xlsx", "--all").returncode == 0
    few, all_of_them = (len(load_workbook(tmp_path / name).worksheets) for name in ("a.xlsx", "b.xlsx"))
    assert few < 10 < all_of_them


def test_interrupted_it_says_how_to_go_on(tmp_path: Path) -> None:
    line = json.dumps({"answers": {"project_name": "Long"}})
    (tmp_path / "a.jsonl").write_text(f"{line}\n" * 400, encoding="utf-8")
    command = [*DRAFTER, str(tmp_path / "a.jsonl"), "-o", str(tmp_path / "out"), "--name", "{project_no}", "--quiet", "--workers", "2"]
    heeds = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}  # a job in the background is born deaf to it
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "DRAFTER_LANG": "en"}, **heeds)  # type: ignore[call-overload]
    for _ in range(600):
        if len(list((tmp_path / "out").glob("*.docx"))) >= 3:
            break
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130, told
    assert "same command" in told
    assert "Traceback" not in told
    assert json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))["counts"]["made"] >= 3
