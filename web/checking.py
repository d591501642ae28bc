"""The check page: every answer, what the rules say, and what is open, each with the way to its question and back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from drafter.services import desk as service
from web.drafting import CHECK, opened
from web.models import Project
from web.permissions import may_change, project
from web.words import say

blueprint = Blueprint("checking", __name__)


@blueprint.get("/projects/<int:project_id>/check")
@project("read")
def check(row: Project) -> Any:
    """Show everything that was said, what does not fit, and what is missing."""
    with opened(row) as sheet:
        return render_template(
            "check.html", project=row, open=len(sheet.draft.contract.open), missing=service.open_questions(sheet), concerns=service.concerns(sheet),
            elements=service.answers_by_element(sheet), writes=may_change(row), back=CHECK,
        )  # fmt: skip


@blueprint.get("/projects/<int:project_id>/open")
@project("read")
def next_open(row: Project) -> Any:
    """Go to the open question that most clauses wait for, after those of a topic; to the check page where nothing is open."""
    with opened(row) as sheet:
        found = service.next_open_question(sheet, request.args.get("after", ""))
    if found is None:
        flash(say("没有待填的问题了", "No question is open any more"))
        return redirect(url_for("checking.check", project_id=row.id))
    return redirect(url_for("drafting.question", project_id=row.id, name=found.question, part=found.part or None))
