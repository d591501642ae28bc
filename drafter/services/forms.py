"""The forms of a project, filled as far as its answers go, for Word and for Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from drafter.content import Content
from drafter.errors import AnswerError, Finding, error
from drafter.forms.fill import Filling, fill_forms
from drafter.forms.selection import chosen_codes, project
from drafter.language import Edition, Language
from drafter.packs.forms import form_files
from drafter.records import dataclass
from drafter.services.answers import Source, read_answers
from drafter.services.formats import FORMS


@dataclass(frozen=True)
class Forms:
    """The forms that were chosen for a project, by code, and what they are filled from."""

    codes: tuple[str, ...]
    filling: Filling
    edition: Edition

    def listing(self, language: Language) -> list[dict[str, Any]]:
        """Return code, title and phases of each form as plain data."""
        forms = self.filling.forms
        return [{"code": code, "title": forms[code].title[language], "phase": forms[code].phase} for code in self.codes]

    def files(self, kinds: Sequence[str] = FORMS) -> Iterator[tuple[dict[Path, bytes], list[Finding]]]:
        """Yield form by form its files by name, and what went wrong in its formulas and texts. Raises TemplateError, FileError."""
        for code in self.codes:
            filled, findings = fill_forms(self.filling, [code])
            yield dict(form_files(self.filling, filled, self.edition, kinds)), findings


def choose_forms(content: Content, source: Source, edition: Edition, *, phase: int | None = None, only: Sequence[str] = ()) -> Forms:
    """Return the forms of a project: those named in `only`, else all of the phase, else of the phases selected in the answers.

    Raises AnswerError, also for a code there is not; FileError, ContentError.
    """
    filling = project(content, read_answers(content, source), edition)
    return Forms(tuple(chosen_codes(filling, phase, only)), filling, edition)


def known_kinds(text: str) -> tuple[str, ...]:
    """Return the formats named in a text, with commas. Raises AnswerError for one there is not."""
    kinds = tuple(dict.fromkeys(k for k in text.replace(" ", "").split(",") if k))
    if not kinds or any(k not in FORMS for k in kinds):
        raise AnswerError(error("format", f"不支持格式 {text[:40]}，可用：docx、xlsx", f"no format {text[:40]}; there are docx and xlsx"))
    return kinds
