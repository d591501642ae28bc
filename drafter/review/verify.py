"""`drafter verify`: is a contract as it was generated, and if not, which provisions were changed by hand?"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.content import Content
from drafter.drafting import draft_contract
from drafter.errors import DrafterError
from drafter.questionnaire.answers import AnswerSet, parse_answers
from drafter.writers.docx.provenance import Provenance, read_provenance
from drafter.writers.docx.write import docx_package

if TYPE_CHECKING:
    from drafter.ooxml.package import Package
    from drafter.ooxml.provisions import ProvisionText


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


def verify(content: Content, package: Package, template: Path | None = None) -> Verdict:
    """Return the verdict on a file, its tracked changes accepted. Raises FileError when it carries no provenance."""
    provenance = read_provenance(package)
    same_library = provenance.library == content.library.version
    made = _made(content, provenance, package.file, template) if same_library else None
    differing = _differing(package, made) if made is not None else []
    if made is not None and not differing:
        return Verdict(identical=True, same_library=True)  # what every part says, no reader has to be asked
    return _compared(provenance, package, made, differing, same_library)


def _made(content: Content, provenance: Provenance, file: str, template: Path | None) -> Package | None:
    """Return the contract drafted anew, or nothing where it cannot be: its template is not given, or its answers no longer serve."""
    if provenance.template and template is None:
        return None
    try:
        draft = draft_contract(content, stored_answers(provenance, content), provenance.edition, provenance.final)  # type: ignore[arg-type]
        return docx_package(draft, file, template)
    except DrafterError:
        return None


def _differing(package: Package, made: Package) -> list[str]:
    return sorted(name for name in {*made.parts, *package.parts} if made.parts.get(name) != package.parts.get(name))


def _compared(provenance: Provenance, package: Package, made: Package | None, differing: list[str], same_library: bool) -> Verdict:
    """Return the verdict on a file that is not as generated, by what it says."""
    from drafter.ooxml.provisions import read_provisions
    from drafter.redline.revisions.accept_reject import accept_reject

    text = read_provisions(accept_reject(package, "accept").package)
    verdict = _provisions(provenance, text, same_library)
    return verdict if made is None else _with_rest(verdict, text, read_provisions(made), [n for n in differing if n != package.main])


def _provisions(provenance: Provenance, text: ProvisionText, same_library: bool) -> Verdict:
    stored = {f"{p.clause}@{p.position}": p.text for p in provenance.provisions}
    said = {tag: "\n".join(p.line for p in paragraphs) for tag, paragraphs in text.provisions.items()}
    return Verdict(
        identical=False,
        same_library=same_library,
        changed=tuple(tag for tag, words in stored.items() if tag in said and said[tag] != words),
        removed=tuple(tag for tag in stored if tag not in said),
        added=tuple(tag for tag in said if tag not in stored),
    )


def _with_rest(verdict: Verdict, text: ProvisionText, made: ProvisionText, other: list[str]) -> Verdict:
    """Return a verdict with what else differs from the contract drafted anew: what fields and links refer to, text outside, other parts."""
    there = {tag for tag in text.provisions if tag in made.provisions}
    astray = {tag for tag in there if [p.code for p in text.provisions[tag]] != [p.code for p in made.provisions[tag]]}
    changed = tuple(tag for tag in text.provisions if tag in astray or tag in verdict.changed)
    lines, expected = ([p.line for p in side.outside] + list(side.margins) for side in (text, made))
    outside = tuple(t for t in lines if t not in set(expected)) + tuple(t for t in expected if t not in set(lines))
    return replace(verdict, changed=changed, outside=outside, other=tuple(other))
