"""The questionnaire asked one question at a time: what a terminal or a page needs to put a face on it, and the file it is kept in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.causes import told
from drafter.content import Content
from drafter.errors import DrafterError, Finding, error
from drafter.files import PART, write_whole
from drafter.language import Language, Words
from drafter.library.schema import Asked, Column, Question
from drafter.overwriting import kept_as, put_aside, replace_whole
from drafter.questionnaire.answers import AnswerSet, for_agreement, read_text
from drafter.questionnaire.interview import (
    SETTINGS,
    CheckSection,
    Interview,
    as_typed,
    dump_interview,
    from_typed,
    resume_interview,
)
from drafter.records import dataclass
from drafter.services.answers import known_profile
from drafter.types import PARTS, BadValue, BadValues, is_open, read_value, show_cell, show_value, write_value

LEAVE_OPEN = Words("待定", "Not yet known")
_SEMICOLON = Words("；", "; ")
_NOTHING = Words("无", "none")


# --- kept in a file ------------------------------------------------------------------------------------------------


class Session:
    """An interview and the file it ends in; until then it is kept beside that file, every answer before the next question is asked."""

    def __init__(self, interview: Interview, output: Path, source: Path | None = None) -> None:
        self.interview, self.output, self.source = interview, output, source
        self.part = _part(output)

    def save(self) -> None:
        """Write what has been said so far beside the output file. Raises FileError."""
        write_whole(self.part, dump_interview(self.interview).encode())

    def finish(self, force: bool = False) -> Finding | None:
        """Write the answer set; return what became of an earlier file of its name that was not gone on with, or that somebody changed.

        That one is kept beside, unless `force` lets it go: answer sets are work, and starting anew must not cost any. Raises FileError.
        """
        aside = None if force or self.source == self.output else _aside(self.output)
        kept = replace_whole(self.output, dump_interview(self.interview, finished=True).encode(), force)
        self.part.unlink(missing_ok=True)
        return aside or kept

    def refuse_classified(self) -> None:
        """Raise DrafterError when the project is said to hold state secrets; what was said is kept."""
        if self.interview.classified:
            raise DrafterError(
                error(
                    "classified",
                    f"涉及国家秘密的内容不得在联网的计算机上处理，问卷到此停止；已有答案保存在 {self.part}",
                    f"classified contents must not be processed on a networked machine; stopped here, the answers are kept in {self.part}",
                    ("请转入符合保密要求的离线环境办理", "continue off line, on a machine approved for classified contents"),
                )
            )


def kept_file(output: Path) -> Path | None:
    """Return the file that an interview for `output` can go on from: one left unfinished, else the answers themselves."""
    return next((path for path in (_part(output), output) if path.exists()), None)


def begin(
    content: Content, output: Path, minimal: bool = True, profile: str | None = None, agreement: str = AnswerSet.agreement,
    after: AnswerSet | None = None, force: bool = False,
) -> tuple[Session, Finding | None]:  # fmt: skip
    """Return a new interview, which begins with the answers in `after` where there are any, and what became of an unfinished one: kept beside,
    unless `force` lets it go. Raises ContentError, FileError."""
    given = after or AnswerSet()
    answers = for_agreement(replace(given, profile=profile or given.profile), agreement, content)
    aside = None if force else _aside(_part(output))
    return Session(Interview(content, answers, minimal), output), aside


def go_on(content: Content, output: Path, source: Path, minimal: bool = True, profile: str | None = None) -> Session:
    """Return the interview kept in a file, where it was left. Raises AnswerError, FileError, ContentError."""
    return Session(resume_interview(read_text(source), str(source), content, minimal, profile), output, source)


def check_profile(content: Content, profile: str | None, agreement: str = AnswerSet.agreement) -> None:
    """Raise AnswerError when the agreement has no profile of that name, ContentError when there is no such agreement."""
    content.agreement(agreement)
    if profile is not None:
        known_profile(profile, agreement, content)


def _aside(path: Path) -> Finding | None:
    """Keep a file beside whose place is wanted, whoever wrote it last, and return that it is so."""
    return kept_as(path, put_aside(path)) if path.exists() else None


def _part(output: Path) -> Path:
    return output.with_name(output.name + PART)


# --- one question --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prompt:
    """What is to be asked: its default as a value and as the user reads it, what was typed before as plain data, and its place of how many."""

    default: Any
    shown: str  # empty where there is no default
    earlier: Any
    number: int
    of: int


def prompt(interview: Interview, question: Question, language: Language) -> Prompt:
    """Return what is to be asked of a question."""
    from drafter.expressions import is_unknown

    default, earlier, done = interview.default(question.id), interview.earlier(question.id), interview.progress()
    known = not is_unknown(default)
    return Prompt(
        default if known else None,
        shown(interview, default, question, language) or _NOTHING[language] if known else "",
        None if is_unknown(earlier) else write_value(earlier, question),
        min(done.done + 1, done.total),
        done.total,
    )


def answer(interview: Interview, name: str, raw: Any) -> Words | None:
    """Answer a question; return what is wrong with the answer, which then changes nothing."""
    return _refused(lambda: interview.answer(name, raw))


def echo(interview: Interview, name: str, raw: Any) -> list[Words]:
    """Return what was typed for a question and what it was read as, where it is not written as it prints."""
    from drafter.questionnaire.readings import readings

    question, value = interview.library.questions[name], interview.answers.answers.get(name)
    return [said for _, _, said in readings(question, raw, value)]


def take_default(interview: Interview, name: str) -> Words | None:
    """Accept the default of a question; return what is wrong where it has none."""
    return _refused(lambda: interview.take_default(name))


def _refused(step: Any) -> Words | None:
    try:
        step()
    except (BadValue, BadValues) as problem:
        return told(problem)
    return None


def still_open(interview: Interview) -> dict[str, tuple[str, ...]]:
    """Return the questions that the document has open, in the order of a draft's list, each with the parts that a party lacks."""
    from drafter.drafting import draft_contract

    found: dict[str, list[str]] = {}
    for item in draft_contract(interview.content, interview.answers, "zh").contract.open:
        name, _, part = item.partition(".")
        if name in interview.library.questions:
            found.setdefault(name, []).extend([part] if part in PARTS else [])
    return {name: tuple(parts) for name, parts in found.items()}


