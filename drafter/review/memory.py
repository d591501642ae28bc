"""What we rejected before, kept in a custom XML part of the reply, so that the same edit is recognised when it comes again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

NAMESPACE = "urn:drafter:review:1"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_RELS = "word/_rels/document.xml.rels"


@dataclass(frozen=True)
class Rejected:
    """An edit of a paragraph that we rejected: clause, before and after, why, and in which round."""

    clause: str
    before: str
    after: str
    reason: str
    round: int


def remembered(parts: Mapping[str, bytes]) -> tuple[Rejected, ...]:
    """Return what was rejected in earlier rounds; nothing where the memory was lost or is not sound."""
    part = _part(parts)
    if part is None:
        return ()
    try:
        root = etree.fromstring(parts[part], etree.XMLParser(resolve_entities=False, no_network=True))
        return tuple(
            Rejected(e.get("clause", ""), e.get("before", ""), e.get("after", ""), e.get("reason", ""), int(e.get("round", "1")))
            for e in root
        )
    except (etree.XMLSyntaxError, ValueError):
        return ()


def round_of(parts: Mapping[str, bytes]) -> int:
    """Return the number of the round that is answered now, from 1."""
    return 1 + max((r.round for r in remembered(parts)), default=0)


def remember(parts: dict[str, bytes], rejected: Iterable[Rejected]) -> None:
    """Put what was rejected, then and now, into the parts of a file."""
    rows = "".join(
        f"<rejected clause={quoteattr(r.clause)} before={quoteattr(r.before)} after={quoteattr(r.after)} reason={quoteattr(r.reason)} round={quoteattr(str(r.round))}/>"
        for r in (*remembered(parts), *rejected)
    )
    part = _part(parts)
    if part is None:
        part = next(name for n in range(2, 1000) if (name := f"customXml/item{n}.xml") not in parts)
        relation = f'<Relationship Id="rIdReview" Type="{_CUSTOM}" Target="../{part}"/></Relationships>'
        parts[_RELS] = parts[_RELS].replace(b"</Relationships>", relation.encode())
    parts[part] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<review xmlns="{NAMESPACE}">{rows}</review>'.encode()


def _part(parts: Mapping[str, bytes]) -> str | None:
    return next((name for name, content in parts.items() if name.startswith("customXml/item") and NAMESPACE.encode() in content), None)
