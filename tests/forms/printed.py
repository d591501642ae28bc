"""What the documents of a project print, line by line: paragraphs, and the rows of tables with strokes between the cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from drafter.agreements import load_agreement, load_forms
from drafter.budget import estimates
from drafter.drafting import LANGUAGES_OF, draft_contract
from drafter.forms.fill import Filling, fill_forms
from drafter.forms.model import FilledForm
from drafter.forms.selection import chosen_codes, project
from drafter.language import Edition, Language
from drafter.library import load_library
from drafter.model import Block, Group, Paragraph, Table
from drafter.questionnaire.answers import AnswerSet
from drafter.values.money import figures
from tests.tools import sample

DOCUMENTS = ("contract", "proposal", "needs", "forms", "budget")


@lru_cache(maxsize=16)
def printed(name: str, edition: Edition = "zh") -> dict[str, list[str]]:
    """Return the lines of every document of a sample, by document."""
    return printed_of(sample(name), edition)


def printed_of(answers: AnswerSet, edition: Edition = "zh") -> dict[str, list[str]]:
    """Return the lines of every document that an answer set makes, by document."""
    language = LANGUAGES_OF[edition][0]
    filling = project(answers, edition)
    found = {name: list(_agreement(name, answers, edition)) for name in DOCUMENTS[:3]}
    found["forms"] = [line for form in fill_forms(filling, chosen_codes(filling))[0] for line in _form(form, language)]
    found["budget"] = list(_budget(filling, language))
    return found


def _agreement(name: str, answers: AnswerSet, edition: Edition) -> Iterator[str]:
    agreement = load_agreement(name)
    profile = answers.profile if answers.profile in agreement.profiles else next(iter(agreement.profiles))
    draft = draft_contract(load_library(), agreement, load_forms(), replace(answers, agreement=name, profile=profile), edition)
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
