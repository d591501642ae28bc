"""The files of forms: a Word file and a workbook each, and where a form is made for every row a Word file a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from drafter.drafting import LANGUAGES_OF
from drafter.forms.fill import Filling
from drafter.forms.model import FilledForm
from drafter.forms.selection import created, hours, years
from drafter.language import Edition, Language
from drafter.patterns import regex

_UNSAFE = regex(r'[\x00-\x1f\x7f<>:"/\\|?*\s]+')
_LONGEST = 60  # characters of a title or a name


def form_files(filling: Filling, filled: Sequence[FilledForm], edition: Edition, kinds: Sequence[str]) -> Iterator[tuple[Path, bytes]]:
    """Yield name and content of the files of one form."""
    from drafter.writers.forms_docx import form_docx
    from drafter.writers.forms_xlsx import forms_xlsx

    languages = LANGUAGES_OF[edition]
    stem = form_stem(filled[0], languages[0])
    if "docx" in kinds:
        for form in filled:
            name = Path(f"{stem}.docx") if not form.number else Path(stem) / f"{form.number:02d}-{_copy(form, languages[0])}.docx"
            yield name, form_docx(form, languages, filling.content, created(filling))
    if "xlsx" in kinds:
        yield Path(f"{stem}.xlsx"), forms_xlsx(filled, languages, filling.calendar, years(filling), hours(filling))


def form_stem(form: FilledForm, language: Language) -> str:
    """Return the file name of a form without its ending: F-ACCEPT-服务验收书."""
    return f"{form.code}-{safe(form.title[language])}"


def _copy(form: FilledForm, language: Language) -> str:
    return safe(form.copy[language]) if form.copy else form.code


def safe(text: str) -> str:
    """Return a text as part of a file name."""
    return _UNSAFE.sub("_", text)[:_LONGEST].strip("._ ") or "_"
