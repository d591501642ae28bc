"""Where two outputs differ, line by line and part by part, once what is of the moment and of the place is taken out."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

NORMALISED = (  # what differs from run to run of one tree: name, pattern, and what is put in its place
    ("seconds", re.compile(r"[0-9]+[.][0-9]+ (秒|s\b)"), r"? \1"),
    ("seconds in JSON", re.compile(r'("seconds": )[0-9.e-]+'), r"\1?"),
    ("progress bars", re.compile(r"\x1b\[[0-9;?]*[A-Za-z]"), ""),
    ("pace", re.compile(r"[0-9.]+ (份/秒|a second) +[0-9:-]+"), r"? \1"),
    ("which row was checked first", re.compile(r'(\{"event": "checked", "row": )"[^"]*"'), r"\1?"),
)
_LIBRARY = "LIBRARY-VERSION"
_MOMENT = ("seconds", "made")  # columns of a batch's ledger
_PARAGRAPH = re.compile(r"<w:p[ >]")


@dataclass(frozen=True)
class Line:
    """A line that only one side has: `-` the earlier tree, `+` the one that is proved."""

    part: str
    place: str
    sign: str
    text: str

    def __str__(self) -> str:
        return f"    {self.part}{self.place} {self.sign} {self.text[:240]}"


def differences(before: Path, after: Path, library: Mapping[str, str]) -> list[Line]:
    """Return the lines by which two files differ; `library` is each side's version of the library by `before` and `after`."""
    old, new = before.read_bytes(), after.read_bytes()
    if old == new:
        return []
    mine, theirs = _parts(before, old, library["before"]), _parts(after, new, library["after"])
    return [line for part in sorted(mine.keys() | theirs.keys()) for line in _changed(part, mine.get(part, []), theirs.get(part, []))]


def _parts(path: Path, data: bytes, library: str) -> dict[str, list[str]]:
    """Return the lines of a file; of each of its parts when it is a package of parts."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {f"{name} ": _lines(package.read(name), library) for name in package.namelist()}
    if data.startswith(b"SQLite format 3"):
        return {"": list(_rows(path))}
    return {"": _lines(data, library)}


def _lines(data: bytes, library: str) -> list[str]:
    text = data.decode("utf-8", "backslashreplace").replace(library, _LIBRARY)
    for _, pattern, instead in NORMALISED:
        text = pattern.sub(instead, text)
    if text.lstrip().startswith(("{", "[")):
        text = _spread(text)
    return text.replace("><", ">\n<").split("\n")


def _spread(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=1)
    except ValueError:
        return text


def _rows(path: Path) -> Iterator[str]:
    """Yield the rows of a ledger without the moment of their making."""
    with sqlite3.connect(path) as ledger:
        found = ledger.execute("SELECT * FROM document ORDER BY name")
        names = [column[0] for column in found.description]
        for row in found:
            yield json.dumps({n: v for n, v in zip(names, row, strict=True) if n not in _MOMENT}, ensure_ascii=False)


def _changed(part: str, old: list[str], new: list[str]) -> Iterator[Line]:
    if old == new:
        return
    with TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("old", "new")]
        for file, lines in zip(files, (old, new), strict=True):
            file.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="backslashreplace")
        told = subprocess.run(["diff", "-U0", *map(str, files)], capture_output=True, text=True, encoding="utf-8", check=False).stdout
    place = ""
    for line in told.splitlines()[2:]:
        if hunk := re.match(r"@@ -(\d+)", line):
            place = _place(old[: int(hunk[1])], int(hunk[1]))
        else:
            yield Line(part, place, line[:1], line[1:])


def _place(before: list[str], number: int) -> str:
    paragraphs = sum(1 for line in before if _PARAGRAPH.match(line))
    return f"paragraph {paragraphs}" if paragraphs else f"line {number}"
