"""One answer changed: checked against what others did meanwhile, written with its history, acknowledged when it is on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import select
from sqlalchemy.orm import Session

from web.database import writing
from web.desk import desk
from web.models import Account, AnswerChange, Project, now
from web.permissions import is_closed

_UNSET: list[Any] = []  # no answer: the default stands


@dataclass(frozen=True)
class Clash:
    """Somebody else changed the same answer since the page was made: who, and to what."""

    change: AnswerChange


def revision_said(text: str) -> int:
    """Return the revision that a page says it showed; 0, from which everything is new, where it says none."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def save(project_id: int, name: str, after: list[Any], seen: int, me: Account) -> Project | Clash:
    """Set an answer ([value]), or take it back ([]); return the project, or the clash, with nothing written.

    `seen` is the revision that the page showed. Two people on two answers do not clash.
    """
    with writing(desk().db) as db:
        row = _locked(db, project_id)
        last = db.scalar(select(AnswerChange).where(AnswerChange.project_id == row.id, AnswerChange.name == name).order_by(AnswerChange.revision.desc()).limit(1))  # fmt: skip
        before = [row.answers[name]] if name in row.answers else _UNSET
        if before == after:
            return row
        if last is not None and last.revision > seen:
            return Clash(last)
        _write(db, row, name, before, after, me.id)
        return row


def undo(project_id: int, me: Account) -> Project:
    """Take back the last change that was not taken back yet; itself a change, so that it can be seen who did it."""
    with writing(desk().db) as db:
        row = _locked(db, project_id)
        changes = db.scalars(select(AnswerChange).where(AnswerChange.project_id == row.id).order_by(AnswerChange.revision.desc())).all()
        gone = {change.undoes for change in changes if change.undoes is not None}
        last = next((c for c in changes if c.undoes is None and c.revision not in gone), None)
        if last is not None:
            now_is = [row.answers[last.name]] if last.name in row.answers else _UNSET
            _write(db, row, last.name, now_is, last.before, me.id, undoes=last.revision)
        return row


def _locked(db: Session, project_id: int) -> Project:
    row = db.scalar(select(Project).where(Project.id == project_id).with_for_update()) or abort(404)
    if is_closed(row):
        abort(409)
    return row


def _write(db: Session, row: Project, name: str, before: list[Any], after: list[Any], by: int, undoes: int | None = None) -> None:
    others = {n: v for n, v in row.answers.items() if n != name}
    row.answers = {**others, name: after[0]} if after else others
    row.revision += 1
    row.changed_at, row.changed_by_id = now(), by
    db.add(AnswerChange(project_id=row.id, revision=row.revision, name=name, before=before, after=after, undoes=undoes, by_id=by))
