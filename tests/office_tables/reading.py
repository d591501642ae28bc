"""A table read from a file as the commands, the interview and the desk read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from drafter.content import load_content
from drafter.errors import FileError, Finding
from drafter.library.schema import Question
from drafter.office_tables.found import OfficeTable
from drafter.office_tables.read import read_office_table
from drafter.office_tables.words import Vocabulary
from drafter.questionnaire.cells import file_bytes


def read(path: Path, question: Question) -> OfficeTable:
    """Return the table in a file."""
    return read_office_table(Vocabulary(load_content().library, question), [(path, file_bytes(path))])


def rows(path: Path, question: Question) -> list[dict[str, Any]]:
    """Return the rows of a table without an error among its doubts."""
    found = read(path, question)
    assert found.sound, [f.what.zh for f in found.findings]
    return found.rows


def errors(path: Path, question: Question) -> list[Finding]:
    """Return what is wrong with a file, or with cells of the table in it."""
    try:
        return [f for f in read(path, question).findings if f.severity == "error"]
    except FileError as refusal:
        return list(refusal.findings)
