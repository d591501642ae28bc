"""Whatever is sent, wherever: a sentence, never a traceback, on either database."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.web.conftest import BOTH, Browser, join

MARKUP = """<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}{% for x in y %}]]>' OR 1=1 --%s%n&lt;b&gt;javascript:alert(1)"""
HOSTILE = (
    MARKUP, "javascript:alert(1)", "a\x00b", "𠮷\u202eabc\ufffe", "²", "9" * 30, "9" * 5000, "-1", "../../etc/passwd", "line\r\nSet-Cookie: a=b", "x" * 10_000,
)  # fmt: skip
OF_DATABASES = ("a\x00b", "𠮷\u202eabc\ufffe", "9" * 30)  # what databases differ in
LEFT_OUT = ("static", "security.static", "security.logout", "security.two_factor_token_validation")  # the last two sign out
QUERY = ("q", "next", "archived")
FIELDS = ("value", "revision", "pane_revision", "do", "name", "email", "password", "role", "back", "from", "sample", "agreement", "title", "q", "what", "edition", "kind", "final", "pasted", "r0.name", "part.name", "part.uscc", "next", "code", "setup", "topic", "next_year")  # fmt: skip


def known(rule: Rule) -> str:
    """Return the address that a rule has for what there is."""
    there = {"project_id": "1", "document_id": "1", "account_id": "1", "name": "linked_pct", "topic": "parties", "code": "en"}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: there.get(found[1], "x"), rule.rule)


def nowhere(rule: Rule, text: str) -> set[str]:
    """Return addresses of a rule that lead nowhere: with large numbers, and with a text for each thing in it."""
    quoted = "".join(f"%{byte:02X}" for byte in text[:2000].encode())
    return {re.sub(r"<int:\w+>", "9" * 30, rule.rule).replace("<", "").replace(">", ""), re.sub(r"<[^>]+>", quoted, rule.rule)}


class Scripts(HTMLParser):
    """What a browser would run in a page: scripts without an address of ours, handlers, addresses with a script."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" and not str(values.get("src", "")).startswith("/static/"):
            self.found.append(tag)
        for name, value in attrs:
            leads = name in ("href", "src", "action", "formaction") or name.startswith("hx-")
            if name.startswith("on") or (leads and str(value).strip().lower().startswith("javascript:")):
                self.found.append(f"{tag} {name}={value}")


def scripts(page: str) -> list[str]:
    """Return what a browser would run in a page."""
    parser = Scripts()
    parser.feed(page)
    return parser.found


@BOTH
def test_nothing_sent_anywhere_breaks_the_desk(app: Flask, database: str | None) -> None:
    """Every route is sent each hostile text as every field of a form, in its query and in its address."""
    browser = join(app, "boss", "admin")
    number = browser.project(**{"from": "sample", "sample": "minimal"})
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in LEFT_OUT]
    for text in OF_DATABASES if database else HOSTILE:
        wrong = [said for rule in rules for answer in sent(browser, rule, text) for said in faults(answer)]
        assert wrong == [], repr(text[:40]) + str(wrong)[:800]
    assert browser.get(f"/projects/{number}/draft", follow_redirects=True).status_code == 200


def sent(browser: Browser, rule: Rule, text: str) -> Iterator[TestResponse]:
    """Yield the answers to a text sent to the addresses of a rule."""
    methods = rule.methods or set()
    if "GET" in methods:
        for path in (known(rule), *nowhere(rule, text)):
            yield browser.get(path, query_string=dict.fromkeys(QUERY, text * 6))  # 50,000 characters are too many for SQLite's LIKE
    if "POST" in methods:
        file = (io.BytesIO(text.encode("utf-8", "replace")), f"{text[:50]}.yaml")
        yield browser.post(known(rule), {**dict.fromkeys(FIELDS, text), "file": file}, content_type="multipart/form-data")


def faults(answer: TestResponse) -> Iterator[str]:
    """Yield what is wrong with an answer."""
    with answer:
        location = answer.location or ""
        away = location.startswith(("//", "http:", "https:", "javascript:"))
        found = scripts(answer.text) if answer.mimetype == "text/html" else []
        if answer.status_code >= 500 or away or found or "Set-Cookie: a=b" in str(answer.headers):
            yield f"{answer.request.path[:80]}: {answer.status_code} {location} {found}"
