"""Settle tracked changes in one part, in the order that lets each find what it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from drafter.ooxml.markup import CELL_MARKS, RECORDS, TRACKED, name, named
from drafter.redline.revisions.accept_reject_content import (
    drop_orphans,
    keep_words,
    settle_math,
    settle_paragraphs,
    take_out,
    take_out_control,
)
from drafter.redline.revisions.accept_reject_properties import remove_mark, settle_merge, settle_numbering, settle_record
from drafter.redline.revisions.anchors import release, take_away
from drafter.redline.revisions.change import Change

_BROUGHT = frozenset({"ins", "moveTo", "cellIns", "customXmlIns", "customXmlMoveTo"})
_PLACES = {"rPr": "paragraph", "trPr": "row", "tcPr": "cell", "m:ctrlPr": "math", "numPr": "number"}


def settle_story(root: etree._Element, changes: Iterable[Change], accept: bool) -> None:
    """Accept or reject changes of a part: cells and properties first, then rows and words, and the ends of paragraphs last."""
    changes = tuple(changes)
    marks: dict[str, list[etree._Element]] = {}
    for mark in (m for change in changes for m in change.marks):
        marks.setdefault(_role(mark), []).append(mark)
    fields = any(_goes(name(m), accept) and next(named(m, "fldChar"), None) is not None for m in marks.get("words", ()))
    for kind, control in (c for change in changes for c in change.controls):
        if _goes(kind, accept):
            take_out_control(control)
    for role, settle_one in _STEPS.items():
        for mark in marks.get(role, ()):
            settle_one(mark, accept)
    for going in (False, True):
        settle_paragraphs([m for m in marks.get("paragraph", ()) if _goes(name(m), accept) is going], going)
    if fields:
        drop_orphans(root)
    release(root)


def _role(mark: etree._Element) -> str:
    """Return what a mark stands on."""
    kind, parent = name(mark), mark.getparent()
    if kind in RECORDS:
        return "record"
    if kind in ("cellMerge", "numberingChange"):
        return {"cellMerge": "merge", "numberingChange": "number"}[kind]
    if kind not in TRACKED | CELL_MARKS:
        return "range"
    while name(parent) in TRACKED and parent is not None:  # a mark on a mathematical object may be inside another
        parent = parent.getparent()
    return _PLACES.get(name(parent), "words")


def _goes(kind: str, accept: bool) -> bool:
    """Say whether what a mark stands on goes away."""
    return (kind in _BROUGHT) is not accept


def _settle_range(mark: etree._Element, _: bool) -> None:
    take_away(mark)


def _settle_held(mark: etree._Element, accept: bool) -> None:
    """Settle a mark among the properties of a row or cell."""
    properties = mark.getparent()
    held = properties.getparent() if properties is not None else None
    if _goes(name(mark), accept) and held is not None:
        take_out(held)
    else:
        remove_mark(mark)


def _settle_words(mark: etree._Element, accept: bool) -> None:
    if _goes(name(mark), accept):
        take_out(mark)
    else:
        keep_words(mark)


def _settle_math(mark: etree._Element, accept: bool) -> None:
    settle_math(mark, _goes(name(mark), accept))


_STEPS: dict[str, Callable[[etree._Element, bool], None]] = {
    "merge": settle_merge, "record": settle_record, "number": settle_numbering, "range": _settle_range, "cell": _settle_held,
    "row": _settle_held, "words": _settle_words, "math": _settle_math,
}  # fmt: skip
