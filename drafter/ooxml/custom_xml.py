"""Custom XML parts: what programs keep in a Word file beside its text, each known by the namespace of its root; ECMA-376 part 1, 15.2.4."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.errors import FileError
from drafter.ooxml.names import Element, R
from drafter.ooxml.package import Package, Relation

_KIND = R[1:-1] + "/customXml"
_ITEMS = "customXml/item"


def parts_naming(package: Package, namespace: str) -> Iterator[str]:
    """Yield the parts of custom XML in which a namespace is named, found without parsing: its own, and what says of which schema that is."""
    wanted = namespace.encode()
    return (part for part in package.parts if part.startswith(_ITEMS) and wanted in package[part])


def custom_part(package: Package, namespace: str) -> str | None:
    """Return the custom XML part whose root is of a namespace, or nothing."""
    likely = parts_naming(package, namespace)
    return next((part for part in likely if (root := _root(package, part)) is not None and root.tag.startswith(f"{{{namespace}}}")), None)


def custom_root(package: Package, namespace: str) -> Element | None:
    """Return the root of the custom XML part of a namespace, or nothing where there is none that is sound."""
    part = custom_part(package, namespace)
    return package.root(part) if part is not None else None


def put_custom_part(package: Package, namespace: str, content: bytes, rid: str) -> None:
    """Put the custom XML part of a namespace into a file, in place of the one that is there; a new one gets a relationship of this id."""
    part = custom_part(package, namespace)
    if part is None:
        part = next(name for n in range(2, 1000) if (name := f"{_ITEMS}{n}.xml") not in package.parts)
        package.relate(package.main, Relation("customXml", part, False, _KIND), rid)
        package.add_part(part, content, package.content_type(part))
    else:
        package.replace_part(part, content)


def _root(package: Package, part: str) -> Element | None:
    try:
        return package.root(part)
    except FileError:
        return None
