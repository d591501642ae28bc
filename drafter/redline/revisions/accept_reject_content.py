"""Text, rows and paragraphs that go or stay when a change is settled, and the leftovers, cleared away as Word does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from drafter.ooxml.markup import INVISIBLE, RECORDS, attribute, child, make, name, named
from drafter.redline.revisions.accept_reject_properties import remove_mark
from drafter.redline.revisions.anchors import put_first, remove, remove_keeping_anchors

_NOT_CONTENT = INVISIBLE | frozenset(RECORDS.values()) | {"sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "m:rPr", "m:oMathParaPr"}
_NOTHING_WHEN_EMPTY = frozenset({  # what is nothing without content
    "hyperlink", "fldSimple", "smartTag", "customXml", "dir", "bdo", "ins", "del", "moveFrom", "moveTo", "sdt", "sdtContent", "tbl", "tr",
    "m:r", "m:oMath", "m:oMathPara",
})  # fmt: skip
_HOLD_PARAGRAPHS = frozenset({"tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"})
_BLOCKS = frozenset({"p", "tbl", "sdt", "customXml"})
_ENDS = _BLOCKS - {"tbl"}
_PRINTED = frozenset({
    "tab", "br", "cr", "ptab", "sym", "noBreakHyphen", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar",
    "instrText", "delInstrText", "sdt",
})  # fmt: skip
_TEXT_ELEMENTS = frozenset({"t", "delText", "m:t"})
_SAME_WAY = dict.fromkeys(("ins", "moveTo"), frozenset({"ins", "moveTo"})) | dict.fromkeys(
    ("del", "moveFrom"), frozenset({"del", "moveFrom"})
)
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
    if kind in _NOTHING_WHEN_EMPTY and parent is not None and all(name(inner) in _NOT_CONTENT for inner in element):
        remove_keeping_anchors(element)
        tidy(parent)
    elif kind in _HOLD_PARAGRAPHS and name(_last_block(element)) not in _ENDS:
        element.append(make(element, "p"))


def _last_block(element: etree._Element, but: etree._Element | None = None) -> etree._Element | None:
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


def accept_reject_paragraph_ends(marks: list[etree._Element], gone: bool) -> None:
    """Settle marks on the ends of paragraphs, the last first: an end that goes joins its paragraph to the next."""
    barren: set[etree._Element] = set()
    for mark in reversed(marks):
        paragraph = next((p for p in mark.iterancestors() if name(p) == "p"), None)
        if gone and paragraph is not None and paragraph.getparent() is not None:
            _remove_end(paragraph, mark, barren)
        else:
            remove_mark(mark)


def _remove_end(paragraph: etree._Element, mark: etree._Element, barren: set[etree._Element]) -> None:
    """Take away the end of a paragraph: the next one's properties hold then; where there is no next, an empty paragraph goes.

    One that holds nothing but what others brought, or took, in the same way and is not settled yet, stays or goes with that.
    """
    between = _invisible_until_next(paragraph, barren)
    following = (between or [paragraph])[-1].getnext()
    if following is not None and name(following) == "p":
        put_first(following, [inner for inner in paragraph if name(inner) != "pPr"] + between)
        remove(paragraph)
        return
    seen = list(_printed(paragraph))
    heirs = [_enclosing_mark(inner, paragraph, _SAME_WAY[name(mark)]) for inner in seen]
    heir = heirs[-1] if heirs else None
    if heir is not None and None not in heirs:
        mark.attrib.update({key: value for key, value in heir.attrib.items() if "}id" not in str(key)})
        return
    remove_mark(mark)
    if not seen and _may_be_removed(paragraph):
        remove_and_tidy(paragraph)


def _invisible_until_next(paragraph: etree._Element, barren: set[etree._Element]) -> list[etree._Element]:
    """Return the invisible elements that follow a paragraph; `barren` remembers where no other paragraph came after them."""
    between: list[etree._Element] = []
    following = paragraph.getnext()
    while following is not None and name(following) in INVISIBLE and following not in barren:
        between.append(following)
        following = following.getnext()
    if between and name(following) != "p":
        barren.add(between[0])
    return between


def _enclosing_mark(inner: etree._Element, paragraph: etree._Element, kinds: frozenset[str]) -> etree._Element | None:
    """Return the mark of one of the kinds that stands around something in a paragraph."""
    for around in inner.iterancestors():
        if around is paragraph or name(around) in kinds:
            return None if around is paragraph else around
    return None


def _printed(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield what is printed of a paragraph."""
    for inner in (i for part in paragraph if name(part) != "pPr" for i in part.iter()):
        kind = name(inner)
        if kind in _TEXT_ELEMENTS and inner.text:
            yield inner
        if kind in _PRINTED and name(inner.getparent()) != "tabs":  # a tab, not a tab stop
            yield inner


def _may_be_removed(paragraph: etree._Element) -> bool:
    parent = paragraph.getparent()
    assert parent is not None
    other = name(_last_block(parent, paragraph))
    return other == "p" or bool(other and name(parent) not in _HOLD_PARAGRAPHS) or name(parent) == "sdtContent"


def remove_orphaned_field_parts(root: etree._Element) -> None:
    """Remove the parts of fields whose beginning has gone: Word marks a field's first and last characters and not always the others."""
    depth = 0
    for run in list(named(root, "r")):
        orphans = []
        for part in [inner for inner in run if name(inner) in ("fldChar", "instrText")]:
            kind = attribute(part, "fldCharType")
            if depth == 0 and kind != "begin":
                orphans.append(part)
            depth += {"begin": 1, "end": -1 if depth else 0}.get(kind, 0)
        for part in orphans:
            run.remove(part)
        if orphans and all(name(inner) in _NOT_CONTENT for inner in run):
            remove_and_tidy(run)
