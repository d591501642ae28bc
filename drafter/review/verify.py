"""`drafter verify`: is a contract as it was generated; if not, was it only saved by another program, or what was changed?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from drafter.content import Content
from drafter.drafting import draft_contract
from drafter.errors import DrafterError, FileError
from drafter.ooxml.multiplied import once
from drafter.records import dataclass
from drafter.review.stored import stored_answers
from drafter.writers.docx.provenance import Provenance, read_provenance
from drafter.writers.docx.write import docx_package

if TYPE_CHECKING:
    from drafter.ooxml.package import Package
    from drafter.review.differences import Difference

Case = Literal["untouched", "saved-again", "parts-differ", "provisions-same", "changed"]
_OURS = "drafter"


@dataclass(frozen=True)
class Verdict:
    """What a check of a contract against what it was made of found.

    `identical` is over all parts, however they were packed. `program` saved it since, by the file's own account. `by_text` says that the file
    has lost its provenance and was held against another. Clauses by id; `differences` has the words.
    """

    identical: bool
    same_library: bool
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()  # paragraphs outside provisions that are not as generated
    other: tuple[str, ...] = ()  # further parts that do not mean the same: styles, headers, numbering...
    differences: tuple[Difference, ...] = ()
    program: str = ""
    by_text: bool = False
    partly: bool = False  # only the provisions could be compared, not what stands around them

    @property
    def case(self) -> Case:
        """Which of the cases of docs/provenance.md this is."""
        if self.identical:
            return "untouched"
        if self.differences:
            return "changed"
        if self.partly:
            return "provisions-same"
        return "saved-again" if self.program or self.by_text or not self.other else "parts-differ"

    @property
    def as_generated(self) -> bool:
        """Whether the contract says what it said, and nobody but a program that saved it had a hand in it."""
        return self.case in ("untouched", "saved-again")


def verify(content: Content, package: Package, template: Path | None = None, sent: Package | None = None) -> Verdict:
    """Return the verdict on a file, its tracked changes accepted. Raises FileError when it carries no provenance and `sent` is not given.

    `sent` is the file as it went out: it stands in for the provenance where that was lost, and for the contract drafted anew.
    """
    provenance, lost = _provenance(package, sent)
    same_library = provenance.library == content.library.version
    made = sent or (_made(content, provenance, package.file, template) if same_library else None)
    if made is not None and not lost and not _other_bytes(package, made):
        return Verdict(identical=True, same_library=same_library)  # what every part says, no reader has to be asked
    return _compared(
        content, provenance, once(package), made, Verdict(identical=False, same_library=same_library, by_text=lost, partly=made is None)
    )


def _provenance(package: Package, sent: Package | None) -> tuple[Provenance, bool]:
    """Return what a file was made of, and whether that had to be taken from what was sent."""
    try:
        return read_provenance(package), False
    except FileError:
        if sent is None:
            raise
        return read_provenance(sent), True


def _made(content: Content, provenance: Provenance, file: str, template: Path | None) -> Package | None:
    """Return the contract drafted anew, or nothing where it cannot be: its template is not given, or its answers no longer serve."""
    if provenance.template and template is None:
        return None
    try:
        draft = draft_contract(content, stored_answers(provenance, content), provenance.edition, provenance.final)  # type: ignore[arg-type]
        return docx_package(draft, file, template)
    except DrafterError:
        return None


def _other_bytes(package: Package, made: Package) -> bool:
    return any(made.parts.get(name) != package.parts.get(name) for name in {*made.parts, *package.parts})


def _compared(content: Content, provenance: Provenance, package: Package, made: Package | None, verdict: Verdict) -> Verdict:
    """Return the verdict on a file that is not as generated, by what it says."""
    from drafter.ooxml.same_meaning import differing_parts, saved_by
    from drafter.review.baseline import Baseline
    from drafter.review.differences import differences

    other = differing_parts(package, made) if made is not None else []
    if made is not None and not other and not verdict.by_text:
        return replace(verdict, identical=True)
    program = saved_by(package)
    found = differences(Baseline.of(content, provenance, made), package)
    return replace(
        _by_clause(verdict, provenance, found), other=tuple(part for part in other if part != package.main), program="" if program == _OURS else program
    )  # fmt: skip


def _by_clause(verdict: Verdict, provenance: Provenance, found: Sequence[Difference]) -> Verdict:
    """Return a verdict with what differs, told apart: provisions changed, removed, added, and what stands in none."""
    sent = {p.clause for p in provenance.provisions}
    clauses = dict.fromkeys(d.clause for d in found if d.clause)
    gone = {c for c in clauses if c in sent and not any(d.after for d in found if d.clause == c) and _is_whole(c, provenance, found)}
    return replace(
        verdict,
        changed=tuple(c for c in clauses if c in sent and c not in gone),
        removed=tuple(c for c in clauses if c in gone),
        added=tuple(c for c in clauses if c not in sent),
        outside=tuple(d.after or d.before for d in found if not d.clause),
        differences=tuple(found),
    )


def _is_whole(clause: str, provenance: Provenance, found: Sequence[Difference]) -> bool:
    """Say whether every paragraph of a provision is among what differs."""
    lines = next(p.text for p in provenance.provisions if p.clause == clause).split("\n")
    return sum(d.clause == clause for d in found) >= sum(bool(line.strip()) for line in lines)
