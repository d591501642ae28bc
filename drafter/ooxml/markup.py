"""WordprocessingML by the names of its elements, the same for Transitional and Strict; ECMA-376 part 1, 17."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from drafter.errors import FileError, Finding, Place, error
from drafter.ooxml.text import parse_xml

_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "urn:drafter:held": "",
}
_BODY = "word/document.xml"
_ROOTS = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument", "styles", "numbering"})
HELD = "{urn:drafter:held}held"  # ours, and never in a file: see anchors.py

TRACKED = frozenset({"ins", "del", "moveFrom", "moveTo"})
RECORDS = {  # what a change of properties is recorded in, and what it records
    "rPrChange": "rPr", "pPrChange": "pPr", "sectPrChange": "sectPr", "tblPrChange": "tblPr", "tblPrExChange": "tblPrEx",
    "tblGridChange": "tblGrid", "trPrChange": "trPr", "tcPrChange": "tcPr",
}  # fmt: skip
CELL_MARKS = frozenset({"cellIns", "cellDel", "cellMerge"})
CONTROLS = frozenset({"sdt", "customXml", "smartTag"})
MOVE_RANGES = frozenset({"moveFromRangeStart", "moveToRangeStart"})
CONTROL_RANGES = frozenset({f"customXml{kind}RangeStart" for kind in ("Ins", "Del", "MoveFrom", "MoveTo")})
RANGES = frozenset({"bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd"}) | {
    name.replace("Start", end) for name in MOVE_RANGES | CONTROL_RANGES for end in ("Start", "End")
}  # places between characters, with nothing in them
INVISIBLE = RANGES | {"proofErr", "lastRenderedPageBreak", "held"}


@lru_cache(maxsize=4096)
def _name(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(space)
    return "" if prefix is None else prefix + local


def name(element: etree._Element | None) -> str:
    """Return the local name of an element of WordprocessingML, with m: for mathematics and mc: for compatibility, else nothing."""
    tag = element.tag if element is not None else None
    return _name(tag) if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """Return the namespace of an element in braces, to put before the name of another or of an attribute; nothing when it has none."""
    space, brace, _ = str(element.tag).rpartition("}")
    return space + brace


def attribute(element: etree._Element, key: str) -> str:
    """Return an attribute of an element of WordprocessingML, or nothing."""
    return element.get(namespace(element) + key) or ""


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first child of a name, and its first child of the next name, or nothing."""
    found: etree._Element | None = element
    for step in path:
        found = next((c for c in found if name(c) == step), None) if found is not None else None
    return found


def named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield what is inside an element and has one of the names."""
    return (inner for inner in element.iter() if name(inner) in names)


def make(like: etree._Element, local: str, **attributes: str) -> etree._Element:
    """Return a new element of the namespace of another."""
    space = namespace(like)
    return etree.Element(space + local, {space + key: value for key, value in attributes.items()})


def story_parts(parts: Mapping[str, bytes], file: str) -> dict[str, etree._Element]:
    """Return the roots of all parts that changes may be tracked in: the body first, then headers, notes, comments and the rest by name.

    Raises FileError when one is not sound XML, or the body is something else.
    """
    names = sorted((p for p in parts if p.startswith("word/") and p.lower().endswith(".xml")), key=lambda p: (p != _BODY, p))
    roots = {part: parse_xml(parts[part], f"{file}:{part}" if file else part) for part in names}
    if name(roots.get(_BODY)) != "document":
        raise FileError(no_body(file))
    return {part: root for part, root in roots.items() if name(root) in _ROOTS}


def no_body(file: str) -> Finding:
    """Return the error of a file without a body to read."""
    return error("no-body", "缺少 Word 正文", "has no Word document in it", ("用 Word 另存一次", "save it again in Word"), Place(file))


def serialised(root: etree._Element) -> bytes:
    """Return the bytes of a part."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
