"""The Word files of a pack as PDF, all laid out by one LibreOffice."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from drafter.errors import Finding
from drafter.language import Edition, Words
from drafter.packs.items import Files, Item

KEY = "pdf"
_TITLE = Words("PDF", "PDF")


def pdf_item(folder: Path, state: Mapping[str, Any], edition: Edition) -> tuple[Item, str]:
    """Return the PDFs beside the Word files that stand in a pack as an item of it, and the digest of what they are made from."""
    words = {
        name: digest for key, known in state.items() if key != KEY for name, digest in known["files"].items() if name.endswith(".docx")
    }
    digest = sha256(repr((edition, sorted(words.items()))).encode()).hexdigest()[:24]
    return Item(KEY, _TITLE["zh"], _TITLE, partial(_laid_out, folder, sorted(words), edition)), digest


def _laid_out(folder: Path, names: list[str], edition: Edition) -> tuple[Files, list[Finding]]:
    """Return the PDFs that say what their Word files say, and why there is none of the others. Raises MissingTool."""
    from drafter.writers.pdf.write import lay_out

    laid = lay_out([((folder / name).read_bytes(), edition) for name in names])
    files = [(Path(name).with_suffix(".pdf"), made.pdf) for name, made in zip(names, laid, strict=True) if made.problem is None]
    findings = [finding for made in laid for finding in (made.problem.findings if made.problem else made.findings)]
    return files, list(dict.fromkeys(findings))
