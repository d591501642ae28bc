"""The lines of a document with the numbers that Word prints before them."""

from __future__ import annotations

from drafter.ooxml.names import PPR, child_of
from drafter.ooxml.numbering import Counter, Lists
from drafter.ooxml.package import Package
from drafter.ooxml.styles import Looks
from drafter.ooxml.text import read_paragraphs


def numbered_lines(package: Package) -> list[tuple[str, str, str]]:
    """Return the clause, number and text of every paragraph of the body that says something. Raises FileError."""
    styles = package.root_of_kind("styles")
    lists = Lists(package.root_of_kind("numbering"), styles)
    looks, counter = Looks(styles, lists), Counter(lists)
    found = []
    for paragraph in read_paragraphs(package):
        if paragraph.story == "body":
            look = looks.of(child_of(paragraph.element, PPR))
            number = counter.label(look.list, look.depth) if look.list else ""
            found.append((paragraph.clause if paragraph.provision else "", number, paragraph.text))
    return [line for line in found if line[2].strip()]
