"""A batch: every good row's files are those it gives alone; run again, it makes only what is missing, failed or changed."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.batch.ledger import Ledger
from drafter.batch.pool import Crashed, Here, Pool
from drafter.batch.rows import Row
from drafter.batch.run import Batch, Where, run_batch
from drafter.batch.task import Task, Wanted, make
from drafter.content import load_content
from drafter.errors import AnswerError, FileError, error
from drafter.ooxml.archive import safe_parts
from drafter.questionnaire.answers import answers_from
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf import write as pdf_write
from drafter.writers.pdf.office import office
from tests.batch.rows import row, rows
from tests.tools import draft, need, refused

DRIVER = Path(__file__).with_name("driver.py")


def silent(event: str, said: Mapping[str, Any]) -> None:
    """Say nothing."""


def run(found: list[Row], folder: Path, where: Where | None = None, wanted: Wanted | None = None, **options: Any) -> Batch:
    """Run a batch and return what became of the rows."""
    batch = Batch(found)
    run_batch(batch, wanted or Wanted(load_content()), folder, where or Here(load_content()), silent, **options)
    return batch


def documents(folder: Path) -> dict[str, bytes]:
    """Return the documents in an output folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.docx"))}


def alone(one: Row) -> bytes:
    """Return the document of a row drafted by itself."""
    return docx_bytes(draft(answers_from(one.data, "alone", load_content())))


def test_every_document_is_what_the_row_gives_alone(tmp_path: Path) -> None:
    found = rows(3)
    batch = run(found, tmp_path)
    assert batch.counts()["made"] == 3
    assert list(documents(tmp_path).values()) == [alone(one) for one in found]


def test_a_row_may_give_its_whole_pack(tmp_path: Path) -> None:
    [line] = run(rows(1), tmp_path, wanted=Wanted(load_content(), ("docx", "pack"))).lines
    inside = [name.partition("/")[2] for name in line.files if "/" in name]
    assert {"index.html", "期限总表.ics", "采购需求.docx"} <= set(inside)
    assert any("F-SETTLE" in name for name in inside)
    assert all((tmp_path / name).is_file() for name in line.files)
    assert run(rows(1), tmp_path, wanted=Wanted(load_content(), ("docx", "pack"))).counts()["unchanged"] == 1
    (tmp_path / line.files[-1]).unlink()
    assert run(rows(1), tmp_path, wanted=Wanted(load_content(), ("docx", "pack"))).counts()["made"] == 1
    with pytest.raises(FileError):
        run(rows(1), tmp_path, wanted=Wanted(load_content(), ("pack",), final=True))


def test_processes_make_the_same_files(tmp_path: Path) -> None:
    run(rows(5), tmp_path / "here")
    run(rows(5), tmp_path / "pool", Pool(load_content(), 2))
    assert documents(tmp_path / "here") == documents(tmp_path / "pool")


def test_a_second_run_makes_what_is_missing_or_changed_and_nothing_else(tmp_path: Path) -> None:
    found = rows(4)
    run(found, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.glob("*.docx")}
    found[1] = row(2, price_total_incl=987_654)
    names = sorted(path.name for path in before)
    (tmp_path / names[2]).unlink()
    (tmp_path / names[3]).write_bytes(b"touched by hand")
    batch = run(found, tmp_path)
    assert [line.status for line in batch.lines] == ["unchanged", "made", "made", "made"]
    assert [path.name for path in before if path.stat().st_mtime_ns == before[path]] == [names[0]]
    [beside] = set(tmp_path.glob("*.docx")) - set(before)
    assert beside.read_bytes() == b"touched by hand"
    assert [f.code for f in batch.lines[3].findings if f.code == "kept"] == ["kept"]
    assert [beside.name in f.what.en for f in batch.kept()] == [True]
    assert [line.clauses > 50 for line in batch.lines] == [True] * 4


def test_bad_rows_are_told_all_at_once_and_the_others_are_made(tmp_path: Path) -> None:
    bad = row(2, price_total_incl="很多", mlps_level="9", nonsense=1)
    batch = run([row(1), bad, row(3)], tmp_path)
    assert [line.status for line in batch.lines] == ["made", "bad", "made"]
    assert len(batch.lines[1].findings) == 3
    assert len(documents(tmp_path)) == 2


