"""A desk on a temporary SQLite, and browsers of the Flask test client that keep to its forms: every post carries the token of the session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import postgres
from tests.tools import need
from web import accounts, create_app
from web.config import Config

PASSWORD = "correct horse battery"
BOTH = pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)  # what hangs on the database is seen on both


class Browser:
    """One person at the desk."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client = app, FlaskClient(app, app.response_class, use_cookies=True)

    def get(self, path: str, **options: Any) -> TestResponse:
        return self.client.get(path, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> TestResponse:
        """Post a form as a page would: with the token of the session."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.client.get("/welcome/none").text)
        assert token is not None
        return self.client.post(path, data={"csrf_token": token.group(1), **(data or {})}, **options)

    def project(self, **form: Any) -> int:
        """Return the number of a new project."""
        made = self.post("/projects", {"from": "nothing", **form})
        assert made.status_code == 303, made.text
        return int(made.location.rpartition("/")[2])


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server; its URL lacks the name of a database."""
    need(postgres.programs(), "PostgreSQL (initdb)")
    with postgres.server("fsync=off") as url:
        yield url


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str | None:
    """The URL of a new database, None for SQLite in the data folder, as it is unless a test is for both."""
    if getattr(request, "param", "sqlite") == "sqlite":
        return None
    return postgres.new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def config(tmp_path: Path, database: str | None) -> Config:
    """How the desk of a test is set up."""
    return Config(tmp_path / "data", database, limited=False)


@contextmanager
def running(config: Config) -> Iterator[Flask]:
    """Yield a desk, whose connections are closed at the end."""
    made = create_app(config)
    made.testing = True
    yield made
    made.extensions["desk"].db.get_bind().dispose()


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """A desk with sign-in."""
    with running(config) as made:
        yield made


@pytest.fixture
def single(tmp_path: Path, database: str | None) -> Iterator[Browser]:
    """The one person of a desk without sign-in."""
    with running(Config(tmp_path / "single", database, single=True, limited=False)) as made:
        yield Browser(made)


def join(app: Flask, name: str, role: str = "officer") -> Browser:
    """Return somebody who has just made an account and is signed in."""
    with app.app_context():
        token = accounts.invite(app.extensions["desk"].db, role)
    browser = Browser(app)
    made = browser.post(f"/welcome/{token}", {"name": name, "email": f"{name}@office.example.org", "password": PASSWORD})
    assert made.status_code == 302, made.text
    return browser
