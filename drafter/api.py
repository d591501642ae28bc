"""The public interface for scripts and notebooks: services with the shipped content, and with names and plain data for input.

What a function is about comes first, everything else by name. Answers are an answer file by its name, the plain data of one, or an answer
set; Word files are named, or given as bytes. `content` is the content to draft from, the shipped one by default. Whatever a user can do something
about is raised as a DrafterError, whose `findings` say what is wrong, where, and how to mend it, in both languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from drafter.content import Content
from drafter.content import load_content as load_content
from drafter.language import Edition, Language
from drafter.questionnaire.answers import AnswerSet
from drafter.review.decisions import Decision
from drafter.review.verify import Verdict
from drafter.services import answers as answering
from drafter.services import drafting, inspecting, publishing, questionnaire, redlining, replying, reviewing, revisions
from drafter.services.budgeting import Budget
from drafter.services.budgeting import estimate_budget as budget_of
from drafter.services.files import File, Upload
from drafter.services.forms import Forms, choose_forms
from drafter.writers.docx.provenance import Provenance

Answers = AnswerSet | Path | str | Mapping[str, Any]
WordFile = Path | str | bytes | Upload
Settled = Literal["accept", "reject", "keep"]


def read_answers(
    answers: Answers, *, agreement: str | None = None, profile: str | None = None, content: Content | None = None
) -> AnswerSet:
    """Return an answer set, read once to be used again; `agreement` and `profile` go before what it says.

    Raises AnswerError with everything that is wrong in it, FileError.
    """
    return answering.read_answers(content or load_content(), _source(answers), agreement, profile)


def draft(
    answers: Answers, *, edition: Edition = "zh", kind: str = "docx", agreement: str | None = None, profile: str | None = None,
    template: Path | str | None = None, final: bool = False, content: Content | None = None,
) -> drafting.Document:  # fmt: skip
    """Return the document of an answer set: its `data`, a `name` for it, what is open and what the rules found (`draft`).

    `kind` is the format: docx, html, md, pdf, odt, txt, epub, rst; `template` a Word template of your own. Raises AnswerError, FileError,
    TemplateError; NotFinal when a final is asked for while something is open or a rule is broken; MissingTool for PDF without LibreOffice.
    """
    return drafting.draft_document(
        content or load_content(), _source(answers), edition, kind=kind, agreement=agreement, profile=profile,
        template=None if template is None else Path(template), final=final,
    )  # fmt: skip


def needs(answers: Answers, *, content: Content | None = None) -> tuple[questionnaire.Need, ...]:
    """Return the questions that are still to be answered, and the clauses, annexes and rules that need them. Raises AnswerError, FileError."""
    return questionnaire.needs(content or load_content(), _source(answers))


def inspect(contract: WordFile) -> Provenance:
    """Return what a contract was made of: clauses, positions, library version, answers. Raises FileError where it does not say so."""
    return inspecting.inspect(_file(contract))


def verify(
    contract: WordFile, *, template: Path | str | None = None, sent: WordFile | None = None, content: Content | None = None
) -> Verdict:  # fmt: skip
    """Return whether a contract is as it was generated, and what was changed by hand. Raises FileError where it says nothing of its making.

    `template` is the Word template it was made with, where that is not ours; `sent` the file as it went out, for one that lost its provenance.
    """
    own = None if template is None else Path(template)
    return inspecting.verify(content or load_content(), _file(contract), own, None if sent is None else _file(sent))


def compare(
    original: WordFile, revised: WordFile, *, author: str = "drafter", date: str = "", prior: Settled = "accept", language: Language = "zh",
    content: Content | None = None,
) -> redlining.Redlined:  # fmt: skip
    """Return what leads from one Word file to another: `changes`, a Word file with them tracked (`word()`), a page and lists (`shown`).

    `author` and `date` (2026-03-02, 2026-03-02T09:00 or now) are whom and when the changes are by; `prior` says what becomes of tracked
    changes that the files have already. Raises FileError for a file that is not sound, ValueError for a date that is none.
    """
    when = redlining.word_date(date)
    return redlining.compare(content or load_content(), _file(original), _file(revised), language, author=author, date=when, prior=prior)


def list_changes(file: WordFile, *, language: Language = "zh", content: Content | None = None) -> revisions.Listed:
    """Return the tracked `changes` in a Word file, and how it is shown: a page, a list. Raises FileError."""
    return revisions.list_changes(content or load_content(), _file(file), language)


def accept(
    file: WordFile, *, authors: Iterable[str] = (), clauses: Iterable[str] = (), numbers: Iterable[int] = ()
) -> revisions.Settled:  # fmt: skip
    """Return a Word file with its tracked changes accepted: all, or only those by author, in a clause, of a number. Raises FileError."""
    return revisions.accept_or_reject("accept", _file(file), authors=authors, clauses=clauses, numbers=numbers)


def reject(
    file: WordFile, *, authors: Iterable[str] = (), clauses: Iterable[str] = (), numbers: Iterable[int] = ()
) -> revisions.Settled:  # fmt: skip
    """Return a Word file with its tracked changes rejected: all, or only those by author, in a clause, of a number. Raises FileError."""
    return revisions.accept_or_reject("reject", _file(file), authors=authors, clauses=clauses, numbers=numbers)


def review_contract(
    contract: WordFile, *, sent: WordFile | None = None, answers: Answers | None = None, language: Language = "zh",
    content: Content | None = None,
) -> reviewing.Review | reviewing.LibraryReview:  # fmt: skip
    """Return the review of a contract that came back, against our standard; of one that is not ours, against the whole library.

    `sent` is what we sent, where the file has lost its provenance or may have been changed with tracking off; `answers` say, for a contract
    that is not ours, which clauses are needed. Raises FileError, AnswerError.
    """
    return reviewing.review_contract(
        content or load_content(), _file(contract), language, sent=None if sent is None else _file(sent),
        source=None if answers is None else _source(answers),
    )  # fmt: skip


def reply(
    returned: WordFile, decisions: Path | str | Sequence[Decision], *, sent: WordFile | None = None, author: str = "drafter", date: str = "",
    rest: Literal["accept", "reject"] | None = None, language: Language = "zh", content: Content | None = None,
) -> replying.Reply:  # fmt: skip
    """Return our reply to a returned contract, from a decisions file or from decisions: what we do not accept is changed back, with reasons.

    `rest` is what becomes of changes that are not decided on. Raises FileError when a decision is unclear, on what is not there or missing.
    """
    return replying.reply(
        content or load_content(), _file(returned), Path(decisions) if isinstance(decisions, str) else decisions, language,
        sent=None if sent is None else _file(sent), author=author, date=date, rest=rest,
    )  # fmt: skip


def estimate_budget(answers: Answers, *, content: Content | None = None) -> Budget:
    """Return the budget by every method that the answers suffice for, reconciled; amounts in yuan. Raises AnswerError, FileError."""
    return budget_of(content or load_content(), _source(answers))


def fill_forms(
    answers: Answers, *, only: Sequence[str] = (), phase: int | None = None, edition: Edition = "zh", content: Content | None = None
) -> Forms:  # fmt: skip
    """Return the forms of a project, by code in `only`, or of a phase (1 planning, 2 implementation, 3 evaluation), or all that are selected.

    Raises AnswerError, also for a code there is not; FileError.
    """
    return choose_forms(content or load_content(), _source(answers), edition, phase=phase, only=only)


def publish(
    answers: Answers, *, edition: Edition = "zh", preview: bool = False, content: Content | None = None
) -> publishing.Publication:  # fmt: skip
    """Return the copy of a contract for publication, declared secrets withheld.

    Raises NotFinal while something is open, unless it is a `preview`; AnswerError for a contract that may not be published; FileError.
    """
    return publishing.publish(content or load_content(), _source(answers), edition, preview=preview)


def _source(answers: Answers) -> answering.Source:
    return Path(answers) if isinstance(answers, str) else answers


def _file(file: WordFile) -> File:
    if isinstance(file, bytes):
        return Upload("document.docx", file)
    return Path(file) if isinstance(file, str) else file
