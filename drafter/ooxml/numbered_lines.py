"""The lines of a document with the numbers that Word prints before them."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.ooxml.package import Package
from drafter.ooxml.printed_numbers import PrintedNumbers
from drafter.ooxml.text import Paragraph, read_paragraphs


def numbered_paragraphs(package: Package) -> Iterator[tuple[Paragraph, str]]:
    """Yield the paragraphs of the body that say something, each with its number as Word prints it, or nothing. Raises FileError."""
    numbers = PrintedNumbers(package)
    body = (p for p in read_paragraphs(package) if p.story == "body" and p.text.strip())
    yield from ((p, numbers.of(p.element).number) for p in body)


def numbered_lines(package: Package) -> list[tuple[str, str, str]]:
    """Return the clause, number and text of every paragraph of the body that says something. Raises FileError."""
    return [(p.clause if p.provision else "", number, p.text) for p, number in numbered_paragraphs(package)]
