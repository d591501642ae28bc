"""The clause library as a whole, read from its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from drafter.errors import ContentError, Finding, Place, error
from drafter.language import LANGUAGES, Language, Words
from drafter.library.clause import Clause, Part, Passage, split_front_matter, split_parts
from drafter.library.dates import DATES, StatutoryDate
from drafter.library.holidays import load_calendar
from drafter.library.schema import (
    ELEMENTS,
    Article,
    ClauseHead,
    Element,
    Folder,
    Instrument,
    Model,
    PassageHead,
    Position,
    Question,
    Questionnaire,
    Rule,
    Term,
)
from drafter.library.shape import NotValid
from drafter.library.validated import faults, validate
from drafter.library.yamlfile import YamlProblem, line_of, load_yaml
from drafter.resources import library_dir
from drafter.values.workdays import WorkCalendar

M = TypeVar("M", bound=Model)
PASSAGES: Folder = "proposal"
Parts = dict[tuple[Language, Position], Part]


@dataclass(frozen=True)
class Library:
    """Every clause, question, term, rule and law there is, and what was wrong while reading them."""

    folder: Path
    clauses: dict[str, Clause] = field(repr=False)
    passages: dict[str, Passage] = field(repr=False)
    questions: dict[str, Question] = field(repr=False)
    questionnaire: Questionnaire = field(repr=False)
    terms: tuple[Term, ...] = field(repr=False)
    rules: dict[str, Rule] = field(repr=False)
    instruments: dict[str, Instrument] = field(repr=False)
    articles: dict[str, Article] = field(repr=False)
    dates: dict[str, StatutoryDate] = field(default_factory=dict, repr=False)
    findings: tuple[Finding, ...] = ()
    sources: dict[str, str] = field(default_factory=dict, repr=False)  # file name -> text, for line numbers

    @cached_property
    def version(self) -> str:
        """The first 12 hex digits of the SHA-256 over all files: same words, same version."""
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
    def calendar(self) -> WorkCalendar:
        """The working days, as the holiday notices have them. Raises ContentError."""
        return load_calendar(self.folder)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The questions that are asked, in order."""
        return tuple(name for section in self.questionnaire.sections for name in section.questions)


@lru_cache(maxsize=4)
def load_library(folder: Path | None = None) -> Library:
    """Return the library in `folder` (the shipped one by default). Raises ContentError with every finding at once."""
    library = read_library(folder or library_dir())
    if errors := [f for f in library.findings if f.severity == "error"]:
        raise ContentError(errors)
    return library


