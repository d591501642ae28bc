"""Drafting: an answer set in, a document out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from drafter.content import Content
from drafter.drafting import Draft, draft_contract
from drafter.errors import FileError, Finding, error
from drafter.language import Edition
from drafter.records import dataclass
from drafter.services.answers import Source, read_answers
from drafter.writers.formats import WRITERS, ending


@dataclass(frozen=True)
class Document:
    """A document drafted: its bytes, the name it has unless it is given another, the draft it shows, the seconds it took, and what is to be said about the file."""

    data: bytes
    name: Path
    draft: Draft
    seconds: float
    notes: tuple[Finding, ...] = ()

    def report(self) -> dict[str, Any]:
        """Return what was drafted as plain data."""
        contract = self.draft.contract
        return {
            "seconds": round(self.seconds, 3),
            "clauses": [p.clause.id for p in contract.provisions],
            "annexes": [a.form.code for a in contract.annexes],
            "open": list(contract.open),
            "findings": [f.data("en") for f in (*self.draft.findings, *self.notes)],
        }

    def counts(self) -> dict[str, int]:
        """Return how much there is of what: sections, tables and charts of a proposal, clauses and annexes of a contract; open items."""
        contract = self.draft.contract
        provisions, still_open = list(contract.provisions), len(contract.open)
        if self.draft.situation.beside is not None:
            tables = sum(len(p.tables) for p in provisions)
            return {"sections": len(provisions), "tables": tables, "charts": contract.figures, "open": still_open}
        return {"clauses": len(provisions), "annexes": len(contract.annexes), "open": still_open}


def draft_document(
    content: Content, source: Source, edition: Edition, *, output: Path | None = None, kind: str | None = None, agreement: str | None = None,
    profile: str | None = None, template: Path | None = None, final: bool = False,
) -> Document:  # fmt: skip
    """Return the document of an answer set.

    Its format is `kind`, else what the name in `output` asks for, else docx. Raises DrafterError: what is wrong with the answers, the
    template or the format; NotFinal when a final is asked for while something is open or a rule is broken.
    """
    started = time.perf_counter()
    kind = _format(output, kind)
    given = read_answers(content, source, agreement, profile)
    draft = draft_contract(content, given, edition, final)
    data, notes = WRITERS[kind](draft, template)
    name = output or Path(_name(source, given.agreement, agreement, edition, ending(kind)))
    return Document(data, name, draft, time.perf_counter() - started, notes)


def _format(output: Path | None, kind: str | None) -> str:
    kind = kind or (output.suffix.lstrip(".").lower() if output and output.suffix else "docx")
    if kind not in WRITERS:
        known = ", ".join(WRITERS)
        raise FileError(error("format", f"不支持格式 {kind!r}，可用：{known}", f"no format {kind!r}; there are {known}"))
    return kind


def _name(source: Source, agreement: str, asked: str | None, edition: Edition, kind: str) -> str:
    """Return the name of a document after that of its answers, with the agreement where it is not the one they name."""
    if not isinstance(source, Path):
        return f"{agreement}-{edition}.{kind}"
    part = f"-{agreement}" if asked else ""
    return f"{source.with_suffix('').name}{part}-{edition}.{kind}"


def pages_of(document: bytes) -> int | None:
    """Return how many pages a Word file has, or None where LibreOffice is not installed to count them."""
    from drafter.writers.pdf.office import office, page_count

    return page_count(document) if office() else None
