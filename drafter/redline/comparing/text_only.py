"""A copy of the text alone, as pasting into a new document leaves it: numbers typed, fields and the contents turned into text, tables into lines.

The original is made such a copy as well before the two are compared. What is left is what a person wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from drafter.ooxml.characters import OBJECTS
from drafter.ooxml.names import (
    FIELD_CHAR,
    HYPERLINK,
    INSTR,
    LINE_BREAK,
    PPR,
    RUN,
    SECT,
    SIMPLE_FIELD,
    SPACE,
    TAB,
    TBL,
    TC,
    TR,
    Element,
    P,
    T,
    drop,
)
from drafter.ooxml.numbered_lines import numbered_paragraphs
from drafter.ooxml.package import Package
from drafter.ooxml.text import Paragraph, paragraph_text, read_paragraphs, squeezed
from drafter.patterns import regex
from drafter.values.typed_numbers import unnumbered

_PAGE = regex(r"\t\d+$")
_SIGNS = {"\t": TAB, "\n": LINE_BREAK}
_PIECES = regex(r"[\t\n]|[^\t\n]+")
_MANY = 3  # numbers that one file works out and the other types
_BEHIND = ("", " ", "\t", "\u3000", ". ", "、")  # a number, before its text
Said = Callable[[Paragraph], str]


def is_text_only(revised: Package, original: Package) -> bool:
    """Say whether one file has no number that Word works out where another has many, and no field."""
    if next(revised.body.iter(FIELD_CHAR, SIMPLE_FIELD), None) is not None:
        return False
    return not _numbers(revised, 1) and _numbers(original, _MANY)


def _numbers(package: Package, many: int) -> bool:
    """Say whether Word works out at least so many numbers."""
    found = (number for _, number in numbered_paragraphs(package) if number)
    return all(next(found, "") for _ in range(many))


def flattened(original: Package, revised: Package) -> Package:
    """Return the original with its fields and tables as text, and its numbers typed as the revised file types them."""
    done = original.fork()
    done.edit(done.main)
    lines = [p.text.strip() for p in read_paragraphs(revised) if p.story == "body"]
    _type_numbers(done, frozenset(lines))
    _resolve_fields(done.body)
    if next(revised.body.iter(TBL), None) is None:
        _open_tables(done, frozenset(map(squeezed, lines)))
    _drop_silent(done.body)
    return done


def said_without_numbers(original: Package) -> Said:
    """Return what tells the words of a paragraph, without the number typed before it and the page that a line of the contents names."""
    lines = [squeezed(p.text) for p, _ in numbered_paragraphs(original)]
    known = frozenset(lines)
    entries = frozenset(_PAGE.sub("", line) for line in lines if _PAGE.search(line))

    def said(paragraph: Paragraph) -> str:
        line = squeezed(paragraph.text)
        entry = _PAGE.sub("", line)
        return entry if entry != line and entry in entries else unnumbered(line, known)

    return said


def _type_numbers(package: Package, lines: frozenset[str]) -> None:
    """Put the numbers that Word works out before their paragraphs as text, with what stands behind them in the other file; it may have none."""
    numbered = [(p.element, number, p.text.strip()) for p, number in numbered_paragraphs(package) if number]
    behind = Counter(sign for _, number, text in numbered for sign in _BEHIND if number + sign + text in lines)
    sign = behind.most_common(1)[0][0] if behind else None
    for paragraph, number, _ in numbered:
        properties = paragraph.find(PPR)
        if properties is not None:
            properties[:] = properties.findall(SECT)
        if sign is not None:
            paragraph.insert(0 if properties is None else 1, _run(paragraph, number + sign))


def _run(near: Element, text: str) -> Element:
    run = near.makeelement(RUN, {})
    for piece in _PIECES.findall(text):
        sign = near.makeelement(_SIGNS.get(piece, T), {} if piece in _SIGNS else {SPACE: "preserve"})
        sign.text = None if piece in _SIGNS else piece
        run.append(sign)
    return run


def _resolve_fields(body: Element) -> None:
    """Leave the results of fields and the words of links as text."""
    for sign in [*body.iter(FIELD_CHAR, INSTR)]:
        drop(sign)
    for holder in [*body.iter(SIMPLE_FIELD, HYPERLINK)]:
        for inner in list(holder):
            holder.addprevious(inner)
        drop(holder)


def _open_tables(package: Package, lines: frozenset[str]) -> None:
    """Put the paragraphs of tables in their place, cell by cell, or row by row with tabs, as the other file has more of them."""
    for table in [t for t in package.body.iter(TBL) if next(t.iterancestors(TBL), None) is None]:
        cells = list(table.iter(P))
        rows = [_joined(row) for row in table.iter(TR)]
        by_row = sum(squeezed(paragraph_text(p)) in lines for p in rows) > sum(squeezed(paragraph_text(p)) in lines for p in cells)
        for paragraph in rows if by_row else cells:
            table.addprevious(paragraph)
        drop(table)


def _joined(row: Element) -> Element:
    """Return the words of the cells of a row as one paragraph, with tabs between."""
    line = row.makeelement(P, {})
    line.append(_run(row, "\t".join(" ".join(filter(None, map(paragraph_text, cell.iter(P)))) for cell in row.iterchildren(TC))))
    return line


def _drop_silent(body: Element) -> None:
    """Leave out paragraphs of nothing but space, as between tables, and of breaks of pages."""
    for paragraph in list(body.iterchildren(P)):
        if next(paragraph.iter(T, TAB, SECT, *OBJECTS), None) is None:
            drop(paragraph)
