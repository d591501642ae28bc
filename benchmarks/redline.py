"""The comparison as the redline harness calls it: `compare_files(original, revised, out)`, in process."""

from __future__ import annotations

from pathlib import Path

from drafter.redline.prior import redline
from drafter.service import write_whole
from drafter.writers.docx.container import pack


def compare_files(original: str, revised: str, out: str) -> None:
    """Write the tracked changes that lead from one Word file to another, as `drafter redline` does."""
    write_whole(Path(out), pack(redline(Path(original), Path(revised), "Bench", "2026-01-05T10:00:00Z").parts))
