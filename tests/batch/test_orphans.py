"""A batch that is killed leaves no process behind: its workers end with it, and so do the helpers that Python starts for them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.rows import data

PROC = Path("/proc")
PATIENCE = 60  # seconds, on a machine that does much else


def of_session(session: int) -> list[int]:
    """Return the living processes of a session, as the kernel says."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(fields[3]) == session and fields[0] not in "ZX":
            found.append(int(folder.name))
    return found


@pytest.mark.skipif(not (PROC / "self/stat").exists(), reason="needs Linux: processes are told from /proc")
def test_killed_with_9_it_leaves_no_process_behind(tmp_path: Path) -> None:
    source = tmp_path / "rows.jsonl"
    source.write_text("\n".join(json.dumps(data(project_no=f"P{n}"), ensure_ascii=False) for n in range(400)), encoding="utf-8")
    command = [sys.executable, "-m", "drafter", "batch", str(source), "-o", str(tmp_path / "out"), "--workers", "2", "--quiet"]
    batch = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while not list((tmp_path / "out").glob("*.docx")) and time.monotonic() < until:
            assert batch.poll() is None
            time.sleep(0.1)
        assert len(of_session(batch.pid)) > 2  # itself and two workers at least
        os.kill(batch.pid, signal.SIGKILL)
        batch.wait()
        until = time.monotonic() + PATIENCE
        while of_session(batch.pid) and time.monotonic() < until:
            time.sleep(0.1)
        assert of_session(batch.pid) == []
    finally:
        for process in of_session(batch.pid):
            os.kill(process, signal.SIGKILL)
