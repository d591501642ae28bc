"""What is put away: projects, counterparties and templates no longer in their lists, and taken back at any time."""

from __future__ import annotations

from flask import flash, request
from sqlalchemy import ColumnElement

from web.desk import desk
from web.models import Counterparty, Project, WordTemplate, now
from web.words import say

Archived = Project | Counterparty | WordTemplate


def asked_for() -> bool:
    """Say whether a list is to show what was put away."""
    return "archived" in request.args


def listed(model: type[Archived]) -> ColumnElement[bool]:
    """Return the condition of the rows that a list shows: those put away where they are asked for, else the others."""
    return model.archived_at.is_not(None) if asked_for() else model.archived_at.is_(None)


def put_away(row: Archived) -> None:
    """Put a row away, or take it back, and say so."""
    row.archived_at = None if row.archived_at else now()
    desk().db.commit()
    flash(say("已归档", "Archived") if row.archived_at else say("已取消归档", "Taken out of the archive"))
