"""What belongs into the pack of a project, in the order in which it is listed, and how each item is made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from drafter.budget import estimates, reconcile
from drafter.content import Content
from drafter.drafting import LANGUAGES_OF, draft_contract
from drafter.errors import DrafterError, Finding
from drafter.expressions import is_unknown
from drafter.forms.deadlines import deadline_form, deadlines
from drafter.forms.fill import Filling, fill_forms
from drafter.forms.selection import chosen_codes, created, hours, years
from drafter.language import Edition, Language, Words
from drafter.packs.forms import form_files
from drafter.packs.items import DOCUMENTS, Files, Item, project_name
from drafter.questionnaire.answers import AnswerSet, for_agreement

PHASES = {
    0: Words("控制点", "Control points"), 1: Words("1-规划和准备", "1-Planning"), 2: Words("2-实施", "2-Implementation"),
    3: Words("3-绩效评价和持续改进", "3-Evaluation"),
}  # fmt: skip
_DEADLINES = Words("期限", "Deadlines")
_NAMES = {"deadlines": Words("期限总表", "deadlines"), "budget": Words("运维预算测算", "Budget estimate")}


def pack_items(answers: AnswerSet, filling: Filling, edition: Edition, folder: Path | None = None) -> Iterator[Item]:
    """Yield the items of a pack in the order they are listed. A calendar in `folder` is gone on with: its events move, none is doubled."""
    language = LANGUAGES_OF[edition][0]
    for identifier in filling.content.family(answers.agreement):
        title = _title(filling.content, identifier, language)
        yield Item(identifier, title, DOCUMENTS, partial(_document, filling.content, identifier, title, answers, edition))
    if estimates(filling.contract.situation):
        yield Item("budget", _NAMES["budget"][language], DOCUMENTS, partial(_budget, filling, language))
    for phase, code in sorted((_phase(c, filling), c) for c in chosen_codes(filling)):
        yield Item(code, f"{code} {filling.forms[code].title[language]}", PHASES[phase], partial(_form, code, phase, filling, edition))
    yield Item("deadlines", _NAMES["deadlines"][language], _DEADLINES, partial(_dates, filling, edition, folder))


def _title(content: Content, identifier: str, language: Language) -> str:
    try:
        return content.agreement(identifier).title[language]
    except DrafterError:
        return identifier  # what is wrong with it is said when it is made


def _phase(code: str, filling: Filling) -> int:
    """Return the folder of a form: that of its first phase, or beside the folders where it is of all. Annexes that are written in later are
    of that phase."""
    phases = filling.forms[code].phase
    if code.startswith("A-"):
        return next((p for p in phases if p > 1), phases[0])
    return 0 if len(phases) == 3 else phases[0]


def _document(content: Content, identifier: str, title: str, answers: AnswerSet, edition: Edition) -> tuple[Files, list[Finding]]:
    from drafter.writers.docx.write import docx_bytes

    draft = draft_contract(content, for_agreement(answers, identifier, content), edition)
    return [(Path(f"{title}.docx"), docx_bytes(draft))], [f for f in draft.findings if f.severity != "info"]


def _budget(filling: Filling, language: Language) -> tuple[Files, list[Finding]]:
    from drafter.writers.budget_xlsx import budget_workbook

    found = estimates(filling.contract.situation)
    compared = reconcile(found, filling.contract.situation)
    book = budget_workbook(found, compared, filling.content.library.rates, language)
    return [(Path(f"{_NAMES['budget'][language]}.xlsx"), book)], [f for f in compared.findings if f.severity != "info"]


def _form(code: str, phase: int, filling: Filling, edition: Edition) -> tuple[Files, list[Finding]]:
    filled, findings = fill_forms(filling, [code])
    language = LANGUAGES_OF[edition][0]
    folder = Path() if phase == 0 else Path(PHASES[phase][language])
    return [(folder / name, data) for name, data in form_files(filling, filled, edition, ("docx", "xlsx"))], findings


def _dates(filling: Filling, edition: Edition, folder: Path | None) -> tuple[Files, list[Finding]]:
    from drafter.writers.calendar import calendar_ics
    from drafter.writers.forms_docx import form_docx
    from drafter.writers.forms_xlsx import forms_xlsx

    languages = LANGUAGES_OF[edition]
    form, name = deadline_form(filling), _NAMES["deadlines"][languages[0]]
    sheet = forms_xlsx([form], languages, filling.calendar, years(filling), hours(filling))
    signed = filling.contract.situation.of("sign_date")
    before = folder / f"{name}.ics" if folder else None
    dates = calendar_ics(
        deadlines(filling),
        languages,
        project_name(filling, languages[0]),
        None if is_unknown(signed) else signed,
        before.read_bytes() if before and before.is_file() else b"",
    )
    document = form_docx(form, languages, filling.content, created(filling))
    return [(Path(f"{name}.xlsx"), sheet), (Path(f"{name}.docx"), document), (Path(f"{name}.ics"), dates)], []