def test_a_row_that_may_not_be_final_fails_and_is_tried_again(tmp_path: Path) -> None:
    batch = run(rows(2), tmp_path, wanted=Wanted(load_content(), final=True))
    assert [line.status for line in batch.lines] == ["failed", "failed"]
    assert {f.code for f in batch.lines[0].findings} >= {"open"}
    assert [line.status for line in run(rows(2), tmp_path).lines] == ["made", "made"]


def test_only_failed_leaves_alone_what_was_made(tmp_path: Path) -> None:
    run(rows(2), tmp_path, limit=1)
    changed = [row(1, price_total_incl=111_111), row(2)]
    assert [line.status for line in run(changed, tmp_path, only_failed=True).lines] == ["unchanged", "made"]


def test_two_rows_with_one_file_name_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    batch = run([row(1), replace(row(2), key="P001", data=row(1).data)], tmp_path)
    assert [(line.status, [f.code for f in line.findings if f.severity == "error"]) for line in batch.lines] == [
        ("made", []),
        ("bad", ["same-name"]),
    ]


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    batch = run([row(1), row(2, mlps_level="9")], tmp_path / "out", check_only=True)
    assert batch.counts()["bad"] == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("format", Wanted(load_content(), formats=("docx", "doc"))),
        ("format", Wanted(load_content(), formats=("pack",), final=True)),
        ("name-pattern", Wanted(load_content(), pattern="{")),
    ],
)
def test_what_can_never_be_made_is_refused_at_once(tmp_path: Path, code: str, wanted: Wanted) -> None:
    with refused(AnswerError if code == "name-pattern" else FileError, code):
        run(rows(1), tmp_path / "out", wanted=wanted)
    assert not (tmp_path / "out").exists()


def test_a_name_that_needs_what_is_not_answered_is_a_bad_row(tmp_path: Path) -> None:
    [line] = run([row(1, award_notice_no=None)], tmp_path, wanted=Wanted(load_content(), pattern="{project_no}-{award_notice_date}")).lines
    assert line.status == "bad"
    assert line.findings[0].code == "name"


def test_a_folder_in_use_or_no_folder_is_refused(tmp_path: Path) -> None:
    from filelock import FileLock

    with FileLock(tmp_path / ".lock"), refused(FileError, "locked"):
        run(rows(1), tmp_path)
    (tmp_path / "file").write_text("x")
    with refused(FileError, "write"):
        run(rows(1), tmp_path / "file" / "out")


def test_a_ledger_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database, but long enough to be looked at as one" * 20)
    with refused(FileError, "ledger"):
        Ledger(tmp_path)


def _kill_itself(task: Task) -> str:
    if task.number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return task.row.key


def test_a_row_that_takes_its_process_with_it_stops_no_other() -> None:
    tasks = [Task(n, one, Wanted(load_content())) for n, one in enumerate(rows(6))]
    found = {task.number: result for task, result in Pool(load_content(), 2).run(_kill_itself, tasks)}
    assert isinstance(found.pop(2), Crashed)
    assert found == {n: f"P{n + 1:03}" for n in (0, 1, 3, 4, 5)}


def test_a_fault_of_ours_in_one_row_is_reported_and_the_next_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    import drafter.batch.task as module

    monkeypatch.setattr(module, "draft_contract", lambda *_: 1 / 0)
    made = make(Task(0, row(1), Wanted(load_content()), "x"))
    assert made.failed
    assert made.findings[0].code == "internal"
    assert "ZeroDivisionError" in made.findings[0].what.en


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.booleans(), min_size=1, max_size=6))
def test_for_any_mixture_the_good_rows_files_are_those_made_alone(tmp_path: Path, good: list[bool]) -> None:
    shutil.rmtree(tmp_path / "out", ignore_errors=True)
    found = [row(n) if fine else row(n, price_total_incl="无") for n, fine in enumerate(good, 1)]
    run(found, tmp_path / "out")
    assert list(documents(tmp_path / "out").values()) == [alone(one) for one, fine in zip(found, good, strict=True) if fine]


