"""The cells of a worksheet as they will be written, in place of openpyxl's: of thousands of cells, most of them alike, each is an object of many parts there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from openpyxl.cell import Cell
from openpyxl.compat import safe_string
from openpyxl.utils import range_boundaries

from drafter.ooxml.worksheet import column_letters
from drafter.writers.sheet_cells import content

_GRID = "grid"  # an attribute of a worksheet


def grid_of(sheet: Any) -> Grid | None:
    """Return the grid of a worksheet, nothing where its cells are openpyxl's own."""
    found: Grid | None = sheet.__dict__.get(_GRID)
    return found


class Grid:
    """The cells of a worksheet, put in the order in which they are written: down the rows, and to the right in each."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.heights: dict[int, float] = {}
        self.merged: set[tuple[int, int, int, int]] = set()  # top, left, bottom, right; in the order in which openpyxl has them
        self._rows: dict[int, list[tuple[int, int, Any, str, Any, Any]]] = {}  # column, span, style, kind, value, result
        self._values: dict[tuple[int, int], Any] = {}  # what stands in a cell: of a formula what it comes to, where that is said
        self._cell = Cell(sheet, 1, 1)  # which stands nowhere, and knows what a value is to Excel
        sheet.__dict__[_GRID] = self

    def put(self, row: int, column: int, value: Any, style: Any, span: int = 1, result: Any = None) -> None:
        """Put a value into a cell, merged with those to its right where it spans several. `style` is openpyxl's; `result` what a formula comes to."""
        self._cell.value = value
        kind, stored = self._cell.data_type, self._cell._value  # type: ignore[attr-defined]
        if kind == "d":
            self._cell = Cell(self.sheet, 1, 1)  # its format has become that of a date
        self._rows.setdefault(row, []).append((column, span, style, kind, stored, result))
        self._values[row, column] = stored if result is None else result
        if span > 1:
            self.merged.add((row, column, row, column + span - 1))

    def list(self, values: Iterable[Any], kind: str, style: Any) -> None:
        """Put values of one kind, by openpyxl's name for it, below each other into the first column."""
        self._rows = {row: [(1, 1, style, kind, value, None)] for row, value in enumerate(values, 1)}

    def sum(self, reference: str) -> Any:
        """Return what the numbers in a range come to, an empty text where nothing is in it yet."""
        left, top, right, bottom = (int(edge or 0) for edge in range_boundaries(reference))
        held = (self._values.get((row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1))
        numbers = [Decimal(str(value)) for value in held if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)]
        return sum(numbers, Decimal(0)) if numbers else ""

    @property
    def extent(self) -> str:
        """How far the cells reach: A1:K487."""
        if not self._rows:
            return "A1:A1"
        left = min(cells[0][0] for cells in self._rows.values())
        right = max(cells[-1][0] + cells[-1][1] - 1 for cells in self._rows.values())
        return f"{column_letters(left)}{min(self._rows)}:{column_letters(right)}{max(self._rows)}"

    def written(self) -> bytes:
        """Return the rows as the worksheet holds them."""
        known: dict[int, str] = {}
        rows = (f'<row r="{n}"{self._height(n)}>{"".join(self._cells(n, known))}</row>' for n in sorted({*self.heights, *self._rows}))
        return f"<sheetData>{''.join(rows)}</sheetData>".encode("ascii")

    def _height(self, row: int) -> str:
        height = self.heights.get(row)
        return "" if height is None else f' ht="{safe_string(float(height))}" customHeight="1"'

    def _cells(self, row: int, known: dict[int, str]) -> Iterator[str]:
        """Yield the cells of a row; a workbook numbers its styles as they are first met. `known` are those, by identity."""
        book = self.sheet.parent
        for column, span, style, kind, value, result in self._rows.get(row, ()):
            shown = known.get(id(style))
            if shown is None:
                shown = known[id(style)] = f' s="{book._cell_styles.add(style)}"'
            yield f'<c r="{column_letters(column)}{row}"{shown}{content(kind, value, result, book.epoch)}</c>'
            for further in range(column + 1, column + span):
                yield f'<c r="{column_letters(further)}{row}"{shown} t="n"></c>'
