"""The ledger of a batch: what was made from what, so that a second run makes only what is missing, failed or changed."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import astuple, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from drafter.causes import told
from drafter.errors import FileError, Finding, Place, error
from drafter.language import Words
from drafter.records import dataclass

NAME = "ledger.sqlite"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    name TEXT PRIMARY KEY, row TEXT NOT NULL, input TEXT NOT NULL, library TEXT NOT NULL, template TEXT NOT NULL, status TEXT NOT NULL,
    files TEXT NOT NULL, clauses INTEGER NOT NULL, annexes INTEGER NOT NULL, open INTEGER NOT NULL, findings TEXT NOT NULL, seconds REAL NOT NULL,
    finished TEXT NOT NULL
) STRICT
"""
_REPORTS = "CREATE TABLE IF NOT EXISTS report (name TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT"
_VERSION = 1


@dataclass(frozen=True)
class Entry:
    """What the ledger knows of a document: its row, the hash of all that decides it, and what came of it."""

    name: str
    row: str
    input: str  # SHA-256, hex
    library: str  # version of the clause library
    template: str  # SHA-256 of the Word template, hex; empty: the shipped one
    status: str  # done | failed
    files: dict[str, str] = field(default_factory=dict)  # file name -> SHA-256 of its bytes, hex
    clauses: int = 0
    annexes: int = 0
    open: int = 0
    findings: tuple[Finding, ...] = ()
    seconds: float = 0


def _finding(stored: list[Any]) -> Finding:
    severity, code, what, remedy, place = stored
    return Finding(severity, code, Words(*what), Words(*remedy), Place(*place))


class Ledger:
    """The ledger in an output folder: SQLite with a write-ahead log, so that it survives a kill at any moment."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        try:
            self.connection = sqlite3.connect(self.path, isolation_level=None)
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute("PRAGMA synchronous=NORMAL")
            self._prepare()
        except sqlite3.Error as problem:
            why = told(problem)
            raise FileError(
                error(
                    "ledger",
                    f"台账无法使用：{why.zh}",
                    f"the ledger cannot be used: {why.en}",
                    ("删除该文件后重新生成全部文书", "remove this file; all documents are then made again"),
                    Place(str(self.path)),
                )
            ) from None

    def _prepare(self) -> None:
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"version {version}, expected {_VERSION}")
        self.connection.execute(_SCHEMA)
        self.connection.execute(_REPORTS)
        self.connection.execute(f"PRAGMA user_version={_VERSION}")

    def entries(self) -> dict[str, Entry]:
        """Return every entry by document name, its findings left out: those of ten thousand documents would fill the memory."""
        rows = self.connection.execute(
            "SELECT name, row, input, library, template, status, files, clauses, annexes, open, seconds FROM document ORDER BY name"
        )
        return {r[0]: Entry(r[0], r[1], r[2], r[3], r[4], r[5], json.loads(r[6]), r[7], r[8], r[9], seconds=r[10]) for r in rows}

    def findings(self, name: str) -> tuple[Finding, ...]:
        """Return what was found when a document was last made."""
        row = self.connection.execute("SELECT findings FROM document WHERE name = ?", (name,)).fetchone()
        return tuple(map(_finding, json.loads(row[0]))) if row else ()

    def record(self, entry: Entry) -> None:
        """Write an entry over the one of that name."""
        e = entry
        self.connection.execute(
            "INSERT OR REPLACE INTO document VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                e.name, e.row, e.input, e.library, e.template, e.status, json.dumps(e.files, ensure_ascii=False, sort_keys=True),
                e.clauses, e.annexes, e.open, json.dumps([astuple(f) for f in e.findings], ensure_ascii=False), e.seconds,
                datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )  # fmt: skip

    def report(self, name: str) -> str:
        """Return the SHA-256 of a report as it was written last, in hex; nothing where none was."""
        row = self.connection.execute("SELECT digest FROM report WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def record_report(self, name: str, data: bytes) -> None:
        """Note a report that was written."""
        self.connection.execute("INSERT OR REPLACE INTO report VALUES (?, ?)", (name, sha256(data).hexdigest()))

    def close(self) -> None:
        """Fold the log into the file and close it."""
        self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.connection.close()
