"""The names of WordprocessingML in Clark notation, and what elements of a name are; ECMA-376 part 1, 17. The one table of them.

Strict files are folded into these names before anything is parsed (strict.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

P, PPR, RUN, RPR, T, DEL_TEXT = W + "p", W + "pPr", W + "r", W + "rPr", W + "t", W + "delText"
INSTR, DEL_INSTR, FIELD_CHAR, SIMPLE_FIELD = W + "instrText", W + "delInstrText", W + "fldChar", W + "fldSimple"
TBL, TBL_PR, TBL_GRID, TR, TR_PR, TC, TC_PR = W + "tbl", W + "tblPr", W + "tblGrid", W + "tr", W + "trPr", W + "tc", W + "tcPr"
SDT, SDT_PR, SDT_CONTENT, CUSTOM_XML, SMART_TAG = W + "sdt", W + "sdtPr", W + "sdtContent", W + "customXml", W + "smartTag"
HYPERLINK, SECT, BOX, RUBY = W + "hyperlink", W + "sectPr", W + "txbxContent", W + "ruby"
BIDI_OVERRIDE, BIDI_EMBEDDING = W + "bdo", W + "dir"
SYM, TAB, LINE_BREAK, CARRIAGE_RETURN, POSITION_TAB = W + "sym", W + "tab", W + "br", W + "cr", W + "ptab"
NO_BREAK_HYPHEN, SOFT_HYPHEN = W + "noBreakHyphen", W + "softHyphen"
DRAWING, PICT, OBJECT, CONTENT_PART = W + "drawing", W + "pict", W + "object", W + "contentPart"
MATH, MATH_RUN, MATH_TEXT = M + "oMath", M + "r", M + "t"
CHUNKS = frozenset({W + "altChunk", W + "subDoc"})  # files merged in when this one is opened
BOOKMARK_START, BOOKMARK_END = W + "bookmarkStart", W + "bookmarkEnd"
COMMENT_START, COMMENT_END, COMMENT = W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference"
FOOTNOTE, ENDNOTE = W + "footnoteReference", W + "endnoteReference"
INS, DEL, MOVE_FROM, MOVE_TO = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
STYLE, RUN_STYLE, NUM_ID, ID, VAL, NAME, TYPE = W + "pStyle", W + "rStyle", W + "numId", W + "id", W + "val", W + "name", W + "type"
AUTHOR, DATE = W + "author", W + "date"
NO_DATE = "1970-01-01T00:00:00Z"  # where the schema demands a date (17.13.5.24, 17.13.5.28) and nobody gave one
OFF = frozenset({"0", "false", "off", "none"})  # values of a property that is a switch, or of one that may be none


def _named(*names: str) -> frozenset[str]:
    return frozenset(W + name for name in names)


TRACKED = frozenset({INS, DEL, MOVE_FROM, MOVE_TO})
DELETIONS, INSERTIONS = frozenset({DEL, MOVE_FROM}), frozenset({INS, MOVE_TO})
RECORDS = {  # what a change of properties is recorded in, and what it records
    W + record: W + recorded
    for record, recorded in {
        "rPrChange": "rPr", "pPrChange": "pPr", "sectPrChange": "sectPr", "tblPrChange": "tblPr", "tblPrExChange": "tblPrEx",
        "tblGridChange": "tblGrid", "trPrChange": "trPr", "tcPrChange": "tcPr",
    }.items()
}  # fmt: skip
CELL_MARKS = _named("cellIns", "cellDel", "cellMerge")
CONTROLS = frozenset({SDT, CUSTOM_XML, SMART_TAG})
TRANSPARENT = frozenset({SMART_TAG, CUSTOM_XML})  # in a line
PROPERTIES = _named(  # what stands before the content of what holds text, blocks, rows or cells, and is never read
    "pPr", "rPr", "tcPr", "tblPr", "tblGrid", "trPr", "tblPrEx", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "sectPr", "rubyPr"
)  # fmt: skip
MOVE_RANGES = _named("moveFromRangeStart", "moveToRangeStart")
CONTROL_RANGES = frozenset(f"{W}customXml{kind}RangeStart" for kind in ("Ins", "Del", "MoveFrom", "MoveTo"))
RANGES = _named("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd") | {
    name.replace("Start", end) for name in MOVE_RANGES | CONTROL_RANGES for end in ("Start", "End")
}  # places between characters, with nothing in them
PLACES = RANGES | {W + "proofErr"}  # marks between characters: they take no room, and only some of them mean something
HIDDEN = frozenset({RPR, W + "lastRenderedPageBreak", W + "annotationRef"})  # inside a run, and not read
NOTE_KINDS = {FOOTNOTE: "footnote", ENDNOTE: "endnote"}  # a reference, and the element that it refers to
_KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/", "urn:schemas-microsoft-com:")


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child_of(holder: Element, tag: str) -> Element | None:
    """Return the first child of a name, as `find` does, but at once when it stands in front as properties do."""
    for child in holder:
        if child.tag == tag:
            return child
    return None


def value_of(holder: Element | None, tag: str) -> str:
    """Return the w:val of the first child of a name, or nothing."""
    found = child_of(holder, tag) if holder is not None else None
    return found.get(VAL, "") if found is not None else ""


def is_on(element: Element | None) -> bool:
    """Say whether a switch is there and on; ECMA-376 part 1, 17.17.4."""
    return element is not None and element.get(VAL, "true") not in OFF


def drop(element: Element) -> None:
    """Remove an element and all that is in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def whole(text: str | None) -> int:
    """Return the number that an id or a count gives; 0 when it is none, or larger than Word allows."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def versions(alternate: Element) -> Iterator[Element]:
    """Yield what is written for programs that know more or less, in the order in which Word tries it; ECMA-376 part 3, 10.2."""
    for choice in alternate.iterchildren(CHOICE):
        needed = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
        if all(space.startswith(_KNOWN) for space in needed):
            yield choice
    yield from alternate.iterchildren(FALLBACK)


def chosen(alternate: Element) -> Element | None:
    """Return the version that Word shows, if there is one."""
    return next(versions(alternate), None)
