"""The workbook of a batch, made from the library's questions: a sheet of projects, one for each table, the choices, and how to fill it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from drafter.batch.sheets import KEY, PROJECTS, keyed, projects_question
from drafter.content import Content
from drafter.language import Words
from drafter.library import Library
from drafter.library.schema import Column, Question
from drafter.ooxml.worksheet import column_letters
from drafter.questionnaire.answers import AnswerSet, answers_data
from drafter.questionnaire.headings import both_heads, sheet_title, unit_of
from drafter.questionnaire.relevance import needed_by
from drafter.questionnaire.situation import Situation
from drafter.values.texts import as_cell_text
from drafter.values.units import UNITS
from drafter.writers.sheet import book_bytes

_EXAMPLE = "示例"
_OPEN = "待定"
_CHOICES, _GUIDE = Words("选项", "Choices"), Words("说明", "Guide")
_ROWS = 2_000  # rows that have drop-downs
_STEERING = ("agreement", "profile", "language", "template")
_RARE = ("agreement", "template")  # of them
_GUIDE_LINES = (
    Words("每个项目在“项目”表占一行；项目编号不得重复。", "One row a project on the sheet of projects; no project number twice."),
    Words(
        "资产、价格、人员等表格在各自的表中填写，第一列填项目编号。",
        "Assets, prices, staff and so on have sheets of their own; their first column is the project number.",
    ),
    Words(
        "留空的项采用默认值；还不知道的填“待定”，草稿中会标出。",
        "What is left empty takes its default; what is not known yet is TBD, and the draft marks it.",
    ),
    Words(
        "标题含“（英文）”的列填英文文本；不填的，英文合同使用同一文本。",
        "Columns headed (English) take the English text; without it the same text serves both.",
    ),
    Words(
        "百分比填数字，30 表示 30%；日期填 2027-01-01；多项之间用顿号。",
        "Percentages are plain numbers, 30 for 30%; dates 2027-01-01; several choices with commas.",
    ),
    Words("填“示例”的行不会生成文书。", "Rows whose project number is “示例” are examples; nothing is made of them."),
    Words("不要合并、隐藏单元格，不要改标题。", "Do not merge or hide cells, and leave the headings as they are."),
)


def empty_workbook(content: Content, profile: str = "", everything: bool = False, agreement: str = AnswerSet.agreement) -> bytes:
    """Return the workbook to fill in, with an example on each sheet: what an agreement asks in a profile, or with `everything` all there is.

    The same content gives the same bytes. Raises ContentError when there is no such agreement.
    """
    from drafter.questionnaire.answers import read_answer_file

    example = read_answer_file(content.samples / "m2-information-center.yaml", content)
    if everything:
        return _workbook(content, [(_EXAMPLE, "zh", example)], rows=2)
    profiles = content.agreement(agreement).profiles
    example = replace(
        example, agreement=agreement, profile=profile or (example.profile if example.profile in profiles else next(iter(profiles)))
    )
    asked = _asked(content, example)
    shown = replace(example, answers={name: value for name, value in example.answers.items() if name in asked})
    return _workbook(content, [(_EXAMPLE, "zh", shown)], rows=2, asked=asked)


def _asked(content: Content, example: AnswerSet) -> frozenset[str]:
    """Return what an agreement asks of every project in a profile: the minimal path, what it needs and has no default for, and usual tables.

    Another than the contract is named in each row, and has of path and tables what it needs itself.
    """
    library, agreement = content.library, content.agreement(example.agreement)
    usual = {*library.questionnaire.minimal, *library.questionnaire.tables}
    needed = {*needed_by(Situation(library, agreement, AnswerSet(agreement.id, example.profile)), content.forms), *agreement.asks}
    open_ones = {n for n in needed if n in library.questions and not library.questions[n].has_default}
    if agreement.id == AnswerSet.agreement:
        return frozenset(usual | open_ones)
    return frozenset((usual & needed) | open_ones | {"agreement"})


def filled_workbook(content: Content, projects: Iterable[tuple[str, str, AnswerSet]]) -> bytes:
    """Return a workbook with these projects: number, language, answer set. `read_workbook` reads the same answers back.

    A project whose answers give a procurement project number is known by that.
    """
    given = ((str(a.answers[KEY].zh) if isinstance(a.answers.get(KEY), Words) else key, language, a) for key, language, a in projects)
    return _workbook(content, list(given), rows=None)


def _workbook(
    content: Content, projects: Sequence[tuple[str, str, AnswerSet]], rows: int | None, asked: frozenset[str] | None = None
) -> bytes:
    from openpyxl import Workbook

    library = content.library
    book = Workbook()
    choices = _Choices(book.create_sheet(sheet_title(_CHOICES)))
    plain = [(key, language, answers_data(answers, library)) for key, language, answers in projects]
    sheet = book.worksheets[0]
    sheet.title = sheet_title(PROJECTS)
    cells = [_project_cells(*p) for p in plain]
    columns = projects_question(content)
    if asked is not None:
        cells = [{name: value for name, value in row.items() if name not in _RARE or name in asked} for row in cells]
    _fill(sheet, columns, cells, choices, frozenset(library.asked) | set(_RARE) if asked is None else asked, library)
    answered = {name for _, _, data in plain for name in data["answers"]}
    of_library = [q for q in library.questions.values() if q.columns and (q.id in library.asked or q.id in answered)]
    tables = of_library if asked is None else [q for q in library.questions.values() if q.columns and q.id in asked]
    for question in tables:
        found = [{KEY: key, **row} for key, _, data in plain for row in (data["answers"].get(question.id) or ())]
        _fill(book.create_sheet(sheet_title(question.label)), keyed(question, library), found[:rows], choices, None, library)
    _guide(book.create_sheet(sheet_title(_GUIDE), 0))
    book.active = 1
    book.move_sheet(choices.sheet, len(book.worksheets))
    return book_bytes(book)


def _project_cells(key: str, language: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a project's row by column: parties by their parts, tables left out."""
    cells: dict[str, Any] = {KEY: key, "agreement": data["agreement"], "profile": data["profile"], "language": language}
    for name, value in data["answers"].items():
        if isinstance(value, dict) and not set(value) <= {"zh", "en"}:
            cells |= {f"{name}.{part}": item for part, item in value.items()}
        else:
            cells[name] = _OPEN if value is None else value
    cells[KEY] = key
    return cells


