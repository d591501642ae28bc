"""Tables as a page edits them: rows as typed text, read cell by cell, pasted from a spreadsheet, taken from a file, and given out as one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.causes import told
from drafter.content import Content
from drafter.errors import AnswerError, Finding, error
from drafter.expressions import is_unknown
from drafter.language import Language, Words
from drafter.library.schema import Column, Question
from drafter.office_tables.found import OfficeTable
from drafter.questionnaire.answers import kept_value
from drafter.questionnaire.cells import Sheet, SheetRow
from drafter.questionnaire.interview import as_typed, from_typed
from drafter.records import dataclass
from drafter.services.answers import Source, contract_situation, read_answers
from drafter.services.files import Upload
from drafter.services.office_tables import read_files, read_pasted
from drafter.types import BadValue, BadValues, is_open, read_value, show_cell, write_value
from drafter.values.reading.problems import MOST_ROWS

_BLANK = ""
_SUMMED = ("money", "integer", "decimal")


@dataclass(frozen=True)
class GridColumn:
    """A column of a grid: what it is called, how it is typed, what there is to choose from, and whether it follows from others."""

    id: str
    label: Words
    type: str
    required: bool
    computed: bool
    options: tuple[tuple[str, Words], ...] = ()
    help: Words | None = None


@dataclass(frozen=True)
class Doubt:
    """What is wrong with a cell: its row and column, both counted from 0."""

    row: int
    column: str
    what: Words


def columns(content: Content, name: str) -> tuple[GridColumn, ...]:
    """Return the columns of a table question. Raises AnswerError where there is no such table."""
    return tuple(
        GridColumn(c.id, c.label, c.type, c.required, c.computed is not None, tuple((o.id, o.label) for o in c.options), c.help)
        for c in table(content, name).columns
    )


def table(content: Content, name: str) -> Question:
    """Return a table question that is answered. Raises AnswerError where there is none of that name."""
    question = content.library.questions.get(name)
    if question is None or not question.columns or question.computed is not None:
        raise AnswerError(error("table", f"没有名为“{name[:60]}”的表格", f"there is no table called {name[:60]!r}"))
    return question


def typed_rows(content: Content, name: str, raw: Sequence[Mapping[str, Any]] | None) -> list[dict[str, str]]:
    """Return the rows of an answer, as an answer file holds them, as they are typed: choices by their id, both languages parted by `||`."""
    answered = [c for c in table(content, name).columns if c.computed is None]
    return [{c.id: _typed(row.get(c.id), c) for c in answered} for row in raw or ()]


def _typed(value: Any, column: Column) -> str:
    if value is None or not column.options:
        return as_typed(value) if not isinstance(value, bool) else ("yes" if value else "no")
    return str(value) if not isinstance(value, list) else "\n".join(map(str, value))


def read_rows(content: Content, name: str, rows: Sequence[Mapping[str, str]]) -> tuple[list[dict[str, Any]], list[Doubt]]:
    """Return rows as an answer file holds them, rows without a word left out, and every doubt; a cell in doubt is kept as it was typed.

    Raises AnswerError where there is no such table, or too many rows.
    """
    question = table(content, name)
    if len(rows) > MOST_ROWS:
        raise AnswerError(error("rows", f"超过{MOST_ROWS}行", f"more than {MOST_ROWS} rows"))
    doubts: list[Doubt] = []
    read = [_row(question, at, row, doubts) for at, row in enumerate(rows)]
    return [row for row in read if row], doubts


def _row(question: Question, at: int, row: Mapping[str, str], doubts: list[Doubt]) -> dict[str, Any]:
    cells = {c.id: row.get(c.id, _BLANK).strip() for c in question.columns if c.computed is None}
    if not any(cells.values()):
        return {}
    raw = {}
    for column in question.columns:
        if column.computed is None and (text := cells[column.id]):
            raw[column.id], what = _cell(text, column)
            doubts += [Doubt(at, column.id, what)] if what is not None else []
        elif column.required and column.computed is None and column.default is None:
            doubts.append(Doubt(at, column.id, Words(f"请填写{column.label.zh}", f"Fill in {column.label.en}")))
    return raw


def _cell(text: str, column: Column) -> tuple[Any, Words | None]:
    raw = from_typed(text, column)
    if is_open(raw):
        return raw, None
    try:
        read_value(raw, column)
    except (BadValue, BadValues) as problem:
        return raw, told(problem)
    return raw, None


def as_kept(content: Content, name: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows without a doubt as a project keeps them: plain data, as an answer file has it. Raises AnswerError where they are no table."""
    question = table(content, name)
    try:
        kept = kept_value(read_value(list(rows), question), question)
    except (BadValue, BadValues) as problem:
        raise AnswerError(error("value", told(problem).zh, told(problem).en)) from None
    assert isinstance(kept, list)
    return kept


