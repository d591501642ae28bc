"""Answer sets: one file of answers, read with every error at once, and written back exactly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from drafter.agreements.schema import Agreement
from drafter.causes import told
from drafter.content import Content
from drafter.errors import AnswerError, ContentError, FileError, Finding, Place, error, unreadable
from drafter.expressions import UNKNOWN, is_unknown
from drafter.language import Edition, Words
from drafter.library import Library
from drafter.library.schema import POSITIONS, Asked, Question
from drafter.library.yamlfile import LARGEST, YamlProblem, dump_yaml, line_of, load_yaml
from drafter.questionnaire.readings import readings
from drafter.records import dataclass
from drafter.types import BadValue, BadValues, is_open, read_value, write_value

VERSION = 1
HEADER = ("drafter", "agreement", "profile", "include", "positions", "answers")


@dataclass(frozen=True)
class AnswerSet:
    """Answers to one project. `answers` maps variable to value; UNKNOWN says: not yet known."""

    agreement: str = "contract"
    profile: str = "standard"
    include: tuple[str, ...] = ()
    positions: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    readings: tuple[Finding, ...] = field(default=(), compare=False)  # what was not written as it prints, and what it was read as


def for_edition(answers: AnswerSet, edition: Edition, library: Library) -> AnswerSet:
    """Return the answers as an edition is drafted from them: one in two languages says in its text which of them prevails."""
    name = library.role("bilingual_output")
    if edition != "bilingual" or name not in library.questions:
        return answers
    return replace(answers, answers={**answers.answers, name: True})


def read_answer_file(path: Path, content: Content) -> AnswerSet:
    """Return the answer set in a YAML or JSON file. Raises FileError or AnswerError with every finding at once."""
    return parse_answers(read_text(path), str(path), content)


def read_text(path: Path) -> str:
    """Return the text of an answer file, without a byte order mark. Raises FileError."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileError(_too_large(str(path)))
        return as_text(path.read_bytes(), str(path))
    except OSError as problem:
        raise FileError(unreadable(problem, path)) from None


def as_text(data: bytes, name: str) -> str:
    """Return the text of an answer file that came as bytes, without a byte order mark. Raises FileError."""
    if len(data) > LARGEST:
        raise FileError(_too_large(name))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError(
            error("encoding", "不是 UTF-8 文本", "not UTF-8 text", ("请另存为 UTF-8", "save it as UTF-8"), Place(name))
        ) from None


def _too_large(name: str) -> Finding:
    return error("size", f"文件超过{LARGEST >> 20}MB", f"larger than {LARGEST >> 20} MB", place=Place(name))


def parse_answers(text: str, file: str, content: Content) -> AnswerSet:
    """Return the answer set in a text. Raises AnswerError."""
    return _Reader(file, text, content).read(plain_answers(text, file))


def answers_from(data: Any, file: str, content: Content) -> AnswerSet:
    """Return the answer set in plain data, as an answer file would hold it. Raises AnswerError, its places without lines."""
    return _Reader(file, "", content).read(data)


def answer_from(name: str, raw: Any, content: Content) -> tuple[Any, tuple[Finding, ...]]:
    """Return the value of one answer as an answer file would hold it, and what was read in it that is not written as it prints. Raises AnswerError."""
    reader = _Reader("answers", "", content)
    values = reader.several({name: raw})
    if reader.findings:
        raise AnswerError(reader.findings)
    return values[name], tuple(reader.readings)


def plain_answers(text: str, file: str) -> Any:
    """Return the plain data of an answer set in YAML or JSON. Raises AnswerError."""
    if text.lstrip().startswith("{"):
        import json

        try:
            return json_as_written(text)
        except (json.JSONDecodeError, RecursionError) as problem:
            line = getattr(problem, "lineno", 0)
            why = told(problem)
            raise AnswerError(
                error("json", f"JSON 格式错误：{why.zh}", f"not readable as JSON: {why.en}", place=Place(file, line))
            ) from None
    try:
        return load_yaml(text, file, foreign=True, as_written=True)
    except YamlProblem as problem:
        raise AnswerError(problem.finding) from None


def json_as_written(text: str) -> Any:
    """Return the data of a JSON text, numbers as they are written. Raises json.JSONDecodeError, RecursionError."""
    import json

    def refuse(name: str) -> Any:
        raise json.JSONDecodeError(f"{name} is no number of JSON", text, max(text.find(name), 0))

    return json.loads(text, parse_float=str, parse_int=str, parse_constant=refuse)


