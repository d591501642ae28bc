"""Who has which page of a project open now: said by the page when it is opened and every other moment after, forgotten a minute later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, render_template, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from drafter.language import Words
from drafter.services.desk import titles_of_topics
from web.accounts import me
from web.database import writing
from web.desk import desk
from web.models import Presence, Project, now
from web.permissions import may_change, project
from web.words import tell

blueprint = Blueprint("presence", __name__)
SAID_EVERY = timedelta(seconds=20)  # by the page
GONE_AFTER = timedelta(seconds=60)


@blueprint.post("/projects/<int:project_id>/here")
@project("read")
def still_here(row: Project) -> Any:
    """Note that a page is still open, and say who else is there."""
    topic = request.form.get("topic", "")[:120]
    return render_template("presence-part.html", project=row, topic_id=topic, others=here(row, topic, may_change(row)))


def here(row: Project, topic: str, writes: bool) -> list[Presence]:
    """Return who else has the project open, those who may change it being noted themselves; nobody where one person works alone."""
    if desk().config.single:
        return []
    account = me().id
    found = desk().db.scalars(select(Presence).where(Presence.project_id == row.id)).all()
    mine = next((p for p in found if p.account_id == account), None)
    if writes and (mine is None or mine.topic != topic or mine.at < now() - SAID_EVERY / 2):
        _note(row.id, account, topic)
    return [p for p in found if p.account_id != account and p.at > now() - GONE_AFTER]


@blueprint.app_template_global("topic_title")
def topic_title(topic: str) -> str:
    """Return what a topic is called."""
    return tell(titles_of_topics(desk().content).get(topic, Words("其他", "other items")))


def _note(project_id: int, account_id: int, topic: str) -> None:
    try:
        with writing(desk().db) as db:
            db.merge(Presence(project_id=project_id, account_id=account_id, topic=topic, at=now()))
    except IntegrityError:  # two pages of one person at once: the other has said it
        desk().db.rollback()
