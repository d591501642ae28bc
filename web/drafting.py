"""The desk: sections, a page of questions, and the contract as it stands; every answer saved by itself."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select

from drafter.errors import AnswerError, DrafterError
from drafter.services import desk as service
from drafter.services import projects as projects_service
from drafter.services.desk import PaneChange, Sheet, Topic
from web.accounts import me
from web.desk import desk
from web.models import AnswerChange, Project
from web.panes import Kept
from web.permissions import may_change, project
from web.projects import data_of
from web.saving import Clash, revision_said, save, undo
from web.words import language, say, tell

blueprint = Blueprint("drafting", __name__)
SHOWN_OF_HISTORY = 200


@blueprint.get("/projects/<int:project_id>/draft")
@project("read")
def begin(row: Project) -> Any:
    """Go to the first topic that a final waits for."""
    with desk().panes.of(row.id, language()) as kept:
        found = _sheet(kept, row).topics
    first = service.next_open(found) or found[0]
    return redirect(url_for("drafting.topic", project_id=row.id, topic=first.id))


@blueprint.get("/projects/<int:project_id>/topics/<topic>")
@project("read")
def topic(row: Project, topic: str) -> Any:
    """Show a page of questions between the sections and the contract."""
    with desk().panes.of(row.id, language()) as kept:
        found = next((t for t in _sheet(kept, row).topics if t.id == topic), None) or abort(404)
        return _desk_page(row, kept, found, {})


def _desk_page(row: Project, kept: Kept, topic: Topic, wrong: dict[str, str]) -> str:
    sheet = _sheet(kept, row)
    ids = [t.id for t in sheet.topics]
    after = sheet.topics[ids.index(topic.id) + 1 :][:1]
    return render_template(
        "desk.html", project=row, topic=topic, topics=sheet.topics, next=after[0] if after else None, fields=[sheet.field(name) for name in sheet.names(topic)], wrong=wrong, said={},
        writes=may_change(row), open=len(kept.pane.open) if kept.pane else 0, clash=None,
    )  # fmt: skip


def _sheet(kept: Kept, row: Project) -> Sheet:
    """Return the questions of a project as it stands."""
    _bring(kept, row)
    assert kept.pane is not None
    return Sheet(desk().content, kept.pane.draft, language())


def _bring(kept: Kept, row: Project) -> PaneChange | None:
    return kept.bring(desk().content, language(), row, data_of(row).plain())


@blueprint.get("/projects/<int:project_id>/pane")
@project("read")
def pane(row: Project) -> Any:
    """Show the contract as it stands: a page, or the part of one."""
    with desk().panes.of(row.id, language()) as kept:
        _bring(kept, row)
        assert kept.pane is not None
        name = "pane-part.html" if "HX-Request" in request.headers else "pane.html"
        return render_template(name, project=row, blocks=kept.pane.blocks, open=len(kept.pane.open))


@blueprint.post("/projects/<int:project_id>/answers/<name>")
@project("write")
def answer(row: Project, name: str) -> Any:
    """Save one answer; answer only when it is on disk, with what it changed."""
    question = service.known_question(desk().content, name) or abort(404)
    if question.columns:
        abort(405)
    seen = request.form.get("revision", "0")
    try:
        after, said = _after(name, question)
    except AnswerError as problem:
        return _answered(row.id, name, wrong=tell(problem.findings[0].what)), 422
    except DrafterError as problem:
        return _answered(row.id, name, wrong=tell(problem.findings[0].what), bare=True), 422
    saved = save(row.id, name, after, revision_said(seen), me())
    if isinstance(saved, Clash):
        return _answered(row.id, name, clash=saved.change), 409
    return _answered(row.id, name, said=" ".join(map(tell, said)))


def _after(name: str, question: Any) -> tuple[list[Any], list[Any]]:
    """Return the answer that a form says: [value], [] where the default is to stand; and what it was read as."""
    form = request.form
    if form.get("do") == "default":
        return [], []
    if form.get("do") == "open":
        return [None], []
    typed: Any = form.getlist("value")
    if question.parts:
        typed = {part: form.get(f"part.{part}", "") for part in question.parts}
    blank = not any(typed.values() if isinstance(typed, dict) else typed)
    if blank and question.value_type.prompt != "ticks":
        return [], []
    value, said = service.take(desk().content, name, typed)
    return [value], said


def _answered(project_id: int, name: str, wrong: str = "", said: str = "", clash: AnswerChange | None = None, bare: bool = False) -> Any:
    """Return the question as it stands now and what changed beside it; without JavaScript, its page."""
    row = desk().db.get(Project, project_id, populate_existing=True) or abort(404)
    typed = "" if bare else "\n".join(request.form.getlist("value"))
    with desk().panes.of(project_id, language()) as kept:
        shown = kept.revision
        change = _bring(kept, row)
        assert kept.pane is not None
        if row.open_items != len(kept.pane.open):
            row.open_items = len(kept.pane.open)
            desk().db.commit()
        topic = _sheet(kept, row).topic_with(name)
        if "HX-Request" not in request.headers:
            if not wrong and clash is None:
                return redirect(url_for("drafting.topic", project_id=row.id, topic=topic.id, _anchor=f"q-{name}"), 303)
            return _desk_page(row, kept, topic, {name: wrong or _clash_words(clash)})
        sheet = _sheet(kept, row)
        whole = request.form.get("pane_revision") != str(shown) or (change is not None and change.order is not None)
        return render_template(
            "answered.html", project=row, f=sheet.field(name), wrong={name: wrong}, typed=typed if wrong else None, said={name: said}, clash=clash, topics=sheet.topics,
            topic=topic, writes=True, change=change, blocks=kept.pane.blocks, whole=whole, open=len(kept.pane.open), saved=not wrong and clash is None,
        )  # fmt: skip


def _clash_words(clash: AnswerChange | None) -> str:
    who = clash.by.name if clash else ""
    return say(f"{who} 刚改过此项；现在的值如下，您的未保存", f"{who} has just changed this; what stands now is below, yours was not saved")


@blueprint.post("/projects/<int:project_id>/undo")
@project("write")
def take_back(row: Project) -> Any:
    """Take the last change back."""
    saved = undo(row.id, me())
    back = request.form.get("back", "")
    if back.isascii() and back.replace("-", "").isalnum():
        return redirect(url_for("drafting.topic", project_id=saved.id, topic=back), 303)
    return redirect(url_for("drafting.history", project_id=saved.id), 303)


@blueprint.get("/projects/<int:project_id>/history")
@project("read")
def history(row: Project) -> Any:
    """Show the last changes, who made them, and what stood before."""
    wanted = select(AnswerChange).where(AnswerChange.project_id == row.id).order_by(AnswerChange.revision.desc()).limit(SHOWN_OF_HISTORY)
    questions = desk().content.library.questions
    changes = [(c, tell(questions[c.name].label) if c.name in questions else c.name) for c in desk().db.scalars(wanted)]
    return render_template("history.html", project=row, changes=changes, writes=may_change(row), shown=_shown)


def _shown(value: list[Any]) -> str:
    """Return an answer of the history in a line."""
    if not value:
        return say("（未答）", "(not answered)")
    if value[0] is None:
        return say("待定", "not yet known")
    if value[0] in (True, False):
        return say("是", "yes") if value[0] else say("否", "no")
    return str(projects_service.in_a_line(value[0], language()))[:200]
