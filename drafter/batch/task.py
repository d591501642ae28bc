"""One row's work as plain functions of plain data: they run in this process, in another, or on another machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from drafter import __version__
from drafter.batch.naming import file_name, pattern_fields
from drafter.batch.rows import Row
from drafter.content import Content
from drafter.drafting import Draft, draft_contract
from drafter.errors import AnswerError, DrafterError, Finding, error
from drafter.expressions import is_unknown
from drafter.language import Edition, Language
from drafter.overwriting import replace_whole
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.writers.formats import LAID_OUT, PACK, ending, writer_of

if TYPE_CHECKING:
    from drafter.writers.pdf.write import Laid


@dataclass(frozen=True)
class Wanted:
    """What is to be made of the rows. What a row itself says goes before `edition`, `profile` and `template`."""

    content: Content
    formats: tuple[str, ...] = ("docx",)
    pattern: str = "{project_no}-{project_name}"
    edition: Edition = "zh"
    profile: str = ""
    template: str = ""
    final: bool = False
    fast: bool = False
    shared: str = ""  # a folder that all workers write to; empty: the bytes come back
    force: bool = False  # files that somebody changed are not kept


@dataclass(frozen=True)
class Task:
    """A row and what is wanted of it."""

    number: int  # of the row in its source, from 0
    row: Row
    wanted: Wanted
    name: str = ""  # of its files, without ending; known after the check
    known: Mapping[str, str] = field(default_factory=dict)  # the SHA-256 of its files as they were made last, in hex, by name


@dataclass(frozen=True)
class Checked:
    """What a check found of a row: errors, the name of its files, and the hash of all that decides them."""

    findings: tuple[Finding, ...]
    name: str = ""
    digest: str = ""
    template: str = ""  # the SHA-256 of its Word template, where it is not the shipped one


@dataclass(frozen=True)
class _ToLayOut:
    """A Word file of which a PDF is wanted."""

    kind: str
    name: str
    docx: bytes
    edition: Edition


@dataclass(frozen=True)
class Made:
    """What was made of a row: files by name, as bytes or, in a shared folder, as their SHA-256 in hex; or why nothing was."""

    files: dict[str, bytes | str] = field(default_factory=dict)
    clauses: int = 0
    annexes: int = 0
    open: int = 0
    findings: tuple[Finding, ...] = ()
    failed: bool = False
    seconds: float = 0


def check(task: Task) -> Checked:
    """Return what is wrong with a row, all at once, or the name and the hash of its document."""
    try:
        answers = answers_of(task)
        return Checked((), _name(task, answers), _digest(task), _template_hash(task))
    except DrafterError as problem:
        return Checked(problem.findings)


def make(task: Task) -> Made:
    """Return the documents of a row. Never raises: one row that fails stops no other."""
    return make_together((task,))[0]


def make_together(tasks: Sequence[Task]) -> list[Made]:
    """Return the documents of rows, in order, their PDFs laid out by one LibreOffice. Never raises."""
    waiting: list[list[_ToLayOut]] = [[] for _ in tasks]
    made = [_made(task, left) for task, left in zip(tasks, waiting, strict=True)]
    for kind in LAID_OUT:
        jobs = [(n, job) for n, left in enumerate(waiting) for job in left if job.kind == kind and not made[n].failed]
        for (number, job), result in zip(jobs, _laid_out([job for _, job in jobs], kind), strict=True):
            made[number] = _with_pdf(tasks[number], made[number], job, result)
    return made


def _laid_out(jobs: Sequence[_ToLayOut], kind: str) -> list[Laid]:
    from drafter.writers.pdf.write import Laid, lay_out

    try:
        return lay_out([(job.docx, job.edition) for job in jobs], kind == "pdfa") if jobs else []
    except DrafterError as problem:
        return [Laid(b"", (), problem)] * len(jobs)


def _with_pdf(task: Task, made: Made, job: _ToLayOut, result: Laid) -> Made:
    if result.problem is not None:
        return replace(made, files={}, findings=result.problem.findings, failed=True)
    made_now = [(job.name, result.pdf)]
    if "docx" in task.wanted.formats:  # its contents name the pages that were found
        from drafter.writers.docx.contents_pages import with_pages

        made_now.append((f"{task.name}.docx", with_pages(job.docx, result.pages)))
    files, kept = _put(task, made_now)
    return replace(made, files=made.files | files, findings=(*made.findings, *kept))


def _made(task: Task, waiting: list[_ToLayOut]) -> Made:
    started = perf_counter()
    try:
        return _make(task, started, waiting)
    except DrafterError as problem:
        return Made(findings=problem.findings, failed=True, seconds=perf_counter() - started)
    except Exception as problem:
        finding = error(
            "internal",
            f"程序出错：{type(problem).__name__}：{problem}",
            f"drafter failed: {type(problem).__name__}: {problem}",
            ("请连同该行答卷一并报告", "please report this with the answers of the row"),
            task.row.place,
        )
        return Made(findings=(finding,), failed=True, seconds=perf_counter() - started)


def _make(task: Task, started: float, waiting: list[_ToLayOut]) -> Made:
    wanted, template = task.wanted, _template(task)
    draft = draft_contract(wanted.content, answers_of(task), task.row.edition or wanted.edition, wanted.final)
    files, kept = _put(task, _written(task, draft, template))
    waiting += _to_lay_out(task, draft, template)
    contract = draft.contract
    counts = (sum(1 for _ in contract.provisions), len(contract.annexes), len(contract.open))
    return Made(files, *counts, (*draft.findings, *kept), seconds=perf_counter() - started)


def _put(task: Task, made: Iterable[tuple[str, bytes]]) -> tuple[dict[str, bytes | str], list[Finding]]:
    """Return the files of a row, or their hashes where they went to the shared folder, and what was kept beside them there."""
    files: dict[str, bytes | str] = {}
    findings: list[Finding] = []
    for name, data in made:
        files[name] = data
        if task.wanted.shared:
            kept = replace_whole(Path(task.wanted.shared) / name, data, task.wanted.force, task.known.get(name, ""))
            findings += [kept] if kept is not None else []
            files[name] = sha256(data).hexdigest()
    return files, findings


def _to_lay_out(task: Task, draft: Draft, template: Path | None) -> Iterator[_ToLayOut]:
    for kind in LAID_OUT & set(task.wanted.formats):
        from drafter.writers.docx.write import docx_bytes

        yield _ToLayOut(kind, f"{task.name}.{ending(kind)}", docx_bytes(draft, template), draft.edition)


def _written(task: Task, draft: Draft, template: Path | None) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files of a row: a document in every format asked for, and the pack as a folder."""
    for kind in (kind for kind in task.wanted.formats if kind not in LAID_OUT):
        if kind == PACK:
            from drafter.packs.pack import pack_files

            yield from ((f"{task.name}/{name}", data) for name, data in pack_files(draft.content, draft.answers, draft.edition)[0].items())
        else:
            yield f"{task.name}.{ending(kind)}", writer_of(kind, task.wanted.fast)(draft, template).data


