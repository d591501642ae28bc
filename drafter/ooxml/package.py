"""A Word file: its parts by name, each XML part parsed once and kept; relationships, content types. ECMA-376 part 2.

A file saved as Strict Open XML is Transitional from the first byte read. The body is the part that the package names as its main document,
whatever it is called. Packages that come of each other share what they have parsed; `edit` gives a root that is one's own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from drafter.errors import FileError, Finding, Place, error
from drafter.files import read_file
from drafter.ooxml.archive import not_xml, safe_parts
from drafter.ooxml.names import ID, MC, W, local_name
from drafter.ooxml.strict import transitional
from drafter.patterns import regex

TYPES = "[Content_Types].xml"
_ROOT_RELATIONS = "_rels/.rels"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_XML = (".xml", ".rels", ".vml")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
MOST_TAGS = 8_000_000  # 1.1 GB of memory; a contract with 10,000 assets has 5 million. No command that only reads back or holds bytes against bytes parses
_DRAWING = regex(rb'<\w+:docPr\b[^>]*?\bid="(\d{1,9})"')
_EXTENSION = regex(rb' xmlns:(\w+)="(http://schemas\.microsoft\.com/office/word/20\d\d/(?:\d\d/)?(?:wordml[^"]*|wordprocessingDrawing))"')
_IGNORABLE = regex(rb' \w+:Ignorable="')
_NUMBERED = regex(rb""":id=["'](\d{1,9})["']""")
_FIRST_TAG = regex(rb"(?:\xef\xbb\xbf|\s|<\?.*?\?>|<!--.*?-->)*<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)", re.DOTALL)
_STORIES = frozenset({"header", "footer", "footnotes", "endnotes", "comments"})  # kinds of parts that hold text besides the body
_TRACKED = frozenset(  # roots of parts in which changes may be tracked
    {"document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument", "styles", "numbering"}
)


class Relation(NamedTuple):
    """A relationship of a part: its kind (`image`, `header`), its target, and whether that is outside the file."""

    kind: str
    target: str
    external: bool
    type: str


class Package(Mapping[str, bytes]):
    """A Word file that is open: the bytes of its parts by name, as they are now.

    `parts` has them as they came, and `roots` what was parsed of them; a part that is `touched` says what its root says.
    """

    def __init__(self, parts: Mapping[str, bytes], file: str = "") -> None:
        self.file = file
        self.parts = {name: transitional(content) if name.lower().endswith(_XML) else content for name, content in parts.items()}
        self.roots: dict[str, etree._Element] = {}
        self.touched: set[str] = set()
        self._shared: set[str] = set()  # parts whose roots other packages read, too
        self._relations: dict[str, dict[str, Relation]] = {}
        self._entries: dict[str, dict[str, etree._Element]] = {}
        self._hashes: dict[str, str] = {}

    def __getitem__(self, part: str) -> bytes:
        return _ignorable(serialised(self.roots[part])) if part in self.touched else self.parts[part]

    def __iter__(self) -> Iterator[str]:
        return iter(self.parts)

    def __len__(self) -> int:
        return len(self.parts)

    def __contains__(self, part: object) -> bool:
        return part in self.parts

    def fork(self) -> Package:
        """Return a package that says the same and can be changed by itself."""
        other = Package({}, self.file)
        other.parts, other.roots, other.touched = dict(self.parts), dict(self.roots), set(self.touched)
        self._shared.update(self.roots)
        other._shared = set(self.roots)
        other._hashes = dict(self._hashes)
        return other

    # parts and their roots

    @cached_property
    def main(self) -> str:
        """The name of the body. Raises FileError when there is none."""
        found = next((r.target for r in self.relations("").values() if r.kind == "officeDocument" and r.target in self.parts), None)
        if found is None or self.root(found).tag != W + "document":
            raise FileError(no_body(self.file))
        return found

    @property
    def body(self) -> etree._Element:
        """The root of the body, to read."""
        return self.root(self.main)

    def root(self, part: str) -> etree._Element:
        """Return the root of an XML part, to read. Raises FileError when it is not sound XML."""
        if part not in self.roots:
            self.roots[part] = parse_xml(self.parts[part], f"{self.file}:{part}" if self.file else part)
        return self.roots[part]

    def own(self, part: str) -> etree._Element:
        """Return the root of a part that no other package reads."""
        root = self.root(part)
        if part in self._shared:
            self._shared.discard(part)
            root = self.roots[part] = deepcopy(root)
            self._entries.clear()
        return root

    def edit(self, part: str) -> etree._Element:
        """Return the root of a part, to change."""
        self.touched.add(part)
        self._hashes.pop(part, None)
        return self.own(part)

    def owned(self) -> Package:
        """Return a package as if it had been written and opened again: its bytes are what it says now, and no other package reads its roots."""
        other = self.fork()
        other.parts |= {part: self[part] for part in self.touched}
        other.touched.clear()
        for part in self.roots:
            other.own(part)
        return other

    # what is in which part

    def stories(self) -> list[str]:
        """Return the parts that hold what Word shows: the body first, then headers, footers, notes and comments by name."""
        related = {r.target for r in self.relations(self.main).values() if r.kind in _STORIES and r.target in self.parts}
        return [self.main, *sorted(related - {self.main})]

    def tracked_parts(self) -> list[str]:
        """Return the parts in which changes may be tracked: the body first, then all others of WordprocessingML by name."""
        names = sorted(part for part in self.parts if part != self.main and self._root_name(part) in _TRACKED)
        return [self.main, *(part for part in names if self.root(part).tag.startswith(W))]

    def _root_name(self, part: str) -> str:
        """Return the name of the first element of a part, without parsing it."""
        if part in self.roots:
            return local_name(self.roots[part])
        if not part.endswith(".xml"):
            return ""
        found = _FIRST_TAG.match(self.parts[part])
        return found[1].decode() if found else ""

    def part_of_kind(self, kind: str) -> str | None:
        """Return the part of a kind that belongs to the body: `styles`, `numbering`, `footnotes`."""
        return next((r.target for r in self.relations(self.main).values() if r.kind == kind and r.target in self.parts), None)

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

    # relationships and content types

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part by id; those of the file itself when no part is named."""
        if part not in self._relations:
            self._relations[part] = dict(self.every_relation(part))
        return self._relations[part]

    def every_relation(self, part: str) -> Iterator[tuple[str, Relation]]:
        """Yield the relationships of a part with their ids, even where ids occur twice."""
        name = relations_part(part)
        for rel in self.root(name) if name in self.parts else ():
            kind, target, external = rel.get("Type", ""), rel.get("Target", ""), rel.get("TargetMode") == "External"
            path = target if external else absolute(part, target)
            yield rel.get("Id", ""), Relation(kind.rpartition("/")[2], path, external, kind)

    def meaning(self, part: str, rid: str) -> str:
        """Return what a relationship id stands for, the same in every file: where it leads, or the content it leads to."""
        relation = self.relations(part).get(rid)
        if relation is None:
            return rid
        if relation.external or relation.target not in self.parts:
            return relation.target
        if relation.target not in self._hashes:
            self._hashes[relation.target] = sha256(self[relation.target]).hexdigest()
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

    # additions

    def relate(self, part: str, relation: Relation, rid: str = "") -> str:
        """Add a relationship and return its id; one that is there already serves again."""
        there = self.relations(part)
        for known_id, known in there.items():
            if known == relation:
                return known_id
        name, number = relations_part(part), len(there) + 1
        while not rid or rid in there:
            rid, number = f"rId{number}", number + 1
        if name not in self.parts:
            root = etree.Element(_REL + "Relationships", nsmap={None: _REL[1:-1]})  # type: ignore[dict-item]  # the stubs know no default namespace
            self.add_root(name, root)
        rel = etree.SubElement(self.edit(name), _REL + "Relationship", Id=rid, Type=relation.type)
        rel.set("Target", relation.target if relation.external else "/" + relation.target)
        if relation.external:
            rel.set("TargetMode", "External")
        there[rid] = relation
        return rid

    def add_part(self, part: str, content: bytes | etree._Element, content_type: str) -> None:
        """Add a part."""
        if isinstance(content, bytes):
            self.parts[part] = content
        else:
            self.add_root(part, content)
        ending = "." + part.rpartition(".")[2].lower()
        if self.content_types.get(ending) != content_type:
            etree.SubElement(self.edit(TYPES), _TYPE + "Override", PartName="/" + part, ContentType=content_type)
            self.content_types["/" + part.lower()] = content_type

    def add_root(self, part: str, root: etree._Element) -> None:
        """Add a part whose content type is known already."""
        self.parts[part], self.roots[part] = b"", root
        self.touched.add(part)

    def replace_part(self, part: str, content: bytes) -> None:
        """Give a part that is there other bytes."""
        self.parts[part] = transitional(content)
        self.roots.pop(part, None)
        for known in (self.touched, self._shared):
            known.discard(part)

    def free_name(self, part: str) -> str:
        """Return a name like that of a part that no part has yet."""
        stem, dot, ending = part.rpartition(".")
        taken, number, name = {p.lower() for p in self.parts}, 1, part
        while name.lower() in taken:
            name, number = f"{stem}_{number}{dot}{ending}", number + 1
        return name

    def without(self, gone: set[str]) -> Package:
        """Return a package without some parts, their relationships, and what leads to them."""
        gone = gone | {relations_part(part) for part in gone}
        other = self.fork()
        for part in gone & other.parts.keys():
            del other.parts[part]
            other.roots.pop(part, None)
        for name in [p for p in other.parts if p.endswith(".rels")]:
            leading = {
                rid for rid, relation in other.every_relation(part_of_relations(name)) if not relation.external and relation.target in gone
            }
            other._drop(name, [rel for rel in other.root(name) if rel.get("Id") in leading])
        other._drop(TYPES, [entry for entry in other.root(TYPES) if entry.get("PartName", "/")[1:] in gone])
        return other

    def _drop(self, part: str, entries: list[etree._Element]) -> None:
        numbers = [self.root(part).index(entry) for entry in entries]
        for number in reversed(numbers):
            del self.edit(part)[number]
        self._relations.clear()

    # numbers that are taken

    def largest_id(self) -> int:
        """Return the largest id of any annotation in the file."""
        return self._largest(_NUMBERED)

    def largest_picture(self) -> int:
        """Return the largest number of any drawing in the file."""
        return self._largest(_DRAWING)

    def _largest(self, pattern: re.Pattern[bytes]) -> int:
        folder = self.main.rpartition("/")[0] + "/"
        contents = (self[p] for p in self if p.startswith(folder) and p.endswith(".xml"))
        return max((int(n) for content in contents for n in pattern.findall(content)), default=0)


def open_package(path: Path) -> Package:
    """Return a Word file that is open. Raises FileError for anything that is not a sound one."""
    return read_package(read_file(path), str(path))


def read_package(data: bytes, file: str) -> Package:
    """Return a Word file given as bytes. Raises FileError."""
    return Package(safe_parts(data, file), file)


def no_body(file: str) -> Finding:
    """Return the error of a file without a body to read."""
    return error("no-body", "缺少 Word 正文", "has no Word document in it", ("用 Word 另存一次", "save it again in Word"), Place(file))


def parse_xml(content: bytes, place: str) -> etree._Element:
    """Return the root of an XML part: no entities, no network, no endless depth or size, comments left out. Raises FileError."""
    if len(content) > MOST_TAGS and content.count(b"<") > MOST_TAGS:
        zh, en = (
            f"标记超过{MOST_TAGS}个，逐条比对需要的内存过多",
            f"has more than {MOST_TAGS} tags, and looking into it would take too much memory",
        )
        remedy = ("用 inspect、verify 核对；清单较长的作为单独附件", "inspect and verify read it; keep long lists in a file of their own")
        raise FileError(error("unsafe-file", zh, en, remedy, Place(place)))
    try:
        return etree.fromstring(content, _PARSER)
    except etree.XMLSyntaxError as problem:
        raise not_xml(problem, place) from None


def serialised(root: etree._Element) -> bytes:
    """Return the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


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


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relationships of a part; of the file itself when no part is named."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"


def absolute(part: str, target: str) -> str:
    """Return the name of the part that a relationship's target means."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def part_of_relations(name: str) -> str:
    """Return the part whose relationships a part holds; nothing for those of the file itself."""
    folder, _, of = name.rpartition("_rels/")
    return folder + of.removesuffix(".rels")
