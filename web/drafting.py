"""The desk: sections, a page of questions, and the contract as it stands; every answer saved by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select

from drafter.errors import AnswerError, DrafterError
from drafter.services import desk as service
from drafter.services import projects as projects_service
from drafter.services.desk import PaneChange, Sheet, Topic
from web import presence
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
CHECK = "check"  # whence somebody came to change an answer, and where they go when it is saved


@contextmanager
def opened(row: Project) -> Iterator[Sheet]:
    """Yield the questions of a project as it stands, to this request alone."""
    with desk().panes.of(row.id, language()) as kept:
        yield _sheet(kept, row)


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


@blueprint.get("/projects/<int:project_id>/questions/<name>")
@project("read")
def question(row: Project, name: str) -> Any:
    """Go to a question where it stands: in its topic, in its table; what stands on no page has one of its own."""
    asked = service.known_question(desk().content, name) or abort(404)
    if asked.columns:
        return redirect(url_for("grids.show", project_id=row.id, name=name, back=back()))
    with desk().panes.of(row.id, language()) as kept:
        found = _sheet(kept, row).topic_with(name)
        if found.id.startswith(service.ALONE):
            return _desk_page(row, kept, found, {})
    part = request.args.get("part", "")
    anchor = f"f-{name}-{part}" if part in asked.parts else f"q-{name}"
    return redirect(url_for("drafting.topic", project_id=row.id, topic=found.id, back=back(), _anchor=anchor))


def back() -> str | None:
    """Return the page that somebody came from and wants to go back to."""
    return CHECK if request.values.get("back") == CHECK else None


def _desk_page(row: Project, kept: Kept, topic: Topic, wrong: dict[str, str]) -> str:
    sheet = _sheet(kept, row)
    ids = [t.id for t in sheet.topics]
    after = sheet.topics[ids.index(topic.id) + 1 :][:1] if topic.id in ids else ()
    return render_template(
        "desk.html", project=row, topic=topic, topics=sheet.topics, next=after[0] if after else None, fields=[sheet.field(name) for name in sheet.names(topic)], wrong=wrong, said={},
        writes=may_change(row), open=len(kept.pane.open) if kept.pane else 0, clash=None, back=back(), others=presence.here(row, topic.id, may_change(row)),
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
                return redirect(_after_saving(row, name, topic), 303)
            return _desk_page(row, kept, topic, {name: wrong or _clash_words(clash)})
        sheet = _sheet(kept, row)
        whole = request.form.get("pane_revision") != str(shown) or (change is not None and change.order is not None)
        return render_template(
            "answered.html", project=row, f=sheet.field(name), wrong={name: wrong}, typed=typed if wrong else None, said={name: said}, clash=clash, topics=sheet.topics,
            topic=topic, writes=True, change=change, blocks=kept.pane.blocks, whole=whole, open=len(kept.pane.open), saved=not wrong and clash is None, back=back(),
        )  # fmt: skip


def _after_saving(row: Project, name: str, topic: Topic) -> str:
    """Return where somebody goes whose browser runs no script, when an answer is saved."""
    if back():
        return url_for("checking.check", project_id=row.id, _anchor=f"a-{name}")
    if topic.id.startswith(service.ALONE):
        return url_for("drafting.question", project_id=row.id, name=name)
    return url_for("drafting.topic", project_id=row.id, topic=topic.id, _anchor=f"q-{name}")


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