def findings(interview: Interview) -> list[Finding]:
    """Return the errors and warnings of the rules on what has been said so far."""
    from drafter.rules.apply import apply_rules

    return [finding for finding in apply_rules(interview.situation) if finding.severity != "info"]


def is_settings(section: CheckSection) -> bool:
    """Say whether a section of the check page is that of the settings nobody is asked for."""
    return section.title == SETTINGS


# --- values shown and typed ----------------------------------------------------------------------------------------


def shown(interview: Interview, value: Any, kind: Asked, language: Language) -> str:
    """Return a value as the user reads it; the fields of a text from the content are filled."""
    from drafter.expressions import is_unknown

    if is_unknown(value):
        return LEAVE_OPEN[language]
    if isinstance(value, Words):
        return _filled(interview, value, language)
    if isinstance(value, list) and value and all(isinstance(item, Words) for item in value):
        return _SEMICOLON[language].join(_filled(interview, item, language) for item in value)
    return show_value(value, kind, language)


def _filled(interview: Interview, words: Words, language: Language) -> str:
    from drafter.assembly.fill import Filler
    from drafter.model import Text

    return "".join(i.text for i in Filler(interview.situation, language, {}).words(words) if isinstance(i, Text))


def table_of(
    interview: Interview, question: Question, rows: Sequence[dict[str, Any]], language: Language, most: int
) -> tuple[list[str], list[list[str]]]:
    """Return headings and cells of the first rows of a table as the user reads them; columns nobody filled are left out."""
    columns = [c for c in question.columns if any(c.id in row for row in rows)]
    cells = [[_cell(interview, row[c.id], c, language) if c.id in row else "" for c in columns] for row in rows[:most]]
    return [c.label[language] for c in columns], cells


def _cell(interview: Interview, value: Any, column: Column, language: Language) -> str:
    return _filled(interview, value, language) if isinstance(value, Words) else show_cell(value, column, language)


def what_is_wrong(text: str, kind: Asked) -> Words | None:
    """Return what is wrong with a typed text, or nothing where it reads."""
    return _refused(lambda: read_value(from_typed(text, kind), kind))


def typed(text: str, kind: Asked) -> Any:
    """Return a typed text as a raw answer: lines become items, `||` parts the two languages."""
    return from_typed(text, kind)


def typed_again(earlier: Any) -> str:
    """Return plain data as it is typed, to be changed."""
    return as_typed(earlier)


def says_open(text: str) -> bool:
    """Say whether a typed text says that the answer is not yet known."""
    return is_open(text)


def parts_of(question: Question) -> list[tuple[str, Asked]]:
    """Return the parts that a party is asked for, each with what is asked."""
    return [(part, Asked(label=PARTS[part].label, type=PARTS[part].type)) for part in question.parts]


def whole_number(label: Words, highest: int) -> Asked:
    """Return what is asked where a whole number from 1 on is."""
    return Asked(label=label, type="integer", range=(Decimal(1), Decimal(highest)))


# --- tables --------------------------------------------------------------------------------------------------------


def columns_asked(question: Question) -> list[Column]:
    """Return the columns of a table that are filled in; the others are computed."""
    return [column for column in question.columns if column.computed is None]


def column_default(column: Column, language: Language) -> str:
    """Return the default of a column as the user reads it; nothing where it has none."""
    return show_cell(read_value(column.default, column), column, language) if column.default is not None else ""


def values_of(rows: list[dict[str, Any]], question: Question) -> list[dict[str, Any]]:
    """Return raw rows of a table as values. Raises BadValue, BadValues."""
    found: list[dict[str, Any]] = read_value(rows, question)
    return found


def rows_of_file(content: Content, path: Path, question: Question) -> tuple[list[dict[str, Any]], int, list[Finding]]:
    """Return the raw rows of a table as an office keeps it (.xlsx or .csv), how many needed cells in them are still open, and every doubt.

    Raises FileError where there is no such table in the file.
    """
    from drafter.questionnaire.cells import file_bytes
    from drafter.services.office_tables import read_files

    found = read_files(content, question, [(path, file_bytes(path))])
    needed = [c.id for c in columns_asked(question) if c.required and c.default is None]
    return write_value(found.rows, question), sum(1 for row in found.rows for column in needed if column not in row), found.findings
