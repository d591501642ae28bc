"""A clause asked about: why it stands or does not, what it asks for, its law and its positions; and the clauses that are left out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, render_template, request

from drafter.services import desk as service
from web.desk import desk
from web.drafting import opened
from web.models import Project
from web.permissions import project

blueprint = Blueprint("clauses", __name__)


@blueprint.get("/projects/<int:project_id>/clauses/<element>/<clause>")
@project("read")
def clause(row: Project, element: str, clause: str) -> Any:
    """Show a clause: a page, or the part of one that stands beside the contract."""
    known = desk().content.library.clauses.get(clause)
    if known is None or known.element != element:
        abort(404)
    with opened(row) as sheet:
        why, block = service.why_clause(sheet.draft, clause), service.piece_of(sheet.draft, clause)
        page = "clause-part.html" if "HX-Request" in request.headers else "clause.html"
        return render_template(
            page,
            project=row,
            why=why,
            block=block,
            profile=sheet.situation.profile.label,
            questions=sheet.library.questions,
            open=len(sheet.draft.contract.open),
        )


@blueprint.get("/projects/<int:project_id>/clauses")
@project("read")
def absent(row: Project) -> Any:
    """Show the clauses that do not stand in the contract, each with the reason."""
    with opened(row) as sheet:
        return render_template(
            "absent.html",
            project=row,
            absent=service.absent_clauses(sheet.draft),
            profile=sheet.situation.profile.label,
            questions=sheet.library.questions,
            open=len(sheet.draft.contract.open),
        )
