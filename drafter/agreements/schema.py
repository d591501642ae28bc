"""The shape of an agreement (templates/<id>/agreement.yaml)."""

from __future__ import annotations

from typing import Literal

from drafter.library.schema import Condition, Fact, Form, Model, Need, Text


class Chapter(Model):
    """A chapter of an agreement: a title and the clauses under it, in order."""

    title: Text
    clauses: list[str]


class Because(Model):
    """A condition, and the reason that is given where it holds."""

    when: Condition
    because: Text


class Shortening(Because):
    """The clauses that a profile prints in their brief texts where the condition holds."""

    clauses: list[str]


class Profile(Model):
    """How much of the outline a profile takes."""

    label: Text
    needs: list[Need]
    only: list[str] = []
    brief: bool = False  # brief texts and tables, running on without turned pages
    annexes: list[str] = []  # the only annexes, where any are named
    proposed: Because | None = None  # for which projects it is proposed
    shortened: Shortening | None = None
    refuse_when: Condition | None = None
    refuse: Text | None = None


class CoverLine(Model):
    """A line of the cover: a label and a text with fields."""

    label: Text
    text: Text


Page = Literal["contents", "parties", "approval", "body", "signature", "annexes", "notice", "drafting"]


CONTRACT_PAGES: tuple[Page, ...] = ("contents", "parties", "body", "signature", "annexes", "notice", "drafting")


class Labels(Model):
    """The words that Word templates print, for all agreements (templates/labels.yaml)."""

    labels: dict[str, Text]


class Agreement(Model):
    """An agreement: outline, annexes, profiles, and the Word template that prints it.

    One that stands beside another (`beside: contract`) is drafted from the same answers and knows the facts and clauses of that one.
    """

    id: str  # the name of its folder
    title: Text
    template: str = "contract/contract.docx"  # in its own folder, or with the folder it stands in
    beside: str | None = None
    companion: Agreement | None = None  # the agreement it stands beside, put in by the reader
    numbering: Literal["contract", "proposal"] = "contract"
    traced: bool = False  # whether a final is refused while a need does not map through to its price
    dated: str | None = None  # the answer that dates the document; without it the day of signature
    pages: list[Page] = list(CONTRACT_PAGES)
    cover: list[CoverLine] = []  # instead of contract number, parties and date
    approval: list[Text] = []  # who approves on the approval page
    chapters: list[Chapter]
    annexes: list[str] = []
    profiles: dict[str, Profile]
    labels: dict[str, Text] = {}
    forms: list[str] = []  # working forms of no clause in particular; others go with the clauses they name
    asks: list[str] = []
    rules: list[str] = []  # the groups of rules (files of rules/) it is held to, besides those of the agreement it stands beside
    facts: list[Fact] = []

    @property
    def chain(self) -> list[Agreement]:
        """The agreement, the one it stands beside, and so on to the contract."""
        return [self, *(self.companion.chain if self.companion is not None else [])]

    @property
    def held_to(self) -> set[str]:
        """The groups of rules it is held to."""
        return {group for one in self.chain for group in one.rules}

    def takes(self, form: Form) -> bool:
        """Return whether a form goes with it: as an annex, because it names it, or because its outline has all clauses of the form."""
        named = form.code in self.annexes or form.code in self.forms
        return named or (bool(form.clauses) and set(form.clauses) <= set(self.clauses))

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses of its outline, in order."""
        return tuple(clause for chapter in self.chapters for clause in chapter.clauses)
