"""A desk that is served, and people who look at it through a real browser: one server and one browser for all tests of a module."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from waitress import create_server

from tests.tools import ROOT, need
from web import create_app
from web.config import Config
from web.projects import begin_with

AXE = ROOT / "build/node/node_modules/axe-core/axe.min.js"
REST = ".block:nth-of-type(n+6)"  # of a contract its first blocks are looked at: axe takes half a minute for a whole one
RUN = "rest => axe.run({exclude: [[rest]]}, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: {'empty-table-header': {enabled: false}}})"  # tables of the contract have an empty corner, as in Word


@contextmanager
def served(folder: Path, sample: str = "minimal") -> Iterator[str]:
    """Yield the address of a desk for one person with a project of a sample."""
    app = create_app(Config(folder, single=True, limited=False))
    with app.app_context():
        begin_with(sample)
    server: Any = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    app.extensions["desk"].db.get_bind().dispose()


@contextmanager
def browser() -> Iterator[Browser]:
    """Yield a browser."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    need(program, "chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


def watched(page: Page) -> list[str]:
    """Return what goes wrong in a page from then on: errors of scripts, refusals of the policy, dialogs."""
    wrong: list[str] = []
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") and "422" not in said.text else None)
    return wrong
