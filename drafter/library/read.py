"""The clause library read from its files, with everything that is wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from drafter.causes import told
from drafter.errors import Finding, Place, error, reason
from drafter.language import Language
from drafter.library.catalogue import CATALOGUE, Catalogue
from drafter.library.clause import Clause, Part, Passage, split_front_matter, split_parts
from drafter.library.dates import DATES, StatutoryDate
from drafter.library.library import Library
from drafter.library.overlay import OWN, elements_in, unread
from drafter.library.parameters import FOLDER, PREFIX, Parameter, named_limits, no_parameter
from drafter.library.roles import ROLES_FILE
from drafter.library.schema import (
    PASSAGES,
    Article,
    ClauseHead,
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

M = TypeVar("M", bound=Model)
Parts = dict[tuple[Language, Position], Part]


class LibraryReader:
    """Reads the library in a folder: a whole one, or what somebody has of his own to be laid over the one `below`."""

    def __init__(self, folder: Path, below: Library | None = None) -> None:
        self.folder, self.below = folder, below
        self.prefix = OWN if below is not None else ""  # under which the files of a folder of one's own are named
        self.findings: list[Finding] = []
        self.sources: dict[str, str] = {}
        self.parameters: dict[str, Parameter] = {}
        self.defined: dict[tuple[str, str], str] = {}  # kind and id -> the file that defines it

    def read(self) -> Library:
        law, elements = self._yaml(self._name("law.yaml")) or {}, elements_in(self.folder)
        own = {f"{PREFIX}{p.id}": p for p in self._parameters()}
        self.parameters = own if self.below is None else {**self.below.parameters, **own}
        found = Library(
            folder=self.folder,
            clauses={c.id: c for element in elements for c in self._clauses(element)},
            passages={p.id: p for p in self._passages()},
            questions={q.id: q for folder in (*elements, PASSAGES) for q in self._questions(folder)},
            questionnaire=self._questionnaire(),
            terms=tuple(
                self._models(self._name("terms.yaml"), self._yaml(self._name("terms.yaml")) or [], lambda key, row: validate(Term, row))
            ),
            rules={r.id: r for r in self._rules()},
            instruments=self._mapping(self._name("law.yaml"), law, "instruments", Instrument),
            articles=self._mapping(self._name("law.yaml"), law, "articles", Article),
            dates={d.id: d for d in self._dates()},
            parameters=own,
            elements=elements,
            homes=self.defined,
            roles=self._roles(),
            catalogue=self._catalogue(),
            sources=self.sources,
        )
        if self.below is not None:
            self.findings += unread(self.folder, self.sources, self.below.folder)
        return replace(found, findings=tuple(self.findings))

    def _name(self, *steps: str) -> str:
        """Return how messages name a file of the folder."""
        return self.prefix + "/".join(steps)

    def _text(self, name: str) -> str | None:
        path = self.folder / name.removeprefix(self.prefix)
        if self.below is not None and not path.is_file():
            return None  # that of the library below stands
        try:
            self.sources[name] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            self._error(name, 0, "不是 UTF-8 文本", "not UTF-8 text")
            return None
        except OSError as problem:
            self._error(name, 0, f"无法读取（{reason(problem).zh}）", f"cannot be read ({reason(problem).en})")
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
                self._error(file, line_of(self.sources[file], (key,)), told(problem).zh, told(problem).en)

    def _mapping(self, file: str, data: Any, part: str, kind: type[M]) -> dict[str, M]:
        found: dict[str, M] = {}
        for key, row in (data.get(part) or {}).items():
            try:
                found[str(key)] = validate(kind, row)
            except NotValid as problem:
                self._invalid(file, problem, (part, key), self.sources[file])
        return found

    def _clauses(self, element: str) -> Iterator[Clause]:
        for path in sorted((self.folder / element).glob("*.md")):
            name = self._name(element, path.name)
            text = self._text(name)
            if text is not None and (clause := self._clause(name, path.stem, element, text)):
                self._defines("text", clause.id, name)
                yield clause

    def _passages(self) -> Iterator[Passage]:
        for path in sorted((self.folder / PASSAGES).glob("*.md")):
            name = self._name(PASSAGES, path.name)
            text = self._text(name)
            read = self._head(name, PassageHead, text) if text is not None else None
            if read is not None:
                self._defines("text", path.stem, name)
                yield Passage(path.stem, PASSAGES, read[0], read[1], name)

    def _clause(self, name: str, identifier: str, element: str, text: str) -> Clause | None:
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
            self._error(name, 1, told(problem).zh, told(problem).en)
        return None

    def _questions(self, element: str) -> Iterator[Question]:
        for path in sorted((self.folder / element).glob("questions*.yaml")):
            name = self._name(element, path.name)
            data = self._yaml(name)
            for question in self._models(name, data or {}, partial(self._question, name, element)):
                self._defines("question", question.id, name)
                yield question

    def _question(self, file: str, element: str, key: str, row: Any) -> Question:
        limited, unknown = named_limits(row, self.parameters)
        for name in unknown:
            self.findings.append(no_parameter(name, self.parameters, Place(file, line_of(self.sources[file], (key,)))))
        return validate(Question, {**limited, **_conditional(limited), "id": key, "element": element})

    def _parameters(self) -> Iterator[Parameter]:
        for path in sorted((self.folder / FOLDER).glob("*.yaml")):
            name = self._name(FOLDER, path.name)
            for parameter in self._models(name, self._yaml(name) or {}, lambda key, row: validate(Parameter, {**row, "id": key})):
                self._defines("parameter", parameter.id, name)
                yield parameter

    def _questionnaire(self) -> Questionnaire:
        name = self._name("questionnaire.yaml")
        data = self._yaml(name)
        if data is None and self.below is not None:
            return Questionnaire(sections=[], minimal=[])
        try:
            return validate(Questionnaire, data)
        except NotValid as problem:
            self._invalid(name, problem, (), self.sources.get(name, ""))
            return Questionnaire(sections=[], minimal=[])

    def _dates(self) -> Iterator[StatutoryDate]:
        if (self.folder / DATES).is_file():
            name = self._name(DATES)
            for date in self._models(name, self._yaml(name) or {}, lambda key, row: validate(StatutoryDate, {**row, "id": key}).counted()):
                self._defines("date", date.id, name)
                yield date

    def _roles(self) -> dict[str, str | None]:
        name = self._name(ROLES_FILE)
        data = (self._yaml(name) or {}) if (self.folder / ROLES_FILE).is_file() else {}
        if not isinstance(data, dict) or not all(isinstance(question, str | None) for question in data.values()):
            self._error(name, 1, "应为角色与问题的对照", "a mapping of roles to questions was expected")
            return {}
        for role in data:
            self._defines("role", str(role), name)
        return {str(role): question for role, question in data.items()}

    def _catalogue(self) -> Catalogue:
        if not (self.folder / CATALOGUE).is_file():
            return Catalogue()
        name = self._name(CATALOGUE)
        data = self._yaml(name) or {}
        self._defines("catalogue", CATALOGUE, name)
        try:
            return validate(Catalogue, data)
        except NotValid as problem:
            self._invalid(name, problem, (), self.sources[name])
            return Catalogue()

    def _rules(self) -> Iterator[Rule]:
        for path in sorted((self.folder / "rules").glob("*.yaml")):
            name = self._name("rules", path.name)
            for rule in self._models(name, self._yaml(name) or {}, partial(_rule, path.stem)):
                self._defines("rule", rule.id, name)
                yield rule


def _rule(group: str, key: Any, row: Any) -> Rule:
    return validate(Rule, {**row, "id": key, "group": group})


def _conditional(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return the default of a table without the `when` of its rows, and these by the place of the row; nothing where no row has one."""
    rows = question.get("default")
    if not isinstance(rows, list) or not any(isinstance(row, dict) and "when" in row for row in rows):
        return {}
    plain = [{key: cell for key, cell in row.items() if key != "when"} for row in rows]
    return {"default": plain, "default_when": {number: row["when"] for number, row in enumerate(rows) if "when" in row}}