def shown_rows(content: Content, source: Source, name: str, language: Language) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the rows of a table as they print, computed columns too, and the sums of its columns of amounts. Raises AnswerError, ContentError."""
    situation = contract_situation(content, read_answers(content, source))
    question, value = table(content, name), situation.value(name)
    rows = [] if is_unknown(value) or not value else value
    shown = [
        {c.id: show_cell(row[c.id], c, language) for c in question.columns if not is_unknown(row.get(c.id)) and c.id in row} for row in rows
    ]
    sums = {c.id: _sum(row.get(c.id) for row in rows) for c in question.columns if c.type in _SUMMED}
    return shown, {c.id: show_cell(sums[c.id], c, language) for c in question.columns if sums.get(c.id)}


def _sum(cells: Iterable[Any]) -> Decimal | int:
    return sum((cell for cell in cells if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool)), 0)


# --- from elsewhere, and out ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """What was taken from elsewhere, as typed rows, cells that cannot be read as they stood, and what is to be said of it."""

    rows: list[dict[str, str]]
    findings: tuple[Finding, ...] = ()


def pasted(content: Content, name: str, text: str, first: str = "") -> Taken:
    """Return what was copied from a spreadsheet: by its headings where it has them, else column by column from `first` on.

    Columns that are computed are not written; they are skipped where there are headings, and left out of the count where there are none.
    Raises AnswerError for more rows than a table may have.
    """
    question = table(content, name)
    cells = [
        line for line in csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), delimiter="\t") if any(c.strip() for c in line)
    ]
    if len(cells) > MOST_ROWS:
        raise AnswerError(error("rows", f"超过{MOST_ROWS}行", f"more than {MOST_ROWS} rows"))
    sheet = Sheet("", tuple(SheetRow(number, tuple(line)) for number, line in enumerate(cells, 1)))
    if (named := read_pasted(content, question, sheet)) is not None:
        return _taken(content, name, named)
    answered = [c for c in question.columns if c.computed is None]
    start = next((at for at, c in enumerate(answered) if c.id == first), 0)
    return Taken([{c.id: _entered(cell, c) for c, cell in zip(answered[start:], line, strict=False)} for line in cells])


def _entered(cell: str, column: Column) -> str:
    """Return a cell as it is typed here: what names a choice becomes its id, so that a list can show it."""
    text = cell.strip()
    if not column.options:
        return text
    try:
        value = read_value(from_typed(text, column), column)
    except (BadValue, BadValues):
        return text
    return value if isinstance(value, str) else text


def imported(content: Content, name: str, file: Upload) -> Taken:
    """Return the rows in an .xlsx or .csv file as an office keeps it, and every doubt. Raises FileError where there is no such table in it."""
    return _taken(content, name, read_files(content, table(content, name), [(Path(file.name), file.data)]))


def _taken(content: Content, name: str, found: OfficeTable) -> Taken:
    rows = typed_rows(content, name, write_value(found.rows, table(content, name)))
    return Taken([row | unread for row, unread in zip(rows, found.unread, strict=True)], tuple(found.findings))


def exported(content: Content, name: str, raw: Sequence[Mapping[str, Any]] | None, language: Language) -> bytes:
    """Return a table as a workbook whose headings `imported` knows; computed columns are left out."""
    from drafter.writers.sheet import sheet_bytes

    question = table(content, name)
    answered = [c for c in question.columns if c.computed is None]
    rows = [[_out(row.get(c.id), c, language) for c in answered] for row in raw or ()]
    return sheet_bytes(question.label[language][:31], [c.label[language] for c in answered], [18.0] * len(answered), rows)


def _out(raw: Any, column: Column, language: Language) -> str | None:
    if raw is None:
        return None
    try:
        return show_cell(read_value(raw, column), column, language)
    except (BadValue, BadValues):
        return as_typed(raw)
