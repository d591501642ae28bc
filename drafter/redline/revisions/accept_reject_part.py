"""Settle tracked changes in one part, in the order that lets each find what it stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from drafter.ooxml.markup import CELL_MARKS, RECORDS, TRACKED, name, named
from drafter.redline.revisions.accept_reject_content import (
    accept_reject_math,
    keep_content,
    remove_and_tidy,
    remove_control,
)
from drafter.redline.revisions.accept_reject_paragraphs import accept_reject_paragraph_ends
from drafter.redline.revisions.accept_reject_properties import (
    accept_reject_merge,
    accept_reject_numbering,
    accept_reject_record,
    remove_mark,
)
from drafter.redline.revisions.anchors import release_anchors, remove
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.orphaned_fields import remove_orphaned_field_parts

_INSERTIONS = frozenset({"ins", "moveTo", "cellIns", "customXmlIns", "customXmlMoveTo"})
_ROLE_OF_HOLDER = {"rPr": "paragraph", "trPr": "row", "tcPr": "cell", "m:ctrlPr": "math", "numPr": "number"}


def accept_reject_part(root: etree._Element, changes: Iterable[Change], accept: bool) -> None:
    """Accept or reject changes of a part: cells and properties first, then rows and words, and the ends of paragraphs last."""
    changes = tuple(changes)
    marks: dict[str, list[etree._Element]] = {}
    for mark in (m for change in changes for m in change.marks):
        marks.setdefault(_role_of(mark), []).append(mark)
    fields = any(_is_removed(name(m), accept) and next(named(m, "fldChar"), None) is not None for m in marks.get("words", ()))
    for kind, control in (c for change in changes for c in change.controls):
        if _is_removed(kind, accept):
            remove_control(control)
    for role, accept_reject_one in _STEPS.items():
        for mark in marks.get(role, ()):
            accept_reject_one(mark, accept)
    for going in (False, True):
        accept_reject_paragraph_ends([m for m in marks.get("paragraph", ()) if _is_removed(name(m), accept) is going], going)
    if fields:
        remove_orphaned_field_parts(root)
    release_anchors(root)


def _role_of(mark: etree._Element) -> str:
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
    return _ROLE_OF_HOLDER.get(name(parent), "words")


def _is_removed(kind: str, accept: bool) -> bool:
    """Say whether what a mark stands on goes away."""
    return (kind in _INSERTIONS) is not accept


def _accept_reject_range(mark: etree._Element, _: bool) -> None:
    remove(mark)


def _accept_reject_holder(mark: etree._Element, accept: bool) -> None:
    """Settle a mark among the properties of a row or cell."""
    properties = mark.getparent()
    held = properties.getparent() if properties is not None else None
    if _is_removed(name(mark), accept) and held is not None:
        remove_and_tidy(held)
    else:
        remove_mark(mark)


def _accept_reject_words(mark: etree._Element, accept: bool) -> None:
    if _is_removed(name(mark), accept):
        remove_and_tidy(mark)
    else:
        keep_content(mark)


def _accept_reject_math(mark: etree._Element, accept: bool) -> None:
    accept_reject_math(mark, _is_removed(name(mark), accept))


_STEPS: dict[str, Callable[[etree._Element, bool], None]] = {
    "merge": accept_reject_merge, "record": accept_reject_record, "number": accept_reject_numbering, "range": _accept_reject_range, "cell": _accept_reject_holder,
    "row": _accept_reject_holder, "words": _accept_reject_words, "math": _accept_reject_math,
}  # fmt: skip
