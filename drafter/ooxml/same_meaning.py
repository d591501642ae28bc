"""Parts of two files that mean the same, however they were written: attributes in another order, entries of a list, white space between them."""

from __future__ import annotations

from html import unescape

from lxml import etree

from drafter.errors import FileError
from drafter.ooxml.names import Element
from drafter.ooxml.package import TYPES, Package
from drafter.patterns import regex

_APPLICATION = regex(rb"<(?:\w+:)?Application>([^<]*)<")  # of so small a part, found without parsing
_PROPERTIES = "docProps/app.xml"
_XML = (".xml", ".rels", ".vml")


def differing_parts(one: Package, other: Package) -> list[str]:
    """Return the parts that only one of two files has, or that do not mean the same in both, by name."""
    return sorted(name for name in {*one.parts, *other.parts} if not _same(one, other, name))


def _same(one: Package, other: Package, part: str) -> bool:
    here, there = one.parts.get(part), other.parts.get(part)
    if here == there:
        return True
    if here is None or there is None or not part.endswith(_XML):
        return False
    try:
        return _meaning(one.root(part), part) == _meaning(other.root(part), part)
    except FileError:
        return False


def _meaning(root: Element, part: str) -> object:
    """Return the canonical form of a part; relationships and content types are sets (ECMA-376 part 2, 9.3 and 10.1)."""
    if part == TYPES or part.endswith(".rels"):
        return sorted(sorted((str(key), str(value)) for key, value in entry.items()) for entry in root)
    return etree.tostring(root, method="c14n")


def saved_by(package: Package) -> str:
    """Return the program that saved a file last, as the file says; nothing where it does not."""
    found = _APPLICATION.search(package[_PROPERTIES]) if _PROPERTIES in package.parts else None
    return unescape(found[1].decode("utf-8", "replace")).strip() if found else ""
