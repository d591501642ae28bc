"""`make bench-batch`: ten thousand documents from the rows of the sample workbook, as an office would make them. Writes docs/benchmarks-batch.md.

Documents a second for 1, 2 and 4 worker processes; memory over ten thousand documents in one process, which must not grow.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from drafter.batch.inputs import read_rows
from drafter.batch.pool import Here, Pool
from drafter.batch.rows import Row
from drafter.batch.run import Batch, Where, run_batch
from drafter.batch.task import Wanted
from drafter.content import load_content
from drafter.errors import Place
from drafter.resources import samples_dir

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
SETTLED = min(500, COUNT // 4)  # from this document on memory must be flat
REPORT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks-batch.md"


def sample_rows(count: int) -> list[Row]:
    """Return so many rows, those of the sample workbook again and again, each with a number of its own."""
    found = read_rows(samples_dir() / "batch-projects.xlsx", load_content())
    return [replace(found[n % len(found)], place=Place("samples", n + 1), key=f"P{n:05}") for n in range(count)]


def resident() -> float:
    """Return the resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(count: int, where: Where, fast: bool, each: Any = None) -> float:
    """Return documents a second, checks left out."""
    started = made = 0.0

    def tell(event: str, said: Mapping[str, Any]) -> None:
        nonlocal started, made
        if event == "start":
            started = time.perf_counter()
        if event == "made":
            made += 1
            if each is not None:
                each(int(made))

    with tempfile.TemporaryDirectory() as folder:
        run_batch(Batch(sample_rows(count)), Wanted(load_content(), fast=fast), Path(folder), where, tell)
        return made / (time.perf_counter() - started)


def main() -> None:
    """Measure and write."""
    memory: dict[int, float] = {}

    def watch(made: int) -> None:
        if made in (SETTLED, COUNT):
            memory[made] = resident()

    few = max(COUNT // 20, 24)
    rates = {workers: run(few, Here(load_content()) if workers == 1 else Pool(load_content(), workers), False) for workers in (1, 2, 4)}
    fast = run(few, Here(load_content()), True)
    long = run(COUNT, Here(load_content()), False, watch)
    growth = memory[COUNT] / memory[SETTLED] - 1
    print(f"documents {COUNT} rate {long:.1f} a second on one core; memory {memory[SETTLED]:.0f} -> {memory[COUNT]:.0f} MB, {growth:+.1%}")
    for workers, rate in rates.items():
        print(f"ratio workers_{workers} {rate / rates[1]:.2f} ({rate:.1f} documents a second)")
    print(f"ratio isal_vs_zlib6 {fast / rates[1]:.2f}")
    million = 1_000_000 / rates[1] / 3600
    REPORT.write_text(
        f"""# Benchmarks: batches

Made by `make bench-batch` on Python {platform.python_version()} with {os.cpu_count()} cores. The rows are the five of
samples/batch-projects.xlsx in turn, drafts in Chinese with everything a file carries, written with fsync and recorded in the ledger; their contracts have 14 to 130 pages.

- {COUNT:,} documents in one process: {long:.1f} a second; resident memory {memory[SETTLED]:.0f} MB after {SETTLED} documents, {memory[COUNT]:.0f} MB after {COUNT:,} ({growth:+.1%}).

| worker processes | documents a second | over one |
|---:|---:|---:|
{chr(10).join(f"| {w} | {r:.1f} | {r / rates[1]:.2f} |" for w, r in rates.items())}
| 1, `--fast` | {fast:.1f} | {fast / rates[1]:.2f} |

This machine has {os.cpu_count()} cores, so four workers share them. On paper, at this rate a core, a million documents take {million:.0f} core hours: a cluster of
64 cores would make them in about {million / 64:.1f} hours, if its scheduler and its shared folder keep up with {64 * rates[1]:.0f} documents a second.
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
