"""Counterparties: filled in once, by the office, and chosen where a contract asks for a party."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from drafter.services import desk as questions
from drafter.services import parties as service
from drafter.services.projects import in_a_line
from web.accounts import me
from web.archive import asked_for, listed, put_away
from web.database import writing
from web.desk import desk
from web.models import Counterparty, Project, now
from web.permissions import may_edit, of_office, project, signed_in
from web.saving import Clash, save
from web.words import language, say, tell

blueprint = Blueprint("parties", __name__)


@blueprint.get("/parties")
@signed_in
def index() -> Any:
    """Show the counterparties of the office, found by name or credit code."""
    wanted = request.args.get("q", "").strip()
    query = select(Counterparty).where(listed(Counterparty))
    found = [p for p in desk().db.scalars(query.order_by(Counterparty.name, Counterparty.id)) if _matches(p, wanted)]
    return render_template("parties.html", parties=found, q=wanted, archived=asked_for())


def _matches(party: Counterparty, wanted: str) -> bool:
    said = f"{party.name} {service.name_of(party.party, 'en')} {party.party.get('uscc', '')}"
    return wanted.casefold() in said.casefold()


@blueprint.get("/parties/new")
@signed_in
def new() -> Any:
    """Show the form of a new counterparty."""
    return _form(None, {}, {}, 200)


@blueprint.post("/parties")
@signed_in
def create() -> Any:
    """Keep a new counterparty."""
    kept, wrong = service.take_party(desk().content, request.form)
    if wrong:
        return _form(None, request.form, wrong, 422)
    _kept(kept)
    flash(say("已保存", "Saved"))
    return redirect(url_for("parties.index"), 303)


def _kept(party: dict[str, Any]) -> Counterparty:
    row = Counterparty(owner_id=me().id, name=service.name_of(party)[:300], party=party)
    desk().db.add(row)
    desk().db.commit()
    return row


@blueprint.get("/parties/<int:counterparty_id>")
@of_office(Counterparty, "read")
def show(row: Counterparty) -> Any:
    """Show a counterparty, to be changed by whoever may."""
    return _form(row, service.typed_party(row.party), {}, 200)


@blueprint.post("/parties/<int:counterparty_id>")
@of_office(Counterparty, "write")
def change(row: Counterparty) -> Any:
    """Change a counterparty; what somebody else changed meanwhile is not overwritten."""
    kept, wrong = service.take_party(desk().content, request.form)
    if wrong:
        return _form(row, request.form, wrong, 422)
    with writing(desk().db) as db:
        found = db.get(Counterparty, row.id, with_for_update=True, populate_existing=True) or abort(404)
        clash = found.changed_at.isoformat() != request.form.get("seen") and found.party != kept
        if not clash:
            found.party, found.name, found.changed_at = kept, service.name_of(kept)[:300], now()
    if clash:
        said = say(
            "有人刚改过此单位，您的修改未保存。现存内容见下，请核对后再存",
            "somebody has just changed this party; yours was not saved. What stands now is below",
        )
        return _form(found, service.typed_party(found.party), {"name": said}, 409)
    flash(say("已保存。已选用它的项目不受影响", "Saved. Projects that took it before are not changed"))
    return redirect(url_for("parties.index"), 303)


def _form(row: Counterparty | None, typed: Any, wrong: dict[str, Any], status: int) -> Any:
    writes = row is None or may_edit(row)
    said = {part: tell(what) for part, what in wrong.items()}
    return render_template("party.html", party=row, typed=typed, wrong=said, labels=service.LABELS, writes=writes), status


@blueprint.post("/parties/<int:counterparty_id>/archive")
@of_office(Counterparty, "write")
def archive(row: Counterparty) -> Any:
    """Put a counterparty away, or take it back."""
    put_away(row)
    return redirect(url_for("parties.index"), 303)


@blueprint.get("/projects/<int:project_id>/answers/<name>/party")
@project("write")
def choices(row: Project, name: str) -> Any:
    """Show the counterparties that a question of a project may be answered with."""
    asked = _asked(name)
    found = desk().db.scalars(select(Counterparty).where(Counterparty.archived_at.is_(None)).order_by(Counterparty.name)).all()
    return render_template(
        "choose-party.html", project=row, question=asked, parties=found, stands=service.name_of(row.answers.get(name) or {}, language())
    )


@blueprint.post("/projects/<int:project_id>/answers/<name>/party")
@project("write")
def choose(row: Project, name: str) -> Any:
    """Answer a question with a counterparty, or keep what was answered among the counterparties."""
    asked = _asked(name)
    if "keep" in request.form:
        return _keep_answer(row, name)
    chosen = request.form.get("party", "")
    party = desk().db.get(Counterparty, int(chosen)) if chosen.isdigit() else None
    if party is None or party.archived_at:
        flash(say("请选择一个单位", "Choose a party"), "error")
        return redirect(url_for("parties.choices", project_id=row.id, name=name), 303)
    seen = request.form.get("revision", "")
    saved = save(row.id, name, [service.as_answer(desk().content, name, party.party)], int(seen) if seen.isdigit() else 0, me())
    if isinstance(saved, Clash):
        who = saved.change.by.name
        flash(say(f"{who} 刚改过此项，您的选择未保存", f"{who} has just changed this; your choice was not saved"), "error")
    else:
        flash(say(f"{tell(asked.label)}：已填入 {party.name}", f"{tell(asked.label)}: {party.name} filled in"))
    return redirect(url_for("drafting.question", project_id=row.id, name=name), 303)


def _keep_answer(row: Project, name: str) -> Any:
    """Keep the party that a project was answered with, unless the office has it already."""
    answer = row.answers.get(name)
    party = answer if isinstance(answer, dict) and "name" in answer else {"name": answer} if answer else None
    if party is None:
        flash(say("此项还没有填写", "this is not answered yet"), "error")
    elif desk().db.scalar(select(Counterparty.id).where(Counterparty.name == service.name_of(party)[:300]).limit(1)):
        flash(say("往来单位中已有同名单位", "There is a counterparty of this name already"))
    else:
        flash(say(f"已存入往来单位：{_kept(party).name}", "Kept among the counterparties"))
    return redirect(url_for("drafting.question", project_id=row.id, name=name), 303)


@blueprint.app_template_global("party_name")
def party_name(party: dict[str, Any]) -> str:
    """Return what a party is called, in the language of the request."""
    return service.name_of(party, language())


@blueprint.app_template_global("one_line")
def one_line(plain: Any) -> str:
    """Return a part of a party in a line."""
    return in_a_line(plain, language()) if plain else ""


def _asked(name: str) -> Any:
    """Return the question of that name, which asks for a party."""
    asked = questions.known_question(desk().content, name)
    return asked if asked is not None and asked.parts else abort(404)
