"""Files of a project: ordered, made by the real worker, kept, downloaded, made again; a final locks; a worker that was killed loses nothing."""

from __future__ import annotations

import hashlib
import io
import os
import re
import signal
import subprocess
import sys
import time
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.tools import ROOT, validation_errors, validator
from tests.web.conftest import BOTH, Browser, join
from web.jobs import TRIES, run, take_up_again
from web.models import Document, Job, Project, now

SECONDS = 60


@pytest.fixture
def working(app: Flask) -> Iterator[Flask]:
    """A desk whose worker runs."""
    queue = app.extensions["desk-queue"]
    queue.start()
    yield app
    queue.stop()


def sample(browser: Browser, name: str = "lite-below-threshold") -> int:
    """Return the number of a project begun from a sample."""
    return browser.project(**{"from": "sample", "sample": name})


def made(browser: Browser, number: int, **form: str) -> tuple[str, bytes]:
    """Order a file, wait until it is there, and return its name and bytes."""
    before = len(links(browser, number))
    answer = browser.post(f"/projects/{number}/files", form)
    assert answer.status_code == 303, answer.text
    end = time.monotonic() + SECONDS
    while len(found := links(browser, number)) == before:
        assert "errors" not in browser.get(f"/projects/{number}/files/state").text
        assert time.monotonic() < end
        time.sleep(0.1)
    with browser.get(found[0]) as file:
        return urllib.parse.unquote(file.headers["Content-Disposition"]), file.data


def links(browser: Browser, number: int) -> list[str]:
    """Return the addresses of the files of a project, the last made first."""
    return re.findall(rf'href="(/projects/{number}/files/\d+)"', browser.get(f"/projects/{number}/files/state").text)


def test_a_document_is_made_kept_and_made_again(working: Flask, tmp_path: Path) -> None:
    browser = join(working, "owner")
    number = sample(browser)
    name, data = made(browser, number, what="document", agreement="contract", edition="zh", kind="docx")
    assert "contract-zh.docx" in name
    (tmp_path / "a.docx").write_bytes(data)
    if validator():
        assert validation_errors(tmp_path / "a.docx") == []
    with working.app_context():
        row = working.extensions["desk"].db.scalar(select(Document))
        assert row.sha256 == hashlib.sha256(data).hexdigest()
        assert (row.revision, row.final, row.size) == (0, False, len(data))
    said = browser.post(f"/projects/{number}/files/1/again", follow_redirects=True)
    assert "逐字节相同" in said.text


def test_other_files(working: Flask) -> None:
    browser = join(working, "owner")
    number = sample(browser)
    assert made(browser, number, what="budget", edition="en")[1].startswith(b"PK")
    name, data = made(browser, number, what="forms", edition="zh", kind="xlsx")
    assert ".zip" in name
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert len(archive.namelist()) > 10
    _, text = made(browser, number, what="document", agreement="needs", edition="en", kind="md")
    assert text.decode().startswith("# ")


@BOTH
def test_a_final_locks_the_project(working: Flask) -> None:
    browser = join(working, "owner")
    number = sample(browser)
    made(browser, number, what="document", agreement="contract", edition="zh", kind="docx", final="1")
    assert browser.post(f"/projects/{number}/files", {"what": "budget"}).status_code == 409
    assert "定稿已出具" in browser.get(f"/projects/{number}/files").text


def test_a_final_that_lacks_something_is_refused_with_the_reasons(app: Flask) -> None:
    browser = join(app, "owner")
    number = browser.project()
    refused = browser.post(f"/projects/{number}/files", {"what": "document", "agreement": "contract", "final": "1"})
    assert refused.status_code == 422
    assert "尚未填写" in refused.text
    assert 'class="errors"' in refused.text
    with app.app_context():
        assert app.extensions["desk"].db.scalar(select(Job)) is None


@pytest.mark.parametrize(
    "form", [{"what": "document", "agreement": "secret"}, {"what": "document", "kind": "exe"}, {"what": "everything"}, {"edition": "fr"}]
)
def test_an_order_there_cannot_be_is_refused(app: Flask, form: dict[str, str]) -> None:
    browser = join(app, "owner")
    assert browser.post(f"/projects/{sample(browser)}/files", form).status_code == 422


