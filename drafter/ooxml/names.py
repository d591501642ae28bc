"""The names of WordprocessingML that a comparison meets, in Clark notation; ECMA-376 part 1, 17. Strict files are folded into these."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = MC + "AlternateContent"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

P, PPR, RUN, RPR, T, DEL_TEXT = W + "p", W + "pPr", W + "r", W + "rPr", W + "t", W + "delText"
INSTR, DEL_INSTR, FIELD_CHAR, SIMPLE_FIELD = W + "instrText", W + "delInstrText", W + "fldChar", W + "fldSimple"
TBL, TBL_PR, TBL_GRID, TR, TR_PR, TC, TC_PR = W + "tbl", W + "tblPr", W + "tblGrid", W + "tr", W + "trPr", W + "tc", W + "tcPr"
SDT, SDT_PR, SDT_CONTENT, CUSTOM_XML, SMART_TAG = W + "sdt", W + "sdtPr", W + "sdtContent", W + "customXml", W + "smartTag"
HYPERLINK, SECT, BOX = W + "hyperlink", W + "sectPr", W + "txbxContent"
BOOKMARK_START, BOOKMARK_END = W + "bookmarkStart", W + "bookmarkEnd"
COMMENT_START, COMMENT_END, COMMENT = W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"
FOOTNOTE, ENDNOTE = W + "footnoteReference", W + "endnoteReference"
INS, DEL, MOVE_FROM, MOVE_TO = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
STYLE, NUM_ID, ID, VAL, NAME, TYPE = W + "pStyle", W + "numId", W + "id", W + "val", W + "name", W + "type"
AUTHOR, DATE = W + "author", W + "date"
NO_DATE = "1970-01-01T00:00:00Z"  # where the schema demands a date (17.13.5.24, 17.13.5.28) and nobody gave one

TRACKED = frozenset({INS, DEL, MOVE_FROM, MOVE_TO})
CONTROLS = frozenset({SDT, CUSTOM_XML})
PROPERTIES = frozenset(  # what stands before the content of what holds blocks, rows or cells
    W + name for name in ["tcPr", "tblPr", "tblGrid", "trPr", "tblPrEx", "sdtPr", "sdtEndPr", "customXmlPr", "sectPr"]
)
TRANSPARENT = frozenset({SMART_TAG, CUSTOM_XML})
PLACES = frozenset(  # marks between characters: they take no room, and only some of them mean something
    W + name
    for name in [
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "permStart",
        "permEnd",
        "proofErr",
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd",
        "customXmlMoveToRangeStart",
        "customXmlMoveToRangeEnd",
    ]
)
CHARACTERS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "ptab": "\t"}
HIDDEN = frozenset({RPR, W + "lastRenderedPageBreak", W + "annotationRef"})  # inside a run, and not read

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", "{http://schemas.openxmlformats.org/drawingml/2006/main}"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", "{http://schemas.openxmlformats.org/drawingml/2006/picture}"),
    (b"http://purl.oclc.org/ooxml/drawingml/chart", "{http://schemas.openxmlformats.org/drawingml/2006/chart}"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", "{http://schemas.openxmlformats.org/officeDocument/2006/}"),
)


def child_of(holder: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child of a name, as `find` does, but at once when it stands in front as properties do."""
    for child in holder:
        if child.tag == tag:
            return child
    return None


def whole(text: str | None) -> int:
    """Return the number that an id or a count gives; 0 when it is none, or larger than Word allows."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def transitional(content: bytes) -> bytes:
    """Return XML with the namespaces of Strict Office Open XML folded into those of Transitional."""
    if b"http://purl.oclc.org/ooxml/" in content:
        for strict, usual in _STRICT:
            content = content.replace(strict, usual[1:-1].encode())
        content = content.replace(b' w:conformance="strict"', b"")
    return content
