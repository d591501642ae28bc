"""Tables out of files: the rows of a table question from .xlsx or .csv, with every problem named by row and column."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

from drafter.errors import FileError, Finding, Place, error
from drafter.language import Language, Words
from drafter.library.schema import Column, Question
from drafter.questionnaire.reading import MOST_ROWS, BadValue, BadValues, is_open
from drafter.questionnaire.types import read_value

LARGEST = 32 * 1024 * 1024  # bytes of the file
LARGEST_UNPACKED = 128 * 1024 * 1024  # bytes of what is in an .xlsx; 20,000 rows of 27 columns have about 40
MOST_PARTS, MOST_COLUMNS = 2_000, 100
LAST_ROW = 100_000  # of a sheet; formatted but empty rows may follow the data
MOST_FINDINGS = 50
HEADINGS_WITHIN = 10  # rows: a title and a remark may stand above the headings
SERIAL = {"序号", "no.", "no", "#"}
TOTAL = {"合计", "总计", "total", "grandtotal"}
ERROR_VALUES = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")  # as Excel writes dates into CSV files, and people in texts
OLE = b"\xd0\xcf\x11\xe0"
OPEN_AND_SAVE = Words("在 Excel 中打开并保存一次，或粘贴为数值", "open and save it once in Excel, or paste it as a value")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose value is not in the file: a formula never computed, or an error value."""

    what: Words
    remedy: Words


NEVER_COMPUTED = Unreadable(Words("公式没有计算结果", "a formula that was never computed"), OPEN_AND_SAVE)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet as it stands in the file, counted from 1."""

    number: int
    cells: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A matched heading: where it stands, what it is called there, its column, and the language of its cells if it tells."""

    index: int
    text: str
    column: Column
    language: Language | None


@dataclass
class _Problems:
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
    problems = _Problems(str(path))
    sheet = list(islice(_sheet(path, question), MOST_ROWS + HEADINGS_WITHIN + 1))
    at, headings = _headings(sheet, question, problems)
    problems.stop()
    body = _without_total(sheet[at + 1 :])
    if len(body) > MOST_ROWS:
        raise _refusal(path, "rows", f"超过{MOST_ROWS}行", f"more than {MOST_ROWS} rows")
    rows = [values for row in body if (values := _row(row, headings, problems))]
    if not rows:
        problems.add("empty", "标题行之下没有数据", "there is no data below the headings")
    problems.stop()
    return rows


def _without_total(rows: list[SheetRow]) -> list[SheetRow]:
    """Return the rows without a last one that sums them up."""
    first = next((c for c in rows[-1].cells if not _is_blank(c)), None) if rows else None
    return rows[:-1] if _normal(first) in TOTAL else rows


def _refusal(path: Path, code: str, zh: str, en: str, remedy: tuple[str, str] = ("", ""), row: int = 0) -> FileError:
    return FileError(error(code, zh, en, remedy, Place(str(path), row)))


def _sheet(path: Path, question: Question) -> Iterator[SheetRow]:
    """Yield the rows of the file that are not empty."""
    kind = path.suffix.lower()
    if kind not in (".xlsx", ".csv"):
        remedy = ("请另存为 .xlsx 或 .csv", "save it as .xlsx or .csv")
        raise _refusal(path, "format", f"不支持 {kind or '无扩展名'} 文件", f"{kind or 'no ending'}: not a table file", remedy)
    data = _bytes(path)
    rows = _xlsx_rows(path, data, question) if kind == ".xlsx" else _csv_rows(path, data)
    return (row for row in rows if not all(map(_is_blank, row.cells)))


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise _refusal(path, "file", "没有这个文件", "there is no such file")
        if path.stat().st_size > LARGEST:
            raise _refusal(path, "size", f"文件超过{LARGEST >> 20}MB", f"larger than {LARGEST >> 20} MB")
        return path.read_bytes()
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise _refusal(path, "file", f"无法读取：{why}", f"cannot be read: {why}") from None


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


# --- csv -----------------------------------------------------------------------------------------------------------


