"""Parts under other names: what refers to them goes along. ECMA-376 part 2, 9: names of parts are a writer's own business, relationships tell what is what."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.ooxml.package import TYPES, Package, absolute, part_of_relations, relations_part


def with_names(package: Package, names: Mapping[str, str]) -> Package:
    """Return a package with parts under other names; names that are taken by others must not be asked for."""
    wanted = {old: new for old, new in names.items() if old != new and old in package}
    if not wanted:
        return package
    moved = wanted | {relations_part(old): relations_part(new) for old, new in wanted.items() if relations_part(old) in package}
    other = Package({moved.get(name, name): content for name, content in package.items()}, package.file)
    before = {new: old for old, new in moved.items()}
    for name in [n for n in other.parts if n.endswith(".rels")]:
        of = part_of_relations(before.get(name, name))  # whose relationships these are, under its old name
        for relation in other.root(name):
            target = absolute(of, relation.get("Target", ""))
            if relation.get("TargetMode") != "External" and (name in before or target in wanted):
                relation.set("Target", "/" + wanted.get(target, target))
                other.edit(name)
    for entry in other.edit(TYPES):
        part = entry.get("PartName", "")[1:]
        if part in wanted:
            entry.set("PartName", "/" + wanted[part])
    return other
