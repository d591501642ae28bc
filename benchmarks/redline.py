"""The comparison as the redline harness calls it: `compare_files(original, revised, out)`, in process."""

from __future__ import annotations

from pathlib import Path

from drafter.redline.compare import compare
from drafter.redline.tracked import tracked
from drafter.service import write_whole
from drafter.writers.docx.container import pack


def compare_files(original: str, revised: str, out: str) -> None:
    """Write the tracked changes that lead from one Word file to another."""
    write_whole(Path(out), pack(tracked(compare(Path(original), Path(revised)), "Bench", "2026-01-05T10:00:00Z")))
