"""What single elements of a run say; ECMA-376 part 1, 17.3.3. Every reader of text takes its characters from here."""

from __future__ import annotations

from drafter.ooxml.fields import form_state
from drafter.ooxml.names import (
    CARRIAGE_RETURN,
    CONTENT_PART,
    DEL_INSTR,
    DEL_TEXT,
    DRAWING,
    ENDNOTE,
    FIELD_CHAR,
    FOOTNOTE,
    INSTR,
    LINE_BREAK,
    MATH_TEXT,
    NO_BREAK_HYPHEN,
    OBJECT,
    PICT,
    POSITION_TAB,
    SOFT_HYPHEN,
    SYM,
    TAB,
    Element,
    T,
    W,
)
from drafter.ooxml.symbols import symbol

WRITTEN = frozenset({T, DEL_TEXT, MATH_TEXT})
CODES = frozenset({INSTR, DEL_INSTR})  # of fields
EMPTY_ROW = "\u200d"  # LibreOffice puts it into the empty cells of a row that is a tracked change, and leaves it there: nobody wrote it
CHARACTERS = {
    TAB: "\t", POSITION_TAB: "\t", LINE_BREAK: "\n", CARRIAGE_RETURN: "\n", NO_BREAK_HYPHEN: "\u2011", SOFT_HYPHEN: "\u00ad",
}  # fmt: skip
COMPUTED = {W + "pgNum": "{PAGE}"} | {  # what Word works out, as WordPerfect had it
    W + name: "{DATE}" for name in ("dayShort", "monthShort", "yearShort", "dayLong", "monthLong", "yearLong")
}
OBJECTS = {
    DRAWING: "[drawing]", PICT: "[drawing]", CONTENT_PART: "[drawing]", OBJECT: "[object]", FOOTNOTE: "[footnote]", ENDNOTE: "[endnote]",
}  # fmt: skip
_FIXED = CHARACTERS | COMPUTED | OBJECTS


def said(element: Element) -> str | None:
    """Return what an element says by itself; None for one that says what is in it, or nothing."""
    tag = element.tag
    if tag in WRITTEN:
        return element.text or ""
    if tag == SYM:
        return symbol(element.get(W + "font", ""), element.get(W + "char", ""))
    if tag == FIELD_CHAR:
        return form_state(element) or None
    return _FIXED.get(tag)
