"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from drafter.errors import FileError, Place, error

PART = ".part"  # the ending of a file that is not whole yet


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears under its name only when whole. Raises FileError."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=PART, delete=False) as out:
            temporary = out.name
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except OSError as problem:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        why = problem.strerror or str(problem)
        raise FileError(error("write", f"无法写入：{why}", f"cannot be written: {why}", place=Place(str(path)))) from None
