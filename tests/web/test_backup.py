"""A desk is backed up while it runs, and brought back whole: from SQLite and PostgreSQL, into either, and from the first schema."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Engine, insert

from drafter.errors import FileError
from tests import postgres
from tests.tools import refused
from tests.web.conftest import BOTH, PASSWORD, Browser, join, running
from tests.web.test_drafting import answers, save
from web import rows
from web.backup import back_up, restore
from web.config import Config
from web.database import engine_for, upgrade
from web.files import keep
from web.models import Base, now


def contents(engine: Engine) -> dict[str, list[bytes]]:
    """Return every row of a database."""
    with rows.snapshot(engine) as connection:
        return {table.name: sorted(rows.lines(connection, table)) for table in rows.tables(connection)}


@BOTH
@pytest.mark.parametrize("into", ["sqlite", "postgresql"])
def test_what_was_backed_up_comes_back(app: Flask, config: Config, tmp_path: Path, into: str, request: pytest.FixtureRequest) -> None:
    owner = join(app, "owner")
    owner.project(**{"from": "sample", "sample": "minimal"})
    save(owner, 1, "linked_pct", value="20")
    save(owner, 1, "availability", do="open")
    with app.app_context():
        digest = keep("合同".encode())
    assert back_up(config, tmp_path / "desk.zip") == 1
    there = postgres.new_database(request.getfixturevalue("postgresql")) if into == "postgresql" else None
    again = Config(tmp_path / "elsewhere", there, limited=False)
    assert restore(again, tmp_path / "desk.zip") == 1
    assert (again.data / "files" / digest[:2] / digest).read_bytes() == "合同".encode()
    assert again.secret_key == config.secret_key
    assert oct((again.data / "secret-key").stat().st_mode & 0o777) == "0o600"
    with running(again) as made:
        assert contents(made.extensions["desk"].db.get_bind()) == contents(app.extensions["desk"].db.get_bind())
        browser = Browser(made)
        browser.post("/sign-in", {"email": "owner@office.example.org", "password": PASSWORD})
        assert answers(browser, 1) == answers(owner, 1)
        assert save(browser, 1, "linked_pct", seen=9, value="25").status_code == 200  # and new rows find numbers of their own
        assert browser.project() == 2


@BOTH
def test_a_backup_is_of_one_moment_while_others_write(app: Flask, config: Config, tmp_path: Path) -> None:
    owner = join(app, "owner")
    number = owner.project(**{"from": "sample", "sample": "minimal"})
    done, saved = threading.Event(), []

    def write() -> None:
        while not done.is_set():
            saved.append(save(owner, number, "linked_pct", seen=9999, value=str(10 + len(saved) % 20)).status_code)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(5):
            back_up(config, tmp_path / f"{turn}.zip")
    finally:
        done.set()
        writer.join()
    assert set(saved) == {200}
    for turn in range(5):
        again = Config(tmp_path / f"data{turn}", limited=False)
        restore(again, tmp_path / f"{turn}.zip")
        engine = engine_for(again.database_url)
        kept = contents(engine)
        engine.dispose()
        assert f'"revision": {len(kept["answer_change"])}'.encode() in kept["project"][0]


@BOTH
def test_the_first_schema_is_brought_up_to_what_the_program_knows(config: Config, tmp_path: Path) -> None:
    engine = engine_for(config.secret_key and config.database_url)
    upgrade(engine, "0001")
    with engine.begin() as connection:
        first = {table.name: table for table in rows.tables(connection)}
        account = {"email": "a@b.example.org", "name": "甲", "language": "zh", "active": True, "fs_uniquifier": "x", "created_at": now()}
        connection.execute(insert(first["account"]).values(id=1, **account))
        project = {
            "title": "运维",
            "agreement": "contract",
            "profile": "standard",
            "include": [],
            "positions": {},
            "answers": {"linked_pct": "20"},
        }
        times = {"created_at": now(), "changed_at": now()}
        connection.execute(insert(first["project"]).values(id=1, revision=0, owner_id=1, **project, **times))
    back_up(config, tmp_path / "first.zip")
    upgrade(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    again = Config(tmp_path / "again", limited=False)
    restore(again, tmp_path / "first.zip")  # an old backup comes back as it was, and is then brought up to date
    other = engine_for(again.database_url)
    assert contents(other) == contents(engine)
    assert "运维".encode() in contents(other)["project"][0]
    engine.dispose()
    other.dispose()


def test_a_folder_or_database_with_something_in_it_is_left_as_it_is(app: Flask, config: Config, tmp_path: Path) -> None:
    back_up(config, tmp_path / "desk.zip")
    with refused(FileError, "backup"):
        back_up(config, tmp_path / "desk.zip")
    assert back_up(config, tmp_path / "desk.zip", force=True) == 0
    before = contents(app.extensions["desk"].db.get_bind())
    with refused(FileError, "backup"):
        restore(config, tmp_path / "desk.zip")
    with refused(FileError, "backup"):
        restore(Config(tmp_path / "new", config.database_url), tmp_path / "desk.zip")
    assert contents(app.extensions["desk"].db.get_bind()) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "names",
    [
        ["desk.json"],
        ["desk.json", "secret-key", "notes.txt"],
        ["desk.json", "secret-key", "files/../../x"],
        ["desk.json", "secret-key", "/files/x"],
        ["desk.json", "secret-key"],
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_is_written(tmp_path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, b'{"schema": "0001"}' if name == "desk.json" else b"x")
    with refused(FileError, "backup"):
        restore(Config(tmp_path / "data"), tmp_path / "a.zip")
    assert not (tmp_path / "data").exists()


@BOTH
def test_a_backup_that_is_broken_leaves_nothing_behind(
    config: Config, app: Flask, tmp_path: Path, database: str | None, request: pytest.FixtureRequest
) -> None:
    back_up(config, tmp_path / "desk.zip")
    with zipfile.ZipFile(tmp_path / "desk.zip") as whole, zipfile.ZipFile(tmp_path / "broken.zip", "w") as broken:
        for name in whole.namelist():
            broken.writestr(name, whole.read(name) + (b'{"id": 7, "nowhere": 1}\n' if name == "rows/role.jsonl" else b""))
    there = postgres.new_database(request.getfixturevalue("postgresql")) if database else None
    for _ in range(2):  # the second time the database is as empty as the first
        with refused(FileError, "backup"):
            restore(Config(tmp_path / "again", there), tmp_path / "broken.zip")
        assert not (tmp_path / "again").exists()
    assert restore(Config(tmp_path / "again", there), tmp_path / "desk.zip") == 0


def test_no_desk_no_backup(tmp_path: Path, postgresql: str) -> None:
    with refused(FileError, "backup"):
        back_up(Config(tmp_path / "nowhere"), tmp_path / "a.zip")
    empty = Config(tmp_path / "data", postgres.new_database(postgresql))
    assert empty.secret_key
    with refused(FileError, "backup"):
        back_up(empty, tmp_path / "a.zip")
    with refused(FileError, "database"):
        back_up(Config(tmp_path / "data", "postgresql+psycopg://desk@127.0.0.1:1/desk"), tmp_path / "a.zip")
    assert not list(tmp_path.glob("*.zip*"))
