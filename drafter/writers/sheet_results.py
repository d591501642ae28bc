"""What formulas of a worksheet come to, kept beside them until it is written."""

from __future__ import annotations

from typing import Any

RESULTS = "results"  # of the formulas of a worksheet, by row and column: an attribute of it


def with_result(cell: Any, result: Any) -> None:
    """Say what the formula of a cell comes to: previews, mail and readers of values show it, Excel computes it anew. An empty text stands for no value yet."""
    cell.parent.__dict__.setdefault(RESULTS, {})[cell.row, cell.column] = result


def result_of(cell: Any) -> Any:
    """Return what was said of the formula of a cell, else what the cell holds."""
    return cell.parent.__dict__.get(RESULTS, {}).get((cell.row, cell.column), cell._value)
