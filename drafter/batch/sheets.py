"""Projects out of a workbook or a CSV file: one row a project, further sheets for the tables, joined by the project number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from drafter.batch.rows import Row
from drafter.content import Content
from drafter.errors import FileError, Finding, Place, error
from drafter.language import Language, Words
from drafter.library import Library
from drafter.library.schema import Column, Option, Question
from drafter.memo import by_identity
from drafter.ooxml.worksheet import column_letters
from drafter.questionnaire.answers import VERSION
from drafter.questionnaire.cells import Sheet, SheetRow, Unreadable, csv_rows, file_bytes, is_blank, xlsx_sheets
from drafter.questionnaire.headings import Heading, Problems, find_headings, normal, sheet_title
from drafter.records import dataclass
from drafter.types import BadValue, is_open
from drafter.types.composite import parts_of
from drafter.values.reading.characters import half_width_code
from drafter.values.texts import as_cell_text

KEY = "project_no"
PROJECTS = Words("项目", "Projects")
EXAMPLES = {"示例", "example"}  # the project number of rows that only show how to fill in the workbook
LARGEST, UNPACKED = 64 << 20, 512 << 20
MOST_COLUMNS = 1_000


@by_identity
def projects_question(content: Content) -> Question:
    """Return the projects sheet as a table question: what steers a row, and every question that is no table, parties by their parts."""
    library = content.library
    languages = [
        Option(id=i, label=w)
        for i, w in (("zh", Words("中文", "Chinese")), ("en", Words("英文", "English")), ("bilingual", Words("中英对照", "Bilingual")))
    ]
    named = [item for name in ("contract", *content.agreements()) for item in content.agreement(name).profiles.items()]
    profiles = [Option(id=i, label=p.label) for i, p in {**dict(named), **dict(reversed(named))}.items()]
    key = library.questions[KEY]
    columns = [
        Column(id=KEY, label=key.label, type="code", required=True),
        Column(id="agreement", label=Words("文书", "Agreement"), type="text"),
        Column(id="profile", label=Words("版本", "Profile"), type="choice", options=profiles),
        Column(id="language", label=Words("语言", "Language"), type="choice", options=languages),
        Column(id="template", label=Words("模板文件", "Template"), type="text"),
    ]
    asked = dict.fromkeys([*library.asked, *library.questions])
    for name in asked:
        question = library.questions[name]
        if name != KEY and question.value_type.prompt != "rows":
            columns += list(_columns(question))
    return Question(id="projects", label=PROJECTS, element="general", type="table", columns=columns)


def _columns(question: Question) -> Iterator[Column]:
    if question.value_type.prompt != "parts":
        yield Column(
            id=question.id, label=question.label, type=question.type, unit=question.unit, options=question.options, range=question.range
        )
        return
    for name, part in parts_of(question):
        label = Words(f"{question.label.zh}·{part.label.zh}", f"{question.label.en}, {part.label.en}")
        yield Column(id=f"{question.id}.{name}", label=label, type=part.type)


@by_identity
def keyed(question: Question, library: Library) -> Question:
    """Return a table question with the project number as its first column."""
    key = Column(id=KEY, label=library.questions[KEY].label, type="code", required=True)
    return question.replaced(columns=[key, *question.columns])


def table_questions(library: Library) -> dict[str, Question]:
    """Return the table questions that may have a sheet, by the titles a sheet may bear."""
    tables = [q for q in library.questions.values() if q.columns]
    return {title: q for q in tables for title in (q.id, q.label.zh, q.label.en, sheet_title(q.label))}


def read_workbook(path: Path, content: Content) -> list[Row]:
    """Return the projects of a workbook. Raises FileError when it cannot be used at all; what is wrong in a row is in the row."""
    known = table_questions(content.library)

    def choose(titles: list[str]) -> list[str]:
        names = {sheet_title(PROJECTS), PROJECTS.zh, PROJECTS.en, "projects"}
        first = next((t for t in titles if t in names), titles[0])
        return [first, *(t for t in titles if t in known and t != first)]

    sheets = xlsx_sheets(path, file_bytes(path, LARGEST), choose, MOST_COLUMNS, UNPACKED)
    book = _Book(path.name, content)
    book.projects(sheets[0])
    for sheet in sheets[1:]:
        book.table(sheet, known[sheet.title])
    return book.rows()


def read_csv(path: Path, content: Content) -> list[Row]:
    """Return the projects of a CSV file: UTF-8, with or without mark, or GB18030. Raises FileError."""
    rows = tuple(r for r in csv_rows(path, file_bytes(path, LARGEST)) if not all(map(is_blank, r.cells)))
    book = _Book("", content)
    book.projects(Sheet(path.name, rows))
    return book.rows()


@dataclass
class _Project:
    place: Place
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)


class _Book:
    def __init__(self, file: str, content: Content) -> None:
        self.file, self.content = file, content
        self.found: list[_Project] = []
        self.by_key: dict[str, _Project] = {}

    def projects(self, sheet: Sheet) -> None:
        question = projects_question(self.content)
        for row, values, places, problems in self._rows(sheet, question):
            place, key = Place(self._name(sheet), row.number), _key(values)
            if normal(key) in EXAMPLES:
                continue
            project = _Project(place, key, values, {}, {f"answers.{name}": p for name, p in places.items()}, problems)
            if not key:
                project.problems.append(error("project-no", "缺少项目编号", "the project number is missing", place=place))
            elif key in self.by_key:
                earlier = self.by_key[key].place
                project.problems.append(
                    error("project-no", f"项目编号“{key}”已在 {earlier} 使用", f"project number {key!r} is that of {earlier}", place=place)
                )
            self.by_key.setdefault(key, project)
            self.found.append(project)

    def table(self, sheet: Sheet, question: Question) -> None:
        for row, values, places, problems in self._rows(sheet, keyed(question, self.content.library)):
            place, key = Place(self._name(sheet), row.number), _key(values)
            if normal(key) in EXAMPLES:
                continue
            project = self.by_key.get(key)
            if project is None or not key:
                what = (
                    ("缺少项目编号", "the project number is missing") if not key else (f"没有项目“{key}”", f"there is no project {key!r}")
                )
                self.found.append(_Project(place, key, problems=[error("project-no", *what, place=place)]))
                continue
            number = len(project.tables.setdefault(question.id, []))
            project.tables[question.id].append({name: value for name, value in values.items() if name != KEY})
            project.places |= {f"answers.{question.id}.{number}.{name}": p for name, p in places.items()}
            project.places[f"answers.{question.id}.{number}"] = place
            project.problems += problems

    def rows(self) -> list[Row]:
        if not self.found:
            raise FileError(
                error(
                    "empty",
                    "没有项目",
                    "there are no projects",
                    ("在“项目”表中每行填一个项目", "fill in one row a project"),
                    Place(self.file),
                )
            )
        return [_row(project, self.content) for project in self.found]

    def _name(self, sheet: Sheet) -> str:
        return f"{self.file}[{sheet.title}]" if self.file else sheet.title

    def _rows(self, sheet: Sheet, question: Question) -> Iterator[tuple[SheetRow, dict[str, Any], dict[str, Place], list[Finding]]]:
        """Yield the rows under the headings: values, their places, and what cannot be read. Raises FileError about the headings."""
        problems = Problems(self._name(sheet))
        rows = list(sheet.rows)
        at, headings = find_headings(rows, question, problems)
        problems.stop()
        for row in rows[at + 1 :]:
            yield row, *self._values(row, headings, sheet)

    def _values(self, row: SheetRow, headings: Iterable[Heading], sheet: Sheet) -> tuple[dict[str, Any], dict[str, Place], list[Finding]]:
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        headings = list(headings)
        problems = [*self._layout(row, sheet), *self._ragged(row, headings, sheet)]
        for heading in headings:
            column, cell = heading.column, row.cells[heading.index] if heading.index < len(row.cells) else None
            if column.computed is not None or is_blank(cell):
                continue
            place = Place(self._name(sheet), row.number, f"{column_letters(heading.index + 1)}{row.number} {heading.text}")
            if isinstance(cell, Unreadable):
                problems.append(Finding("error", "cell", cell.what, cell.remedy, place))
                continue
            if isinstance(cell, str) and cell[:1] == "'" and cell[1:] and as_cell_text(cell[1:]) == cell:
                cell = cell[1:]  # our own mark of what would begin a formula
            try:
                raw = column.value_type.from_cell(heading.cell(cell), sheet.epoch)
            except BadValue as problem:
                problems.append(error("value", f"{column.label.zh}：{problem.zh}", f"{column.label.en}: {problem.en}", place=place))
                continue
            values[column.id] = _both(values[column.id], raw, heading.language) if column.id in values else raw
            places.setdefault(column.id, place)
        return values, places, problems

    def _layout(self, row: SheetRow, sheet: Sheet) -> Iterator[Finding]:
        place = Place(self._name(sheet), row.number)
        if row.number in sheet.hidden:
            yield error("hidden", "该行被隐藏", "the row is hidden", ("取消隐藏或者删除该行", "unhide it, or delete it"), place)
        for first, last, reference in sheet.merged:
            if first <= row.number <= last:
                yield error(
                    "merged",
                    f"有合并单元格 {reference}",
                    f"merged cells {reference}",
                    ("取消合并并逐格填写", "unmerge them and fill in each cell"),
                    place,
                )

    def _ragged(self, row: SheetRow, headings: list[Heading], sheet: Sheet) -> Iterator[Finding]:
        """Name what stands to the right of all headings: as a rule a cell was put in, and the others of the row are shifted."""
        beyond = 1 + max((h.index for h in headings), default=-1)
        at = next((n for n, cell in enumerate(row.cells[beyond:], beyond) if not is_blank(cell)), None)
        if at is not None:
            what = "标题行之外的列有内容", "there is something in a column without a heading"
            remedy = "核对该行是否错列", "check whether the cells of the row are shifted"
            yield error("ragged", *what, remedy, Place(self._name(sheet), row.number, f"{column_letters(at + 1)}{row.number}"))


def _key(values: Mapping[str, Any]) -> str:
    return half_width_code(str(values.get(KEY, "")))


def _row(project: _Project, content: Content) -> Row:
    steering = {name: project.values.pop(name, None) for name in ("agreement", "profile", "language", "template")}
    answers: dict[str, Any] = {}
    for name, value in project.values.items():
        whole, _, part = name.partition(".")
        if part:
            answers.setdefault(whole, {})[part] = value
        else:
            answers[name] = value
    data: dict[str, Any] = {"drafter": VERSION, "agreement": steering["agreement"] or "contract", "answers": {**answers, **project.tables}}
    columns = {c.id: c for c in projects_question(content).columns}
    chosen = {}
    for name in ("profile", "language"):
        option = next((o for o in columns[name].options if steering[name] in (o.id, o.label.zh, o.label.en)), None)
        if option is not None:
            chosen[name] = option.id
        elif steering[name]:
            known = "、".join(f"{o.label.zh}" for o in columns[name].options), ", ".join(o.id for o in columns[name].options)
            place = project.places.get(f"answers.{name}", project.place)
            project.problems.append(error("value", f"应为以下之一：{known[0]}", f"must be one of: {known[1]}", place=place))
    if "profile" in chosen:
        data["profile"] = chosen["profile"]
    edition: Any = chosen.get("language")
    return Row(project.place, project.key, data, edition, str(steering["template"] or ""), project.places, tuple(project.problems))


def _both(other: Any, raw: Any, language: Language | None) -> Any:
    """Return the pair of texts of a column that has one in each language."""
    if is_open(other) or is_open(raw):
        return raw if is_open(other) else other
    zh, en = (raw, other) if language == "zh" else (other, raw)
    if isinstance(zh, list) and isinstance(en, list):
        return [{"zh": left, "en": right} for left, right in zip(zh, en, strict=True)] if len(zh) == len(en) else zh
    return {"zh": str(zh), "en": str(en)}