class _Choices:
    """The sheet with the options of every choice, a column each: lists are too long to stand in a drop-down's own formula."""

    def __init__(self, sheet: Any) -> None:
        self.sheet, self.known = sheet, {}  # type: ignore[var-annotated]
        sheet.sheet_state = "hidden"

    def of(self, column: Column) -> str:
        """Return the reference to a column's options."""
        labels = tuple(o.label.zh for o in column.options)
        if labels not in self.known:
            number = len(self.known) + 1
            for row, label in enumerate(labels, 1):
                self.sheet.cell(row, number, label)
            self.known[labels] = f"'{self.sheet.title}'!${column_letters(number)}$1:${column_letters(number)}${len(labels)}"
        return str(self.known[labels])


def _fill(
    sheet: Any, question: Question, rows: list[dict[str, Any]], choices: _Choices, asked: frozenset[str] | None, library: Library
) -> None:
    """Write headings, comments, formats and drop-downs of a sheet, and its rows; of the projects, the columns that are asked or used."""
    used = {name for row in rows for name in row}
    shown = [c for c in question.columns if c.computed is None and (c.id in used or asked is None or _is_shown(c, asked))]
    twins = {c.id for c in shown if c.id not in (KEY, *_STEERING) and (c.value_type.bilingual or _is_in_two_languages(c, rows))}
    heads = [(c, twin) for c in shown for twin in ((False, True) if c.id in twins else (False,))]
    for number, (column, twin) in enumerate(heads, 1):
        _heading(sheet, number, both_heads(column.label, unit_of(column))[twin][0], column, _help(column, question, library))
        _drop_down(sheet, number, column, choices)
        for row, values in enumerate(rows, 2):
            cell = sheet.cell(row, number)
            value = _cell(values.get(column.id), column, twin)
            cell.value = as_cell_text(value) if isinstance(value, str) else value
            cell.number_format = column.value_type.excel.sheet
    sheet.freeze_panes = "B2"


def _is_in_two_languages(column: Column, rows: list[dict[str, Any]]) -> bool:
    return any(isinstance(row.get(column.id), dict) for row in rows)


def _is_shown(column: Column, asked: frozenset[str]) -> bool:
    return column.id in (KEY, "profile", "language") or column.id.partition(".")[0] in asked


def _heading(sheet: Any, number: int, title: str, column: Column, text: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = sheet.cell(1, number, title)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.fill = PatternFill("solid", fgColor="DDE7F0")
    whole = sheet.column_dimensions[column_letters(number)]
    whole.width, whole.number_format = 14 if column.value_type.narrow else 24, column.value_type.excel.sheet
    if text:
        cell.comment = Comment(text, "drafter", width=360, height=180)


def _help(column: Column, question: Question, library: Library) -> str:
    asked = library.questions.get(column.id) if question.id == "projects" else column
    lines = [w for w in (getattr(asked, "ask", None), getattr(asked, "help", None)) if w is not None]
    texts = [w.zh for w in lines] + [w.en for w in lines]
    if column.unit:
        texts.append(f"单位：{UNITS[column.unit].zh} / unit: {UNITS[column.unit].many}")
    if column.range is not None:
        low, high = column.range
        texts.append(f"{'…' if low is None else low} – {'…' if high is None else high}")
    if column.options:
        texts += [f"{o.label.zh} / {o.label.en}" for o in column.options]
    return "\n".join(texts)


def _drop_down(sheet: Any, number: int, column: Column, choices: _Choices) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    if column.value_type.prompt != "menu":
        return
    plain = ",".join(o.label.zh for o in column.value_type.options(column))
    source = choices.of(column) if column.options else f'"{plain}"'
    letter = column_letters(number)
    rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)  # 待定 is an answer too
    rule.add(f"{letter}2:{letter}{_ROWS}")
    sheet.add_data_validation(rule)


def _cell(value: Any, column: Column, twin: bool) -> Any:
    """Return a plain answer as a cell shows it; the twin of a column holds the English of texts in two languages."""
    if value is None or value == _OPEN:
        return None if twin else value
    return column.value_type.to_cell(value, column, "en" if twin else "zh")


def _guide(sheet: Any) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 80
    for number, line in enumerate((_GUIDE, *_GUIDE_LINES), 1):
        for column, text in enumerate((line.zh, line.en), 1):
            cell = sheet.cell(number, column, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
