"""The clause library as a whole, read from its folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from drafter.errors import Finding, Place
from drafter.language import LANGUAGES
from drafter.library.catalogue import Catalogue
from drafter.library.clause import Clause, Passage
from drafter.library.dates import StatutoryDate
from drafter.library.holidays import load_calendar
from drafter.library.parameters import Parameter
from drafter.library.rates import NAME as RATES
from drafter.library.rates import Rates, load_rates
from drafter.library.schema import (
    ELEMENTS,
    Article,
    Instrument,
    Position,
    Question,
    Questionnaire,
    Rule,
    Term,
)
from drafter.library.shelf import Shelf
from drafter.library.signs import NAME as SIGNS
from drafter.library.signs import Signs, load_signs
from drafter.library.yamlfile import line_of
from drafter.records import dataclass
from drafter.values.workdays import WorkCalendar


@dataclass(frozen=True)
class Library:
    """Every clause, question, term, rule and law there is, and what was wrong while reading them."""

    folder: Path
    clauses: dict[str, Clause] = field(repr=False)
    passages: dict[str, Passage] = field(repr=False)
    questions: Mapping[str, Question] = field(repr=False)
    questionnaire: Questionnaire = field(repr=False)
    terms: tuple[Term, ...] = field(repr=False)
    rules: Mapping[str, Rule] = field(repr=False)
    instruments: Mapping[str, Instrument] = field(repr=False)
    articles: Mapping[str, Article] = field(repr=False)
    dates: Mapping[str, StatutoryDate] = field(default_factory=dict, repr=False)
    parameters: Mapping[str, Parameter] = field(default_factory=dict, repr=False)  # by the name that content uses: law.publish_days
    roles: Mapping[str, str | None] = field(default_factory=dict, repr=False)
    catalogue: Catalogue = field(default_factory=Catalogue, repr=False)
    elements: tuple[str, ...] = ELEMENTS  # the folders of clauses, in order
    homes: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)  # kind (text, question, rule, parameter) and id -> file
    own_folder: Path | None = None  # of what is laid over it (overlay.py)
    findings: tuple[Finding, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict, repr=False)  # file name -> text, for line numbers

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 over all files: same words, same version."""
        from hashlib import sha256

        digest = sha256()
        for name, text in sorted(self.sources.items()):
            digest.update(f"{name}\x00{text}\x00".encode())
        return digest.hexdigest()[:12]

    def role(self, role: str) -> str:
        """Return the question or fact that plays a role; nothing where there is none. One that roles.yaml does not name has the role's own name."""
        return self.roles.get(role, role) or ""

    @cached_property
    def texts(self) -> dict[str, Clause | Passage]:
        """Everything an outline may name: clauses and passages."""
        return {**self.clauses, **self.passages}

    @cached_property
    def clause_terms(self) -> dict[tuple[str, Position], frozenset[str]]:
        """The defined terms (in Chinese) that the text of a clause uses in either language, by clause and position."""
        return terms_of(self.clauses.values(), self.terms)

    @cached_property
    def rates(self) -> Rates:
        """The rates of the budget methods. Raises ContentError."""
        return load_rates(self.folder_with(RATES))

    @cached_property
    def signs(self) -> Signs | None:
        """The signs by which a review judges words; None where the library has none. Raises ContentError."""
        return load_signs(self.folder_with(SIGNS))

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days, as the holiday notices have them. Raises ContentError."""
        return load_calendar(self.folder, self.own_folder)

    def folder_with(self, name: str) -> Path:
        """Return the folder whose file of a name counts: the own one where it has it."""
        return self.own_folder if self.own_folder is not None and (self.own_folder / name).is_file() else self.folder

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions that are asked, in order."""
        return tuple(name for section in self.questionnaire.sections for name in section.questions)

    def packed(self) -> Library:
        """Return the library as it is kept: what follows from its texts worked out, and what most commands do not ask for packed."""
        made = replace(
            self,
            questions=Shelf(self.questions),
            rules=Shelf(self.rules),
            instruments=Shelf(self.instruments),
            articles=Shelf(self.articles),
            parameters=Shelf(self.parameters),
            sources=Shelf(self.sources),
        )
        worked_out = (made.version, made.clause_terms, made.asked, [(text.digest, text.positions()) for text in made.texts.values()])
        assert worked_out
        return made


def terms_of(clauses: Iterable[Clause], terms: Sequence[Term]) -> dict[tuple[str, Position], frozenset[str]]:
    """Return which of the defined terms (in Chinese) the texts of clauses use in either language, by clause and position."""
    defined = [t for t in terms if t.define is not None]
    found = {}
    for clause in clauses:
        for position in clause.positions():
            zh, en = (clause.parts[language, position].source for language in LANGUAGES)
            found[clause.id, position] = frozenset(t.zh for t in defined if t.zh in zh or t.en in en)
    return found


def question_place(library: Library, identifier: str) -> Place:
    """Return file and line of a question."""
    return place_of(library, "question", identifier)


def place_of(library: Library, kind: Literal["question", "rule", "parameter", "date", "role"], identifier: str, *path: str | int) -> Place:
    """Return file and line of what a YAML file defines, and of a part of it."""
    file = library.homes[kind, identifier]
    return Place(file, line_of(library.sources[file], (identifier, *path)))
