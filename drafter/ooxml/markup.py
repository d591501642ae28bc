"""The names of elements without their namespaces, as long as rooms of redline still ask for them in this way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from drafter.ooxml import characters, names

_PREFIXES = {names.W[1:-1]: "", names.M[1:-1]: "m:", names.MC[1:-1]: "mc:", "urn:drafter:held": ""}
HELD = "{urn:drafter:held}held"  # ours, and never in a file: see anchors.py


@lru_cache(maxsize=4096)
def _name(tag: str) -> str:
    space, _, local = tag[1:].rpartition("}")
    prefix = _PREFIXES.get(space)
    return "" if prefix is None else prefix + local


def _names(tags: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_name, tags))


TRACKED, CELL_MARKS, CONTROLS, RANGES = map(_names, (names.TRACKED, names.CELL_MARKS, names.CONTROLS, names.RANGES))
MOVE_RANGES, CONTROL_RANGES = _names(names.MOVE_RANGES), _names(names.CONTROL_RANGES)
RECORDS = {_name(record): _name(recorded) for record, recorded in names.RECORDS.items()}
INVISIBLE = RANGES | {"proofErr", "lastRenderedPageBreak", "held"}
WRITTEN = _names(characters.WRITTEN)
CHARACTERS = {_name(tag): text for tag, text in characters.CHARACTERS.items()}
OBJECTS = {_name(tag): text for tag, text in characters.OBJECTS.items()}


def name(element: etree._Element | None) -> str:
    """Return the local name of an element of WordprocessingML, with m: for mathematics and mc: for compatibility, else nothing."""
    tag = element.tag if element is not None else None
    return _name(tag) if isinstance(tag, str) else ""


def namespace(element: etree._Element) -> str:
    """Return the namespace of an element in braces, to put before the name of another or of an attribute; nothing when it has none."""
    space, brace, _ = str(element.tag).rpartition("}")
    return space + brace


def attribute(element: etree._Element, key: str) -> str:
    """Return an attribute of an element of WordprocessingML, or nothing."""
    return element.get(namespace(element) + key) or ""


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first child of a name, and its first child of the next name, or nothing."""
    found: etree._Element | None = element
    for step in path:
        found = next((c for c in found if name(c) == step), None) if found is not None else None
    return found


def named(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield what is inside an element and has one of the names."""
    return (inner for inner in element.iter() if name(inner) in names)


def make(like: etree._Element, local: str, **attributes: str) -> etree._Element:
    """Return a new element of the namespace of another."""
    space = namespace(like)
    return etree.Element(space + local, {space + key: value for key, value in attributes.items()})
