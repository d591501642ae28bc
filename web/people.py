"""Accounts seen by people: the first one, invitations, language, who there is."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_security import login_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import Email, InputRequired, Length

from web import accounts
from web.accounts import SHORTEST_PASSWORD, current_account
from web.database import writing
from web.desk import desk
from web.models import ROLES, Account, now
from web.permissions import everybody, role
from web.words import say

blueprint = Blueprint("people", __name__)
ROLE_NAMES = {
    "officer": ("经办", "officer"),
    "legal": ("法务（可查看全部项目）", "legal (reads all projects)"),
    "admin": ("管理员", "administrator"),
}


class AccountForm(FlaskForm):  # type: ignore[misc]
    """What a new account is made of."""

    name = StringField(validators=[InputRequired(), Length(max=120)])
    email = EmailField(validators=[InputRequired(), Email(), Length(max=255)])
    password = PasswordField(validators=[InputRequired(), Length(min=SHORTEST_PASSWORD, max=200)])


class InviteForm(FlaskForm):  # type: ignore[misc]
    """Which role somebody is invited to."""

    role = SelectField(choices=list(ROLES))


@blueprint.route("/welcome/<token>", methods=["GET", "POST"])
@everybody
def welcome(token: str) -> Any:
    """Make an account by a one-time link."""
    if accounts.invitation(desk().db, token) is None:
        return render_template("welcome-used.html"), 404
    form = AccountForm()
    if not form.validate_on_submit():
        return render_template("welcome.html", form=form, errors=_complaints(form)), 422 if form.is_submitted() else 200
    account = _made(form, token)
    if account is None:
        taken = say("此邮箱已有账号", "There is an account with this address already")
        return render_template("welcome.html", form=form, errors={"email": taken}), 422
    login_user(account)
    return redirect(url_for("projects.index"))


def _made(form: AccountForm, token: str) -> Account | None:
    """Return the account made by a link, which is used up with it; None where the address is taken."""
    try:
        with writing(desk().db) as db:
            invitation = accounts.invitation(db, token) or abort(404)
            roles = (invitation.role, "officer")
            account = accounts.make_account(desk().db, form.email.data.strip(), form.name.data.strip(), form.password.data, roles, "zh")
            invitation.used_at = now()
    except IntegrityError:
        return None
    return account


def _complaints(form: AccountForm) -> dict[str, str]:
    said = {
        "name": say("请填写姓名（不超过 120 字）", "Give a name of at most 120 characters"),
        "email": say("请填写正确的邮箱地址", "Give a valid e-mail address"),
        "password": say(f"密码至少 {SHORTEST_PASSWORD} 个字符", f"A password has at least {SHORTEST_PASSWORD} characters"),
    }
    return {name: said.get(name, "") for name in form.errors if name in said}


@blueprint.post("/language/<code>")
@everybody
def set_language(code: str) -> Any:
    """Change the language of the pages, and of the account from now on."""
    session["language"] = "en" if code == "en" else "zh"
    if (account := current_account()) is not None:
        account.language = session["language"]
        desk().db.commit()
    back = request.form.get("back", "/")
    return redirect(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")


@blueprint.route("/accounts", methods=["GET", "POST"])
@role("admin")
def people() -> Any:
    """Show who has an account; make a link for another."""
    form, link = InviteForm(), None
    if form.validate_on_submit():
        link = url_for("people.welcome", token=accounts.invite(desk().db, form.role.data), _external=True)
    everyone = desk().db.scalars(select(Account).order_by(Account.name)).all()
    return render_template("people.html", people=everyone, form=form, link=link, role_names=ROLE_NAMES, days=accounts.LINK_DAYS)


@blueprint.post("/accounts/<int:account_id>/active")
@role("admin")
def set_active(account_id: int) -> Any:
    """Let an account in, or lock it out; nobody locks themselves out."""
    found = desk().db.get(Account, account_id) or abort(404)
    me = current_account()
    if me is not None and found.id == me.id:
        flash(say("不能停用自己的账号", "You cannot lock yourself out"))
    else:
        found.active = not found.active
        desk().db.commit()
    return redirect(url_for("people.people"))
