"""Projects: list, new, copied, archived, shared."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from drafter.errors import AnswerError, DrafterError, FileError, error
from drafter.services import projects as service
from drafter.services.files import Upload
from drafter.services.projects import ProjectData
from web.accounts import LOCAL, find, me
from web.archive import asked_for, listed, put_away
from web.desk import desk
from web.models import Account, Project, ProjectMember
from web.permissions import project, readable, signed_in
from web.words import say, told

blueprint = Blueprint("projects", __name__)
LONGEST_SEARCH = 300  # characters, as many as a title has at most


@blueprint.get("/")
@signed_in
def index() -> Any:
    """Show the projects that somebody may see, the last changed first."""
    wanted = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    query = select(Project).where(readable(me()), listed(Project)).order_by(Project.changed_at.desc(), Project.id.desc())
    if wanted:
        query = query.where(Project.title.icontains(wanted, autoescape=True))
    return render_template("projects.html", projects=desk().db.scalars(query).all(), q=wanted, archived=asked_for())


@blueprint.get("/projects/new")
@signed_in
def new() -> Any:
    """Show the ways a project begins."""
    return _new_page([], 200)


def _new_page(findings: list[dict[str, str]], status: int) -> Any:
    return render_template("new.html", samples=service.samples(desk().content), agreements=_agreements(), findings=findings), status


def _agreements() -> list[tuple[str, Any]]:
    content = desk().content
    return [(name, content.agreement(name).title) for name in content.agreements() if content.contract_of(name).id == name]


@blueprint.post("/projects")
@signed_in
def create() -> Any:
    """Begin a project from nothing, from a sample, or from a file; what holds state secrets is refused and leaves nothing."""
    try:
        made = _begun(request.form.get("from", ""))
        row = _stored(made, me())
    except DrafterError as problem:
        return _new_page([told(f) for f in problem.findings], 422)
    return redirect(url_for("projects.show", project_id=row.id), 303)


def _begun(way: str) -> ProjectData:
    content = desk().content
    if way == "sample":
        return service.from_sample(content, request.form.get("sample", ""))
    if way == "file":
        file = request.files.get("file")
        if file is None or not file.filename:
            raise FileError(
                error("upload", "未选择文件", "no file was chosen", ("请选择答卷或合同文件", "choose an answer file or a contract"))
            )
        read = service.from_file(content, Upload(file.filename[:200], file.read()))
        return service.following(content, read) if "next_year" in request.form else read
    agreement = request.form.get("agreement", "contract")
    if agreement not in content.agreements():
        raise AnswerError(error("agreement", "没有这种文书", "there is no such agreement"))
    return service.begin(content, agreement)


def _stored(data: ProjectData, me: Account) -> Project:
    """Return a new project of an account, committed."""
    content = desk().content
    row = Project(
        title=service.title_of(content, data.answers)[:300], agreement=data.agreement, profile=data.profile, include=list(data.include),
        positions=dict(data.positions or {}), answers=data.answers, open_items=service.open_items(content, data), owner_id=me.id, changed_by_id=me.id,
    )  # fmt: skip
    desk().db.add(row)
    desk().db.commit()
    return row


def begin_with(sample: str) -> None:
    """Give the account of a desk for one person a project from an example, where it has none yet. Raises FileError."""
    db, owner = desk().db, find(desk().db, LOCAL)
    if owner is not None and db.scalar(select(Project.id).limit(1)) is None:
        _stored(service.from_sample(desk().content, sample), owner)


def data_of(row: Project) -> ProjectData:
    """Return what a project holds, as services read it."""
    return ProjectData(row.agreement, row.profile, row.answers, tuple(row.include), row.positions)


@blueprint.get("/projects/<int:project_id>")
@project("read")
def show(row: Project) -> Any:
    """Show a project."""
    others = [m for m in row.members if m.account_id != row.owner_id]
    return render_template(
        "project.html", project=row, members=others, mine=row.owner_id == me().id, agreement=desk().content.agreement(row.agreement)
    )


@blueprint.post("/projects/<int:project_id>/copy")
@project("read")
def copy(row: Project) -> Any:
    """Copy a project, as it is or moved on a year."""
    data = data_of(row)
    made = _stored(service.following(desk().content, data) if "next_year" in request.form else data, me())
    flash(say("已复制为新项目", "Copied to a new project"))
    return redirect(url_for("projects.show", project_id=made.id), 303)


@blueprint.post("/projects/<int:project_id>/archive")
@project("own")
def archive(row: Project) -> Any:
    """Put a project away, or take it back."""
    put_away(row)
    return redirect(url_for("projects.show", project_id=row.id), 303)


@blueprint.post("/projects/<int:project_id>/members")
@project("own")
def share(row: Project) -> Any:
    """Let somebody else work on a project, or no longer."""
    other, wanted = find(desk().db, request.form.get("email", "")), request.form.get("role", "")
    if other is None or other.id == row.owner_id:
        flash(say("没有使用该邮箱的其他账号", "Nobody else has an account with this address"), "error")
    else:
        _set_member(row, other, wanted)
    return redirect(url_for("projects.show", project_id=row.id), 303)


def _set_member(row: Project, other: Account, wanted: str) -> None:
    row.members[:] = [m for m in row.members if m.account_id != other.id]
    desk().db.flush()
    if wanted in ("editor", "reader"):
        row.members.append(ProjectMember(account_id=other.id, role=wanted))
    desk().db.commit()


@blueprint.get("/projects/<int:project_id>/answers.yaml")
@project("read")
def answer_file(row: Project) -> Any:
    """Return the answers as a file that every command of drafter takes."""
    text = service.answer_file(desk().content, data_of(row))
    headers = {"Content-Disposition": f'attachment; filename="answers-{row.id}.yaml"'}
    return text, 200, {"Content-Type": "application/yaml; charset=utf-8", **headers}
