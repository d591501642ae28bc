"""A real Dask cluster on this machine: a scheduler and two workers, one of which is killed in the middle."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from drafter.batch.pool import Cluster, Here
from drafter.batch.run import Batch, run_batch
from drafter.batch.task import Wanted
from drafter.content import load_content
from drafter.errors import FileError
from tests.batch.rows import rows
from tests.batch.test_run import documents, run
from tests.tools import ROOT, refused


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler's address, and its two worker processes."""
    pytest.importorskip("distributed")
    told = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT, "env": {**os.environ, "PYTHONPATH": str(ROOT)}}
    dask = [sys.executable, "-m", "dask"]
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)]
    scheduler = subprocess.Popen([*dask, "scheduler", *options], **quiet)  # type: ignore[call-overload]
    workers: list[subprocess.Popen[bytes]] = []
    try:
        for _ in range(300):
            if told.exists() and told.stat().st_size:
                break
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        for n in range(2):
            folder = tmp_path / f"worker{n}"
            folder.mkdir()
            command = [*dask, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
            workers.append(subprocess.Popen(command, **quiet))  # type: ignore[call-overload]
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_killed_worker_loses_nothing_and_doubles_nothing(tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    address, workers = cluster
    count, made = 16, []

    def tell(event: str, said: Mapping[str, Any]) -> None:
        if event == "made":
            made.append(said["name"])
            if len(made) == 4:
                workers[0].send_signal(signal.SIGKILL)

    batch = Batch(rows(count))
    run_batch(batch, Wanted(load_content()), tmp_path / "cluster", Cluster(address), tell)
    run(rows(count), tmp_path / "here", Here(load_content()))
    assert batch.counts()["made"] == count == len(set(made)) == len(made)
    assert documents(tmp_path / "cluster") == documents(tmp_path / "here")


def test_workers_can_write_to_a_shared_folder(tmp_path: Path, cluster: tuple[str, list[subprocess.Popen[bytes]]]) -> None:
    folder = tmp_path / "shared"
    batch = Batch(rows(4))
    run_batch(batch, Wanted(load_content(), shared=str(folder)), folder, Cluster(cluster[0]), lambda event, said: None)
    run(rows(4), tmp_path / "here", Here(load_content()))
    assert documents(folder) == documents(tmp_path / "here")
    assert {line.status for line in run(rows(4), folder, wanted=Wanted(load_content(), shared=str(folder))).lines} == {"unchanged"}


def test_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("drafter.batch.pool.CONNECT_SECONDS", 1)
    with refused(FileError, "cluster"):
        run(rows(1), tmp_path, Cluster("tcp://127.0.0.1:9"))
