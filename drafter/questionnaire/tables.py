"""Tables out of files: the rows of a table question from .xlsx or .csv, with every problem named by row and column."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from drafter.language import Language
from drafter.library.schema import Column, Question
from drafter.ooxml.worksheet import column_letters
from drafter.questionnaire.cells import (
    HEADINGS_WITHIN,
    SheetRow,
    Unreadable,
    csv_rows,
    file_bytes,
    is_blank,
    refusal,
    xlsx_rows,
)
from drafter.questionnaire.headings import Heading, Problems, find_headings, normal
from drafter.types import BadValue, BadValues, is_open, read_value
from drafter.values.reading.problems import MOST_ROWS

TOTAL = {"合计", "总计", "小计", "total", "grandtotal", "subtotal"}


def read_table_file(path: Path, question: Question) -> list[dict[str, Any]]:
    """Return the rows of a table question in an .xlsx or .csv file, as `read_table` does of one that came as bytes."""
    _kind(path)
    return read_table(path, file_bytes(path), question)


def read_table(path: Path, data: bytes, question: Question) -> list[dict[str, Any]]:
    """Return the rows of a table question in an .xlsx or .csv file, called `path`, as raw values by column id.

    Headings are matched by column id or label, in either language; where a text column stands twice, once with its Chinese and
    once with its English heading, the cells become texts in both languages. Empty cells are left out, computed columns skipped.
    Raises FileError with every problem at once.
    """
    problems = Problems(str(path))
    sheet = list(islice(_sheet(path, data, question), MOST_ROWS + HEADINGS_WITHIN + 1))
    at, headings = find_headings(sheet, question, problems)
    problems.stop()
    body = without_total(sheet[at + 1 :])
    if len(body) > MOST_ROWS:
        raise refusal(path, "rows", f"超过{MOST_ROWS}行", f"more than {MOST_ROWS} rows")
    rows = [values for row in body if (values := _row(row, headings, problems))]
    if not rows:
        problems.add("empty", "标题行之下没有数据", "there is no data below the headings")
    problems.stop()
    return rows


def without_total(rows: list[SheetRow]) -> list[SheetRow]:
    """Return the rows without a last one that sums them up."""
    first = next((c for c in rows[-1].cells if not is_blank(c)), None) if rows else None
    return rows[:-1] if normal(first) in TOTAL else rows


def _sheet(path: Path, data: bytes, question: Question) -> Iterator[SheetRow]:
    """Yield the rows of the file that are not empty."""
    rows = xlsx_rows(path, data, question) if _kind(path) == ".xlsx" else csv_rows(path, data)
    return (row for row in rows if not all(map(is_blank, row.cells)))


def _kind(path: Path) -> str:
    """Return the ending of a table file. Raises FileError for any other."""
    kind = path.suffix.lower()
    if kind not in (".xlsx", ".csv"):
        remedy = ("请另存为 .xlsx 或 .csv", "save it as .xlsx or .csv")
        raise refusal(path, "format", f"不支持 {kind or '无扩展名'} 文件", f"{kind or 'no ending'}: not a table file", remedy)
    return kind


# --- rows ----------------------------------------------------------------------------------------------------------


def _row(row: SheetRow, headings: list[Heading], problems: Problems) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for heading in headings:
        column, cell = heading.column, row.cells[heading.index] if heading.index < len(row.cells) else None
        if column.computed is not None or is_blank(cell):
            continue
        where = f"{column_letters(heading.index + 1)}{row.number} {heading.text}"
        if isinstance(cell, Unreadable):
            problems.add("cell", cell.what.zh, cell.what.en, (cell.remedy.zh, cell.remedy.en), row.number, where)
            continue
        raw, wrong = _raw(heading.cell(cell), column)
        for problem in wrong:
            problems.add("cell", problem.zh, problem.en, row=row.number, where=where)
        values[column.id] = both(values[column.id], raw, heading.language) if column.id in values else raw
    return values


def both(other: Any, raw: Any, language: Language | None) -> Any:
    """Return the pair of texts of a column that has one in each language."""
    if is_open(other) or is_open(raw):
        return raw if is_open(other) else other
    zh, en = (raw, other) if language == "zh" else (other, raw)
    if isinstance(zh, list) and isinstance(en, list):
        return [{"zh": left, "en": right} for left, right in zip(zh, en, strict=True)] if len(zh) == len(en) else zh
    return {"zh": str(zh), "en": str(en)}


def _raw(cell: Any, column: Column) -> tuple[Any, list[BadValue]]:
    """Return what a cell says as a raw answer, and what is wrong with it."""
    raw = None
    try:
        raw = column.value_type.from_cell(cell)
        if not is_open(raw):
            read_value(raw, column)
    except BadValue as problem:
        return raw, [problem]
    except BadValues as several:
        return raw, several.problems
    return raw, []
