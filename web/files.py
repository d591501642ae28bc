"""The files of a project: ordered on a page, made by a job, kept with what they were made of, and made again byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from drafter.errors import AnswerError, DrafterError, FileError, error
from drafter.language import Words
from drafter.services import desk as questions
from drafter.services import making
from drafter.services.formats import FORMS
from web.accounts import me
from web.database import writing
from web.desk import desk
from web.jobs import FAILED, KINDS, QUEUED, RUNNING, queue
from web.models import Document, Job, Project, WordTemplate, now
from web.permissions import project
from web.projects import data_of
from web.words import language, say, told

blueprint = Blueprint("files", __name__)
KIND = "file"
EDITIONS = {"zh": Words("中文", "Chinese"), "en": Words("英文", "English"), "bilingual": Words("中英对照", "Both languages")}
FORMATS = {
    "docx": Words("Word（docx）", "Word (docx)"), "pdf": Words("PDF", "PDF"), "pdfa": Words("PDF/A（存档）", "PDF/A (archive)"),
    "html": Words("网页（html）", "Web page (html)"), "md": Words("Markdown（md）", "Markdown (md)"),
}  # fmt: skip
WITH_TEMPLATE = ("docx", "pdf", "pdfa")  # what is printed by a Word template
OTHERS = {
    "pack": Words("全套资料（zip）", "The complete set (zip)"), "forms": Words("全部表单", "All forms"),
    "budget": Words("预算测算表", "Budget workbook"),
}  # fmt: skip


@blueprint.get("/projects/<int:project_id>/files")
@project("read")
def index(row: Project) -> Any:
    """Show what was made of a project, what is being made, and what can be."""
    return _page(row, [], 200)


def _page(row: Project, findings: list[dict[str, str]], status: int, missing: Sequence[Any] = (), wrong: Sequence[Any] = ()) -> Any:
    return render_template(
        "files.html", project=row, documents=_documents(row), jobs=_jobs(row), findings=findings, editions=EDITIONS, formats=FORMATS,
        others=OTHERS, agreements=_agreements(row), revision=row.revision, profiles=_profiles(row), templates=_templates(row), missing=missing, wrong=wrong,
    ), status  # fmt: skip


def _documents(row: Project) -> list[Document]:
    return list(desk().db.scalars(select(Document).where(Document.project_id == row.id).order_by(Document.id.desc())))


def _jobs(row: Project) -> list[Job]:
    """Return the jobs under way, and those that failed after the last file was made."""
    made = desk().db.scalar(select(Document.job_id).where(Document.project_id == row.id).order_by(Document.id.desc()).limit(1)) or 0
    wanted = Job.state.in_((QUEUED, RUNNING)) | ((Job.state == FAILED) & (Job.id > made))
    return list(desk().db.scalars(select(Job).where(Job.project_id == row.id, Job.kind == KIND, wanted).order_by(Job.id.desc())))


def _agreements(row: Project) -> list[tuple[str, Any]]:
    """Return the documents that the answers of a project are for: its agreement, and those that stand beside it."""
    content = desk().content
    return [(name, content.agreement(name).title) for name in content.agreements() if content.contract_of(name).id == row.agreement]


def _profiles(row: Project) -> dict[str, Any]:
    """Return the profiles that the documents of a project may be printed in, the project's own first."""
    found = {name: p.label for agreement, _ in _agreements(row) for name, p in desk().content.agreement(agreement).profiles.items()}
    return {name: found[name] for name in sorted(found, key=lambda name: name != row.profile)}


def _templates(row: Project) -> list[WordTemplate]:
    """Return the office's own Word templates for the documents of a project."""
    wanted = WordTemplate.archived_at.is_(None) & WordTemplate.agreement.in_(list(dict(_agreements(row))))
    return list(desk().db.scalars(select(WordTemplate).where(wanted).order_by(WordTemplate.name)))


@blueprint.post("/projects/<int:project_id>/files")
@project("write")
def order(row: Project) -> Any:
    """Order a file; a final is refused at once with what it still needs, each with the way to its question."""
    try:
        wanted, template = _wanted(row), _template(row)
        if wanted.final:
            missing, wrong = questions.unfinished(desk().content, data_of(row).plain(), wanted, language())
            if missing or wrong:
                return _page(row, [], 422, missing, wrong)
    except DrafterError as problem:
        return _page(row, [told(f) for f in problem.findings], 422)
    _queue(row, wanted, template)
    return redirect(url_for("files.index", project_id=row.id), 303)


def _wanted(row: Project) -> making.Order:
    form = request.form
    what = form.get("what", "document")
    if what == "document":
        agreement = form.get("agreement", row.agreement)
        if agreement not in dict(_agreements(row)):
            raise AnswerError(error("agreement", "没有这种文书", "there is no such agreement"))
        return making.order_from(
            {
                "edition": form.get("edition", "zh"),
                "kind": form.get("kind", "docx"),
                "agreement": agreement,
                "profile": _profile(row, agreement),
                "final": "final" in form,
            }
        )
    kind = form.get("kind", FORMS[0])
    return making.order_from({"what": what, "edition": form.get("edition", "zh"), "kind": kind if what == "forms" else "docx"})


