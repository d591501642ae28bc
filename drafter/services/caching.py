"""Compiled content: where it is kept, how much of it there is, and how to be rid of it."""

from __future__ import annotations

from pathlib import Path

from drafter.cache import cache_folder, entries, folder_path
from drafter.records import dataclass


@dataclass(frozen=True)
class Kept:
    """The folder for compiled content (None where none is kept), whether it is used, and what is in it; bytes."""

    folder: Path | None
    used: bool
    entries: int
    size: int


def kept_content() -> Kept:
    """Return what compiled content is kept."""
    used = cache_folder()
    found = entries(used) if used is not None else []
    return Kept(used or folder_path(), used is not None, len(found), sum(entry.stat().st_size for entry in found))


def clear() -> int:
    """Take away what is kept, and return how many entries that were. It is made again when it is needed."""
    folder = cache_folder()
    found = entries(folder) if folder is not None else []
    for entry in found:
        entry.unlink(missing_ok=True)
    return len(found)
