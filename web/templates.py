"""Word templates of the office's own: taken in, checked with every finding at its paragraph, and chosen for the files of a project."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from drafter.errors import AnswerError, DrafterError, FileError, Finding, error
from drafter.services import templates as service
from drafter.services.files import Upload
from web.accounts import me
from web.archive import asked_for, listed, put_away
from web.desk import desk
from web.files import keep, path_of
from web.models import WordTemplate
from web.permissions import may_edit, of_office, signed_in
from web.words import language, say, told

blueprint = Blueprint("templates", __name__)


@blueprint.get("/templates")
@signed_in
def index() -> Any:
    """Show the templates of the office, and how one is taken in."""
    return _page([], 200)


def _page(findings: list[dict[str, str]], status: int, name: str = "") -> Any:
    rows = desk().db.scalars(select(WordTemplate).where(listed(WordTemplate)).order_by(WordTemplate.name, WordTemplate.id)).all()
    return render_template(
        "templates.html", templates=rows, findings=findings, name=name, agreements=_agreements(), archived=asked_for(), may_edit=may_edit
    ), status


def _agreements() -> dict[str, Any]:
    content = desk().content
    return {name: content.agreement(name).title for name in content.agreements()}


@blueprint.post("/templates")
@signed_in
def take_in() -> Any:
    """Check a Word template and keep it where no error stands against it."""
    try:
        file, agreement = _sent()
        findings = service.check_upload(desk().content, file, agreement)
    except DrafterError as problem:
        return _page([told(f) for f in problem.findings], 422)
    if any(f.severity == "error" for f in findings):
        return _page([told(f) for f in findings], 422, file.name)
    row = _kept(file, agreement, findings)
    flash(say("模板已存，可在“文件”页选用", "The template is kept; choose it on the page Files"))
    return redirect(url_for("templates.show", word_template_id=row.id), 303)


def _sent() -> tuple[Upload, str]:
    """Return the file that was sent, and the agreement it is for. Raises FileError, AnswerError."""
    file, agreement = request.files.get("file"), request.form.get("agreement", "")
    if file is None or not file.filename:
        raise FileError(error("upload", "未选择文件", "no file was chosen", ("请选择 .docx 模板", "choose a .docx template")))
    if agreement not in desk().content.agreements():
        raise AnswerError(error("agreement", "没有这种文书", "there is no such agreement"))
    return Upload(file.filename[:200], file.read()), agreement


def _kept(file: Upload, agreement: str, findings: list[Finding]) -> WordTemplate:
    digest = keep(file.data)
    row = WordTemplate(
        owner_id=me().id, name=file.name, agreement=agreement, path=path_of(digest).as_posix(), sha256=digest, size=len(file.data),
        findings=[{n: [f.what[n], f.remedy[n], str(f.place)] for n in ("zh", "en")} for f in findings],
    )  # fmt: skip
    desk().db.add(row)
    desk().db.commit()
    return row


@blueprint.get("/templates/house/<agreement>")
@signed_in
def house(agreement: str) -> Any:
    """Send the house template, to begin one's own with."""
    data = service.house_template("proposal" if agreement == "proposal" else "contract")
    headers = {"Content-Disposition": 'attachment; filename="template.docx"'}
    return data, 200, {"Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", **headers}


@blueprint.get("/templates/<int:word_template_id>")
@of_office(WordTemplate, "read")
def show(row: WordTemplate) -> Any:
    """Show a template with what the check said of it."""
    findings = [dict(zip(("what", "remedy", "place"), f[language()], strict=True)) for f in row.findings]
    return render_template(
        "template.html", template=row, findings=findings, title=_agreements().get(row.agreement, row.agreement), writes=may_edit(row)
    )


@blueprint.get("/templates/<int:word_template_id>/file")
@of_office(WordTemplate, "read")
def download(row: WordTemplate) -> Response:
    """Send a template as it came."""
    return send_file((desk().config.data / row.path).resolve(), "application/octet-stream", as_attachment=True, download_name=row.name)


@blueprint.post("/templates/<int:word_template_id>/archive")
@of_office(WordTemplate, "write")
def archive(row: WordTemplate) -> Any:
    """Put a template away, or take it back; files made with it can still be made again."""
    put_away(row)
    return redirect(url_for("templates.index"), 303)
