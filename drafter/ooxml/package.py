"""A Word file as its parts: XML roots parsed when they are asked for, relationships, content types."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from drafter.ooxml.archive import not_xml, safe_open
from drafter.ooxml.names import ID, MC, R, transitional

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_KIND = R[1:-1] + "/"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
_DRAWING = re.compile(rb'<\w+:docPr\b[^>]*?\bid="(\d{1,9})"')
_EXTENSION = re.compile(
    rb' xmlns:(\w+)="(http://schemas\.microsoft\.com/office/word/20\d\d/(?:\d\d/)?(?:wordml[^"]*|wordprocessingDrawing))"'
)
_IGNORABLE = re.compile(rb' \w+:Ignorable="')
_NUMBERED = re.compile(rb""":id=["'](\d{1,9})["']""")


class Relation(NamedTuple):
    """A relationship of a part: its kind (`image`, `header`), its target, and whether that is outside the file."""

    kind: str
    target: str
    external: bool
    type: str


@dataclass(eq=False)
class Word:
    """An open Word file."""

    file: str
    parts: dict[str, bytes]
    roots: dict[str, etree._Element] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)  # parts whose roots are no longer what their bytes say
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)
    _entries: dict[str, dict[str, etree._Element]] = field(default_factory=dict)
    _hashes: dict[str, str] = field(default_factory=dict)

    def root(self, part: str) -> etree._Element:
        """Return the root of an XML part. Raises FileError when it is not sound XML."""
        if part not in self.roots:
            try:
                self.roots[part] = etree.fromstring(transitional(self.parts[part]), _PARSER)
            except etree.XMLSyntaxError as problem:
                raise not_xml(problem, f"{self.file}:{part}") from None
        return self.roots[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part by id."""
        if part not in self._relations:
            self._relations[part] = self._read_relations(part)
        return self._relations[part]

    def _read_relations(self, part: str) -> dict[str, Relation]:
        name = relations_part(part)
        if name not in self.parts:
            return {}
        found = {}
        for rel in self.root(name):
            kind, target, external = rel.get("Type", ""), rel.get("Target", ""), rel.get("TargetMode") == "External"
            path = target if external else absolute(part, target)
            found[rel.get("Id", "")] = Relation(kind.rpartition("/")[2], path, external, kind)
        return found

    def part_of_kind(self, kind: str) -> str | None:
        """Return the part of a kind that belongs to the body: `styles`, `numbering`, `footnotes`."""
        return next((r.target for r in self.relations(MAIN).values() if r.kind == kind and r.target in self.parts), None)

    def root_of_kind(self, kind: str) -> etree._Element | None:
        """Return the root of the part of a kind, if the file has one."""
        part = self.part_of_kind(kind)
        return self.root(part) if part else None

    def entry(self, kind: str, number: str) -> etree._Element | None:
        """Return the note or comment of an id, as the file has them when it is first asked for one of the kind."""
        if kind not in self._entries:
            root = self.root_of_kind(kind)
            self._entries[kind] = {e.get(ID, ""): e for e in reversed(root)} if root is not None else {}
        return self._entries[kind].get(number)

    def meaning(self, part: str, rid: str) -> str:
        """Return what a relationship id stands for, the same in every file: where it leads, or the content it leads to."""
        relation = self.relations(part).get(rid)
        if relation is None:
            return rid
        if relation.external or relation.target not in self.parts:
            return relation.target
        if relation.target not in self._hashes:
            self._hashes[relation.target] = sha256(self.parts[relation.target]).hexdigest()
        return self._hashes[relation.target]

    @cached_property
    def content_types(self) -> dict[str, str]:
        """The content types of parts: `/word/document.xml` or `.png`, in lower case, to type."""
        types = {}
        for entry in self.root(TYPES):
            if entry.tag == _TYPE + "Default":
                types["." + entry.get("Extension", "").lower()] = entry.get("ContentType", "")
            elif entry.tag == _TYPE + "Override":
                types[entry.get("PartName", "").lower()] = entry.get("ContentType", "")
        return types

    def content_type(self, part: str) -> str:
        """Return the content type of a part."""
        ending = "." + part.rpartition(".")[2].lower()
        return self.content_types.get("/" + part.lower()) or self.content_types.get(ending, "")

    def relate(self, part: str, relation: Relation) -> str:
        """Add a relationship and return its id; one that is there already serves again."""
        there = self.relations(part)
        for rid, known in there.items():
            if known == relation:
                return rid
        name, number = relations_part(part), len(there) + 1
        while f"rId{number}" in there:
            number += 1
        if name not in self.parts:
            self.parts[name] = b""
            self.roots[name] = etree.Element(_REL + "Relationships", nsmap={None: _REL[1:-1]})  # type: ignore[dict-item]  # the stubs know no default namespace
        self.touched.add(name)
        rel = etree.SubElement(self.root(name), _REL + "Relationship", Id=f"rId{number}", Type=relation.type)
        rel.set("Target", relation.target if relation.external else "/" + relation.target)
        if relation.external:
            rel.set("TargetMode", "External")
        there[f"rId{number}"] = relation
        return f"rId{number}"

    def add_part(self, part: str, content: bytes | etree._Element, content_type: str) -> None:
        """Add a part."""
        if isinstance(content, bytes):
            self.parts[part] = content
        else:
            self.parts[part], self.roots[part] = b"", content
            self.touched.add(part)
        ending = "." + part.rpartition(".")[2].lower()
        if self.content_types.get(ending) != content_type:
            self.touched.add(TYPES)
            etree.SubElement(self.root(TYPES), _TYPE + "Override", PartName="/" + part, ContentType=content_type)
            self.content_types["/" + part.lower()] = content_type

    def free_name(self, part: str) -> str:
        """Return a name like that of a part that no part has yet."""
        stem, dot, ending = part.rpartition(".")
        taken, number, name = {p.lower() for p in self.parts}, 1, part
        while name.lower() in taken:
            name, number = f"{stem}_{number}{dot}{ending}", number + 1
        return name

    def largest_id(self) -> int:
        """Return the largest id of any annotation in the file."""
        content = (c for p, c in self.parts.items() if p.startswith("word/") and p.endswith(".xml"))
        return max((int(n) for c in content for n in _NUMBERED.findall(c)), default=0)

    def largest_picture(self) -> int:
        """Return the largest number of any drawing in the file."""
        content = (c for p, c in self.parts.items() if p.startswith("word/") and p.endswith(".xml") and b"docPr" in c)
        return max((int(n) for c in content for n in _DRAWING.findall(c)), default=0)

    def written(self) -> dict[str, bytes]:
        """Return the parts, those that were touched from their roots."""
        done = dict(self.parts)
        for part in self.touched:
            done[part] = _ignorable(etree.tostring(self.roots[part], xml_declaration=True, encoding="UTF-8", standalone=True))
        return done


def _ignorable(content: bytes) -> bytes:
    """Return a part whose root says which later extensions of WordprocessingML, come in with copies, a reader may ignore; ECMA-376 part 3, 9."""
    start = re.search(rb"<\w+:\w+[^>]*>", content)
    if start is None:
        return content
    root = start[0]
    new = {p: space for p, space in _EXTENSION.findall(content, start.end()) if b" xmlns:%s=" % p not in root}
    if not new:
        return content
    said = b"".join(b' xmlns:%s="%s"' % pair for pair in sorted(new.items()))
    listed = b" ".join(sorted(new))
    known = _IGNORABLE.search(root)
    if known is None:
        said += (b"" if b" xmlns:mc=" in root else b' xmlns:mc="%s"' % MC[1:-1].encode()) + b' mc:Ignorable="%s"' % listed
    else:
        root = root[: known.end()] + listed + b" " + root[known.end() :]
    end = len(root) - (2 if root.endswith(b"/>") else 1)
    return content[: start.start()] + root[:end] + said + root[end:] + content[start.end() :]


def open_word(path: Path) -> Word:
    """Return an open Word file. Raises FileError."""
    return Word(str(path), safe_open(path))


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relationships of a part."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def absolute(part: str, target: str) -> str:
    """Return the name of the part that a relationship's target means."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
