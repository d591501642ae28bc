"""A worksheet as its part stores it: cells with address, type, format and text, hidden rows, merged ranges (ECMA-376-1, 18.3 and 18.4).

What a stored text means, by its type and number format, is not said here. Comments and processing instructions say nothing; a document type must
have been refused before.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _VALUE, _FORMULA, _INLINE = (f"{_MAIN}{name}" for name in ("row", "v", "f", "is"))
_STRING, _TEXT, _RUN, _MERGED = (f"{_MAIN}{name}" for name in ("si", "t", "r", "mergeCell"))
_DIGITS = "0123456789"
_MOST_LETTERS = 3


class StoredCell(NamedTuple):
    """A cell. `kind` is its ST_CellType, `style` the index of its format; `text` is None where no value is stored."""

    column: int  # from 1
    kind: str
    style: int
    text: str | None
    formula: bool


class StoredRow(NamedTuple):
    """A row that the part holds, by its number from 1, with the cells that it holds."""

    number: int
    hidden: bool
    cells: list[StoredCell]


class Worksheet:
    """A worksheet part. `merged` holds the references of its merged cells once its rows have been read."""

    def __init__(self, part: bytes) -> None:
        self.part = part
        self.merged: list[str] = []

    def rows(self) -> Iterator[StoredRow]:
        """Yield the rows in the order of the part. Raises ValueError, lxml.etree.XMLSyntaxError."""
        number = 0
        for element in _elements(self.part, _ROW, _MERGED):
            if element.tag == _MERGED:
                self.merged.append(element.get("ref", ""))
            else:
                number = _number(element.get("r", ""), number + 1)
                yield StoredRow(number, element.get("hidden") in ("1", "true"), _cells(element))


def shared_strings(part: bytes) -> list[str]:
    """Return the texts of a part of shared strings, without format. Raises lxml.etree.XMLSyntaxError."""
    return [_plain(element) for element in _elements(part, _STRING)]


def _elements(part: bytes, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of some names, each gone when the next is asked for."""
    for _, element in etree.iterparse(io.BytesIO(part), tag=tags, remove_comments=True, remove_pis=True, resolve_entities=False):
        yield element
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while (before := element.getprevious()) is not None:
                parent.remove(before)


def _number(said: str, following: int) -> int:
    """Return the number of a row as it says itself, in some files with a fraction of nought, or the one after the last."""
    if not said:
        return following
    if said.isdecimal():
        return int(said)
    if not (number := float(said)).is_integer():
        raise ValueError(f"{said} is no number of a row")
    return int(number)


def _cells(row: etree._Element) -> list[StoredCell]:
    found: list[StoredCell] = []
    column = 0
    for cell in row:
        said = cell.get
        letters, kind = said("r", "").rstrip(_DIGITS), said("t", "n")
        column = column_index(letters) if letters else column + 1
        text, formula = None, False
        for child in cell:
            if child.tag == _VALUE:
                text = child.text
            elif child.tag == _FORMULA:
                formula = True
            elif child.tag == _INLINE and kind == "inlineStr":
                text = _plain(child)
        found.append(StoredCell(column, kind, int(said("s", "0")), text, formula))
    return found


@lru_cache(maxsize=1 << 10)
def column_letters(column: int) -> str:
    """Return the letters of a column: 1 is A, 27 is AA."""
    before, last = divmod(column - 1, 26)
    return (column_letters(before) if before else "") + chr(65 + last)


def column_index(letters: str) -> int:
    """Return the number of a column, A being 1. Raises ValueError for what are no letters of a column."""
    if not 1 <= len(letters) <= _MOST_LETTERS or not (letters.isascii() and letters.isalpha()):
        raise ValueError(f"{letters!r} is no column")
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index


def _plain(string: etree._Element) -> str:
    """Return a text or its runs, one after the other; what is said about its reading aloud is none of it."""
    if len(string) == 1 and string[0].tag == _TEXT:
        return string[0].text or ""
    texts = [*string.findall(_TEXT)[-1:], *(text for run in string.findall(_RUN) for text in run.findall(_TEXT)[-1:])]
    return "".join(text.text or "" for text in texts)
