"""Recorded changes of properties: dropped when accepted, put back when rejected; ECMA-376 part 1, 17.13.5."""

from __future__ import annotations

from lxml import etree

from drafter.ooxml.markup import CELL_MARKS, RECORDS, TRACKED, attribute, child, make, name, named
from drafter.redline.revisions.anchors import remove

_NOT_RECORDED = {  # what a record leaves out of its owner, and so stays
    "pPr": frozenset({"rPr", "sectPr"}), "rPr": TRACKED, "sectPr": frozenset({"headerReference", "footerReference"}),
    "trPr": frozenset({"ins", "del"}), "tcPr": CELL_MARKS,
}  # fmt: skip
_ALL_MARKS = TRACKED | CELL_MARKS | set(RECORDS) | {"numberingChange"}
_STAY_IN_FRONT = frozenset({"rPr", "sectPr"})
_OPTIONAL = frozenset({"rPr", "pPr", "trPr", "tcPr", "tblPrEx", "numPr"})
_AFTER_MERGE = frozenset(
    {"tcBorders", "shd", "noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark", "headers", "tcPrChange"}
)
_MERGES = {"rest": "restart", "cont": "continue"}


def accept_reject_record(record: etree._Element, accept: bool) -> None:
    """Drop a record of properties, or put back what it recorded."""
    owner = record.getparent()
    if owner is None:
        return
    if not accept:
        _restore(owner, child(record, RECORDS[name(record)]))
    if record.getparent() is not None:
        owner.remove(record)
    prune(owner)


def _restore(owner: etree._Element, recorded: etree._Element | None) -> None:
    stays = _NOT_RECORDED.get(name(owner), frozenset())
    for mark in list(named(recorded, *_ALL_MARKS)) if recorded is not None else ():  # of changes that were pending then
        remove(mark)
    kept = [inner for inner in owner if name(inner) in stays]
    old = [inner for inner in recorded if name(inner) not in stays] if recorded is not None else []
    for inner in list(owner):
        owner.remove(inner)
    owner.extend(kept + old if name(owner) in _STAY_IN_FRONT else old + kept)


def accept_reject_numbering(mark: etree._Element, accept: bool) -> None:
    """Drop the mark of an inserted number, and its number with it when it is rejected; a changed number is counted anew anyway."""
    owner = mark.getparent()
    if owner is None:
        return
    owner.remove(mark)
    around = owner.getparent()
    if name(mark) == "ins" and not accept and around is not None:
        around.remove(owner)
        prune(around)
    else:
        prune(owner)


def accept_reject_merge(mark: etree._Element, accept: bool) -> None:
    """Give a cell the vertical merge that it has now or had before."""
    owner = mark.getparent()
    if owner is None:
        return
    owner.remove(mark)
    merge = _MERGES.get(attribute(mark, "vMerge" if accept else "vMergeOrig"))
    old = child(owner, "vMerge")
    if old is not None:
        owner.remove(old)
    if merge:
        new = make(mark, "vMerge", val=merge)
        later = next((inner for inner in owner if name(inner) in _AFTER_MERGE | CELL_MARKS), None)
        owner.append(new) if later is None else later.addprevious(new)
    prune(owner)


def remove_mark(mark: etree._Element) -> None:
    """Remove a mark that stands among properties."""
    owner = mark.getparent()
    if owner is not None:
        owner.remove(mark)
        prune(owner)


def prune(properties: etree._Element) -> None:
    """Remove properties that have become empty, and those around them likewise."""
    owner = properties.getparent()
    if owner is not None and name(properties) in _OPTIONAL and not len(properties) and not properties.attrib:
        owner.remove(properties)
        prune(owner)
