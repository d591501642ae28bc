"""Cells of a workbook, held against openpyxl, which reads ten times as slowly: every type, every number format, every odd way to write a part."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from drafter.errors import FileError
from drafter.questionnaire.cells import NEVER_COMPUTED, Sheet, Unreadable, xlsx_sheets
from drafter.values.reading.days import YearlessMoment
from drafter.values.reading.pictures import Figure

SHEET, STRINGS, TYPES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"
FORMATS = (
    "0%", "0.00%", '0"%"', "yyyy-mm-dd", "h:mm", "[h]:mm:ss", "000000", '0.00"万元"', "mm-dd-yy", "m/d/yyyy", "General", "@", "¥#,##0.00", "yyyy年m月", "0.0\\%",
)  # fmt: skip
SHARED = (
    "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>共享</t></si><si><r><t xml:space='preserve'>甲 </t></r><r><rPr/><t>乙</t></r></si>"
    "<si><t/></si><si/><si><t>_x005F_x000A_ _x000D_</t></si><si><t>a</t><rPh sb='0' eb='1'><t>jia</t></rPh><phoneticPr fontId='1'/></si></sst>"
)


@lru_cache(maxsize=1)
def kinds() -> dict[str, bytes]:
    """Return the parts of a workbook with every kind of cell."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(
        ["a", 1, 1.5, -0.0, True, False, None, "", "=1+1", datetime(2020, 1, 1, 12, 30), date(2021, 2, 3), time(4, 5), timedelta(hours=30), 1e20, 1e-5, 0.1 + 0.2]
    )  # fmt: skip
    for code in FORMATS:
        sheet.append([code, 0.155, 44000, -3, 1 / 3, 0, 3_000_000])
        for cell in sheet[sheet.max_row][1:]:
            cell.number_format = code
    sheet.append(["err", "#N/A"])
    sheet.cell(sheet.max_row, 2).data_type = "e"
    sheet.merge_cells("A25:C27")
    sheet["A25"], sheet["E41"], sheet["CZ40"] = "合并", "é𠮷\n换行 & <", "far"
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("隐藏").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    package = zipfile.ZipFile(out)
    return {name: package.read(name) for name in package.namelist()}


def edited(change: Callable[[str], str]) -> dict[str, bytes]:
    return {**kinds(), SHEET: change(kinds()[SHEET].decode()).encode()}


def reversed_rows(text: str) -> str:
    head, _, rest = text.partition("<sheetData>")
    rows, _, tail = rest.partition("</sheetData>")
    return f"{head}<sheetData>{''.join(reversed(re.findall('<row.*?</row>', rows, re.DOTALL)))}</sheetData>{tail}"


def with_strings(rows: str) -> dict[str, bytes]:
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    parts = edited(lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))
    return {**parts, STRINGS: SHARED.encode(), TYPES: kinds()[TYPES].replace(b"</Types>", override)}


FIRST = '<c r="B1" t="n"><v>1</v></c>'
WAYS: dict[str, Callable[[], dict[str, bytes]]] = {
    "as openpyxl writes it": kinds,
    "cells without addresses": lambda: edited(lambda t: re.sub(r' r="[A-Z]+\d+"', "", t)),
    "rows without numbers": lambda: edited(lambda t: re.sub(r'<row r="\d+"', "<row", t)),
    "rows upside down": lambda: edited(reversed_rows),
    "a prefix": lambda: edited(lambda t: re.sub(r"<(/?)(\w)", r"<\1x:\2", t).replace("xmlns=", "xmlns:x=")),
    "comments": lambda: edited(lambda t: t.replace("<t>a</t>", "<t>a<!-- c -->b</t>").replace("<v>1</v>", "<v><!--x-->1</v>")),
    "runs": lambda: edited(lambda t: t.replace("<t>a</t>", "<r><rPr><b/></rPr><t>甲</t></r><r><t> 乙</t></r><rPh sb='0' eb='1'><t>jia</t></rPh>")),
    "an ISO date": lambda: edited(lambda t: t.replace(FIRST, '<c r="B1" t="d"><v>2020-02-03T04:05:06</v></c>')),
    "a row numbered 2.0": lambda: edited(lambda t: t.replace('<row r="2"', '<row r="2.0"')),
    "a number twice": lambda: edited(lambda t: t.replace('<row r="3"', '<row r="2"')),
    "a wrong dimension": lambda: edited(lambda t: re.sub(r"<dimension[^>]*/>", '<dimension ref="A1:B2"/>', t)),
    "no dimension": lambda: edited(lambda t: re.sub(r"<dimension[^>]*/>", "", t)),
    "computed texts": lambda: edited(lambda t: t.replace(FIRST, '<c r="B1" t="str"><f>x</f><v>1</v></c><c r="Q1" t="str"><f>x</f><v></v></c><c r="R1"><f>x</f></c>')),
    "shared strings": lambda: with_strings('<row r="50">' + "".join(f'<c t="s"><v>{n}</v></c>' for n in range(6)) + "</row>"),
}  # fmt: skip