def answers_of(task: Task) -> AnswerSet:
    """Return the answer set of a row. Raises AnswerError with every finding at its cell."""
    return task.row.answers(task.wanted.content, task.wanted.profile)


def _template(task: Task) -> Path | None:
    path = task.row.template or task.wanted.template
    return Path(path) if path else None


def _name(task: Task, answers: AnswerSet) -> str:
    content = task.wanted.content
    situation = Situation(content.library, content.agreement(answers.agreement), answers)
    edition: Edition = task.row.edition or task.wanted.edition
    given = {"project_no": task.row.key, "language": edition, "profile": answers.profile}
    language: Language = "en" if edition == "en" else "zh"
    return file_name(
        task.wanted.pattern, {n: given.get(n) or _shown(n, situation, language, task) for n in pattern_fields(task.wanted.pattern)}
    )


def _shown(name: str, situation: Situation, language: Language, task: Task) -> str:
    from drafter.types import show_value

    known = name in situation.library.questions or name in situation.facts
    value = situation.value(name) if known else None
    if not known or is_unknown(value):
        zh = f"文件名需要“{name}”，但" + ("该项未填" if known else "没有这一项")
        en = f"the file name needs {name!r}, which " + ("is not answered" if known else "does not exist")
        raise AnswerError(error("name", zh, en, ("填写该项，或改 --name", "answer it, or change --name"), task.row.place))
    return show_value(value, situation.kind(name), language)


def _digest(task: Task) -> str:
    decisive = {
        "row": task.row.plain(),
        "edition": task.row.edition or task.wanted.edition,
        "profile": task.wanted.profile,
        "wanted": [task.wanted.formats, task.wanted.final, task.wanted.fast],
        "template": _template_hash(task),
        "content": content_hash(task.wanted.content),
    }
    return sha256(json.dumps(decisive, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")).hexdigest()


def _template_hash(task: Task) -> str:
    template = _template(task)
    return _file_hash(str(template)) if template else ""


@lru_cache(maxsize=64)
def _file_hash(path: str) -> str:
    try:
        return sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return "unreadable"  # the drafting says so, with the place


@lru_cache(maxsize=4)
def content_hash(content: Content) -> str:
    """Return the SHA-256 of engine version, clause library and templates: whatever decides a document besides its answers."""
    digest = sha256(__version__.encode())
    for name, path in content.files():
        digest.update(name.encode() + b"\x00" + path.read_bytes())
    return digest.hexdigest()