def _profile(row: Project, agreement: str) -> str | None:
    """Return the profile that a form names; None for the project's own. Raises AnswerError for one that the document has not."""
    chosen = request.form.get("profile", "")
    if chosen in ("", row.profile):
        return None
    if chosen not in desk().content.agreement(agreement).profiles:
        raise AnswerError(error("profile", "这种文书没有此版式", "this document has no such profile", ("换一种版式", "choose another")))
    return chosen


def _template(row: Project) -> WordTemplate | None:
    """Return the Word template that a form names; nothing for ours. Raises AnswerError for one that is not for this document."""
    chosen, agreement = request.form.get("template", ""), request.form.get("agreement", row.agreement)
    if not chosen or request.form.get("what", "document") != "document":
        return None
    found = next((t for t in _templates(row) if str(t.id) == chosen), None)
    if found is None or found.agreement != agreement or request.form.get("kind", "docx") not in WITH_TEMPLATE:
        what = ("所选模板不适用于这种文书或格式", "the template chosen is not for this document or format")
        raise AnswerError(error("template", *what, ("换用本系统的模板，或选 Word、PDF", "use our template, or choose Word or PDF")))
    return found


def _queue(row: Project, wanted: making.Order, template: WordTemplate | None) -> Job:
    """Return a job, committed and handed over. It holds the answers as they stand now, whatever is answered until it is done."""
    arguments = {"order": wanted.data(), "answers": data_of(row).plain(), "revision": row.revision}
    if template is not None:
        arguments["template"] = {"name": template.name, "path": template.path}
    job = Job(kind=KIND, project_id=row.id, by_id=me().id, arguments=arguments)
    desk().db.add(job)
    desk().db.commit()
    queue().add(job)
    return job


def _make(job: Job) -> None:
    """Make the file of a job, keep it, and lock the project where it is a final."""
    wanted = making.order_from(job.arguments["order"])
    product = making.make(desk().content, job.arguments["answers"], wanted, template_of(job.arguments))
    digest = keep(product.data)
    with writing(desk().db) as db:
        row = db.get(Project, job.project_id)
        if row is None or db.scalar(select(Document.id).where(Document.job_id == job.id)):
            return  # the project is gone, or a worker that was thought dead has made it
        if wanted.final:
            row.locked_at = row.locked_at or now()
        db.add(_document(job, wanted, product, digest, row))


def _document(job: Job, wanted: making.Order, product: making.Product, digest: str, row: Project) -> Document:
    return Document(
        project_id=row.id, job_id=job.id, by_id=job.by_id, revision=job.arguments["revision"], kind=product.name.rpartition(".")[2],
        agreement=wanted.agreement or wanted.what, language=wanted.edition, profile=wanted.profile or job.arguments["answers"]["profile"], final=wanted.final,
        name=product.name, path=path_of(digest).as_posix(), sha256=digest, size=len(product.data), library_version=making.library_version(desk().content),
        arguments=job.arguments,
    )  # fmt: skip


KINDS[KIND] = _make


def template_of(arguments: dict[str, Any]) -> Path | None:
    """Return the Word template that an order names, as it was kept then; None for ours."""
    return desk().config.data / arguments["template"]["path"] if "template" in arguments else None


def keep(data: bytes) -> str:
    """Return the digest of a file, which is kept under it, whole and on disk."""
    digest = hashlib.sha256(data).hexdigest()
    making.keep(desk().config.data / path_of(digest), data)
    return digest


def path_of(digest: str) -> Path:
    """Return where a file is kept, below the data folder."""
    return Path("files", digest[:2], digest)


def _found(row: Project, document_id: int) -> Document:
    document = desk().db.get(Document, document_id)
    return document if document is not None and document.project_id == row.id else abort(404)


@blueprint.get("/projects/<int:project_id>/files/<int:document_id>")
@project("read")
def download(row: Project, document_id: int) -> Response:
    """Send a file as it was made."""
    document = _found(row, document_id)
    path = desk().config.data / document.path
    if not path.is_file():
        raise FileError(error("file", "文件已不在服务器上", "the file is no longer on the server", ("可重新生成", "make it again")))
    return send_file(path.resolve(), "application/octet-stream", as_attachment=True, download_name=document.name)


@blueprint.post("/projects/<int:project_id>/files/<int:document_id>/again")
@project("read")
def again(row: Project, document_id: int) -> Any:
    """Make a file again from what it was made of, and say whether it is the same."""
    document = _found(row, document_id)
    order = making.order_from(document.arguments["order"])
    product = making.make(desk().content, document.arguments["answers"], order, template_of(document.arguments))
    if hashlib.sha256(product.data).hexdigest() == document.sha256:
        keep(product.data)
        flash(say("重新生成的文件与原文件逐字节相同", "Made again: the same, byte for byte"))
    else:
        flash(say("条款库或程序已更新，重新生成的文件与原文件不同；原文件保持不变", "The library or the program has changed since: what is made now differs; the file stays as it was"), "error")  # fmt: skip
    return redirect(url_for("files.index", project_id=row.id), 303)


@blueprint.get("/projects/<int:project_id>/files/state")
@project("read")
def state(row: Project) -> Any:
    """Return the part of the page that says what is being made, which asks for itself again while something is."""
    return render_template("files-state.html", project=row, jobs=_jobs(row), documents=_documents(row), editions=EDITIONS)


@blueprint.app_template_global("said")
def said(findings: list[dict[str, Any]] | None) -> list[list[str]]:
    """Return what a job that failed said, in the language of the request: what is wrong, and the remedy."""
    return [f[language()] for f in findings or []]
