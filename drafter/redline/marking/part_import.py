"""Parts of the original in the redline: pictures, headers, embedded files, the parts of notes and comments, and the relationships between them."""

from __future__ import annotations

from copy import deepcopy
from hashlib import sha256

from lxml import etree

from drafter.ooxml.names import TYPE
from drafter.ooxml.package import Package, Relation, relations_part


class PartImporter:
    """An importer of parts of the original into the revised file, which becomes the redline."""

    def __init__(self, old: Package, new: Package) -> None:
        self.old = old
        self.new = new
        self._imported: dict[str, str] = {}  # the parts of the original that are there, and under which name

    def import_relation(self, rid: str, old_part: str, new_part: str) -> str:
        """Return the id under which the redline has what a relationship of the original leads to."""
        relation = self.old.relations(old_part).get(rid)
        if relation is None:
            return rid
        if not relation.external and relation.target in self.old.parts:
            relation = relation._replace(target=self.import_part(relation.target))
        return self.new.relate(new_part, relation)

    def import_part(self, part: str) -> str:
        """Return the name under which the redline has a part of the original, with all it leads to."""
        if part not in self._imported:
            name = self._imported[part] = self._same_part(part) or self.new.free_name(part)
            if name not in self.new.parts:
                self._copy_part(part, name)
        return self._imported[part]

    def fresh_copy(self, part: str) -> str:
        """Return the name of a copy of a part of the original that is to be changed, and so is nobody else's."""
        name = self.new.free_name(part)
        self._copy_part(part, name)
        return name

    def root_of_kind(self, kind: str) -> etree._Element:
        """Return the root of the notes or comments of the redline, made like that of the original when there is none."""
        part = self.new.part_of_kind(kind) or self._copy_emptied(kind)
        return self.new.edit(part)

    def _copy_emptied(self, kind: str) -> str:
        """Add a part of notes or comments like the original's, with the separators of notes only; return its name."""
        source = self.old.part_of_kind(kind) or ""
        root = deepcopy(self.old.root(source))
        for entry in [n for n in root if n.get(TYPE) is None or kind == "comments"]:
            root.remove(entry)
        part = self.new.free_name(source)
        self.new.add_part(part, root, self.old.content_type(source))
        relation = next(r for r in self.old.relations(self.old.main).values() if r.target == source)
        self.new.relate(self.new.main, Relation(kind, part, False, relation.type))
        return part

    def _same_part(self, part: str) -> str | None:
        """Return the part of the revised file that is the same to the byte and leads nowhere: under the same name, or under another."""
        if relations_part(part) in self.old.parts:
            return None
        content = self.old.parts[part]
        if self.new.parts.get(part) == content:
            return part
        digest = sha256(content).digest()
        alike = (p for p, c in self.new.parts.items() if len(c) == len(content) and sha256(c).digest() == digest)
        return next((p for p in alike if relations_part(p) not in self.new.parts), None)

    def _copy_part(self, part: str, name: str) -> None:
        root = self.old.roots.get(part)
        self.new.add_part(name, self.old.parts[part] if root is None else deepcopy(root), self.old.content_type(part))
        self._copy_relations(part, name)

    def _copy_relations(self, part: str, name: str) -> None:
        """Give a part that was copied the relationships it had, under the ids it knows."""
        relations = self.old.relations(part)
        if not relations:
            return
        root = deepcopy(self.old.root(relations_part(part)))
        for element in root:
            relation = relations.get(element.get("Id", ""))
            if relation is not None and not relation.external and relation.target in self.old.parts:
                element.set("Target", "/" + self.import_part(relation.target))
        self.new.add_root(relations_part(name), root)
