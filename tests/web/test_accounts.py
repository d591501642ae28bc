"""Accounts: the first one, sign-in, roles, two-factor, what a session is worth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from drafter.errors import DrafterError
from tests.web.conftest import PASSWORD, Browser, join
from web import accounts, create_app
from web.config import Config
from web.models import Account, now
from web.serve import configuration


def test_the_first_account_is_made_by_a_link_that_works_once(app: Flask) -> None:
    db = app.extensions["desk"].db
    with app.app_context():
        old, token = accounts.invite(db, "admin"), accounts.invite(db, "admin")
    first = Browser(app)
    assert first.get(f"/welcome/{old}").status_code == 404  # printed by an earlier start
    short = first.post(f"/welcome/{token}", {"name": "甲", "email": "a@b.example.org", "password": "short"})
    assert short.status_code == 422
    assert "密码至少 12 个字符" in short.text
    made = first.post(f"/welcome/{token}", {"name": "甲", "email": "a@b.example.org", "password": PASSWORD})
    assert made.location == "/"
    assert first.get("/accounts").status_code == 200
    assert Browser(app).get(f"/welcome/{token}").status_code == 404


def test_an_expired_link_makes_no_account(app: Flask) -> None:
    db = app.extensions["desk"].db
    with app.app_context():
        token = accounts.invite(db, "officer")
        found = accounts.invitation(db, token)
        assert found is not None
        found.expires_at = now()
        db.commit()
    assert Browser(app).get(f"/welcome/{token}").status_code == 404


def test_signing_in_and_out(app: Flask) -> None:
    join(app, "zhang")
    browser = Browser(app)
    assert browser.get("/").location == "/sign-in?next=/"
    wrong = browser.post("/sign-in", {"email": "zhang@office.example.org", "password": "wrong wrong wrong"})
    nobody = browser.post("/sign-in", {"email": "nobody@office.example.org", "password": "wrong wrong wrong"})
    for refused in (wrong, nobody):  # the same words: nobody learns who has an account
        assert "邮箱或密码不正确" in refused.text
    token = browser.get("/sign-in")
    right = browser.post("/sign-in", {"email": "zhang@office.example.org", "password": PASSWORD})
    assert right.status_code == 302, token.text
    assert browser.get("/").status_code == 200
    browser.post("/sign-out")
    assert browser.get("/").status_code == 302


def test_a_form_token_from_before_signing_in_is_worth_nothing(app: Flask) -> None:
    join(app, "zhang")
    browser = Browser(app)
    found = re.search(r'csrf_token" value="([^"]+)"', browser.get("/sign-in").text)
    assert found is not None
    form = {"csrf_token": found.group(1), "email": "zhang@office.example.org", "password": PASSWORD}
    assert browser.client.post("/sign-in", data=form).status_code == 302
    assert browser.client.post("/projects", data={"csrf_token": found.group(1), "from": "nothing"}).status_code == 400
    assert browser.client.post("/projects", data={"from": "nothing"}).status_code == 400


def test_passwords_are_kept_by_argon2(app: Flask) -> None:
    join(app, "zhang")
    with app.app_context():
        kept = app.extensions["desk"].db.scalar(select(Account.password))
    assert kept.startswith("$argon2id$")


def test_a_new_password_ends_other_sessions(app: Flask) -> None:
    here = join(app, "zhang")
    there = Browser(app)
    there.post("/sign-in", {"email": "zhang@office.example.org", "password": PASSWORD})
    assert there.get("/").status_code == 200
    new = {"password": PASSWORD, "new_password": "another good phrase", "new_password_confirm": "another good phrase"}
    assert here.post("/password", new).status_code == 302
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_somebody_locked_out_is_out(app: Flask) -> None:
    boss, other = join(app, "boss", "admin"), join(app, "other")
    assert other.get("/accounts").status_code == 403
    with app.app_context():
        db = app.extensions["desk"].db
        number, mine = (db.scalar(select(Account.id).where(Account.name == name)) for name in ("other", "boss"))
    boss.post(f"/accounts/{number}/active")
    boss.post(f"/accounts/{mine}/active")
    assert other.get("/").status_code == 302
    assert boss.get("/").status_code == 200


def test_two_factor_is_set_up_and_asked_for(app: Flask) -> None:
    from flask_security import Security

    browser = join(app, "zhang")
    page = browser.post("/tf-setup", {"setup": "authenticator"})
    assert page.status_code == 200
    assert "data:image/svg" in page.text or "data:image/png" in page.text
    action = re.search(r'action="(/tf-setup/[^"]+)"', page.text)
    assert action is not None, page.text
    with app.app_context():
        security: Security = app.extensions["security"]
        secret = re.search(r'id="key">([A-Z2-7-]{16,})<', page.text)
        assert secret is not None, page.text
        code = security._totp_factory._totp.from_source({"v": 1, "type": "totp", "key": secret.group(1).replace("-", "")}).generate().token
    assert browser.post(action.group(1), {"code": code}).status_code == 302
    again = Browser(app)
    asked = again.post("/sign-in", {"email": "zhang@office.example.org", "password": PASSWORD})
    assert "/tf-validate" in (asked.location or "") or "code" in asked.text
    assert again.get("/").status_code == 302  # not in yet


def test_one_person_needs_no_sign_in_and_is_reached_on_this_machine_only(single: Browser, tmp_path: Path) -> None:
    assert single.get("/").status_code == 200
    assert single.get("/", base_url="http://evil.example.org").status_code == 400
    for options in ({"host": "0.0.0.0"}, {"proxied": True}):
        with pytest.raises(DrafterError, match="single"):
            configuration(tmp_path, None, **{"host": "127.0.0.1", "port": 0, "single": True, "proxied": False, "language": "zh", **options})


def test_two_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    first, second = Config(tmp_path), Config(tmp_path)
    assert first.secret_key == second.secret_key
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


def test_attempts_to_sign_in_are_bounded(tmp_path: Path) -> None:
    app = create_app(Config(tmp_path / "data"))
    browser = Browser(app)
    codes = [browser.post("/sign-in", {"email": "a@b.example.org", "password": "x"}).status_code for _ in range(12)]
    assert codes[:10] == [200] * 10
    assert codes[-1] == 429


def test_the_language_is_kept_with_the_account(app: Flask) -> None:
    browser = join(app, "zhang")
    assert "新建项目" in browser.get("/").text
    assert browser.post("/language/en", {"back": "//evil.example.org"}).location == "/"
    assert "New project" in browser.get("/").text
    again = Browser(app)
    again.post("/sign-in", {"email": "zhang@office.example.org", "password": PASSWORD})
    assert "New project" in again.get("/").text
