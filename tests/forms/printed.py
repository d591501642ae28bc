"""What the documents of a project print, line by line: paragraphs, and the rows of tables with strokes between the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from drafter.budget import estimates
from drafter.content import load_content
from drafter.drafting import LANGUAGES_OF, draft_contract
from drafter.forms.deadlines import deadline_form, deadlines
from drafter.forms.fill import Filling, fill_forms
from drafter.forms.model import FilledForm
from drafter.forms.selection import chosen_codes, project
from drafter.language import Edition, Language
from drafter.model import Block, Group, Paragraph, Table
from drafter.questionnaire.answers import AnswerSet, for_agreement
from drafter.rules.apply import apply_rules
from drafter.values.money import figures
from drafter.writers.calendar import calendar_ics
from tests.tools import sample

DOCUMENTS = ("contract", "proposal", "needs", "forms", "budget")


@lru_cache(maxsize=16)
def printed(name: str, edition: Edition = "zh") -> dict[str, list[str]]:
    """Return the lines of every document of a sample, by document."""
    return printed_of(sample(name), edition)


def printed_of(answers: AnswerSet, edition: Edition = "zh") -> dict[str, list[str]]:
    """Return the lines of every document that an answer set makes, by document."""
    language = LANGUAGES_OF[edition][0]
    filling = project(load_content(), answers, edition)
    found = {name: list(_agreement(name, answers, edition)) for name in DOCUMENTS[:3]}
    found["forms"] = [line for form in fill_forms(filling, chosen_codes(filling))[0] for line in _form(form, language)]
    found["budget"] = list(_budget(filling, language))
    return found


@lru_cache(maxsize=16)
def dated(name: str, edition: Edition = "zh") -> dict[str, list[str]]:
    """Return the lines of every document of a sample that dates stand in, by document."""
    return dated_of(sample(name), edition)


def dated_of(answers: AnswerSet, edition: Edition = "zh") -> dict[str, list[str]]:
    """Return the lines of every document that an answer set makes: the deadlines as sheet and as calendar, and what the rules say, too."""
    language = LANGUAGES_OF[edition][0]
    filling = project(load_content(), answers, edition)
    found = printed_of(answers, edition)
    found["deadlines"] = list(_deadlines(deadline_form(filling), language))
    found["calendar"] = list(_events(calendar_ics(deadlines(filling), (language,), "", None).decode()))
    found["rules"] = [finding.what[language] for finding in apply_rules(filling.contract.situation)]
    return found


def _deadlines(form: FilledForm, language: Language) -> Iterator[str]:
    """Yield date and matter of every row, the date with what the note says of it."""
    for row in form.tables[0].rows:
        day, what, *_, note, _ = (place.show(language) for place in row)
        yield f"{day}{f'（{note[:2]}）' if note else ''} | {what}"


def _events(calendar: str) -> Iterator[str]:
    """Yield date and matter of every event, as a program reads them."""
    for event in calendar.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]:
        held = dict(line.split(":", 1) for line in event.splitlines() if ":" in line)
        day, what = held["DTSTART;VALUE=DATE"], held["SUMMARY"].replace("\\", "")
        tentative = held.get("STATUS") == "TENTATIVE"
        assert what.endswith("（暂定）") is tentative
        yield f"{day[:4]}-{day[4:6]}-{day[6:]}{'（暂定）' if tentative else ''} | {what}"


def _agreement(name: str, answers: AnswerSet, edition: Edition) -> Iterator[str]:
    draft = draft_contract(load_content(), for_agreement(answers, name, load_content()), edition)
    yield from _lines((*draft.body, *draft.annexes))


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Group):
            yield from _lines(block.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(" ".join(_lines(cell.blocks)) for cell in row.cells)


def _form(form: FilledForm, language: Language) -> Iterator[str]:
    for one in (*form.head, *form.fields):
        yield f"{form.code} {one.title[language]} | {one.place.show(language)}"
    for words in (*form.before, *form.after):
        yield f"{form.code} {words[language]}"
    for table in form.tables:
        for row in table.rows:
            yield f"{form.code} " + " | ".join(place.show(language) for place in row)
        if table.totals:
            yield f"{form.code} total | " + " | ".join(place.show(language) for place in table.totals.values())


def _budget(filling: Filling, language: Language) -> Iterator[str]:
    for estimate in estimates(filling.contract.situation):
        yield f"{estimate.label[language]} | {len(estimate.lines)} | {figures(estimate.total)}"
