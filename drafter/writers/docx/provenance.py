"""Provenance: what a contract was made of, kept in a custom XML part of the file itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from drafter import __version__
from drafter.assembly.contract import Provision
from drafter.drafting import Draft
from drafter.errors import FileError, Place, error
from drafter.ooxml.container import with_entry
from drafter.ooxml.marks import PROVENANCE
from drafter.questionnaire.answers import answers_json
from drafter.records import dataclass

if TYPE_CHECKING:
    from drafter.ooxml.names import Element
    from drafter.ooxml.package import Package

PART = "customXml/item1.xml"
_PROPERTIES = "customXml/itemProps1.xml"
_ITEM_ID = "{6D5B1C3A-4E0F-4B57-9C2E-0D7A3F5E9B11}"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPS_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Origin:
    """One provision as generated: clause, position, digest of its library text, and its text."""

    clause: str
    position: str
    digest: str
    text: str


@dataclass(frozen=True)
class Provenance:
    """What is stored in a generated file."""

    engine: str
    library: str
    edition: str
    final: bool
    template: str
    answers: dict[str, Any]
    provisions: tuple[Origin, ...]


def link_provenance(parts: dict[str, bytes]) -> None:
    """Add the properties of the provenance part and the relationships to it to the parts of a document."""
    parts[_PROPERTIES] = (
        f'{_HEAD}<ds:datastoreItem ds:itemID="{_ITEM_ID}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{PROVENANCE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
    parts["customXml/_rels/item1.xml.rels"] = (
        f'{_HEAD}<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_CUSTOM}Props" Target="itemProps1.xml"/></Relationships>'
    ).encode()
    relation = f'<Relationship Id="rIdProvenance" Type="{_CUSTOM}" Target="../{PART}"/>'
    override = f'<Override PartName="/{_PROPERTIES}" ContentType="{_PROPS_TYPE}"/>'
    for part, entry in (("word/_rels/document.xml.rels", relation), ("[Content_Types].xml", override)):
        parts[part] = with_entry(parts[part], entry.encode())


def provenance(draft: Draft, template: str) -> Iterator[str]:
    """Yield the provenance part, piece by piece."""
    library = draft.situation.library
    head = f'engine="{__version__}" library="{library.version}" edition="{draft.edition}" final="{str(draft.final).lower()}" template="{template}"'
    yield f'{_HEAD}<drafter xmlns="{PROVENANCE}" {head}><answers>'
    yield from map(_escape, answers_json(draft.answers, library))
    yield "</answers>"
    yield from (_provision(p, draft) for p in draft.contract.provisions)
    yield "</drafter>"


def _provision(provision: Provision, draft: Draft) -> str:
    text = provision_text(provision, draft)
    clause = provision.clause
    return f'<provision clause="{clause.id}" position="{provision.position}" digest="{clause.digest}">{_escape(text)}</provision>'


def provision_text(provision: Provision, draft: Draft) -> str:
    """Return the text of a provision as a reader finds it in the file: one line a paragraph, rows left to right, numbers left out."""
    languages = draft.contract.languages
    lines = [provision.clause.head.title[n] for n in languages]
    for pair in zip(*(provision.paragraphs[n] for n in languages), strict=True):
        lines += ["".join([i.text for i in numbered.inlines]) for numbered in pair]
    return "\n".join(lines)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def read_provenance(package: Package) -> Provenance:
    """Return the provenance of a file. Raises FileError when it has none or it cannot be read."""
    from drafter.ooxml.custom_xml import custom_root

    root = custom_root(package, PROVENANCE)
    try:
        if root is not None:
            return _parse(root)
    except (KeyError, ValueError, TypeError, AttributeError):
        pass
    raise FileError(
        error(
            "provenance",
            "文件中没有 drafter 的生成信息，或者已被删改",
            "the file carries no drafter provenance, or it was altered",
            (
                "用 --against 给出发出的文件（verify、review），即可按文字比较",
                "give the file that was sent by --against (verify, review): it is then judged by its text",
            ),
            Place(package.file),
        )
    )


def _parse(root: Element) -> Provenance:
    q = f"{{{PROVENANCE}}}"
    answers = json.loads(root.findtext(f"{q}answers") or "")
    provisions = tuple(
        Origin(_given(p, "clause"), _given(p, "position"), _given(p, "digest"), p.text or "") for p in root.findall(f"{q}provision")
    )
    engine, library, edition, final, template = (_given(root, n) for n in ("engine", "library", "edition", "final", "template"))
    return Provenance(engine, library, edition, final == "true", template, answers, provisions)


def _given(element: Element, name: str) -> str:
    """Return an attribute. Raises KeyError when there is none."""
    return str(element.attrib[name])
