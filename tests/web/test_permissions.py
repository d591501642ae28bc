"""Every route says who may do what, and keeps to it."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask

from tests.web.conftest import Browser, join
from web.protection import HEADERS

OF_A_KIND = 12  # pages of one kind that are looked at
OF_FLASK_SECURITY = "security."  # its own views look after themselves


def test_every_route_says_who_may(app: Flask) -> None:
    """A route without one of the decorators of web.permissions fails here."""
    views = {r.endpoint: app.view_functions[r.endpoint] for r in app.url_map.iter_rules()}
    unsaid = [n for n, view in views.items() if not hasattr(view, "permission") and n != "static" and not n.startswith(OF_FLASK_SECURITY)]
    assert unsaid == []


def routes(app: Flask, permission: str) -> list[tuple[str, str]]:
    """Return method and address of every route with a permission, its numbers those of the first project."""
    found = []
    for rule in app.url_map.iter_rules():
        if str(getattr(app.view_functions[rule.endpoint], "permission", "")).startswith(permission):
            path = re.sub(r"<int:\w+>", "1", rule.rule)
            path = re.sub(r"<path:\w+>|<\w+>", "x", path)
            found += [(method, path) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})]
    assert found
    return found


def status(browser: Browser, method: str, path: str) -> int:
    """Return how a request is answered."""
    return (browser.get(path) if method == "GET" else browser.post(path)).status_code


@pytest.mark.parametrize("permission", ["signed_in", "role", "project", "office"])
def test_nobody_gets_in_without_an_account(app: Flask, permission: str) -> None:
    join(app, "owner").project()
    stranger = Browser(app)
    for method, path in routes(app, permission):
        answer = stranger.get(path) if method == "GET" else stranger.post(path)
        assert answer.status_code in (302, 401), (method, path)
        assert answer.status_code == 401 or answer.location.startswith("/sign-in")


def test_what_belongs_to_others_is_not_there(app: Flask) -> None:
    join(app, "owner").project()
    other = join(app, "other")
    assert {status(other, *route) for route in routes(app, "project")} == {404}
    assert {status(other, *route) for route in routes(app, "role")} == {403}


def test_a_reader_reads_an_editor_writes_and_only_the_owner_shares(app: Flask) -> None:
    owner = join(app, "owner")
    number = owner.project()
    reader, editor, legal = join(app, "reader"), join(app, "editor"), join(app, "legal", "legal")
    for name in ("reader", "editor"):
        owner.post(f"/projects/{number}/members", {"email": f"{name}@office.example.org", "role": name})
    for somebody in (reader, editor, legal):
        assert somebody.get(f"/projects/{number}").status_code == 200
        assert {status(somebody, *route) for route in routes(app, "project own")} == {403}
    owner.post(f"/projects/{number}/members", {"email": "reader@office.example.org", "role": "none"})
    assert reader.get(f"/projects/{number}").status_code == 404


def test_every_answer_has_its_headers(app: Flask) -> None:
    browser = join(app, "owner")
    for path in ("/", "/projects/new", "/nowhere", "/static/desk.css"):
        answer = browser.get(path)
        answer.close()
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert browser.get("/").headers["Cache-Control"] == "no-store"
    cookie = browser.get("/").headers.get("Set-Cookie", "") or Browser(app).get("/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_no_page_has_a_script_or_a_style_in_it(app: Flask) -> None:
    browser = join(app, "owner", "admin")
    number = browser.project()
    for path in ("/", "/projects/new", f"/projects/{number}", "/accounts", "/password", "/tf-setup", "/nowhere"):
        text = browser.get(path).text
        assert "<style" not in text, path
        assert " style=" not in text, path
        assert not re.search(r"<script(?![^>]* src=)", text), path
        assert not re.search(r"\son\w+=", text), path


def test_every_link_of_every_page_leads_somewhere(app: Flask) -> None:
    browser = join(app, "owner", "admin")
    number = browser.project(**{"from": "sample", "sample": "minimal"})
    kinds = Counter[str]()  # hundreds of questions and clauses are one kind of page
    seen, to_see = set(), {"/parties/new", "/", "/projects/new", f"/projects/{number}", "/accounts", "/tf-setup"}
    while to_see:
        path = to_see.pop()
        seen.add(path)
        answer = browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        if answer.mimetype == "text/html":
            links = {link.partition("#")[0].replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*)"', answer.text)}
            for link in sorted(links - seen - to_see - {""}):
                kinds[kind := link.rpartition("/")[0]] += 1
                to_see |= {link} if kinds[kind] <= OF_A_KIND else set()
        answer.close()
    assert len(seen) > 8
