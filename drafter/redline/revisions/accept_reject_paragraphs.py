"""The ends of paragraphs that go or stay: paragraphs joined; ECMA-376 part 1, 17.13.5.15 (deleted paragraph) and 17.13.5.20 (inserted one).

    甲[¶ deleted]        accepted     甲乙¶      the paragraph before goes on in the next, whose properties hold then
    乙¶

The standard does not say what becomes of an end that no paragraph follows, as in the last one of a cell, a note or a text box. Here the words stay
in a paragraph of their own, and an empty one goes where something else is left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from drafter.ooxml.markup import INVISIBLE, attribute, name, named
from drafter.redline.revisions.accept_reject_content import HOLD_PARAGRAPHS, last_block, remove_and_tidy
from drafter.redline.revisions.accept_reject_properties import remove_mark
from drafter.redline.revisions.anchors import put_first, remove

_PRINTED = frozenset({
    "tab", "br", "cr", "ptab", "sym", "noBreakHyphen", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "fldChar",
    "instrText", "delInstrText", "sdt",
})  # fmt: skip
_TEXT_ELEMENTS = frozenset({"t", "delText", "m:t"})
_INSERTED, _DELETED = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_SAME_WAY = dict.fromkeys(_INSERTED, _INSERTED) | dict.fromkeys(_DELETED, _DELETED)


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
    """Take away the end of a paragraph; where there is no next one, it stays or goes with what is in it."""
    between = _invisible_until_next(paragraph, barren)
    following = (between or [paragraph])[-1].getnext()
    if following is not None and name(following) == "p":
        if next(_printed(paragraph), None) is None:
            _remove_own_bookmarks(paragraph)
        put_first(following, [inner for inner in paragraph if name(inner) != "pPr"] + between)
        remove(paragraph)
        return
    printed = list(_printed(paragraph))
    heir = _pending_mark_around_all(printed, paragraph, mark)
    if heir is not None:
        mark.attrib.update({key: value for key, value in heir.attrib.items() if "}id" not in str(key)})
        return
    remove_mark(mark)
    if not printed and _may_be_removed(paragraph):
        remove_and_tidy(paragraph)


def _remove_own_bookmarks(paragraph: etree._Element) -> None:
    """Remove the bookmarks that begin and end in a paragraph of which nothing is left: they stood on what went."""
    marks = list(named(paragraph, "bookmarkStart", "bookmarkEnd"))
    ids = Counter(attribute(mark, "id") for mark in marks)
    for mark in marks:
        if ids[attribute(mark, "id")] == 2:
            remove(mark)


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


def _pending_mark_around_all(printed: list[etree._Element], paragraph: etree._Element, mark: etree._Element) -> etree._Element | None:
    """Return the last of the marks that all of a paragraph stands in, if others brought, or took, all of it and none is settled yet.

    The end of the paragraph then bears their name: it stays or goes with what they did.
    """
    marks = [_enclosing_mark(inner, paragraph, _SAME_WAY[name(mark)]) for inner in printed]
    return None if not marks or None in marks else marks[-1]


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
    """Say whether an empty paragraph may go: not the only one of a story, nor the one that a cell or a note must end with."""
    parent = paragraph.getparent()
    assert parent is not None
    other = name(last_block(parent, paragraph))
    return other == "p" or bool(other and name(parent) not in HOLD_PARAGRAPHS) or name(parent) == "sdtContent"