def written(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> list[Sheet]:
    return xlsx_sheets(Path("book.xlsx"), data, lambda titles: titles, 100)


def by_openpyxl(data: bytes) -> list[tuple[str, list[tuple[int, tuple[Any, ...]]]]]:
    """Return the rows of each sheet as openpyxl reads them: values and formulas of two readings put together."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        values, formulas = (openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=only) for only in (True, False))
        found = []
        for one, other in zip(values.worksheets, formulas.worksheets, strict=True):
            for sheet in (one, other):
                sheet.reset_dimensions()
            pairs = zip(one.iter_rows(max_col=100), other.iter_rows(max_col=100), strict=True)
            rows = [(number, said([meant(*cells) for cells in zip(*pair, strict=True)])) for number, pair in enumerate(pairs, 1)]
            found.append((one.title, [row for row in rows if row[1]]))
        return found


def said(cells: list[Any]) -> tuple[Any, ...]:
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def meant(cell: Any, formula: Any) -> Any:
    if cell.value is None:
        return NEVER_COMPUTED if formula.data_type == "f" else None
    if cell.data_type == "e":
        return "error", str(cell.value)
    return Decimal(f"{cell.value:.15g}") if type(cell.value) is float else cell.value


def plain(cell: Any) -> Any:
    if isinstance(cell, Unreadable) and cell is not NEVER_COMPUTED:
        return "error", cell.what.en.rpartition(" ")[2]
    if isinstance(cell, YearlessMoment):
        return datetime.combine(cell.date(), cell.time())
    return cell.number if isinstance(cell, Figure) else cell


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_cell_is_what_openpyxl_says(way: str) -> None:
    data = written(WAYS[way]())
    ours = [(s.title, [(r.number, cells) for r in s.rows if (cells := tuple(map(plain, r.cells)))]) for s in read(data)]
    theirs = by_openpyxl(data)
    assert repr(ours) == repr(theirs)  # as written: 1, 1.0 and True differ
    assert theirs[0][1]


def test_hidden_rows_and_sheets_and_merged_cells_are_told() -> None:
    first, second = read(written(kinds()))
    assert (first.hidden, first.merged, first.visible, second.visible) == (frozenset({5}), ((25, 27, "A25:C27"),), True, False)
    assert read(written(WAYS["a prefix"]()))[0].merged == first.merged


def test_a_number_keeps_the_format_that_says_what_it_means() -> None:
    rows = {row.cells[0]: row.cells[1] for row in read(written(kinds()))[0].rows if row.cells[0] in FORMATS}
    assert {code: getattr(rows[code], "exact", rows[code]) for code in ("0%", '0.00"万元"', "General", "¥#,##0.00", "@")} == {
        "0%": "15.5%", '0.00"万元"': "0.155万元", "General": Decimal("0.155"), "¥#,##0.00": Decimal("0.155"), "@": Decimal("0.155"),
    }  # fmt: skip


@pytest.mark.parametrize(("number_format", "kind"), [(31, datetime), (57, datetime), (58, YearlessMoment), (32, time), (1, Decimal)])
def test_the_dates_of_chinese_excel_are_dates(number_format: int, kind: type) -> None:
    styles = kinds()["xl/styles.xml"].decode()
    changed = re.sub(r'numFmtId="14"', f'numFmtId="{number_format}"', styles)
    assert changed != styles
    cells = [c for row in read(written({**kinds(), "xl/styles.xml": changed.encode()}))[0].rows for c in row.cells if isinstance(c, kind)]
    assert cells


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.replace('<row r="2"', '<row r="2.5"'),
        lambda t: t.replace('s="2"', 's="99"').replace('s="5"', 's="99"'),
        lambda t: t.replace(FIRST, '<c r="B1" t="s"><v>7</v></c>'),
        lambda t: t.replace(FIRST, '<c r="1B" t="n"><v>1</v></c>'),
        lambda t: t.replace(FIRST, '<c r="B1" t="n"><v>one</v></c>'),
        lambda t: t[:-30],
    ],
)
def test_a_broken_sheet_is_refused(change: Callable[[str], str]) -> None:
    with pytest.raises(FileError, match="not a readable Excel file"):
        read(written(edited(change)))
