"""The output formats, one table: to add a format is one module and one line here. Writers are loaded when they write."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from drafter.errors import Finding

if TYPE_CHECKING:
    from drafter.drafting import Draft


class Written(NamedTuple):
    """A document as bytes, and what is to be said about it."""

    data: bytes
    findings: tuple[Finding, ...] = ()


Writer = Callable[["Draft", Path | None], Written]
LAID_OUT = frozenset({"pdf", "pdfa"})  # laid out by LibreOffice, many files by one
PACK = "pack"  # among the formats of a batch: everything for a project, in a folder of its own


def _from(module: str, function: str) -> Writer:
    def write(draft: Draft, template: Path | None) -> Written:
        made = getattr(import_module(f"drafter.writers.{module}"), function)(draft, template)
        return made if isinstance(made, Written) else Written(made)

    return write


def _pandoc(target: str) -> Writer:
    def write(draft: Draft, template: Path | None) -> Written:
        from drafter.writers.pandoc import convert

        return Written(convert(draft, target))

    return write


WRITERS: dict[str, Writer] = {
    "docx": _from("docx.write", "docx_bytes"),
    "html": _from("html", "html_bytes"),
    "md": _from("markdown", "markdown_bytes"),
    "pdf": _from("pdf.write", "pdf_of"),
    "pdfa": _from("pdf.write", "archive_pdf_of"),
    "odt": _pandoc("odt"),
    "txt": _pandoc("plain"),
    "epub": _pandoc("epub"),
    "rst": _pandoc("rst"),
}


def writer_of(kind: str, fast: bool = False) -> Writer:
    """Return the writer of a format; `fast` packs Word files by ISA-L."""
    if kind == "docx" and fast:
        from drafter.writers.docx.write import docx_bytes

        return lambda draft, template: Written(docx_bytes(draft, template, fast=True))
    return WRITERS[kind]


def ending(kind: str) -> str:
    """Return the ending of the names of files in a format: an archive copy is a PDF too."""
    return "pdf" if kind == "pdfa" else kind
