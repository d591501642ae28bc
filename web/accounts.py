"""Who somebody is: Flask-Security, the one account of a desk for one person, and the links by which accounts are made."""

from __future__ import annotations

import gettext
import hashlib
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import flask_security
from flask import Flask, g, session
from flask_security import Security, SQLAlchemySessionUserDatastore, current_user, hash_password, user_authenticated
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from web.config import Config
from web.desk import desk
from web.models import ROLES, Account, Invitation, Role, now

LINK_DAYS = 3
LOCAL = "local@localhost"
SHORTEST_PASSWORD = 12  # characters; ASVS 5.0 asks for 8 at least and recommends 15


def prepare(app: Flask, config: Config) -> None:
    """Set up sign-in, roles and two-factor, and have the roles and the account of one person there."""
    db = app.extensions["desk"].db
    app.config.from_mapping(
        SECURITY_PASSWORD_SALT=hashlib.sha256(f"password {config.secret_key}".encode()).hexdigest(),
        SECURITY_PASSWORD_HASH="argon2",
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_LENGTH_MIN=SHORTEST_PASSWORD,
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_CHANGEABLE=True,
        SECURITY_SEND_PASSWORD_CHANGE_EMAIL=False,
        SECURITY_TWO_FACTOR=True,
        SECURITY_TWO_FACTOR_ENABLED_METHODS=["authenticator"],
        SECURITY_TWO_FACTOR_RESCUE_EMAIL=False,
        SECURITY_TWO_FACTOR_POST_SETUP_VIEW="/tf-setup",
        SECURITY_POST_CHANGE_VIEW="/",
        SECURITY_TOTP_SECRETS={"1": hashlib.sha256(f"totp {config.secret_key}".encode()).hexdigest()},
        SECURITY_TOTP_ISSUER="drafter",
        SECURITY_TWO_FACTOR_VALIDITY_COOKIE={"httponly": True, "secure": config.proxied, "samesite": "Strict"},
        SECURITY_LOGIN_URL="/sign-in",
        SECURITY_LOGOUT_URL="/sign-out",
        SECURITY_CHANGE_URL="/password",
        SECURITY_POST_LOGOUT_VIEW="/sign-in",
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=config.proxied,
        REMEMBER_COOKIE_HTTPONLY=True,
    )
    security = Security(app, SQLAlchemySessionUserDatastore(db, Account, Role))
    security.i18n_domain = _Chinese()  # type: ignore[assignment]
    app.jinja_env.globals["_fsdomain"] = _Chinese.gettext
    user_authenticated.connect(_new_session, app)
    with app.app_context():
        _have_roles(db)
        if config.single and find(db, LOCAL) is None:
            make_account(db, LOCAL, "本机用户 / local user", None, ROLES)
            db.commit()
        db.remove()


class _Chinese:
    """The texts of Flask-Security in the language of the request, from the catalogue it brings along: what it needs Flask-Babel for."""

    _catalogue = gettext.translation(
        "flask_security", Path(flask_security.__file__).parent / "translations", languages=["zh_Hans_CN"], fallback=True
    )

    @classmethod
    def gettext(cls, text: str, **variables: Any) -> str:
        from web.words import language

        said = cls._catalogue.gettext(text) if language() == "zh" and text else text
        return said % variables if variables else said

    @classmethod
    def ngettext(cls, one: str, many: str, num: int, **variables: Any) -> str:
        return cls.gettext(one if num == 1 else many, num=num, **variables)

    @staticmethod
    def format_list(items: list[str], **_: Any) -> str:
        return ", ".join(items)


def _new_session(_: Flask, **__: Any) -> None:
    """Let nothing of the session before sign-in stand but what signing in itself wrote: a form token from before is worth nothing."""
    for key in [k for k in session if k == "csrf_token" or k == "language"]:
        session.pop(key)
    g.pop("language", None)


def _have_roles(db: scoped_session[Session]) -> None:
    known = set(db.scalars(select(Role.name)))
    db.add_all(Role(name=name) for name in ROLES if name not in known)
    db.commit()


def current_account() -> Account | None:
    """Return who asks, or None: on a desk for one person always that one."""
    if "account" not in g:
        found = find(desk().db, LOCAL) if desk().config.single else current_user._get_current_object()
        g.account = found if isinstance(found, Account) and found.is_active else None
    return cast(Account | None, g.account)


def me() -> Account:
    """Return who asks, in a view whose permission says that somebody does."""
    account = current_account()
    assert account is not None
    return account


def find(db: scoped_session[Session], email: str) -> Account | None:
    """Return the account of an address."""
    return db.scalar(select(Account).where(func.lower(Account.email) == email.strip().lower()))


def make_account(
    db: scoped_session[Session], email: str, name: str, password: str | None, roles: tuple[str, ...], language: str = "zh"
) -> Account:
    """Return a new account, to be committed."""
    account = Account(
        email=email, name=name, language=language, active=True, fs_uniquifier=secrets.token_hex(32),
        password=None if password is None else hash_password(password),
        roles=list(db.scalars(select(Role).where(Role.name.in_(roles)))),
    )  # fmt: skip
    db.add(account)
    return account


def is_new(db: scoped_session[Session]) -> bool:
    """Say whether nobody has an account yet."""
    return not db.scalar(select(func.count()).select_from(Account).where(Account.email != LOCAL))


# --- links that make an account ------------------------------------------------------------------------------------


def invite(db: scoped_session[Session], role: str) -> str:
    """Return the token of a new link, committed. Links for the first account that were not used are worth nothing from then on."""
    if role == "admin" and is_new(db):
        for old in db.scalars(select(Invitation).where(Invitation.used_at.is_(None))):
            db.delete(old)
    token = secrets.token_urlsafe(24)
    db.add(Invitation(digest=_digest(token), role=role, expires_at=now() + timedelta(days=LINK_DAYS)))
    db.commit()
    return token


def invitation(db: scoped_session[Session] | Session, token: str) -> Invitation | None:
    """Return the invitation of a link that is still good."""
    wanted = select(Invitation).where(Invitation.digest == _digest(token)).with_for_update()
    found = db.scalar(wanted)
    return found if found is not None and found.used_at is None and found.expires_at > now() else None


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
