"""Our standard for one contract: what we sent, and our preferred and fallback texts filled with its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from drafter.assembly.contract import Contract, Provision, assemble, assemble_provision
from drafter.content import Content
from drafter.drafting import LANGUAGES_OF, Draft, draft_contract
from drafter.errors import DrafterError
from drafter.language import Language
from drafter.library.schema import Position
from drafter.ooxml.package import Package
from drafter.ooxml.provisions import ProvisionText, read_provisions
from drafter.questionnaire.answers import AnswerSet, for_edition
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.review.stored import stored_answers
from drafter.writers.docx.provenance import Provenance
from drafter.writers.docx.write import docx_package


@dataclass(frozen=True)
class SentProvision:
    """A provision as it was sent: clause, position, heading in the first language, and its paragraphs, the heading first."""

    clause: str
    position: str
    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading."""
        return self.lines[0] if self.lines else self.clause


@dataclass(frozen=True)
class Baseline:
    """Our standard for the contract that a file's provenance describes."""

    content: Content
    provenance: Provenance
    sent: tuple[SentProvision, ...]
    file: Package | None = None  # the file as it was sent, when we have it

    @classmethod
    def of(cls, content: Content, provenance: Provenance, file: Package | None = None) -> Baseline:
        """Return the standard of a generated file."""
        sent = tuple(SentProvision(p.clause, p.position, tuple(p.text.split("\n"))) for p in provenance.provisions)
        return cls(content, provenance, sent, file)

    @cached_property
    def text(self) -> ProvisionText | None:
        """What the file said as it was sent; None when it cannot be drafted anew, its template being somebody else's or the library another since."""
        if self.file is not None:
            return read_provisions(self.file)
        same_library = self.provenance.library == self.content.library.version
        return read_provisions(docx_package(self.draft, "standard")) if same_library and self.draft is not None else None

    @cached_property
    def draft(self) -> Draft | None:
        """The contract drafted anew from its answers, a final as a final; None where we have the file as it was sent, and where it cannot be."""
        if self.file is not None or self.provenance.template:
            return None
        answers = self.answers
        try:
            return draft_contract(self.content, answers, self.provenance.edition, self.provenance.final)  # type: ignore[arg-type]
        except DrafterError:
            return None

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The clauses in the order in which they were sent."""
        return tuple(s.clause for s in self.sent)

    @property
    def lines(self) -> dict[str, tuple[str, ...]]:
        """The paragraphs of the provisions as they were sent, by clause."""
        return {s.clause: s.lines for s in self.sent}

    @cached_property
    def answers(self) -> AnswerSet:
        """The answers it was made from. Raises AnswerError when the library no longer knows them."""
        return stored_answers(self.provenance, self.content)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages of the edition."""
        return LANGUAGES_OF[self.provenance.edition]  # type: ignore[index]

    def situation(self, changed: Mapping[str, object] | None = None) -> Situation:
        """Return the answers as a situation, some of them changed."""
        return self._situation(replace(self.answers, answers={**self.answers.answers, **(changed or {})}))

    def _situation(self, answers: AnswerSet) -> Situation:
        """Return answers as a situation, the clauses that only two languages need among them."""
        used = for_edition(answers, self.provenance.edition, self.content.library)  # type: ignore[arg-type]
        return Situation(self.content.library, self.content.agreement(answers.agreement), used)

    @cached_property
    def contract(self) -> Contract:
        """The contract assembled anew from its answers."""
        if self.draft is not None:
            return self.draft.contract
        return assemble(self.situation(), self.content.forms, self.languages)

    @cached_property
    def provisions(self) -> dict[str, Provision]:
        """The provisions of the contract by clause."""
        return {p.clause.id: p for p in self.contract.provisions}

    def text_at(self, clause: str, position: Position) -> tuple[str, ...]:
        """Return our text of a clause at a position, filled, all other clauses as they were sent; nothing when there is none."""
        found = self.content.library.clauses.get(clause)
        if found is None or position not in found.positions():
            return ()
        there = self.provisions.get(clause)
        if there is not None and there.position == position:
            return provision_lines(there, self.languages)
        situation = self.contract.situation.with_position(clause, position)
        other = assemble_provision(situation, self.content.forms, self.languages, clause)
        return () if other is None else provision_lines(other, self.languages)


def provision_lines(provision: Provision, languages: tuple[Language, ...]) -> tuple[str, ...]:
    """Return a provision as a reader finds it in a file: the heading and the paragraphs, numbers left out."""
    lines = [provision.clause.head.title[n] for n in languages]
    for pair in zip(*(provision.paragraphs[n] for n in languages), strict=True):
        lines += ["".join(i.text for i in numbered.inlines) for numbered in pair]
    return tuple(lines)
