"""Questions, clauses and annexes found by the words people have for them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, request

from drafter.services import desk as service
from web.drafting import opened
from web.models import Project
from web.permissions import project

blueprint = Blueprint("search", __name__)
LONGEST = 100  # characters of what is looked for


@blueprint.get("/projects/<int:project_id>/search")
@project("read")
def find(row: Project) -> Any:
    """Show what was found: a page, or the part of one."""
    words = request.args.get("q", "").strip()[:LONGEST]
    with opened(row) as sheet:
        found = service.search(sheet.draft, words)
        page = "found-part.html" if "HX-Request" in request.headers else "found.html"
        blocks = {f.id: service.piece_of(sheet.draft, f.id) for f in found if f.sort == "annex"}
        return render_template(page, project=row, q=words, found=found, blocks=blocks, open=len(sheet.draft.contract.open))