def _csv_rows(path: Path, data: bytes) -> Iterator[SheetRow]:
    text = _decoded(path, data)
    delimiter = max(",;\t，", key="".join(text.split("\n", HEADINGS_WITHIN)[:HEADINGS_WITHIN]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield SheetRow(line, tuple(_error_value(c) if c.strip().upper() in ERROR_VALUES else c for c in cells))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise _refusal(path, "csv", f"CSV 格式错误：{problem}", f"not readable as CSV: {problem}", row=line) from None


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, or GB18030 as Excel in China writes it, or UTF-16 with its mark."""
    codecs = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for codec in codecs:
        with suppress(UnicodeDecodeError):
            return data.decode(codec)
    remedy = ("请另存为“CSV UTF-8”", "save it as CSV UTF-8")
    raise _refusal(path, "encoding", "既不是 UTF-8 也不是 GB18030 文本", "neither UTF-8 nor GB18030 text", remedy)


# --- xlsx ----------------------------------------------------------------------------------------------------------


def _xlsx_rows(path: Path, data: bytes, question: Question) -> Iterable[SheetRow]:
    try:
        formulas = _check_package(path, data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it does not read: validations, extensions
            return _workbook_rows(path, data, question, formulas)
    except FileError:
        raise
    except Exception as problem:  # zipfile, expat and openpyxl each let out whatever a malformed part makes them raise
        what = f"{type(problem).__name__}: {problem}"[:200]
        raise _refusal(path, "xlsx", f"不是可读的 Excel 文件：{what}", f"not a readable Excel file: {what}") from None


def _check_package(path: Path, data: bytes) -> bool:
    """Refuse what is encrypted, unpacks to too much, or declares a document type; return whether there may be formulas."""
    from defusedxml.ElementTree import iterparse

    if data.startswith(OLE):
        remedy = ("请在 Excel 中去除密码，另存为 .xlsx", "remove the password and save as .xlsx in Excel")
        raise _refusal(path, "xlsx", "是加密的或者旧格式的 Excel 文件", "an encrypted or old-format Excel file", remedy)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > LARGEST_UNPACKED:
            raise _refusal(path, "size", "文件解压后过大", "unpacks to too much")
        parts = [package.read(entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    for part in parts:  # a document type can only stand before the root element
        next(iter(iterparse(io.BytesIO(part), events=("start",), forbid_dtd=True)), None)
    return any(_FORMULA.search(part) for part in parts)


def _workbook_rows(path: Path, data: bytes, question: Question, formulas: bool) -> list[SheetRow]:
    """Return the rows that hold anything; where there are `formulas`, the sheet is read twice to tell empty from never computed."""
    from openpyxl import load_workbook

    books = [load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in ((True, False) if formulas else (True,))]
    rows: list[SheetRow] = []
    try:
        pairs = zip_longest(*(_cells(book, question) for book in books), fillvalue=())
        for number, pair in enumerate(pairs, 1):
            if number > LAST_ROW:
                remedy = ("请删除数据下方的空行", "delete the empty rows below the data")
                raise _refusal(path, "rows", f"工作表超过{LAST_ROW}行", f"a sheet of more than {LAST_ROW} rows", remedy)
            if cells := _merged(*pair):
                rows.append(SheetRow(number, cells))
        return rows
    finally:
        for book in books:
            book.close()


def _cells(book: Any, question: Question) -> Iterator[tuple[Any, ...]]:
    named = {question.id, question.label.zh, question.label.en}
    sheet = next((s for s in book.worksheets if s.title in named), book.worksheets[0])
    sheet.reset_dimensions()  # what the file says of its size may be wrong, or a trap
    return iter(sheet.iter_rows(max_col=MOST_COLUMNS))


def _merged(values: tuple[Any, ...], formulas: tuple[Any, ...] = ()) -> tuple[Any, ...]:
    """Return the cells of a row: computed values, or why there is none."""
    cells = tuple(_xlsx_cell(value, formula) for value, formula in zip_longest(values, formulas))
    return cells if any(cell is not None for cell in cells) else ()


def _xlsx_cell(cell: Any, formula: Any) -> Any:
    if cell is None or cell.value is None:
        return NEVER_COMPUTED if getattr(formula, "data_type", None) == "f" else None
    if cell.data_type == "e":
        return _error_value(str(cell.value))
    if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool) and _is_percent(cell.number_format):
        return Percentage(_exact(cell.value) * 100)
    return _exact(cell.value) if isinstance(cell.value, float) else cell.value


def _is_percent(number_format: str | None) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.', "", number_format or "")  # a quoted sign is only a picture of one


class Percentage(Decimal):
    """A number shown with a percent sign: 0.15 in the file, 15% to the reader."""


def _exact(value: float) -> Decimal:
    """Return the number Excel shows: it computes with 15 digits, and the rest of a float is noise."""
    return Decimal(f"{value:.15g}")


def _error_value(text: str) -> Unreadable:
    return Unreadable(Words(f"单元格是错误值 {text.strip()}", f"the cell holds the error {text.strip()}"), Words("请更正", "correct it"))


# --- headings ------------------------------------------------------------------------------------------------------


def _headings(sheet: list[SheetRow], question: Question, problems: _Problems) -> tuple[int, list[Heading]]:
    """Return the place of the heading row in `sheet`, and its headings: the row among the first that matches most columns."""
    known = _known(question)
    matches = [sum(_normal(c) in known for c in row.cells) for row in sheet[:HEADINGS_WITHIN]]
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
        known |= {_normal(column.label.en): (column, "en"), _normal(column.label.zh): (column, "zh")}
        known |= {_normal(f"{column.id}.en"): (column, "en"), _normal(f"{column.id}.zh"): (column, "zh")}
    for column in question.columns:  # an id wins over another column's label
        known = known if known.get(_normal(column.id), (None,))[0] is column else {**known, _normal(column.id): (column, None)}
    return known


def _normal(text: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).casefold() if isinstance(text, str) else ""


def _heading(index: int, cell: Any, known: dict[str, tuple[Column, Language | None]], row: int, problems: _Problems) -> Heading | None:
    text = _normal(cell)
    if text in known:
        return Heading(index, " ".join(str(cell).split()), *known[text])
    if not _is_blank(cell) and text not in SERIAL:
        near = get_close_matches(text, known, 1, 0.6)
        label = known[near[0]][0].label if near else None
        remedy = (f"是否应为“{label.zh}”？", f"did you mean {label.en!r}?") if label else ("请删去该列", "remove the column")
        problems.add("heading", f"没有名为“{cell!s:.40}”的列", f"there is no column '{cell!s:.40}'", remedy, row, letter(index))
    return None


def _check_headings(headings: list[Heading], question: Question, row: int, problems: _Problems) -> None:
    for column in question.columns:
        found = [h for h in headings if h.column.id == column.id]
        if not found and column.required and column.computed is None:
            problems.add("heading", f"缺少“{column.label.zh}”列", f"the column {column.label.en!r} is missing", row=row)
        if len(found) > 1 and not _is_pair(found):
            where, label = ", ".join(letter(h.index) for h in found), column.label
            problems.add("heading", f"“{label.zh}”列出现多次", f"the column {label.en!r} stands more than once", row=row, where=where)


def _is_pair(found: list[Heading]) -> bool:
    return {h.language for h in found} == {"zh", "en"} and len(found) == 2 and found[0].column.type in ("text", "longtext")


def letter(index: int) -> str:
    """Return a column's letters as spreadsheets count them: 0 is A, 26 is AA."""
    before, last = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(65 + last)


# --- rows ----------------------------------------------------------------------------------------------------------


def _row(row: SheetRow, headings: list[Heading], problems: _Problems) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for heading in headings:
        column, cell = heading.column, row.cells[heading.index] if heading.index < len(row.cells) else None
        if column.computed is not None or _is_blank(cell):
            continue
        where = f"{letter(heading.index)}{row.number} {heading.text}"
        if isinstance(cell, Unreadable):
            problems.add("cell", cell.what.zh, cell.what.en, (cell.remedy.zh, cell.remedy.en), row.number, where)
            continue
        raw = _raw(cell, column)
        for problem in _wrong(raw, column):
            problems.add("cell", problem.zh, problem.en, row=row.number, where=where)
        values[column.id] = _both(values[column.id], raw, heading.language) if column.id in values else raw
    return values


def _both(other: Any, raw: Any, language: Language | None) -> Any:
    """Return the pair of texts of a column that has one in each language."""
    if is_open(other) or is_open(raw):
        return raw if is_open(other) else other
    zh, en = (raw, other) if language == "zh" else (other, raw)
    return {"zh": str(zh), "en": str(en)}


def _raw(cell: Any, column: Column) -> Any:
    """Return a cell as the question types read it: numbers exact, dates as texts where a text is wanted, lists split."""
    if isinstance(cell, Decimal):
        cell = _number(cell, column)
    if isinstance(cell, (datetime, date, time)) and column.type != "date":
        return _date_text(cell)
    if column.type in ("multichoice", "list") and isinstance(cell, str) and not is_open(cell):
        return _items(cell)
    if isinstance(cell, str) and column.type == "date" and (found := _DATE.fullmatch(cell.strip())):
        return "{}-{:0>2}-{:0>2}".format(*found.groups())
    return cell.strip() if isinstance(cell, str) and column.type not in ("text", "longtext") else cell


def _number(value: Decimal, column: Column) -> Any:
    if isinstance(value, Percentage):
        if column.type in ("text", "longtext"):
            return f"{value.normalize():f}%"
        value = Decimal(value) if column.type == "percent" else value / 100
    return int(value) if value == value.to_integral_value() else value


def _date_text(cell: date | time) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else cell.isoformat("minutes")


def _items(text: str) -> list[str]:
    for mark in ",，;；\n":
        text = text.replace(mark, "、")
    return [item.strip() for item in text.split("、") if item.strip()]


def _wrong(raw: Any, column: Column) -> list[BadValue]:
    try:
        if not is_open(raw):
            read_value(raw, column)
    except BadValue as problem:
        return [problem]
    except BadValues as several:
        return several.problems
    return []
