"""The copy of a contract for publication, declared secrets withheld."""

from __future__ import annotations

from typing import Any

from drafter.content import Content
from drafter.drafting import draft_contract
from drafter.errors import Finding
from drafter.forms.publication import Secret, published
from drafter.language import Edition, Language
from drafter.records import dataclass
from drafter.services.answers import Source, read_answers
from drafter.writers.publication import publication_docx


@dataclass(frozen=True)
class Publication:
    """The copy as a Word file, what is withheld in it, and what is to be looked at by hand."""

    data: bytes
    withheld: tuple[Secret, ...]
    findings: tuple[Finding, ...]

    @property
    def places(self) -> int:
        """In how many places something is withheld."""
        return sum(sum(secret.places.values()) for secret in self.withheld)

    def listing(self, language: Language) -> list[dict[str, Any]]:
        """Return what is withheld, on which ground and where, as plain data."""
        return [{"item": s.item[language], "ground": s.ground[language], "places": dict(s.places)} for s in self.withheld]


def publish(content: Content, source: Source, edition: Edition, *, preview: bool = False) -> Publication:
    """Return the publication copy of the contract of an answer set.

    Raises NotFinal while something in the contract is open or a rule is broken, unless it is a `preview`; AnswerError for one that holds
    state secrets and may not be published; FileError, ContentError.
    """
    draft = draft_contract(content, read_answers(content, source), edition, final=not preview)
    copy, secrets, findings = published(draft)
    return Publication(publication_docx(copy), tuple(secrets), tuple(findings))
