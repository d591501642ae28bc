"""What a list of changes says: the words of runs, rows and paragraphs, and properties in short."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.ooxml.characters import CODES, said
from drafter.ooxml.names import (
    ALTERNATE,
    BOX,
    CELL_MARKS,
    MATH_RUN,
    MC,
    PROPERTIES,
    RECORDS,
    RPR,
    RUBY,
    RUN,
    SDT_PR,
    SECT,
    TBL,
    TC,
    TRACKED,
    VAL,
    Element,
    M,
    P,
    W,
    child_of,
    chosen,
)

_SHORT = {W: "", M: "m:", MC: "mc:"}  # how properties are named
_SPACES = tuple(_SHORT)
_UNREAD = PROPERTIES | {P, TBL, BOX}
_RUNS = frozenset({RUN, MATH_RUN})
_NO_PROPERTY = TRACKED | CELL_MARKS | RECORDS.keys() | {RPR, SECT, W + "numberingChange", W + "headerReference", W + "footerReference"}


def words(element: Element, codes: bool = True) -> str:
    """Return the characters in a run or in anything that holds runs, codes of fields in braces, paragraphs inside it left out."""
    return "".join(_words(element, codes))


def _words(element: Element, codes: bool) -> Iterator[str]:
    for inner in element:
        text = said(inner)
        if text is not None:
            yield text
        elif inner.tag in CODES:
            yield f"{{{(inner.text or '').strip()}}}" if codes else ""
        elif inner.tag == RUBY:
            yield ruby(inner)
        elif inner.tag == ALTERNATE:
            yield words(version, codes) if (version := chosen(inner)) is not None else ""
        elif inner.tag not in _UNREAD:
            yield from _words(inner, codes)


def ruby(element: Element) -> str:
    """Return characters with the reading above them in brackets."""
    base, above = element.find(W + "rubyBase"), element.find(W + "rt")
    reading = words(above) if above is not None else ""
    return (words(base) if base is not None else "") + (f"({reading})" if reading else "")


def paragraph_words(paragraph: Element, gone: frozenset[str] = frozenset(), codes: bool = True) -> str:
    """Return the characters of a paragraph, those in `gone` kinds of marks left out, and codes of fields unless they are wanted."""
    pieces = []
    for inner in paragraph:
        if inner.tag in gone or inner.tag in _UNREAD:
            continue
        pieces.append(words(inner, codes) if inner.tag in _RUNS else paragraph_words(inner, gone, codes))
    return "".join(pieces)


def cell_words(cell: Element) -> str:
    """Return the characters of a table cell, its paragraphs on one line."""
    return " ".join(text for p in cell.iter(P) if (text := paragraph_words(p)))


def row_words(row: Element) -> str:
    """Return the characters of a table row."""
    return " | ".join(cell_words(cell) for cell in row.iter(TC))


def property_change(record: Element) -> tuple[str, str]:
    """Return what a recorded change of properties took away and what it brought: `sz=21; b` and `sz=24`."""
    owner = record.getparent()
    recorded = child_of(record, RECORDS[record.tag])
    old = _properties(recorded) if recorded is not None else []
    new = _properties(owner) if owner is not None else []
    return "; ".join(p for p in old if p not in new), "; ".join(p for p in new if p not in old)


def _properties(owner: Element) -> list[str]:
    return [_property(p) for p in owner if _is_property(p)]


def _is_property(element: Element) -> bool:
    return element.tag.startswith(_SPACES) and element.tag not in _NO_PROPERTY


def _property(element: Element) -> str:
    space, _, local = str(element.tag).rpartition("}")
    pairs = [(str(key).replace(space + "}", ""), str(value)) for key, value in element.attrib.items()]
    inner = [_property(c) for c in element if _is_property(c)]
    told = ",".join([value if key == "val" else f"{key}:{value}" for key, value in pairs] + inner)
    name = _SHORT[space + "}"] + local
    return f"{name}={told}" if told else name


def control_title(control: Element) -> str:
    """Return the title or tag of a content control, or the name of a custom XML element."""
    properties = child_of(control, SDT_PR)
    titles = (child_of(properties, W + name) for name in ("alias", "tag")) if properties is not None else ()
    found = next((title for title in titles if title is not None), None)
    return found.get(VAL, "") if found is not None else control.get(W + "element", "")
