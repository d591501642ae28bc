"""`drafter verify`: is a contract as it was generated, and if not, which provisions were changed by hand?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from drafter.content import Content
from drafter.drafting import draft_contract
from drafter.errors import DrafterError
from drafter.ooxml.archive import safe_parts
from drafter.ooxml.text import TextByProvision, read_text
from drafter.questionnaire.answers import AnswerSet, parse_answers
from drafter.writers.docx.provenance import Provenance, read_provenance
from drafter.writers.docx.write import docx_bytes


@dataclass(frozen=True)
class Verdict:
    """What a check against the file's own provenance found. `identical` is over all parts, however they were packed."""

    identical: bool
    same_library: bool
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()  # paragraphs outside provisions that are not as generated
    other: tuple[str, ...] = ()  # further parts that differ: styles, headers, numbering...


def stored_answers(provenance: Provenance, content: Content) -> AnswerSet:
    """Return the answer set kept in a file. Raises AnswerError when the library no longer knows it."""
    return parse_answers(json.dumps(provenance.answers), "provenance", content)


def verify(content: Content, parts: Mapping[str, bytes], file: str, template: Path | None = None) -> Verdict:
    """Return the verdict on a Word file, given by its parts. Raises FileError when it carries no provenance."""
    provenance = read_provenance(parts, file)
    text = read_text(parts, file)
    verdict = _provisions(provenance, text, provenance.library == content.library.version)
    if not verdict.same_library or (provenance.template and template is None):
        return verdict
    try:
        draft = draft_contract(content, stored_answers(provenance, content), provenance.edition, provenance.final)  # type: ignore[arg-type]
        made = safe_parts(docx_bytes(draft, template), file)
    except DrafterError:
        return verdict
    differing = sorted(name for name in {*made, *parts} if made.get(name) != parts.get(name))
    if not differing:
        return replace(verdict, identical=True)
    expected = read_text(made, file).outside
    outside = tuple(t for t in text.outside if t not in set(expected)) + tuple(t for t in expected if t not in set(text.outside))
    return replace(verdict, outside=outside, other=tuple(n for n in differing if n != "word/document.xml"))


def _provisions(provenance: Provenance, text: TextByProvision, same_library: bool) -> Verdict:
    stored = {f"{p.clause}@{p.position}": p.text for p in provenance.provisions}
    return Verdict(
        identical=False,
        same_library=same_library,
        changed=tuple(tag for tag, words in stored.items() if tag in text.provisions and text.provisions[tag] != words),
        removed=tuple(tag for tag in stored if tag not in text.provisions),
        added=tuple(tag for tag in text.provisions if tag not in stored),
    )
