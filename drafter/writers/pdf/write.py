"""PDF out: laid out, checked against the Word file, mended and laid out again, or refused with the place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from drafter.drafting import Draft
from drafter.errors import DrafterError, FileError, Finding, Place, error
from drafter.language import Edition
from drafter.records import dataclass
from drafter.writers.formats import Written
from drafter.writers.pdf.copy import PrintCopy
from drafter.writers.pdf.faithful import Outcome, held_against
from drafter.writers.pdf.fonts import stand_ins
from drafter.writers.pdf.office import convert_all
from drafter.writers.pdf.printed import Printed, folded, read_printed

_ROUNDS = 4  # of laying out: mending one line can move a mark to the end of another
_SHOWN = 5  # lost paragraphs named in an error


@dataclass
class Job:
    """A Word file on its way to PDF."""

    copy: PrintCopy
    pdf: bytes = b""
    findings: list[Finding] = field(default_factory=list)
    problem: DrafterError | None = None
    done: bool = False
    pages: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Laid:
    """A PDF with what was to be said about it, or why there is none."""

    pdf: bytes
    findings: tuple[Finding, ...]
    problem: DrafterError | None = None
    pages: Mapping[str, int] = field(default_factory=dict)  # that the contents name, by bookmark


def pdf_of(draft: Draft, template: Path | None = None, archive: bool = False) -> Written:
    """Return the draft as PDF; `archive` for PDF/A-2b. Raises MissingTool, FileError when the PDF does not say what the Word file says."""
    from drafter.writers.docx.write import docx_bytes

    laid = lay_out([(docx_bytes(draft, template), draft.edition)], archive)[0]
    if laid.problem is not None:
        raise laid.problem
    return Written(laid.pdf, laid.findings)


def archive_pdf_of(draft: Draft, template: Path | None = None) -> Written:
    """Return the draft as PDF/A-2b. Raises as `pdf_of` does."""
    return pdf_of(draft, template, archive=True)


def lay_out(
    files: Sequence[tuple[bytes, Edition]], archive: bool = False, progress: Callable[[int, int], None] = lambda done, total: None
) -> list[Laid]:
    """Return Word files as PDF, in order, all by one LibreOffice. A file that fails does not stop the others. Raises MissingTool."""
    jobs = [Job(PrintCopy(docx, edition)) for docx, edition in files]
    for last in (False,) * (_ROUNDS - 1) + (True,):
        waiting = [job for job in jobs if not job.done]
        if not waiting:
            break
        for job, made in zip(waiting, convert_all([job.copy.bytes() for job in waiting], filter_of(archive)), strict=True):
            _check(job, made, last)
        progress(sum(job.done for job in jobs), len(jobs))
    return [Laid(job.pdf, tuple(job.findings), job.problem, job.pages) for job in jobs]


def filter_of(archive: bool) -> str:
    """Return LibreOffice's name for the export: tagged, for PDF/UA, with bookmarks, or PDF/A-2b. Comments stay out: any option brings them in else."""
    options = '"ExportNotes":{"type":"boolean","value":"false"},"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}'
    kind = '"SelectPdfVersion":{"type":"long","value":"2"}' if archive else '"PDFUACompliance":{"type":"boolean","value":"true"}'
    return f"pdf:writer_pdf_Export:{{{options},{kind}}}"


def _check(job: Job, made: bytes | DrafterError, last: bool) -> None:
    """Keep a PDF that says what its file says; else mend the copy for another round, or give up in the last."""
    if isinstance(made, DrafterError):
        job.problem, job.done = made, True
        return
    printed = read_printed(made, job.copy.margins())
    outcome = held_against(job.copy.units(), printed)
    if outcome.lost and not last:
        _mend(job, outcome)
        return
    job.done = True
    wrong = _lost(job, outcome) or _wrong_pages(job, outcome, printed)
    if wrong:
        job.problem = FileError(wrong)
    else:
        job.pdf, job.pages = made, _contents(job, outcome)
        job.findings += stand_ins(job.copy.fonts(), made)


def _mend(job: Job, outcome: Outcome) -> None:
    kept = {table: job.copy.keep_header_with_next(table) for table in {unit.table for unit, _ in outcome.lost} if table >= 0}
    for unit, key in outcome.lost:
        if unit.table not in kept or not kept[unit.table]:
            job.copy.align_left([key])


def _lost(job: Job, outcome: Outcome) -> list[Finding]:
    remedy = ("交付 Word 文件，或换用其他版本的 LibreOffice", "hand over the Word file, or use another version of LibreOffice")
    return [
        error(
            "pdf-differs",
            f"PDF 中未按原文印出：{job.copy.text_of(key)[:60]}",
            f"not printed in the PDF as written: {job.copy.text_of(key)[:60]}",
            remedy,
            Place("PDF", path=f"p. {_page_before(outcome, key)}"),
        )
        for _, key in outcome.lost[:_SHOWN]
    ]


def _page_before(outcome: Outcome, key: int) -> int:
    """Return the page, from 1, of the last paragraph printed before one."""
    return max((page + 1 for known, page in outcome.pages.items() if known < key), default=1)


def _wrong_pages(job: Job, outcome: Outcome, printed: Printed) -> list[Finding]:
    """Return the entries of the contents whose page is not the one their heading stands on."""
    at, numbers, wrong = job.copy.bookmarked(), job.copy.page_numbers(outcome.pages), []
    for key, name in job.copy.contents():
        page = outcome.pages.get(at.get(name, -1))
        if page is None or _prints(printed, outcome.pages.get(key, 0), job.copy.text_of(key), numbers[page]):
            continue
        entry, number = job.copy.text_of(key)[:40], numbers[page]
        remedy = ("换用其他版本的 LibreOffice", "use another version of LibreOffice")
        wrong.append(
            error(
                "pdf-contents", f"目录页码不符：{entry} 在第{number}页", f"wrong page in the contents: {entry} is on page {number}", remedy
            )
        )
    return wrong


def _contents(job: Job, outcome: Outcome) -> dict[str, int]:
    """Return the number of the page on which each heading that the contents name stands."""
    at, numbers = job.copy.bookmarked(), job.copy.page_numbers(outcome.pages)
    pages = {name: outcome.pages.get(at.get(name, -1)) for _, name in job.copy.contents()}
    return {name: numbers[page] for name, page in pages.items() if page is not None}


def _prints(printed: Printed, page: int, entry: str, number: int) -> bool:
    text, said = printed.pages[page], folded(entry)
    start = text.find(said)
    return start >= 0 and text[start + len(said) :].lstrip(".").startswith(str(number))
