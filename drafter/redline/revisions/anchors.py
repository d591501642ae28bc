"""What stays when the text around it goes: comments, and the one end of a range whose other end stands elsewhere.

It is held in place by an element of our own until all is settled, and then put where it may stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from drafter.ooxml.markup import HELD, RANGES, RECORDS, attribute, child, make, name, named

_ANCHORS = RANGES | {"commentReference"}
_PROPERTIES = frozenset(RECORDS.values()) | {
    "numPr",
    "fldChar",
    "m:ctrlPr",
    "footnoteReference",
    "endnoteReference",
}  # nothing stands in these
_COMMENTS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})
_BLOCKS = frozenset({"body", "tbl", "tr", "tc", "txbxContent", "hdr", "ftr", "footnote", "endnote", "comment"})


def remove_keeping_anchors(element: etree._Element) -> None:
    """Remove an element; the anchors in it that others need are held at its place."""
    kept = _anchors(element)
    before, after = element.getprevious(), element.getnext()
    if not kept or element.getparent() is None:
        pass
    elif before is not None and before.tag == HELD:
        before.extend(kept)
    elif after is not None and after.tag == HELD:
        _insert_all(after, 0, kept)
    else:
        held = etree.Element(HELD)
        held.extend(kept)
        element.addprevious(held)
    remove(element)


def remove(element: etree._Element) -> None:
    """Remove an element and all that is in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _anchors(element: etree._Element) -> list[etree._Element]:
    """Return the anchors to keep, runs with comment references made anew so that they hold nothing else."""
    found = list(_anchors_in(element))
    pairs: dict[tuple[str, str], int] = {}
    for anchor in found:
        pairs[_pair_key(anchor)] = pairs.get(_pair_key(anchor), 0) + 1
    kept = [a for a in found if name(a) in _COMMENTS or pairs[_pair_key(a)] % 2]
    alone = [_bare(a) if a is element else a for a in kept]  # what is to go stays as the bare anchor it is
    return [_reference_run(a) if name(a) == "commentReference" else a for a in alone]


def _bare(anchor: etree._Element) -> etree._Element:
    alone = etree.Element(anchor.tag)
    for key, value in anchor.items():
        alone.set(key, value)
    return alone


def _anchors_in(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the anchors where anchors may stand."""
    if name(element) in _ANCHORS:
        yield element
    elif name(element) not in _PROPERTIES:
        for inner in element:
            yield from _anchors_in(inner)


def _pair_key(anchor: etree._Element) -> tuple[str, str]:
    return name(anchor).replace("Start", "").replace("End", ""), attribute(anchor, "id")


def _reference_run(reference: etree._Element) -> etree._Element:
    run = make(reference, "r")
    old = reference.getparent()
    properties = child(old, "rPr") if old is not None else None
    if properties is not None:
        run.append(properties)
    run.append(reference)
    return run


def release_anchors(root: etree._Element) -> None:
    """Put what is held in place: there, or where no run may stand into the paragraph that follows, or else precedes."""
    last: list[etree._Element] = []
    for held in reversed(list(root.iter(HELD))):
        place = _where_a_run_may_stand(held)
        following = _paragraph_after(held) if place is None and held.getnext() not in last[-1:] else None
        if place is not None:
            for anchor in list(held):
                place.addprevious(anchor)
        elif following is not None:
            put_first(following, list(held))
        else:
            last.append(held)
            continue
        remove(held)
    for held in reversed(last):
        preceding = _paragraph_before(held)
        if preceding is not None:
            preceding.extend(list(held))
        remove(held)


def put_first(paragraph: etree._Element, content: list[etree._Element]) -> None:
    """Put content at the beginning of a paragraph."""
    _insert_all(paragraph, int(name(next(iter(paragraph), None)) == "pPr"), content)


def _insert_all(element: etree._Element, index: int, content: list[etree._Element]) -> None:
    for inner in reversed(content):
        element.insert(index, inner)


def _where_a_run_may_stand(element: etree._Element) -> etree._Element | None:
    """Return what to put a run before so that it stands where the element does: itself, or the formula around it."""
    place = element
    for around in element.iterancestors():
        if name(around).startswith("m:"):
            place = around
        elif name(around) in _BLOCKS:
            return None
        elif name(around) == "p":
            return place
    return None


def _paragraph_after(element: etree._Element) -> etree._Element | None:
    for level in (element, *element.iterancestors()):
        for sibling in level.itersiblings():
            if (found := next(named(sibling, "p"), None)) is not None:
                return found
    return None


def _paragraph_before(element: etree._Element) -> etree._Element | None:
    for level in (element, *element.iterancestors()):
        for sibling in level.itersiblings(preceding=True):
            found = sibling if name(sibling) == "p" else next(reversed(list(named(sibling, "p"))), None)
            if found is not None:
                return found
    return None
