"""What we answered before, kept in a custom XML part of the reply: edits that we rejected, and the texts that we agreed to or put forward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drafter.ooxml.custom_xml import custom_part, custom_root, put_custom_part
from drafter.ooxml.names import Element, local_name
from drafter.ooxml.package import Package
from drafter.records import dataclass

NAMESPACE = "urn:drafter:review:1"
_RELATIONSHIP = "rIdReview"


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


def remembered(package: Package) -> tuple[Rejected, ...]:
    """Return what was rejected in earlier rounds; nothing where the memory was lost or is not sound."""
    try:
        return tuple(
            Rejected(e.get("clause", ""), e.get("before", ""), e.get("after", ""), e.get("reason", ""), int(e.get("round", "1")))
            for e in _entries(package, "rejected")
        )
    except ValueError:
        return ()


def replied(package: Package) -> dict[str, Replied]:
    """Return the last text of every provision that went back other than we first sent it; nothing where the memory was lost."""
    try:
        found = [Replied(e.get("clause", ""), e.get("text", ""), int(e.get("round", "1"))) for e in _entries(package, "replied")]
    except ValueError:
        return {}
    return {r.clause: r for r in found}


def round_of(package: Package) -> int:
    """Return the number of the round that is answered now, from 1."""
    try:
        return 1 + max((int(e.get("round", "0")) for e in _entries(package, "rejected", "replied", "answered")), default=0)
    except ValueError:
        return 1


def our_authors(package: Package) -> set[str]:
    """Return in whose names we answered: their changes are ours, not the other side's."""
    return {name for e in _entries(package, "answered") if (name := e.get("author", ""))}


def remember(package: Package, rejected: Iterable[Rejected], texts: Mapping[str, str], number: int, author: str) -> None:
    """Put what was rejected, then and now, and the texts that the reply of this round gives, into a file."""
    rows = [
        _row("rejected", r.round, clause=r.clause, before=r.before, after=r.after, reason=r.reason)
        for r in (*remembered(package), *rejected)
    ]
    before = replied(package)
    for clause, text in texts.items():
        same = clause in before and before[clause].text == text
        rows.append(_row("replied", before[clause].round if same else number, clause=clause, text=text))
    rows += [_row("answered", number, author=name) for name in sorted({author, *our_authors(package)})]
    content = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<review xmlns="{NAMESPACE}">{"".join(rows)}</review>'
    put_custom_part(package, NAMESPACE, content.encode(), _RELATIONSHIP)


def carried(package: Package, source: Package) -> Package:
    """Return a file with the memory of another file of the same contract, where it has none of its own."""
    there = custom_part(source, NAMESPACE)
    if there is None or custom_part(package, NAMESPACE) is not None:
        return package
    done = package.fork()
    put_custom_part(done, NAMESPACE, source[there], _RELATIONSHIP)
    return done


def _row(tag: str, number: int, **said: str) -> str:
    from xml.sax.saxutils import quoteattr  # which brings along urllib.request and ssl

    return f"<{tag} {' '.join(f'{name}={quoteattr(text)}' for name, text in said.items())} round={quoteattr(str(number))}/>"


def _entries(package: Package, *tags: str) -> list[Element]:
    root = custom_root(package, NAMESPACE)
    return [entry for entry in root if local_name(entry) in tags] if root is not None else []
