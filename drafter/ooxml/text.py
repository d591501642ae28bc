"""The text of a Word file, by provision: what stands in each tagged content control, and what stands outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.ooxml.archive import not_xml
from drafter.ooxml.tags import TAG_PREFIX

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {f"{W}del", f"{W}moveFrom"}


@dataclass(frozen=True)
class TextByProvision:
    """The text of a document: by tag (`clause@position`) for provisions, paragraph by paragraph for the rest."""

    provisions: dict[str, str]
    outside: tuple[str, ...]


def read_text(parts: Mapping[str, bytes], name: str) -> TextByProvision:
    """Return the text of a document as it stands with tracked changes accepted. Raises FileError when it is not sound XML."""
    root = parse_xml(parts["word/document.xml"], name)
    provisions: dict[str, str] = {}
    inside: set[etree._Element] = set()
    for control in root.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        label = tag.get(f"{W}val", "") if tag is not None else ""
        if label.startswith(TAG_PREFIX):
            paragraphs = list(control.iter(f"{W}p"))
            inside.update(paragraphs)
            provisions[label.removeprefix(TAG_PREFIX)] = "\n".join(paragraph_text(p) for p in paragraphs)
    outside = tuple(text for p in root.iter(f"{W}p") if p not in inside and (text := paragraph_text(p)))
    return TextByProvision(provisions, outside)


def parse_xml(content: bytes, name: str) -> etree._Element:
    """Return the root of an XML part; no entities, no network, no endless depth. Raises FileError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise not_xml(problem, name) from None


def paragraph_text(paragraph: etree._Element) -> str:
    """Return a paragraph's characters, its number left out, deletions gone."""
    return "".join(_texts(paragraph))


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _GONE or child.tag == _MC_FALLBACK or child.tag == f"{W}p":
            continue
        if child.tag == f"{W}t":
            yield child.text or ""
        else:
            yield from _texts(child)
