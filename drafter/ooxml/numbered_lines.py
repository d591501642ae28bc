"""The lines of a document with the numbers that Word prints before them."""

from __future__ import annotations

from drafter.ooxml.package import Package
from drafter.ooxml.printed_numbers import PrintedNumbers
from drafter.ooxml.text import read_paragraphs


def numbered_lines(package: Package) -> list[tuple[str, str, str]]:
    """Return the clause, number and text of every paragraph of the body that says something. Raises FileError."""
    numbers = PrintedNumbers(package)
    body = (p for p in read_paragraphs(package) if p.story == "body" and p.text.strip())
    return [(p.clause if p.provision else "", numbers.of(p.element).number, p.text) for p in body]
