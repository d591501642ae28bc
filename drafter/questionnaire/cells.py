"""Cells out of .xlsx and .csv files: guarded before anything is unpacked, exact, and what is not a value says so."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.causes import told
from drafter.errors import FileError, Place, error, unreadable
from drafter.language import Words
from drafter.ooxml.worksheet import StoredCell, Worksheet, shared_strings
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.values.reading import days
from drafter.values.reading.pictures import Figure, Picture, picture

LARGEST = 32 * 1024 * 1024  # bytes of the file
LARGEST_UNPACKED = 128 * 1024 * 1024  # bytes of what is in an .xlsx; 100,000 rows of 20 columns have about 90
MOST_PARTS, MOST_COLUMNS = 2_000, 100
LAST_ROW = 200_000  # of a sheet; formatted but empty rows may follow the data
ERROR_VALUES = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
_MERGED = regex(r"[A-Z]+(\d+):[A-Z]+(\d+)")
OLE = b"\xd0\xcf\x11\xe0"
OPEN_AND_SAVE = Words("在 Excel 中打开并保存一次，或粘贴为数值", "open and save it once in Excel, or paste it as a value")
_AS_IT_IS = frozenset({"General", "@", "0"})  # formats that show a number as it is
_CHINESE_DATES = frozenset(
    (*range(27, 37), *range(50, 59))
)  # built-in formats of Chinese Excel (ECMA-376-1, 18.8.30), which files name by number only
_WITHOUT_YEAR = frozenset((28, 29, 32, 33, 34, 35, 51, 53, 54, 55, 56, 58))
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
    visible: bool = True


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
        raise FileError(unreadable(problem, path)) from None


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
        why = told(problem)
        raise refusal(path, "csv", f"CSV 格式错误：{why.zh}", f"not readable as CSV: {why.en}", row=line) from None


def _decoded(path: Path, data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, or GB18030 as Excel in China writes it, or UTF-16 with its mark."""
    codecs = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for codec in codecs:
        with suppress(UnicodeDecodeError):
            return data.decode(codec)
    remedy = ("请另存为“CSV UTF-8”", "save it as CSV UTF-8")
    raise refusal(path, "encoding", "既不是 UTF-8 也不是 GB18030 文本", "neither UTF-8 nor GB18030 text", remedy)


# --- xlsx ----------------------------------------------------------------------------------------------------------


def xlsx_sheets(
    path: Path, data: bytes, choose: Callable[[list[str]], list[str]], most_columns: int, unpacked: int = LARGEST_UNPACKED
) -> list[Sheet]:
    """Return the sheets that `choose` picks by title. Raises FileError."""
    try:
        check_package(path, data, unpacked)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it does not read: validations, extensions
            return _read_sheets(path, data, choose, most_columns)
    except FileError:
        raise
    except Exception as problem:  # zipfile, expat and openpyxl each let out whatever a malformed part makes them raise
        why = told(problem)
        remedy = ("请在 Excel 中打开并另存为 .xlsx", "open it in Excel and save it as .xlsx")
        raise refusal(path, "xlsx", f"不是可读的 Excel 文件：{why.zh}", f"not a readable Excel file: {why.en}", remedy) from None


def check_package(path: Path, data: bytes, unpacked: int = LARGEST_UNPACKED) -> None:
    """Refuse what is encrypted, unpacks to too much, or declares a document type."""
    from defusedxml.ElementTree import iterparse

    if data.startswith(OLE):
        remedy = ("请在 Excel 中去除密码，另存为 .xlsx", "remove the password and save as .xlsx in Excel")
        raise refusal(path, "xlsx", "是加密的或者旧格式的 Excel 文件", "an encrypted or old-format Excel file", remedy)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > MOST_PARTS or sum(e.file_size for e in entries) > unpacked:
            raise refusal(path, "size", "文件解压后过大", "unpacks to too much")
        for part in (package.read(entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))):
            next(
                iter(iterparse(io.BytesIO(part), events=("start",), forbid_dtd=True)), None
            )  # a document type stands before the root element


def _read_sheets(path: Path, data: bytes, choose: Callable[[list[str]], list[str]], most_columns: int) -> list[Sheet]:
    book = Workbook(data)
    return [_read_sheet(path, book, title, most_columns) for title in choose(list(book.sheets))]


def _read_sheet(path: Path, book: Workbook, title: str, most_columns: int) -> Sheet:
    name, visible = book.sheets[title]
    part = Worksheet(book.package.read(name))
    rows: list[SheetRow] = []
    hidden: set[int] = set()
    last = 0
    for number, is_hidden, stored in part.rows():
        if number > LAST_ROW:
            remedy = ("请删除数据下方的空行", "delete the empty rows below the data")
            raise refusal(path, "rows", f"工作表超过{LAST_ROW}行", f"a sheet of more than {LAST_ROW} rows", remedy)
        if is_hidden:
            hidden.add(number)
        if number > last and (cells := book.cells(stored, most_columns)):
            rows.append(SheetRow(number, cells))
        last = max(last, number)
    ranges = tuple((int(m[1]), int(m[2]), m[0]) for m in map(_MERGED.fullmatch, part.merged) if m)
    return Sheet(title, tuple(rows), frozenset(hidden), ranges, book.epoch, visible)


