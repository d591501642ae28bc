"""A project as the desk keeps it: answers as plain data, begun from nothing, a sample, a file, or last year's; one answer taken at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from drafter.content import Content
from drafter.errors import DrafterError, FileError, Place, error
from drafter.language import Language, Words
from drafter.questionnaire.answers import (
    AnswerSet,
    answers_data,
    answers_from,
    as_text,
    for_agreement,
    json_as_written,
    parse_answers,
    plain_answers,
)
from drafter.records import dataclass
from drafter.services.answers import known_profile
from drafter.services.files import Upload
from drafter.services.following import follow
from drafter.services.inspecting import answers_text, inspect

UNTITLED = Words("未命名项目", "Untitled project")
_FORMATS = (".docx", ".yaml", ".yml", ".json")


@dataclass(frozen=True)
class ProjectData:
    """What a project holds, as an answer file would: plain data, from which an answer set is read."""

    agreement: str
    profile: str
    answers: dict[str, Any]
    include: tuple[str, ...] = ()
    positions: Mapping[str, str] | None = None

    def plain(self) -> dict[str, Any]:
        """Return the data of an answer file, which every service reads."""
        data: dict[str, Any] = {"agreement": self.agreement, "profile": self.profile, "answers": self.answers}
        return data | ({"include": list(self.include)} if self.include else {}) | ({"positions": self.positions} if self.positions else {})


@dataclass(frozen=True)
class Sample:
    """An example to begin from: its name and the project it is of."""

    id: str
    title: Words


def begin(content: Content, agreement: str = "contract", profile: str | None = None) -> ProjectData:
    """Return a project in which nothing is answered. Raises AnswerError, ContentError."""
    answers = for_agreement(AnswerSet(), agreement, content)
    return _data(content, replace(answers, profile=known_profile(profile, agreement, content) if profile else answers.profile))


def samples(content: Content) -> list[Sample]:
    """Return the examples there are. Raises AnswerError, FileError."""
    return [_sample(content, path) for path in sorted(content.samples.glob("*.yaml"))]


def _sample(content: Content, path: Path) -> Sample:
    plain = plain_answers(path.read_text("utf-8"), path.name)
    return Sample(path.stem, Words.of(plain["answers"].get(content.library.role("project_name"), path.stem)))


def from_sample(content: Content, name: str) -> ProjectData:
    """Return the project of an example. Raises FileError where there is none of that name."""
    if name not in {path.stem for path in content.samples.glob("*.yaml")}:
        raise FileError(error("sample", f"没有名为“{name[:60]}”的样例", f"there is no sample called {name[:60]!r}"))
    path = content.samples / f"{name}.yaml"
    return _data(content, parse_answers(path.read_text("utf-8"), path.name, content))


def from_file(content: Content, file: Upload) -> ProjectData:
    """Return the project in an answer file (YAML or JSON), or in a contract that drafter made. Raises AnswerError, FileError, ContentError.

    A project that holds state secrets is refused.
    """
    ending = Path(file.name).suffix.lower()
    if ending not in _FORMATS:
        known = "、".join(_FORMATS)
        remedy = ("上传答卷，或本系统生成的合同", "upload an answer file, or a contract that drafter made")
        raise FileError(error("format", f"只能读取 {known} 文件", f"only {known} files can be read", remedy, Place(file.name)))
    text = answers_text(content, inspect(file)) if ending == ".docx" else as_text(file.data, file.name)
    answers = parse_answers(text, file.name, content)
    refuse_classified(content, answers.answers)
    return _data(content, answers)


def following(content: Content, project: ProjectData) -> ProjectData:
    """Return the project of the contract that follows one: dates moved on, what belonged to the old award asked anew. Raises AnswerError, ContentError."""
    return _data(content, follow(content, project.plain()).answers)


def refuse_classified(content: Content, answers: Mapping[str, Any]) -> None:
    """Raise DrafterError where a project is said to hold state secrets: it may not be worked on here, and nothing of it may be kept."""
    if answers.get(content.library.role("is_classified")) is True:
        raise DrafterError(
            error(
                "classified",
                "涉及国家秘密的项目不得在联网的计算机上办理；本系统未保存该项目的任何内容",
                "a project that holds state secrets must not be processed on a networked machine; nothing of it was stored here",
                ("请转入符合保密要求的离线环境办理", "continue off line, on a machine approved for classified contents"),
            )
        )


def title_of(content: Content, answers: Mapping[str, Any], language: Language = "zh") -> str:
    """Return what a project is called: its name in the answers."""
    name = answers.get(content.library.role("project_name"))
    return Words.of(name)[language].strip() or UNTITLED[language] if name else UNTITLED[language]


def open_items(content: Content, project: ProjectData) -> int:
    """Return how many answers a final still needs, as a draft lists them. Raises AnswerError, ContentError."""
    from drafter.drafting import draft_contract

    return len(draft_contract(content, answers_from(project.plain(), "answers", content), "zh").contract.open)


def answer_file(content: Content, project: ProjectData) -> str:
    """Return a project as the text of an answer file. Raises AnswerError, ContentError."""
    from drafter.questionnaire.answers import dump_answers

    return dump_answers(answers_from(project.plain(), "answers", content), content.library)


def _data(content: Content, answers: AnswerSet) -> ProjectData:
    """Return an answer set as data that a database keeps as JSON: what YAML would print, as JSON has it."""
    import json

    from drafter.questionnaire.answers import answers_json

    data = json_as_written("".join(answers_json(answers, content.library)))
    named = json.loads(json.dumps(answers_data(replace(answers, answers={}), content.library)))
    return ProjectData(answers.agreement, answers.profile, data["answers"], tuple(named.get("include", ())), named.get("positions"))


def in_a_line(plain: Any, language: Language) -> str:
    """Return plain data of an answer as one line: of texts in both languages the one asked for."""
    if isinstance(plain, dict):
        if set(plain) == {"zh", "en"}:
            return str(plain[language])
        return "；".join(in_a_line(value, language) for value in plain.values())
    return "、".join(in_a_line(value, language) for value in plain) if isinstance(plain, list) else str(plain)