def test_files_of_another_project_are_not_there(working: Flask) -> None:
    browser = join(working, "owner")
    first, second = sample(browser), sample(browser)
    made(browser, first, what="document", agreement="contract", kind="md")
    assert browser.get(f"/projects/{second}/files/1").status_code == 404
    assert browser.post(f"/projects/{second}/files/1/again").status_code == 404


def _job(app: Flask, **values: Any) -> int:
    db = app.extensions["desk"].db
    owner = db.scalar(select(Project)).owner_id
    job = Job(kind="file", project_id=1, by_id=owner, **values)
    db.add(job)
    db.commit()
    return int(job.id)


def test_a_job_that_cannot_be_done_says_why(app: Flask) -> None:
    browser = join(app, "owner")
    number = sample(browser)
    with app.app_context():
        order = {"what": "document", "kind": "docx", "final": True}
        run(
            _job(
                app,
                state="running",
                arguments={"order": order, "answers": {"agreement": "contract", "profile": "standard", "answers": {}}, "revision": 0},
            )
        )
    assert "尚未填写" in browser.get(f"/projects/{number}/files").text


@BOTH
def test_a_job_that_took_its_worker_down_too_often_is_given_up(app: Flask) -> None:
    browser = join(app, "owner")
    number = sample(browser)
    with app.app_context():
        lost = _job(app, state="running", heartbeat_at=None)
        busy = _job(app, state="running", heartbeat_at=now())
        for _ in range(TRIES - 1):
            assert take_up_again() == [lost]
            app.extensions["desk"].db.get(Job, lost).state = "running"
            app.extensions["desk"].db.commit()
        assert take_up_again() == []
        states = {n: app.extensions["desk"].db.get(Job, n).state for n in (lost, busy)}
    assert states == {lost: "failed", busy: "running"}
    assert "多次中断" in browser.get(f"/projects/{number}/files").text


# --- a server that is killed ---------------------------------------------------------------------------------------


class Served:
    """A desk for one person in a process of its own."""

    def __init__(self, data: Path) -> None:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "DRAFTER_LANG": "en", "PYTHONUNBUFFERED": "1"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "drafter", "serve", "--single", "--data", str(data)],
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
            cwd=data.parent,
        )
        assert self.process.stdout is not None
        self.address = re.search(r"http://\S+?(?=/ )", self.process.stdout.readline()).group()  # type: ignore[union-attr]
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=30) as answer:
            return str(answer.read().decode("utf-8", "replace"))

    def post(self, path: str, **form: str) -> str:
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.get("/projects/new")).group(1)  # type: ignore[union-attr]
        data = urllib.parse.urlencode({"csrf_token": token, **form}).encode()
        request = urllib.request.Request(self.address + path, data, {"Referer": self.address + "/"})
        with self.opener.open(request, timeout=30) as answer:
            return str(answer.url)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def test_a_worker_that_is_killed_finds_its_job_again(tmp_path: Path) -> None:
    """huey takes a task off its queue before it is run: only the row knows of it after the process is gone."""
    first = Served(tmp_path / "data")
    try:
        number = first.post("/projects", **{"from": "sample", "sample": "m2-information-center"}).rpartition("/")[2]
        first.post(f"/projects/{number}/files", what="pack", edition="zh")
        end = time.monotonic() + 20
        while not _states(tmp_path / "data", "running"):
            assert time.monotonic() < end
            time.sleep(0.02)
    finally:
        first.kill()
    assert _states(tmp_path / "data", "running")
    again = Served(tmp_path / "data")
    try:
        end = time.monotonic() + SECONDS
        while "pack-zh.zip" not in again.get(f"/projects/{number}/files/state"):
            assert time.monotonic() < end
            time.sleep(0.5)
    finally:
        again.kill()


def _states(data: Path, state: str) -> int:
    import sqlite3

    connection = sqlite3.connect(data / "desk.sqlite")
    try:
        return int(connection.execute("SELECT count(*) FROM job WHERE state = ?", (state,)).fetchone()[0])
    finally:
        connection.close()
