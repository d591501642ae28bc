"""A desk on a temporary SQLite, and browsers of the Flask test client that keep to its forms: every post carries the token of the session."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from web import accounts, create_app
from web.config import Config

PASSWORD = "correct horse battery"


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


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """How the desk of a test is set up."""
    return Config(tmp_path / "data", limited=False)


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """A desk with sign-in."""
    made = create_app(config)
    made.testing = True
    yield made
    made.extensions["desk"].db.get_bind().dispose()


@pytest.fixture
def single(tmp_path: Path) -> Iterator[Browser]:
    """The one person of a desk without sign-in."""
    made = create_app(Config(tmp_path / "single", single=True, limited=False))
    made.testing = True
    yield Browser(made)
    made.extensions["desk"].db.get_bind().dispose()


def join(app: Flask, name: str, role: str = "officer") -> Browser:
    """Return somebody who has just made an account and is signed in."""
    with app.app_context():
        token = accounts.invite(app.extensions["desk"].db, role)
    browser = Browser(app)
    made = browser.post(f"/welcome/{token}", {"name": name, "email": f"{name}@office.example.org", "password": PASSWORD})
    assert made.status_code == 302, made.text
    return browser
