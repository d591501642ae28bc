"""Files read whole, and written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from drafter.errors import FileError, unreadable, unwritable

LARGEST = 256 * 1024 * 1024  # bytes that can be used of any file
PART = ".part"  # the ending of a file that is not whole yet


def read_file(path: Path) -> bytes:
    """Return the bytes of a file, and of an endless one no more than can be used. Raises FileError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as problem:
        raise FileError(unreadable(problem, path)) from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears under its name only when whole. Raises FileError."""
    temporary = path.parent / f".{path.name}.{os.urandom(4).hex()}{PART}"
    made = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as out:
            made = True
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as problem:
        if made and os.path.exists(temporary):
            os.unlink(temporary)
        raise FileError(unwritable(problem, path)) from None
