"""Parts of fields whose beginning has gone: Word marks a field's first and last characters and not always the others."""

from __future__ import annotations

from lxml import etree

from drafter.ooxml.markup import attribute, name, named
from drafter.redline.revisions.accept_reject_content import holds_nothing, remove_and_tidy

_FIELD_PARTS = ("fldChar", "instrText")


def remove_orphaned_field_parts(root: etree._Element) -> None:
    """Remove field characters and codes that stand in no field any more, and the runs that held nothing else."""
    depth = 0
    for run in list(named(root, "r")):
        orphans, depth = _orphans(run, depth)
        for part in orphans:
            run.remove(part)
        if orphans and holds_nothing(run):
            remove_and_tidy(run)


def _orphans(run: etree._Element, depth: int) -> tuple[list[etree._Element], int]:
    """Return the field parts of a run that stand in no field, and how many fields are open after it; so many are open before."""
    orphans = []
    for part in run:
        if name(part) not in _FIELD_PARTS:
            continue
        kind = attribute(part, "fldCharType")
        if depth == 0 and kind != "begin":
            orphans.append(part)
        depth += {"begin": 1, "end": -1 if depth else 0}.get(kind, 0)
    return orphans, depth
