"""What we answered before, kept in a custom XML part of the reply: edits that we rejected, and the texts that we agreed to or put forward."""

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


@dataclass(frozen=True)
class Replied:
    """A provision that went back other than we first sent it: its text in our reply of a round."""

    clause: str
    text: str
    round: int


def remembered(parts: Mapping[str, bytes]) -> tuple[Rejected, ...]:
    """Return what was rejected in earlier rounds; nothing where the memory was lost or is not sound."""
    try:
        return tuple(
            Rejected(e.get("clause", ""), e.get("before", ""), e.get("after", ""), e.get("reason", ""), int(e.get("round", "1")))
            for e in _entries(parts, "rejected")
        )
    except ValueError:
        return ()


def replied(parts: Mapping[str, bytes]) -> dict[str, Replied]:
    """Return the last text of every provision that went back other than we first sent it; nothing where the memory was lost."""
    try:
        found = [Replied(e.get("clause", ""), e.get("text", ""), int(e.get("round", "1"))) for e in _entries(parts, "replied")]
    except ValueError:
        return {}
    return {r.clause: r for r in found}


def round_of(parts: Mapping[str, bytes]) -> int:
    """Return the number of the round that is answered now, from 1."""
    try:
        return 1 + max((int(e.get("round", "0")) for e in _entries(parts, "rejected", "replied", "answered")), default=0)
    except ValueError:
        return 1


def our_authors(parts: Mapping[str, bytes]) -> set[str]:
    """Return in whose names we answered: their changes are ours, not the other side's."""
    return {name for e in _entries(parts, "answered") if (name := e.get("author", ""))}


def remember(parts: dict[str, bytes], rejected: Iterable[Rejected], texts: Mapping[str, str], number: int, author: str) -> None:
    """Put what was rejected, then and now, and the texts that the reply of this round gives, into the parts of a file."""
    rows = [
        _row("rejected", r.round, clause=r.clause, before=r.before, after=r.after, reason=r.reason) for r in (*remembered(parts), *rejected)
    ]
    before = replied(parts)
    for clause, text in texts.items():
        same = clause in before and before[clause].text == text
        rows.append(_row("replied", before[clause].round if same else number, clause=clause, text=text))
    rows += [_row("answered", number, author=name) for name in sorted({author, *our_authors(parts)})]
    content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<review xmlns="{NAMESPACE}">{"".join(rows)}</review>'
    _put(parts, content.encode())


def carried(parts: dict[str, bytes], source: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return parts with the memory of another file of the same contract, where they have none of their own."""
    there = _part(source)
    if there is not None and _part(parts) is None:
        _put(parts, source[there])
    return parts


def _put(parts: dict[str, bytes], content: bytes) -> None:
    part = _part(parts)
    if part is None:
        part = next(name for n in range(2, 1000) if (name := f"customXml/item{n}.xml") not in parts)
        relation = f'<Relationship Id="rIdReview" Type="{_CUSTOM}" Target="../{part}"/></Relationships>'
        parts[_RELS] = parts[_RELS].replace(b"</Relationships>", relation.encode())
    parts[part] = content


def _row(tag: str, number: int, **said: str) -> str:
    return f"<{tag} {' '.join(f'{name}={quoteattr(text)}' for name, text in said.items())} round={quoteattr(str(number))}/>"


def _entries(parts: Mapping[str, bytes], *tags: str) -> list[etree._Element]:
    part = _part(parts)
    if part is None:
        return []
    try:
        root = etree.fromstring(parts[part], etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return []
    return [entry for entry in root if isinstance(entry.tag, str) and etree.QName(entry).localname in tags]


def _part(parts: Mapping[str, bytes]) -> str | None:
    return next((name for name, content in parts.items() if name.startswith("customXml/item") and NAMESPACE.encode() in content), None)