def test_killed_at_thirty_random_moments_it_ends_with_the_files_of_an_uninterrupted_run(tmp_path: Path) -> None:
    count = 40
    run(rows(count), tmp_path / "whole")
    wanted, chance, kills, runs = documents(tmp_path / "whole"), random.Random(20261123), 0, 0
    for kill in range(30):
        if kill % 6 == 0:  # begin anew, so that the kills fall on every stage
            shutil.rmtree(tmp_path / "cut", ignore_errors=True)
        process = subprocess.Popen([sys.executable, str(DRIVER), str(tmp_path / "cut"), str(count)], start_new_session=True)
        time.sleep(chance.uniform(0.3, 3.0))
        kills += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        process.wait()
        for name, content in documents(tmp_path / "cut").items():
            assert wanted[name] == content, "a file under its name is whole"
    while len(documents(tmp_path / "cut")) < count and runs < 3:
        subprocess.run([sys.executable, str(DRIVER), str(tmp_path / "cut"), str(count)], check=True)
        runs += 1
    assert documents(tmp_path / "cut") == wanted
    assert kills >= 15
    assert not list((tmp_path / "cut").glob(".*.part"))


def test_a_full_disk_is_told_and_what_was_made_stays(tmp_path: Path) -> None:
    command = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)); import runpy; runpy.run_path({str(DRIVER)!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", command, str(tmp_path), "2"], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("*.docx"))
    assert not list(tmp_path.glob(".*.part"))


def test_fast_packing_changes_bytes_and_nothing_else(tmp_path: Path) -> None:
    from drafter.ooxml.archive import safe_open
    from drafter.services.inspecting import verify

    run(rows(1), tmp_path / "fast", wanted=Wanted(load_content(), fast=True))
    run(rows(1), tmp_path / "plain")
    [fast], [plain] = (list((tmp_path / name).glob("*.docx")) for name in ("fast", "plain"))
    assert fast.read_bytes() != plain.read_bytes()
    assert safe_open(fast) == safe_open(plain)
    assert verify(load_content(), fast).identical


def test_pdfs_of_a_batch_share_one_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need(office(), "LibreOffice")
    started: list[int] = []
    convert = pdf_write.convert_all
    monkeypatch.setattr(pdf_write, "convert_all", lambda files, target: started.append(len(files)) or convert(files, target))
    found = [replace(one, data={**one.data, "profile": "lite"}) for one in rows(3)]
    batch = run(found, tmp_path, wanted=Wanted(load_content(), formats=("docx", "pdf")))
    assert batch.counts()["made"] == 3
    assert [len(line.files) for line in batch.lines] == [2, 2, 2]
    assert all(path.read_bytes().startswith(b"%PDF") for path in tmp_path.glob("*.pdf"))
    assert started[0] == 3
    assert len(started) <= 4
    assert _contents_are_right(next(tmp_path.glob("*.docx")))


def _contents_are_right(path: Path) -> bool:
    """Say whether the contents of a Word file name the pages that a layout of it finds, and are not all the same."""
    said = re.findall(r"PAGEREF (\w+) .*?<w:t[^>]*>(\d+)</w:t>", safe_parts(path.read_bytes(), path.name)["word/document.xml"].decode())
    found = pdf_write.lay_out([(path.read_bytes(), "zh")])[0].pages
    return {name: int(number) for name, number in said} == found and len(set(found.values())) > 5


def test_a_row_whose_pdf_fails_stops_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = FileError(error("pdf-differs", "不同", "differs"))
    given = [pdf_write.Laid(b"%PDF 1", ()), pdf_write.Laid(b"", (), problem), pdf_write.Laid(b"%PDF 3", ())]
    monkeypatch.setattr(pdf_write, "lay_out", lambda files, archive: given[: len(files)])
    batch = run(rows(3), tmp_path, wanted=Wanted(load_content(), formats=("pdf",)))
    assert [line.status for line in batch.lines] == ["made", "failed", "made"]
    assert [f.code for f in batch.lines[1].findings] == ["pdf-differs"]
    assert sorted(path.read_bytes() for path in tmp_path.glob("*.pdf")) == [b"%PDF 1", b"%PDF 3"]
