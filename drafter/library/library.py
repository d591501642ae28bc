"""The clause library as a whole, read from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from drafter.errors import ContentError, Finding, Place
from drafter.language import LANGUAGES, Words
from drafter.library.clause import Clause, Passage
from drafter.library.compiled import compiled
from drafter.library.dates import StatutoryDate
from drafter.library.holidays import load_calendar
from drafter.library.parameters import Parameter
from drafter.library.rates import Rates, load_rates
from drafter.library.schema import (
    Article,
    Folder,
    Instrument,
    Position,
    Question,
    Questionnaire,
    Rule,
    Term,
)
from drafter.library.shelf import Shelf
from drafter.library.yamlfile import line_of
from drafter.values.workdays import WorkCalendar

PASSAGES: Folder = "proposal"


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

    @cached_property
    def texts(self) -> dict[str, Clause | Passage]:
        """Everything an outline may name: clauses and passages."""
        return {**self.clauses, **self.passages}

    @cached_property
    def clause_terms(self) -> dict[tuple[str, Position], frozenset[str]]:
        """The defined terms (in Chinese) that the text of a clause uses in either language, by clause and position."""
        defined = [t for t in self.terms if t.define is not None]
        found = {}
        for clause in self.clauses.values():
            for position in clause.positions():
                zh, en = (clause.parts[language, position].source for language in LANGUAGES)
                found[clause.id, position] = frozenset(t.zh for t in defined if t.zh in zh or t.en in en)
        return found

    @cached_property
    def rates(self) -> Rates:
        """The rates of the budget methods. Raises ContentError."""
        return load_rates(self.folder)

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days, as the holiday notices have them. Raises ContentError."""
        return load_calendar(self.folder)

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


@lru_cache(maxsize=4)
def load_library(folder: Path) -> Library:
    """Return the library in `folder`. Raises ContentError with every finding at once."""
    library = compiled_library(folder)
    if errors := [f for f in library.findings if f.severity == "error"]:
        raise ContentError(errors)
    return library


def compiled_library(folder: Path) -> Library:
    """Return the library in `folder` as `read_library` does, from what was made of the same files before where there is such."""
    return compiled(
        "library", [folder], lambda: read_library(folder).packed(), lambda made: (made.questions, made.terms, made.rules, made.dates)
    )


def read_library(folder: Path) -> Library:
    """Return the library in `folder` with whatever could be read; what could not is in `findings`."""
    from drafter.library.read import LibraryReader

    return LibraryReader(folder).read()


def question_place(library: Library, identifier: str) -> Place:
    """Return file and line of a question."""
    question = library.questions[identifier]
    for name, text in library.sources.items():
        if name.startswith(f"{question.element}/questions") and (line := line_of(text, (identifier,), 0)):
            return Place(name, line + 1)
    return Place(f"{question.element}/questions.yaml")


__all__ = ["Library", "Words", "load_library", "question_place", "read_library"]
