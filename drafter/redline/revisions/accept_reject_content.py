"""Text, rows and paragraphs that go or stay when a change is settled, and the leftovers, cleared away as Word does."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from drafter.ooxml.markup import INVISIBLE, RECORDS, child, make, name, named
from drafter.redline.revisions.anchors import remove, remove_keeping_anchors

_NOT_CONTENT = INVISIBLE | frozenset(RECORDS.values()) | {"sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "m:rPr", "m:oMathParaPr"}
_NOTHING_WHEN_EMPTY = frozenset({  # what is nothing without content
    "hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo", "ins", "del", "moveFrom", "moveTo", "sdt", "sdtContent", "tbl", "tr",
    "m:r", "m:oMath", "m:oMathPara",
})  # fmt: skip
HOLD_PARAGRAPHS = frozenset({"tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"})
_BLOCKS = frozenset({"p", "tbl", "sdt", "customXml"})
_ENDS = _BLOCKS - {"tbl"}
_UNDELETED = {"delText": "t", "delInstrText": "instrText"}
_ARGUMENTS = frozenset({"m:e", "m:num", "m:den", "m:sub", "m:sup", "m:deg", "m:lim", "m:fName"})


def remove_and_tidy(element: etree._Element) -> None:
    """Remove an element with its text, and what is left empty around it."""
    parent = element.getparent()
    remove_keeping_anchors(element)
    if parent is not None:
        tidy(parent)


def unwrap(element: etree._Element, content: Iterable[etree._Element] | None = None) -> None:
    """Put what is inside an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for inner in list(element if content is None else content):
        element.addprevious(inner)
    remove(element)
    tidy(parent)


def tidy(element: etree._Element) -> None:
    """Remove an element that holds nothing any more, and those around it likewise; give a cell the paragraph it must end with."""
    kind, parent = name(element), element.getparent()
    if kind in _NOTHING_WHEN_EMPTY and parent is not None and holds_nothing(element):
        remove_keeping_anchors(element)
        tidy(parent)
    elif kind in HOLD_PARAGRAPHS and name(last_block(element)) not in _ENDS:
        element.append(make(element, "p"))


def holds_nothing(element: etree._Element) -> bool:
    """Say whether an element has nothing in it but properties and what is not seen."""
    return all(name(inner) in _NOT_CONTENT for inner in element)


def last_block(element: etree._Element, but: etree._Element | None = None) -> etree._Element | None:
    """Return the last paragraph, table or content control in an element, another than `but`."""
    return next((b for b in element.iterchildren(reversed=True) if name(b) in _BLOCKS and b is not but), None)


def keep_content(mark: etree._Element) -> None:
    """Take the mark off words that stay; deleted text becomes text."""
    inner = list(mark)
    still_deleted = any(name(around) == "del" for around in mark.iterancestors())
    unwrap(mark)
    for element in inner if not still_deleted else []:
        for deleted in list(named(element, *_UNDELETED)):
            if not any(name(around) == "del" for around in deleted.iterancestors()):
                deleted.tag = str(deleted.tag).replace(name(deleted), _UNDELETED[name(deleted)])


def remove_control(control: etree._Element) -> None:
    """Remove a content control, its content stays."""
    content = child(control, "sdtContent") if name(control) == "sdt" else control
    unwrap(control, [] if content is None else [c for c in content if name(c) not in ("customXmlPr", "smartTagPr")])


def accept_reject_math(mark: etree._Element, gone: bool) -> None:
    """Settle the mark on a mathematical object: without it, what it is made of stays; ECMA-376 part 1, 22.1.2.20."""
    properties = next((p for p in mark.iterancestors() if name(p) == "m:ctrlPr"), None)
    holder = properties.getparent() if properties is not None else None
    thing = holder.getparent() if holder is not None and name(holder).endswith("Pr") else holder
    for inner in [] if gone else list(mark):
        mark.addprevious(inner)
    remove(mark)
    if not gone:
        return
    if thing is not None:
        arguments = [a for part in thing for a in ([part] if name(part) in _ARGUMENTS else list(part)) if name(a) in _ARGUMENTS]
        unwrap(thing, [inner for argument in arguments for inner in argument])
