"""Files written in the place of others: what somebody changed since it was made is never lost."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from drafter.cache import cache_folder
from drafter.errors import FileError, Finding, Place, unwritable, warning
from drafter.files import write_whole


def replace_whole(path: Path, data: bytes, force: bool = False, known: str = "") -> Finding | None:
    """Write a file whole in the place of one that nobody changed since it was made; return what became of one that somebody did.

    That one is kept beside it under a dated name, unless `force` lets it go. Whether a file is as it was made is told by its SHA-256: `known`, in hex,
    from a ledger that stands with the files, or what is remembered in the user's folder of compiled content. A file of which nothing is known
    counts as changed. Raises FileError, and then what was there stands where it stood.
    """
    beside = put_aside(path) if not force and _is_changed(path, data, known) else None
    try:
        write_whole(path, data)
    except FileError:
        if beside is not None:
            beside.rename(path)
        raise
    _remember(path, data)
    return None if beside is None else kept_as(path, beside)


def kept_as(path: Path, beside: Path) -> Finding:
    """Return the finding that a file has another name now."""
    zh = f"原有的 {path.name} 可能有别人的内容，保留为 {beside.name}"
    en = f"the earlier {path.name} may hold somebody's work; it is kept as {beside.name}"
    return warning("kept", zh, en, ("不需要保留的，用 --force", "use --force to replace such a file"), Place(str(path)))


def _is_changed(path: Path, data: bytes, known: str) -> bool:
    """Say whether there is a file of that name that is neither as it was made nor as it is to be made."""
    try:
        there = path.read_bytes() if path.is_file() else data
    except OSError:
        return False  # what cannot be read cannot be replaced either: writing says so
    return there != data and _digest(there) not in (known, _remembered(path))


def put_aside(path: Path) -> Path:
    """Rename a file by the day and time of its last change, and return its new name. Raises FileError."""
    changed = datetime.fromtimestamp(path.stat().st_mtime).strftime("%Y%m%d-%H%M%S")
    names = (path.with_name(f"{path.stem}.{changed}{more}{path.suffix}") for more in ("", *(f"-{n}" for n in range(2, 1000))))
    beside = next(name for name in names if not name.exists())
    try:
        path.rename(beside)
    except OSError as problem:
        raise FileError(unwritable(problem, beside)) from None
    return beside


def _digest(data: bytes) -> str:
    from hashlib import sha256  # loads OpenSSL: only where a file is written

    return sha256(data).hexdigest()


def _record(path: Path) -> Path | None:
    """Return the file that holds the hash of what was written under a name."""
    folder = cache_folder()
    return None if folder is None else folder / "written" / _digest(os.fsencode(path.absolute().resolve()))


def _remembered(path: Path) -> str:
    record = _record(path)
    try:
        return record.read_text(encoding="ascii") if record is not None else ""
    except (OSError, ValueError):
        return ""


def _remember(path: Path, data: bytes) -> None:
    record = _record(path)
    with suppress(OSError):  # without a record the next run keeps the file beside, and nothing is lost
        if record is not None:
            record.parent.mkdir(exist_ok=True, mode=0o700)
            record.write_text(_digest(data), encoding="ascii")
