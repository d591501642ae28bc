"""Headers and footers that sections share, given to each section as its own: so LibreOffice writes them, and so a change in one of them is told."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from drafter.ooxml.names import SECT, TYPE, Element, R
from drafter.ooxml.package import Package, relations_part
from drafter.redline.comparing.sections import headers_shown


def own_margins(original: Package, revised: Package) -> Iterator[tuple[str, str]]:
    """Give the sections of the original a header or footer of its own wherever those of the revised file have one; yield the parts of each pair."""
    shown, theirs = headers_shown(original), headers_shown(revised)
    sections = zip(original.edit(original.main).iter(SECT), revised.body.iter(SECT), strict=False)
    met: set[str] = set()
    for old, new in sections:
        for slot, part in theirs[new].items():
            here = shown[old].get(slot)
            if here is not None and part not in met:
                yield _copied(original, old, slot, here), part
            met.add(part)


def _copied(package: Package, section: Element, slot: tuple[str, str], part: str) -> str:
    """Return a copy of a header or footer, which a section refers to instead."""
    name = package.free_name(part)
    package.add_part(name, deepcopy(package.root(part)), package.content_type(part))
    if relations_part(part) in package:
        package.add_root(relations_part(name), deepcopy(package.root(relations_part(part))))
    relation = next(r for r in package.relations(package.main).values() if r.target == part)
    rid = package.relate(package.main, relation._replace(target=name))
    tag, kind = slot
    for known in [r for r in section.iterchildren(tag) if r.get(TYPE, "default") == kind]:
        section.remove(known)
    section.insert(0, section.makeelement(tag, {TYPE: kind, R + "id": rid}))
    return name
