"""A desk is backed up while it runs, and brought back whole."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from flask import Flask

from drafter.errors import FileError
from tests.tools import refused
from tests.web.conftest import PASSWORD, Browser, join
from web import create_app
from web.backup import back_up, restore
from web.config import Config
from web.files import _keep


def test_what_was_backed_up_comes_back(app: Flask, config: Config, tmp_path: Path) -> None:
    join(app, "owner").project(**{"from": "sample", "sample": "minimal"})
    with app.app_context():
        digest = _keep("合同".encode())
    assert back_up(config, tmp_path / "desk.zip") == 1
    again = Config(tmp_path / "elsewhere", limited=False)
    assert restore(again, tmp_path / "desk.zip") == 1
    assert (again.data / "files" / digest[:2] / digest).read_bytes() == "合同".encode()
    assert again.secret_key == config.secret_key
    assert oct((again.data / "secret-key").stat().st_mode & 0o777) == "0o600"
    made = create_app(again)
    browser = Browser(made)
    browser.post("/sign-in", {"email": "owner@office.example.org", "password": PASSWORD})
    assert browser.get("/projects/1").status_code == 200
    made.extensions["desk"].db.get_bind().dispose()


def test_a_folder_with_something_in_it_is_left_as_it_is(app: Flask, config: Config, tmp_path: Path) -> None:
    back_up(config, tmp_path / "desk.zip")
    with refused(FileError, "backup"):
        back_up(config, tmp_path / "desk.zip")
    assert back_up(config, tmp_path / "desk.zip", force=True) == 0
    before = (config.data / "desk.sqlite").read_bytes()
    with refused(FileError, "backup"):
        restore(config, tmp_path / "desk.zip")
    assert (config.data / "desk.sqlite").read_bytes() == before


@pytest.mark.parametrize(
    "names", [["desk.sqlite"], ["desk.sqlite", "secret-key", "notes.txt"], ["desk.sqlite", "secret-key", "files/../../x"]]
)
def test_what_is_no_backup_is_refused_and_nothing_is_written(tmp_path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    with refused(FileError, "backup"):
        restore(Config(tmp_path / "data"), tmp_path / "a.zip")
    assert not (tmp_path / "data").exists()


def test_no_desk_no_backup(tmp_path: Path) -> None:
    with refused(FileError, "backup"):
        back_up(Config(tmp_path / "nowhere"), tmp_path / "a.zip")
    with refused(FileError, "backup"):
        back_up(Config(tmp_path, database="postgresql+psycopg://desk@host/desk"), tmp_path / "a.zip")
