"""Tables out of files: the rows of a table question from .xlsx or .csv, with every problem named by row and column."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import Any

from drafter.errors import FileError, Finding, Place, error
from drafter.language import Language, Words
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
from drafter.types import BadValue, BadValues, ValueType, is_open, read_value
from drafter.values.reading.problems import MOST_ROWS

MOST_FINDINGS = 50
SERIAL = {"序号", "no.", "no", "#"}
TOTAL = {"合计", "总计", "total", "grandtotal"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A matched heading: where it stands, what it is called there, its column, and the language of its cells if it tells."""

    index: int
    text: str
    column: Column
    language: Language | None


@dataclass
class Problems:
    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, zh: str, en: str, remedy: tuple[str, str] = ("", ""), row: int = 0, where: str = "") -> None:
        self.findings.append(error(code, zh, en, remedy, Place(self.file, row, where)))

    def stop(self) -> None:
        """Raise FileError when anything was found; very many are cut short."""
        if len(self.findings) > MOST_FINDINGS:
            more = len(self.findings) - MOST_FINDINGS
            self.findings = self.findings[:MOST_FINDINGS]
            self.add("more", f"另有 {more} 处问题未列出", f"{more} more problems are not listed")
        if self.findings:
            raise FileError(self.findings)


def read_table_file(path: Path, question: Question) -> list[dict[str, Any]]:
    """Return the rows of a table question in an .xlsx or .csv file, as raw values by column id.

    Headings are matched by column id or label, in either language; where a text column stands twice, once with its Chinese and
    once with its English heading, the cells become texts in both languages. Empty cells are left out, computed columns skipped.
    Raises FileError with every problem at once.
    """
    problems = Problems(str(path))
    sheet = list(islice(_sheet(path, question), MOST_ROWS + HEADINGS_WITHIN + 1))
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


def _sheet(path: Path, question: Question) -> Iterator[SheetRow]:
    """Yield the rows of the file that are not empty."""
    kind = path.suffix.lower()
    if kind not in (".xlsx", ".csv"):
        remedy = ("请另存为 .xlsx 或 .csv", "save it as .xlsx or .csv")
        raise refusal(path, "format", f"不支持 {kind or '无扩展名'} 文件", f"{kind or 'no ending'}: not a table file", remedy)
    data = file_bytes(path)
    rows = xlsx_rows(path, data, question) if kind == ".xlsx" else csv_rows(path, data)
    return (row for row in rows if not all(map(is_blank, row.cells)))


# --- headings ------------------------------------------------------------------------------------------------------


def find_headings(sheet: list[SheetRow], question: Question, problems: Problems) -> tuple[int, list[Heading]]:
    """Return the place of the heading row in `sheet`, and its headings: the row among the first that matches most columns."""
    known = _known(question)
    matches = [sum(normal(c) in known for c in row.cells) for row in sheet[:HEADINGS_WITHIN]]
    best = max(matches, default=0)
    if best == 0:
        labels = [c.label for c in question.columns if c.computed is None]
        remedy = (f"标题应为：{'、'.join(w.zh for w in labels)}", f"the headings are: {', '.join(w.en for w in labels)}")
        problems.add("headings", "没有找到标题行", "no row of headings was found", remedy, sheet[0].number if sheet else 1)
        return 0, []
    at = matches.index(best)
    headings = [h for index, cell in enumerate(sheet[at].cells) if (h := _heading(index, cell, known, sheet[at].number, problems))]
    _check_headings(headings, question, sheet[at].number, problems)
    return at, headings


def _known(question: Question) -> dict[str, tuple[Column, Language | None]]:
    known: dict[str, tuple[Column, Language | None]] = {}
    for column in question.columns:
        known |= {normal(column.label.en): (column, "en"), normal(column.label.zh): (column, "zh")}
        known |= {normal(f"{column.id}.en"): (column, "en"), normal(f"{column.id}.zh"): (column, "zh")}
        known |= {normal(head): (column, language) for head, language in both_heads(column.label)}
    for column in question.columns:  # an id wins over another column's label
        known = known if known.get(normal(column.id), (None,))[0] is column else {**known, normal(column.id): (column, None)}
    return known


def both_heads(label: Words) -> tuple[tuple[str, Language | None], ...]:
    """Return the headings that our own workbooks carry, in both languages: of the column, and of its twin for English texts."""
    return (f"{label.zh}\n{label.en}", None), (f"{label.zh}（英文）\n{label.en} (English)", "en")


def normal(text: Any) -> str:
    """Return a heading as it is compared: without spaces, width and case."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).casefold() if isinstance(text, str) else ""


def _heading(index: int, cell: Any, known: dict[str, tuple[Column, Language | None]], row: int, problems: Problems) -> Heading | None:
    text = normal(cell)
    if text in known:
        return Heading(index, " ".join(str(cell).split()), *known[text])
    if not is_blank(cell) and text not in SERIAL:
        near = get_close_matches(text, known, 1, 0.6)
        label = known[near[0]][0].label if near else None
        remedy = (f"是否应为“{label.zh}”？", f"did you mean {label.en!r}?") if label else ("请删去该列", "remove the column")
        problems.add("heading", f"没有名为“{cell!s:.40}”的列", f"there is no column '{cell!s:.40}'", remedy, row, column_letters(index + 1))
    return None


def _check_headings(headings: list[Heading], question: Question, row: int, problems: Problems) -> None:
    for column in question.columns:
        found = [h for h in headings if h.column.id == column.id]
        if not found and column.required and column.computed is None:
            problems.add("heading", f"缺少“{column.label.zh}”列", f"the column {column.label.en!r} is missing", row=row)
        if len(found) > 1 and not _is_pair(found):
            where, label = ", ".join(column_letters(h.index + 1) for h in found), column.label
            problems.add("heading", f"“{label.zh}”列出现多次", f"the column {label.en!r} stands more than once", row=row, where=where)


def _is_pair(found: list[Heading]) -> bool:
    return {h.language for h in found} in ({"zh", "en"}, {None, "en"}) and len(found) == 2 and _has_english(found[0].column.value_type)


def _has_english(kind: ValueType) -> bool:
    return kind.bilingual or kind.is_text


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
        raw, wrong = _raw(cell, column)
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
