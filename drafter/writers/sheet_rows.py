"""The rows of a worksheet in the bytes in which openpyxl writes them, without an element of lxml's for each cell, which takes most of its time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from drafter.ooxml.worksheet import column_letters
from drafter.writers.sheet_results import RESULTS

_NO_ROWS = b"<sheetData></sheetData>"
_MOMENTS = (date, datetime, time)


class QuickWriter(ExcelWriter):
    """openpyxl's writer of workbooks, but for the rows of worksheets; those with anything unusual in a cell are left to it."""

    def write_worksheet(self, ws: Any) -> None:
        """Write a worksheet."""
        if self.workbook.write_only or not all(map(_is_plain, ws._cells.values())):
            super().write_worksheet(ws)
            return
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        writer: Any = _Around(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        archive: zipfile.ZipFile = self._archive  # type: ignore[attr-defined]
        archive.writestr(ws.path[1:], writer.read().replace(_NO_ROWS, _rows(ws), 1))
        self.manifest.append(ws)


class _Around(WorksheetWriter):
    """All of a worksheet but its rows."""

    def rows(self) -> list[Any]:
        """Return none."""
        return []


def _is_plain(cell: Any) -> bool:
    """Say whether a cell holds nothing, a text, a number, a formula, or a moment without a time zone, and nothing hangs on it."""
    kind, value = cell.data_type, cell._value
    if cell.hyperlink is not None or cell._comment is not None or kind not in ("n", "s", "f", "d"):
        return False
    if kind == "d":
        return isinstance(value, _MOMENTS) and getattr(value, "tzinfo", None) is None and not cell.parent.parent.iso_dates
    return value is None or type(value) is str or kind == "n"


def _rows(ws: Any) -> bytes:
    rows: dict[int, list[Any]] = {number: [] for number in ws.row_dimensions}
    for (number, _), cell in sorted(ws._cells.items()):
        rows.setdefault(number, []).append(cell)
    styles: dict[int, str] = {}  # of arrays of style, which many cells share
    written = "".join(_row(number, cells, ws, styles) for number, cells in sorted(rows.items()))
    return f"<sheetData>{written}</sheetData>".encode("ascii")


def _row(number: int, cells: list[Any], ws: Any, styles: dict[int, str]) -> str:
    attributes = {"r": number, **dict(ws.row_dimensions.get(number, {}))}
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<row{said}>{''.join(_written(cells, styles))}</row>"


def _written(cells: list[Any], styles: dict[int, str]) -> Iterator[str]:
    for cell in cells:
        style = styles.get(id(cell._style))
        if style is None:
            style = styles[id(cell._style)] = f' s="{cell.style_id}"' if cell.has_style else ""
        if cell._value is not None or style:
            yield f'<c r="{column_letters(cell.column)}{cell.row}"{style}{_content(cell)}</c>'


def _content(cell: Any) -> str:
    kind, value = cell.data_type, cell._value
    if kind == "d":
        kind, value = "n", _serial(value, cell.parent.parent.epoch)
    shown = {"s": ' t="inlineStr"', "f": ""}.get(kind, f' t="{kind}"')
    if value is None or value == "":
        return f"{shown}>"
    if kind == "s":
        space = "" if value == value.strip() else ' xml:space="preserve"'
        return f"{shown}><is><t{space}>{_escaped(value)}</t></is>"
    return _computed(cell, value) if kind == "f" else f"{shown}><v>{_escaped(safe_string(value))}</v>"


def _computed(cell: Any, formula: str) -> str:
    result = cell.parent.__dict__.get(RESULTS, {}).get((cell.row, cell.column))
    if isinstance(result, str):
        return f' t="str"><f>{_escaped(formula[1:])}</f><v>{_escaped(result)}</v>'
    shown = (
        _serial(result, cell.parent.parent.epoch) if isinstance(result, _MOMENTS) else "" if result is None else str(safe_string(result))
    )
    return f"><f>{_escaped(formula[1:])}</f><v>{shown}</v>"


@lru_cache(maxsize=4096)
def _serial(moment: date | datetime | time, epoch: datetime) -> str:
    return str(safe_string(to_excel(moment, epoch)))  # type: ignore[no-untyped-call]


@lru_cache(maxsize=4096)
def _escaped(text: str) -> str:
    marked = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return marked.encode("ascii", "xmlcharrefreplace").decode("ascii")
