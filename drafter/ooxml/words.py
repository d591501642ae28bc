"""What a list of changes says: the words of runs, rows and paragraphs, and properties in short."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from drafter.ooxml.markup import CELL_MARKS, RECORDS, TRACKED, attribute, child, name, named, namespace

CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
OBJECTS = {
    "drawing": "[drawing]", "pict": "[drawing]", "object": "[object]", "footnoteReference": "[footnote]", "endnoteReference": "[endnote]",
}  # fmt: skip
WRITTEN = frozenset({"t", "delText", "m:t"})
_CODES = frozenset({"instrText", "delInstrText"})
_RUNS = frozenset({"r", "m:r"})
_UNREAD = frozenset({"p", "tbl", "rPr", "pPr", "sectPr", "mc:Fallback", "txbxContent"})
_NO_PROPERTY = TRACKED | CELL_MARKS | set(RECORDS) | {"rPr", "sectPr", "numberingChange", "headerReference", "footerReference"}


def words(element: etree._Element) -> str:
    """Return the characters in a run or in anything that holds runs, paragraphs inside it left out."""
    return "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    for inner in element:
        kind = name(inner)
        if kind in WRITTEN:
            yield inner.text or ""
        elif kind in _CODES:
            yield f"{{{(inner.text or '').strip()}}}"
        elif kind in OBJECTS:
            yield OBJECTS[kind]
        elif kind in CHARACTERS:
            yield CHARACTERS[kind]
        elif kind not in _UNREAD:
            yield from _words(inner)


def paragraph_words(paragraph: etree._Element, gone: frozenset[str] = frozenset()) -> str:
    """Return the characters of a paragraph, those in `gone` kinds of marks left out."""
    pieces = []
    for inner in paragraph:
        if name(inner) in gone or name(inner) in _UNREAD:
            continue
        pieces.append(words(inner) if name(inner) in _RUNS else paragraph_words(inner, gone))
    return "".join(pieces)


def cell_words(cell: etree._Element) -> str:
    """Return the characters of a table cell, its paragraphs on one line."""
    return " ".join(text for p in named(cell, "p") if (text := paragraph_words(p)))


def row_words(row: etree._Element) -> str:
    """Return the characters of a table row."""
    return " | ".join(cell_words(cell) for cell in named(row, "tc"))


def property_change(record: etree._Element) -> tuple[str, str]:
    """Return what a recorded change of properties took away and what it brought: `sz=21; b` and `sz=24`."""
    owner = record.getparent()
    recorded = child(record, RECORDS[name(record)])
    old = _properties(recorded) if recorded is not None else []
    new = _properties(owner) if owner is not None else []
    return "; ".join(p for p in old if p not in new), "; ".join(p for p in new if p not in old)


def _properties(owner: etree._Element) -> list[str]:
    return [_property(p) for p in owner if name(p) and name(p) not in _NO_PROPERTY]


def _property(element: etree._Element) -> str:
    space = namespace(element)
    pairs = [(str(key).replace(space, ""), str(value)) for key, value in element.attrib.items()]
    inner = [_property(c) for c in element if name(c) and name(c) not in _NO_PROPERTY]
    said = ",".join([value if key == "val" else f"{key}:{value}" for key, value in pairs] + inner)
    return f"{name(element)}={said}" if said else name(element)


def control_title(control: etree._Element) -> str:
    """Return the title or tag of a content control, or the name of a custom XML element."""
    found = child(control, "sdtPr", "alias")
    found = child(control, "sdtPr", "tag") if found is None else found
    return attribute(found, "val") if found is not None else attribute(control, "element")
