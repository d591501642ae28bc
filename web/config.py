"""What the desk is started with: where its data is, who may reach it, in which language it speaks first."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from drafter.errors import FileError, unwritable
from drafter.language import Language

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
KEY = "secret-key"


@dataclass(frozen=True)
class Config:
    """How one desk is set up. `database` is a URL of SQLAlchemy, by default SQLite in the data folder."""

    data: Path
    database: str | None = None
    single: bool = False
    host: str = "127.0.0.1"
    port: int = 0
    proxied: bool = False  # behind a reverse proxy that speaks TLS: its X-Forwarded headers are believed, cookies are for TLS only
    language: Language = "zh"
    limited: bool = True  # rate limits; tests of other things switch them off

    @property
    def database_url(self) -> str:
        """The database, as SQLAlchemy names it."""
        return self.database or f"sqlite:///{self.sqlite.resolve()}"

    @property
    def sqlite(self) -> Path:
        """The file of the database, where no other is named."""
        return self.data / "desk.sqlite"

    @cached_property
    def secret_key(self) -> str:
        """The key that signs sessions: made once, kept in the data folder where only its owner reads it. Raises FileError."""
        path = self.data / KEY
        try:
            self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            _make_once(path)
            return path.read_text("ascii")
        except OSError as problem:
            raise FileError(unwritable(problem, path)) from None

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine reaches the desk."""
        return self.host in LOOPBACK


def _make_once(path: Path) -> None:
    """Write a new key, unless there is one: a link to a whole file, so that two that start at once have the same."""
    if path.exists():
        return
    mine = path.with_name(f"{path.name}.{os.getpid()}")
    mine.touch(mode=0o600)
    mine.write_text(secrets.token_urlsafe(48), "ascii")
    try:
        os.link(mine, path)
    except FileExistsError:
        pass
    finally:
        mine.unlink()