def read_library(folder: Path) -> Library:
    """Return the library in `folder` with whatever could be read; what could not is in `findings`."""
    return _Reader(folder).read()


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Finding] = []
        self.sources: dict[str, str] = {}
        self.defined: dict[tuple[str, str], str] = {}  # kind and id -> the file that defines it

    def read(self) -> Library:
        law = self._yaml("law.yaml") or {}
        return Library(
            folder=self.folder,
            clauses={c.id: c for element in ELEMENTS for c in self._clauses(element)},
            passages={p.id: p for p in self._passages()},
            questions={q.id: q for folder in (*ELEMENTS, PASSAGES) for q in self._questions(folder)},
            questionnaire=self._questionnaire(),
            terms=tuple(self._models("terms.yaml", self._yaml("terms.yaml") or [], lambda key, row: validate(Term, row))),
            rules={r.id: r for r in self._rules()},
            instruments=self._mapping("law.yaml", law, "instruments", Instrument),
            articles=self._mapping("law.yaml", law, "articles", Article),
            dates={d.id: d for d in self._dates()},
            findings=tuple(self.findings),
            sources=self.sources,
        )

    def _text(self, name: str) -> str | None:
        try:
            self.sources[name] = (self.folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as problem:
            self._error(name, 0, f"无法读取：{problem}", f"cannot be read: {problem}")
            return None
        return self.sources[name]

    def _yaml(self, name: str) -> Any:
        text = self._text(name)
        try:
            return load_yaml(text, name) if text is not None else None
        except YamlProblem as problem:
            self.findings.append(problem.finding)
            return None

    def _error(self, file: str, line: int, zh: str, en: str) -> None:
        self.findings.append(error("schema", zh, en, ("格式见 docs/clauses.md", "see docs/clauses.md for the format"), Place(file, line)))

    def _invalid(self, file: str, problem: NotValid, path: tuple[str | int, ...], text: str, first_line: int = 1) -> None:
        self.findings += faults(problem, file, text, path, first_line)

    def _defines(self, kind: str, identifier: str, file: str) -> None:
        """Report an identifier that an earlier file has already: of the two only one would be in the library, and nobody would miss the other."""
        earlier = self.defined.setdefault((kind, identifier), file)
        if earlier != file:
            line = line_of(self.sources[file], (identifier,)) if file.endswith(".yaml") else 1
            zh, en = f"{identifier} 重复定义，{earlier} 中已有", f"{identifier} is defined twice; {earlier} has it already"
            self._error(file, line, zh, en)

    def _models(self, file: str, data: Any, make: Callable[[Any, Any], M]) -> Iterator[M]:
        if not isinstance(data, (dict, list)):
            self._error(file, 1, "应为映射或列表", "a mapping or a list was expected")
            return
        for key, row in data.items() if isinstance(data, dict) else enumerate(data):
            try:
                yield make(key, row)
            except NotValid as problem:
                self._invalid(file, problem, (key,), self.sources[file])
            except (TypeError, ValueError) as problem:
                self._error(file, line_of(self.sources[file], (key,)), str(problem), str(problem))

    def _mapping(self, file: str, data: Any, part: str, kind: type[M]) -> dict[str, M]:
        found: dict[str, M] = {}
        for key, row in (data.get(part) or {}).items():
            try:
                found[str(key)] = validate(kind, row)
            except NotValid as problem:
                self._invalid(file, problem, (part, key), self.sources[file])
        return found

    def _clauses(self, element: Element) -> Iterator[Clause]:
        for path in sorted((self.folder / element).glob("*.md")):
            name = f"{element}/{path.name}"
            text = self._text(name)
            if text is not None and (clause := self._clause(name, path.stem, element, text)):
                self._defines("text", clause.id, name)
                yield clause

    def _passages(self) -> Iterator[Passage]:
        for path in sorted((self.folder / PASSAGES).glob("*.md")):
            name = f"{PASSAGES}/{path.name}"
            text = self._text(name)
            read = self._head(name, PassageHead, text) if text is not None else None
            if read is not None:
                self._defines("text", path.stem, name)
                yield Passage(path.stem, PASSAGES, read[0], read[1], name)

    def _clause(self, name: str, identifier: str, element: Element, text: str) -> Clause | None:
        read = self._head(name, ClauseHead, text)
        return None if read is None else Clause(identifier, element, *read, name)

    def _head(self, name: str, kind: type[M], text: str) -> tuple[M, Parts] | None:
        try:
            front, body, body_line = split_front_matter(text)
            return validate(kind, load_yaml(front, name, 2)), split_parts(body, body_line)
        except YamlProblem as problem:
            self.findings.append(problem.finding)
        except NotValid as problem:
            self._invalid(name, problem, (), front, 2)
        except ValueError as problem:
            self._error(name, 1, str(problem), str(problem))
        return None

    def _questions(self, element: Folder) -> Iterator[Question]:
        for path in sorted((self.folder / element).glob("questions*.yaml")):
            name = f"{element}/{path.name}"
            data = self._yaml(name)
            for question in self._models(name, data or {}, lambda key, row: validate(Question, {**row, "id": key, "element": element})):
                self._defines("question", question.id, name)
                yield question

    def _questionnaire(self) -> Questionnaire:
        data = self._yaml("questionnaire.yaml")
        try:
            return validate(Questionnaire, data)
        except NotValid as problem:
            self._invalid("questionnaire.yaml", problem, (), self.sources.get("questionnaire.yaml", ""))
            return Questionnaire(sections=[], minimal=[])

    def _dates(self) -> Iterator[StatutoryDate]:
        if (self.folder / DATES).is_file():
            yield from self._models(DATES, self._yaml(DATES) or {}, lambda key, row: validate(StatutoryDate, {**row, "id": key}).counted())

    def _rules(self) -> Iterator[Rule]:
        for path in sorted((self.folder / "rules").glob("*.yaml")):
            name = f"rules/{path.name}"
            for rule in self._models(name, self._yaml(name) or {}, lambda key, row: validate(Rule, {**row, "id": key})):
                self._defines("rule", rule.id, name)
                yield rule


def question_place(library: Library, identifier: str) -> Place:
    """Return file and line of a question."""
    question = library.questions[identifier]
    for name, text in library.sources.items():
        if name.startswith(f"{question.element}/questions") and (line := line_of(text, (identifier,), 0)):
            return Place(name, line + 1)
    return Place(f"{question.element}/questions.yaml")


__all__ = ["Library", "Words", "load_library", "question_place", "read_library"]
