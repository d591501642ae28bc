"""Any file of a project by one call: what a page, a job or a script orders, kept as plain data, and the file that is made of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, field
from pathlib import Path
from typing import Any, Literal, get_args

from drafter.content import Content
from drafter.drafting import draft_contract
from drafter.errors import AnswerError, Finding, error
from drafter.files import write_whole
from drafter.language import Edition, Language
from drafter.records import dataclass
from drafter.services.answers import Source, read_answers
from drafter.services.budgeting import estimate_budget
from drafter.services.drafting import draft_document
from drafter.services.formats import DOCUMENTS, FORMS
from drafter.services.forms import choose_forms
from drafter.services.packs import pack_in_memory

What = Literal["document", "budget", "forms", "pack"]
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP file can tell: the same files give the same bytes
_ENDINGS = {"pdfa": "pdf"}


@dataclass(frozen=True)
class Order:
    """A file that is wanted of a project.

    `document`: that of an agreement, in one of the formats of `formats.DOCUMENTS`. `forms`: those of the codes, or all of the project, in one of
    `formats.FORMS`; more than one make a ZIP file. `budget` is a workbook, `pack` a ZIP file of everything.
    """

    what: What = "document"
    edition: Edition = "zh"
    kind: str = "docx"
    agreement: str | None = None  # that of the answers where none is named
    profile: str | None = None
    final: bool = False
    codes: tuple[str, ...] = field(default=())

    def data(self) -> dict[str, Any]:
        """Return the order as plain data, which `order_from` reads."""
        return {**asdict(self), "codes": list(self.codes)}


@dataclass(frozen=True)
class Product:
    """A file that was made: the name it has unless it is given another, its bytes, and what is to be said about it."""

    name: str
    data: bytes
    findings: tuple[Finding, ...] = ()


def order_from(data: Mapping[str, Any]) -> Order:
    """Return an order from plain data. Raises AnswerError for one there cannot be."""
    known = {name: data[name] for name in Order.__dataclass_fields__ if name in data}
    order = Order(**{**known, "codes": tuple(known.get("codes", ()))})
    for value, allowed in ((order.what, get_args(What)), (order.edition, get_args(Edition)), (order.kind, _kinds(order))):
        if value not in allowed:
            listed = ", ".join(allowed)
            raise AnswerError(error("format", f"没有 {str(value)[:40]!r}，可选：{listed}", f"no {str(value)[:40]!r}; there are {listed}"))
    return order


def _kinds(order: Order) -> tuple[str, ...]:
    return {"document": DOCUMENTS, "forms": FORMS}.get(order.what, (order.kind,))


def make(content: Content, source: Source, order: Order, template: Path | None = None) -> Product:
    """Return the file that was ordered: the same answers, content, order and Word template give the same bytes.

    Raises DrafterError: NotFinal for a final while something is open or a rule is broken, AnswerError, TemplateError, FileError, ContentError.
    """
    return _MAKERS[order.what](content, source, order, template)


def refuse_unfinished(content: Content, source: Source, order: Order) -> None:
    """Raise NotFinal with every reason where a final cannot be made yet; AnswerError, ContentError."""
    draft_contract(content, read_answers(content, source, order.agreement, order.profile), order.edition, final=True)


def library_version(content: Content) -> str:
    """Return the version of the library, which changes with its content."""
    return content.library.version


def keep(path: Path, data: bytes) -> None:
    """Keep a file: whole and on disk when this returns, or not at all. Raises FileError."""
    write_whole(path, data)


def _document(content: Content, source: Source, order: Order, template: Path | None) -> Product:
    made = draft_document(
        content, source, order.edition, kind=order.kind, agreement=order.agreement, profile=order.profile, template=template, final=order.final
    )  # fmt: skip
    name = f"{made.draft.situation.agreement.id}-{order.edition}.{_ENDINGS.get(order.kind, order.kind)}"
    return Product(name, made.data, (*made.draft.findings, *made.notes))


def _budget(content: Content, source: Source, order: Order, template: Path | None) -> Product:
    budget = estimate_budget(content, source)
    language: Language = "en" if order.edition == "en" else "zh"
    return Product(f"budget-{language}.xlsx", budget.workbook(language), tuple(budget.reconciliation.findings))


def _forms(content: Content, source: Source, order: Order, template: Path | None) -> Product:
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for made, wrong in choose_forms(content, source, order.edition, only=order.codes).files((order.kind,)):
        files |= {str(name): data for name, data in made.items()}
        findings += wrong
    if len(files) == 1:
        [(name, data)] = files.items()
        return Product(Path(name).name, data, tuple(findings))
    return Product(f"forms-{order.edition}.zip", zipped(files), tuple(findings))


def _pack(content: Content, source: Source, order: Order, template: Path | None) -> Product:
    files, findings = pack_in_memory(content, read_answers(content, source), order.edition)
    return Product(f"pack-{order.edition}.zip", zipped(files), tuple(findings))


_MAKERS = {"document": _document, "budget": _budget, "forms": _forms, "pack": _pack}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files by their names as a ZIP file; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name.replace("\\", "/"), _ALWAYS), files[name], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