def kept_value(value: Any, question: Question) -> Any:
    """Return a value as plain data that JSON holds and a reader reads back, numbers as they are written."""
    import json

    return json_as_written(json.dumps(write_value(value, question)))


class _Reader:
    def __init__(self, file: str, text: str, content: Content) -> None:
        self.file, self.text, self.content, self.library = file, text, content, content.library
        self.agreement = content.agreement()
        self.findings: list[Finding] = []
        self.readings: list[Finding] = []

    def read(self, data: Any) -> AnswerSet:
        if not isinstance(data, dict) or not isinstance(data.get("answers"), dict):
            raise AnswerError(
                error(
                    "shape",
                    "答卷应为映射，其中 answers 下列出各项答案",
                    "an answer set is a mapping with the answers under `answers`",
                    ("参见 samples/ 中的例子", "see the examples in samples/"),
                    Place(self.file, 1),
                )
            )
        for key in data:
            if key not in HEADER:
                self._unknown((key,), str(key), HEADER)
        self._agreement(data)
        self._version(data.get("drafter", VERSION))
        answers = AnswerSet(
            agreement=self._text(data, "agreement", "contract"),
            profile=self._profile(data),
            include=tuple(dict.fromkeys(self._clauses(data, "include"))),
            positions=self._positions(data),
            answers=self.several(data["answers"]),
        )
        if self.findings:
            raise AnswerError(sorted(self.findings, key=lambda f: f.place.line))
        return replace(answers, readings=tuple(self.readings)) if self.readings else answers

    def _add(self, path: tuple[str | int, ...], code: str, zh: str, en: str, remedy: tuple[str, str] = ("", "")) -> None:
        place = Place(self.file, line_of(self.text, path), ".".join(map(str, path)))
        self.findings.append(error(code, zh, en, remedy, place))

    def _unknown(self, path: tuple[str | int, ...], name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(name, list(known), 1, 0.6)
        remedy = (f"是否应为 {near[0]}？", f"did you mean {near[0]}?") if near else ("请删去", "remove it")
        self._add(path, "unknown-key", f"没有名为“{name[:60]}”的项", f"there is nothing called {name[:60]!r}", remedy)

    def _version(self, version: Any) -> None:
        if str(version) != str(VERSION):
            self._add(
                ("drafter",),
                "version",
                f"答卷版本应为 {VERSION}，现为 {version!r}",
                f"answer set version must be {VERSION}, not {version!r}",
            )

    def _agreement(self, data: dict[str, Any]) -> None:
        """Read the rest against the agreement that the answers are for."""
        name = self._text(data, "agreement", "contract")
        try:
            self.agreement = self.content.agreement(name)
        except ContentError as problem:
            what = problem.findings[0].what
            self._add(("agreement",), "agreement", what.zh, what.en)

    def _text(self, data: dict[str, Any], key: str, default: str) -> str:
        value = data.get(key, default)
        if not isinstance(value, str):
            self._add((key,), "type", "应为文本", "expected a text")
            return default
        return value

    def _profile(self, data: dict[str, Any]) -> str:
        profile = self._text(data, "profile", "standard")
        if profile not in self.agreement.profiles:
            known = ", ".join(self.agreement.profiles)
            self._add(("profile",), "profile", f"没有 {profile!r} 版，现有：{known}", f"there is no profile {profile!r}; there are {known}")
        return profile

    def _clauses(self, data: dict[str, Any], key: str) -> list[str]:
        value = data.get(key) or []
        if not isinstance(value, list):
            self._add((key,), "type", "应为条款编号的列表", "expected a list of clause ids")
            return []
        for index, clause in enumerate(value):
            if clause not in self.library.texts:
                self._unknown((key, index), str(clause), self.library.texts)
        return [str(clause) for clause in value]

    def _positions(self, data: dict[str, Any]) -> dict[str, str]:
        value = data.get("positions") or {}
        if not isinstance(value, dict):
            self._add(("positions",), "type", "应为“条款: 立场”的映射", "expected a mapping of clause to position")
            return {}
        for clause, position in value.items():
            if clause not in self.library.texts:
                self._unknown(("positions", clause), str(clause), self.library.texts)
            elif position not in self.library.texts[clause].positions():
                known = ", ".join(self.library.texts[clause].positions()) or ", ".join(POSITIONS)
                self._add(("positions", clause), "position", f"该条款的立场只有：{known}", f"the positions of this clause are {known}")
        return {str(k): str(v) for k, v in sorted(value.items(), key=lambda kv: str(kv[0]))}

    def several(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the values of answers by name, UNKNOWN for one that is open or not to be read."""
        values: dict[str, Any] = {}
        for name, raw in data.items():
            question = self.library.questions.get(name) if isinstance(name, str) else None
            if question is None:
                self._unknown(("answers", name), str(name), self.library.questions)
            else:
                values[name] = self._answer(question, raw)
        return values

    def _answer(self, question: Question, raw: Any) -> Any:
        if question.computed is not None:
            self._bad(question, BadValue("由其他答案算出，不能填写", "follows from other answers and cannot be given"))
            return UNKNOWN
        if is_open(raw):
            return UNKNOWN
        try:
            value = read_value(raw, question)
            self.readings += (self._reading(question, *found) for found in readings(question, raw, value))
            return value
        except BadValue as problem:
            self._bad(question, problem)
        except BadValues as several:
            for one in several.problems:
                self._bad(question, one)
        return UNKNOWN

    def _reading(self, question: Question, path: tuple[str | int, ...], asked: Asked, said: Words) -> Finding:
        label = (
            question.label
            if asked is question
            else Words(f"{question.label.zh}·{asked.label.zh}", f"{question.label.en}, {asked.label.en}")
        )
        whole = ("answers", question.id, *path)
        place = Place(self.file, line_of(self.text, whole), ".".join(map(str, whole)))
        return Finding("info", "reading", Words(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}"), place=place)

    def _bad(self, question: Question, problem: BadValue) -> None:
        label = question.label
        column = next((c for c in question.columns for step in problem.path if c.id == step), None)
        zh, en = (f"{label.zh}·{column.label.zh}", f"{label.en}, {column.label.en}") if column else (label.zh, label.en)
        self._add(("answers", question.id, *problem.path), "value", f"{zh}：{problem.zh}", f"{en}: {problem.en}")


def for_agreement(answers: AnswerSet, name: str, content: Content) -> AnswerSet:
    """Return the answers for another agreement; a profile that it does not have becomes its first. Raises ContentError."""
    profiles = content.agreement(name).profiles
    profile = answers.profile if answers.profile in profiles else next(iter(profiles))
    return replace(answers, agreement=name, profile=profile)


def unanswered(agreement: Agreement) -> AnswerSet:
    """Return the answer set of a document of which nobody has answered anything, in the first profile of its agreement."""
    return AnswerSet(agreement.id, next(iter(agreement.profiles)))


def answers_data(answers: AnswerSet, library: Library) -> dict[str, Any]:
    """Return the answer set as plain data in canonical order; `parse_answers` reads it back to an equal set."""
    return {**_head(answers), "answers": {name: _written(name, answers, library) for name in _in_order(answers, library)}}


def _head(answers: AnswerSet) -> dict[str, Any]:
    data: dict[str, Any] = {"drafter": VERSION, "agreement": answers.agreement, "profile": answers.profile}
    if answers.include:
        data["include"] = list(answers.include)
    if answers.positions:
        data["positions"] = dict(sorted(answers.positions.items()))
    return data


def _in_order(answers: AnswerSet, library: Library) -> list[str]:
    order = {name: n for n, name in enumerate(dict.fromkeys([*library.asked, *sorted(library.questions)]))}
    return sorted(answers.answers, key=lambda name: order.get(name, 0))


def _written(name: str, answers: AnswerSet, library: Library) -> Any:
    value = answers.answers[name]
    return None if is_unknown(value) else write_value(value, library.questions[name])


def answers_json(answers: AnswerSet, library: Library) -> Iterator[str]:
    """Yield `answers_data` as JSON without a blank, row by row: a register is larger written than read."""
    import json

    write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    yield f'{write(_head(answers))[:-1]},"answers":{{'
    for number, name in enumerate(_in_order(answers, library)):
        yield f"{',' if number else ''}{write(name)}:"
        question, value = library.questions[name], answers.answers[name]
        if question.columns and isinstance(value, list) and value:
            yield from (f"{',' if at else '['}{write(write_value([row], question)[0])}" for at, row in enumerate(value))
            yield "]"
        else:
            yield write(_written(name, answers, library))
    yield "}}"


def dump_answers(answers: AnswerSet, library: Library) -> str:
    """Return the answer set as YAML."""
    return dump_yaml(answers_data(answers, library))
