"""Cells out of .xlsx and .csv files: guarded before anything is unpacked, exact, and what is not a value says so."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

from drafter.errors import FileError, Place, error
from drafter.language import Words
from drafter.library.schema import Question

LARGEST = 32 * 1024 * 1024  # bytes of the file
LARGEST_UNPACKED = 128 * 1024 * 1024  # bytes of what is in an .xlsx; 20,000 rows of 27 columns have about 40
MOST_PARTS, MOST_COLUMNS = 2_000, 100
LAST_ROW = 100_000  # of a sheet; formatted but empty rows may follow the data
ERROR_VALUES = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d+)"[^>]*>')
_HIDDEN = re.compile(rb'hidden="(?:1|true)"')
_MERGED = re.compile(rb'(?<=<mergeCell ref=")[A-Z]+(\d+):[A-Z]+(\d+)(?=")')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
OLE = b"\xd0\xcf\x11\xe0"
OPEN_AND_SAVE = Words("在 Excel 中打开并保存一次，或粘贴为数值", "open and save it once in Excel, or paste it as a value")
HEADINGS_WITHIN = 10  # rows: a title and a remark may stand above the headings


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
class Sheet:
    """A sheet: its rows that hold anything, which rows are hidden, and which cells are merged (first and last row, reference)."""

    title: str
    rows: tuple[SheetRow, ...]
    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, str], ...] = ()
    epoch: datetime | None = None  # what dates as numbers count from


def refusal(path: Path, code: str, zh: str, en: str, remedy: tuple[str, str] = ("", ""), row: int = 0) -> FileError:
    """Return the error that a file cannot be used."""
    return FileError(error(code, zh, en, remedy, Place(str(path), row)))


def file_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """Return the bytes of a file. Raises FileError."""
    try:
        if not path.is_file():
            raise refusal(path, "file", "没有这个文件", "there is no such file")
        if path.stat().st_size > largest:
            raise refusal(path, "size", f"文件超过{largest >> 20}MB", f"larger than {largest >> 20} MB")
        return path.read_bytes()
    except (OSError, ValueError) as problem:
        why = getattr(problem, "strerror", None) or str(problem)
        raise refusal(path, "file", f"无法读取：{why}", f"cannot be read: {why}") from None


def is_blank(cell: Any) -> bool:
    """Return whether a cell holds nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


# --- csv -----------------------------------------------------------------------------------------------------------


def csv_rows(path: Path, data: bytes) -> Iterator[SheetRow]:
    """Yield the rows of a CSV file. Raises FileError."""
    text = _decoded(path, data)
    delimiter = max(",;\t，", key="".join(text.split("\n", HEADINGS_WITHIN)[:HEADINGS_WITHIN]).count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield SheetRow(line, tuple(_error_value(c) if c.strip().upper() in ERROR_VALUES else c for c in cells))
            line = reader.line_num + 1
    except csv.Error as problem:
        raise refusal(path, "csv", f"CSV 格式错误：{problem}", f"not readable as CSV: {problem}", row=line) from None


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, or GB18030 as Excel in China writes it, or UTF-16 with its mark."""
    codecs = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for codec in codecs:
        with suppress(UnicodeDecodeError):
            return data.decode(codec)
    remedy = ("请另存为“CSV UTF-8”", "save it as CSV UTF-8")
    raise refusal(path, "encoding", "既不是 UTF-8 也不是 GB18030 文本", "neither UTF-8 nor GB18030 text", remedy)


# --- xlsx ----------------------------------------------------------------------------------------------------------


def xlsx_rows(path: Path, data: bytes, question: Question) -> Iterable[SheetRow]:
    """Return the rows of a table question's sheet, or of the first. Raises FileError."""
    named = {question.id, question.label.zh, question.label.en}
    sheets = xlsx_sheets(path, data, lambda titles: [next((t for t in titles if t in named), titles[0])], MOST_COLUMNS)
    return sheets[0].rows


def xlsx_sheets(
    path: Path, data: bytes, choose: Callable[[list[str]], list[str]], most_columns: int, unpacked: int = LARGEST_UNPACKED
) -> list[Sheet]:
    """Return the sheets that `choose` picks by title. Raises FileError."""
    try:
        formulas = check_package(path, data, unpacked)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it does not read: validations, extensions
            return _read_sheets(path, data, choose, most_columns, formulas)
    except FileError:
        raise
    except Exception as problem:  # zipfile, expat and openpyxl each let out whatever a malformed part makes them raise
        what = f"{type(problem).__name__}: {problem}"[:200]
        raise refusal(path, "xlsx", f"不是可读的 Excel 文件：{what}", f"not a readable Excel file: {what}") from None


def check_package(path: Path, data: bytes, unpacked: int = LARGEST_UNPACKED) -> bool:
    """Refuse what is encrypted, unpacks to too much, or declares a document type; return whether there may be formulas."""
    from defusedxml.ElementTree import iterparse

    if data.startswith(OLE):
        remedy = ("请在 Excel 中去除密码，另存为 .xlsx", "remove the password and save as .xlsx in Excel")
        raise refusal(path, "xlsx", "是加密的或者旧格式的 Excel 文件", "an encrypted or old-format Excel file", remedy)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > unpacked:
            raise refusal(path, "size", "文件解压后过大", "unpacks to too much")
        formulas = False
        for part in (package.read(entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))):
            next(
                iter(iterparse(io.BytesIO(part), events=("start",), forbid_dtd=True)), None
            )  # a document type stands before the root element
            formulas = formulas or _FORMULA.search(part) is not None
    return formulas


def _read_sheets(path: Path, data: bytes, choose: Callable[[list[str]], list[str]], most_columns: int, formulas: bool) -> list[Sheet]:
    """Return the chosen sheets; where there are `formulas`, each is read twice to tell empty from never computed."""
    from openpyxl import load_workbook

    books = [load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in ((True, False) if formulas else (True,))]
    try:
        titles = choose([s.title for s in books[0].worksheets])
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [_read_sheet(path, package, [book[title] for book in books], most_columns, books[0].epoch) for title in titles]
    finally:
        for book in books:
            book.close()


def _read_sheet(path: Path, package: zipfile.ZipFile, views: list[Any], most_columns: int, epoch: datetime) -> Sheet:
    rows: list[SheetRow] = []
    for view in views:
        view.reset_dimensions()  # what the file says of its size may be wrong, or a trap
    for number, pair in enumerate(zip_longest(*(view.iter_rows(max_col=most_columns) for view in views), fillvalue=()), 1):
        if number > LAST_ROW:
            remedy = ("请删除数据下方的空行", "delete the empty rows below the data")
            raise refusal(path, "rows", f"工作表超过{LAST_ROW}行", f"a sheet of more than {LAST_ROW} rows", remedy)
        if cells := merged(*pair):
            rows.append(SheetRow(number, cells))
    part = package.read(views[0]._worksheet_path)
    hidden = frozenset(int(match[1]) for match in _ROW.finditer(part) if _HIDDEN.search(match[0]))
    ranges = tuple((int(m[1]), int(m[2]), m[0].decode()) for m in _MERGED.finditer(part))
    return Sheet(views[0].title, tuple(rows), hidden, ranges, epoch)


def merged(values: tuple[Any, ...], formulas: tuple[Any, ...] = ()) -> tuple[Any, ...]:
    """Return the cells of a row: computed values, or why there is none."""
    cells = tuple(xlsx_cell(value, formula) for value, formula in zip_longest(values, formulas))
    return cells if any(cell is not None for cell in cells) else ()


def xlsx_cell(cell: Any, formula: Any) -> Any:
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
