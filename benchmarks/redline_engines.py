"""The engines that a redline benchmark compares: which are here, how they are asked, and what they take."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from select import select
from types import TracebackType
from typing import Any

WORKER = Path(__file__).with_name("redline_worker.py")
_PEERS = os.environ.get("DRAFTER_PEERS", sys.executable)  # the interpreter that has the peers
_UNO = os.environ.get("DRAFTER_UNO_PYTHON", "/usr/bin/python3")  # the one that can import uno
INTERPRETERS = {"drafter": sys.executable, "docxodus": _PEERS, "python-redlines": _PEERS, "libreoffice": _UNO}
INSTALL = {
    "docxodus": "pip install docx-scalpel, and DRAFTER_PEERS=/path/to/venv/bin/python when it is in another environment",
    "python-redlines": "pip install 'python-redlines[all]==2.0.0', and DRAFTER_PEERS=/path/to/venv/bin/python when it is in another environment",
    "libreoffice": "apt-get install libreoffice-writer python3-uno, and DRAFTER_UNO_PYTHON=/path/to/python when uno is in another interpreter",
}


class Missing(Exception):
    """An engine is not installed, or does not start."""


class Engine:
    """An engine in a process of its own, warm. Raises Missing when it is not installed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._children = 0.0
        command = [INTERPRETERS[name], str(WORKER), name]
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        except OSError as why:
            raise Missing(str(why)) from None
        said = self._answer(120)
        if not said.get("ready"):
            self.close()
            raise Missing(str(said.get("error", "it does not start")))

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def seconds(self, before: Path, after: Path, out: Path, timeout: float = 600) -> float:
        """Return how long a comparison took. Raises Missing when it failed."""
        assert self.process.stdin is not None
        try:
            print(json.dumps({"a": str(before), "b": str(after), "out": str(out)}), file=self.process.stdin, flush=True)
        except OSError:
            raise Missing("it has ended") from None
        said = self._answer(timeout)
        if not said:
            self.process.terminate()  # an answer that comes late would be taken for the next
        if "seconds" not in said:
            raise Missing(str(said.get("error", f"no answer in {timeout} s")))
        self._children = max(self._children, float(said["children_mb"]))
        return float(said["seconds"])

    def memory(self) -> float:
        """Return the most memory in MB that the engine took, with the programs that it runs."""
        return sum(map(_peak, _family(self.process.pid))) + self._children

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        with suppress(OSError):
            self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _answer(self, timeout: float) -> dict[str, Any]:
        assert self.process.stdout is not None
        ready, _, _ = select([self.process.stdout], [], [], timeout)
        line = self.process.stdout.readline() if ready else ""
        return dict(json.loads(line)) if line else {}


def whole_process(name: str, before: Path, after: Path, out: Path) -> float:
    """Return how long a comparison takes from the start of a process to its end: of ours, as the command."""
    start = time.perf_counter()
    if name == "drafter":
        command = [str(Path(sys.executable).with_name("drafter")), "redline", str(before), str(after), "-o", str(out), "--quiet"]
        done = subprocess.run(command, capture_output=True, timeout=600, check=False)
        if done.returncode > 1:
            raise Missing(done.stderr.decode(errors="replace")[-300:])
    else:
        with Engine(name) as engine:
            engine.seconds(before, after, out)
    return time.perf_counter() - start


def _family(process: int) -> Iterator[int]:
    """Yield a process and all that it started; nothing where there is no /proc."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text(encoding="ascii").split():
            yield from _family(int(child))


def _peak(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