class Workbook:
    """A workbook: where its sheets are, and what their stored cells mean by type and number format, as openpyxl reads it.

    openpyxl itself makes objects of every element, which takes ten times as long as reading a large sheet. Raises whatever a malformed part makes it raise.
    """

    def __init__(self, data: bytes) -> None:
        from openpyxl.reader.excel import ExcelReader
        from openpyxl.styles.stylesheet import apply_stylesheet
        from openpyxl.xml.constants import SHARED_STRINGS

        reader = ExcelReader(io.BytesIO(data), read_only=True)
        reader.read_manifest()
        reader.read_workbook()
        apply_stylesheet(reader.archive, reader.wb)
        self.package, self.epoch = reader.archive, reader.wb.epoch
        self.book: Any = reader.wb
        manifest: Any = reader.package
        strings = manifest.find(SHARED_STRINGS)
        texts = shared_strings(self.package.read(strings.PartName[1:])) if strings is not None else []
        self.strings = [text.replace("x005F_", "") for text in texts]  # _x005F_x000A_ is how Excel writes _x000A_
        self.sheets: dict[str, tuple[str, bool]] = {}  # title -> part, and whether it is shown
        for sheet, relation in reader.parser.find_sheets():
            if relation.target in reader.valid_files and "chartsheet" not in relation.Type:
                self.sheets[sheet.name] = (relation.target, sheet.state == "visible")
        book: Any = self.book
        chinese = {n for n, style in enumerate(book._cell_styles) if style.numFmtId in _CHINESE_DATES}
        self.dates: frozenset[int] = frozenset(book._date_formats | chinese)
        self._yearless = {n for n in self.dates if n not in chinese and "y" not in self.number_format(n).casefold()}
        self._yearless |= {n for n in chinese if book._cell_styles[n].numFmtId in _WITHOUT_YEAR}
        self._pictures: dict[int, Picture | None] = {}  # by style; None where a number is shown as it is

    def cells(self, stored: list[StoredCell], most_columns: int) -> tuple[Any, ...]:
        """Return the cells of a row, up to the last that holds anything: computed values, or why there is none."""
        found: list[Any] = []
        for cell in stored:
            if cell.column > most_columns or (value := self.value(cell)) is None:
                continue
            if cell.column > len(found):
                found += [None] * (cell.column - len(found))
            found[cell.column - 1] = value
        return tuple(found)

    def value(self, cell: StoredCell) -> Any:
        """Return what a cell holds, None for nothing."""
        if cell.text is None:
            return NEVER_COMPUTED if cell.formula else None
        if cell.kind == "n":
            return self._number(cell.text, cell.style)
        return self.strings[int(cell.text)] if cell.kind == "s" else _typed(cell.kind, cell.text)

    def number_format(self, style: int) -> str:
        """Return the number format of a cell's style: 0.00%."""
        from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

        number = self.book._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(self.book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])

    def _number(self, text: str, style: int) -> Any:
        number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        if style in self.dates:
            day = self._date(number, style in self.book._timedelta_formats)
            return days.shown_without_year(day) if style in self._yearless else day
        value = _exact(number) if isinstance(number, float) else number
        if style not in self._pictures:
            code = self.number_format(style)
            self._pictures[style] = None if code in _AS_IT_IS else picture(code)
        drawn = self._pictures[style]
        return value if drawn is None else Figure(value, drawn)

    def _date(self, number: float, period: bool) -> Any:
        from openpyxl.utils.datetime import from_excel

        try:
            return from_excel(number, self.epoch, timedelta=period)
        except (OverflowError, ValueError):
            return _error_value("#VALUE!")


def _typed(kind: str, text: str) -> Any:
    """Return what a stored text means by the type of its cell."""
    if kind == "b":
        return bool(int(text))
    if kind == "e":
        return _error_value(text)
    if kind == "d":
        from openpyxl.utils.datetime import from_ISO8601

        return from_ISO8601(text)  # type: ignore[no-untyped-call]
    return text


def _exact(value: float) -> Decimal:
    """Return the number Excel shows: it computes with 15 digits, and the rest of a float is noise."""
    return Decimal(f"{value:.15g}")


def _error_value(text: str) -> Unreadable:
    return Unreadable(Words(f"单元格是错误值 {text.strip()}", f"the cell holds the error {text.strip()}"), Words("请更正", "correct it"))
