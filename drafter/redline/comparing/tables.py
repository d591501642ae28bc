"""Tables compared: rows first, then columns, then cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from drafter.ooxml.names import TBL_GRID, TBL_PR, TC_PR, TR_PR, VAL, W, child_of
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.redline.comparing.align import Step, align
from drafter.redline.comparing.blocks import Cell, HasContentKey, Row, Table
from drafter.redline.comparing.paragraph_edits import untouched
from drafter.redline.comparing.script import BlockEdit, CellEdit, RowEdit, TableEdit
from drafter.redline.comparing.signatures import written_alike
from drafter.redline.comparing.tokens import Coder

_HAS_REFERENCE = regex(rb" r:\w|<w:(?:comment|bookmark|footnoteRef|endnoteRef)")
_GRID_SPAN = W + "gridSpan"
_ROW_PROPERTIES = (TR_PR, W + "tblPrEx")
CompareCells = Callable[[Cell, Cell], tuple[BlockEdit, ...]]


@dataclass(eq=False, slots=True)
class _Column(HasContentKey):
    """A column, in the rows that both tables have."""

    content_key: str


def table_edit(old: Table, new: Table, coder: Coder, compare_cells: CompareCells) -> TableEdit:
    """Return the edits that lead from one table to another."""
    steps = align(old.rows, new.rows, coder, flow=False)
    columns = _columns(old, new, steps, coder)
    rows = tuple(_row_edit(step, old, new, columns, coder, compare_cells) for step in steps)
    same = all(row.change_type == "same" for row in rows) and all(
        _same_properties(old.element, new.element, tag) for tag in (TBL_PR, TBL_GRID)
    )
    return TableEdit("same" if same else "changed", old, new, rows)


def _row_edit(step: Step, old: Table, new: Table, columns: list[Step] | None, coder: Coder, compare_cells: CompareCells) -> RowEdit:
    if not step.old:
        return RowEdit("inserted", None, new.rows[step.new[0]])
    if not step.new:
        return RowEdit("deleted", old.rows[step.old[0]], None)
    one, other = old.rows[step.old[0]], new.rows[step.new[0]]
    if one.content_key == other.content_key and (_untouched(one, other) or _written_alike(one.element, other.element)):
        return RowEdit("same", one, other)
    return RowEdit("changed", one, other, tuple(_cell_edits(one, other, columns, coder, compare_cells)))


def _untouched(one: Row, other: Row) -> bool:
    """Say whether two rows of the same words have the same properties and cells that nobody touched: nearly every row of a contract."""
    cells = len(one.cells) == len(other.cells) and all(map(_untouched_cell, one.cells, other.cells))
    return cells and all(_same_properties(one.element, other.element, tag) for tag in _ROW_PROPERTIES)


def _untouched_cell(one: Cell, other: Cell) -> bool:
    if (
        one.enclosing_controls
        or other.enclosing_controls
        or len(one.blocks) != len(other.blocks)
        or not all(map(untouched, one.blocks, other.blocks))
    ):
        return False
    return _same_properties(one.element, other.element, TC_PR)


def _written_alike(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two rows are the same to the letter, and refer to nothing that might not be."""
    written = _canonical_bytes(one)
    return written == _canonical_bytes(other) and not _HAS_REFERENCE.search(written)


def _same_properties(one: etree._Element, other: etree._Element, tag: str) -> bool:
    before, after = child_of(one, tag), child_of(other, tag)
    return before is after if before is None or after is None else written_alike(before, after)


def _canonical_bytes(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)


def _cell_edits(old: Row, new: Row, columns: list[Step] | None, coder: Coder, compare_cells: CompareCells) -> Iterator[CellEdit]:
    if columns is None and _column_spans(old) == _column_spans(new):
        columns = [Step((n,), (n,)) for n in range(len(old.cells))]
    for step in columns or align(old.cells, new.cells, coder, flow=False):
        if not step.old:
            yield CellEdit("inserted", None, new.cells[step.new[0]])
        elif not step.new:
            yield CellEdit("deleted", old.cells[step.old[0]], None)
        else:
            one, other = old.cells[step.old[0]], new.cells[step.new[0]]
            yield (
                CellEdit("same", one, other) if _untouched_cell(one, other) else CellEdit("changed", one, other, compare_cells(one, other))
            )


def _column_spans(row: Row) -> list[str]:
    return [_column_span(cell.element) for cell in row.cells]


def _column_span(cell: etree._Element) -> str:
    properties = child_of(cell, TC_PR)
    span = child_of(properties, _GRID_SPAN) if properties is not None else None
    return span.get(VAL, "1") if span is not None else "1"


def _columns(old: Table, new: Table, steps: Sequence[Step], coder: Coder) -> list[Step] | None:
    """Return the columns aligned, when both tables are plain grids and not equally wide."""
    pairs = [(old.rows[s.old[0]], new.rows[s.new[0]]) for s in steps if s.old and s.new]
    widths = [{len(pair[side].cells) for pair in pairs} for side in (0, 1)]
    if len(widths[0]) != 1 or len(widths[1]) != 1 or widths[0] == widths[1]:
        return None
    if any(set(_column_spans(row)) != {"1"} for pair in pairs for row in pair):
        return None
    sides = [[_Column("\5".join(pair[side].cells[n].content_key for pair in pairs)) for n in range(min(widths[side]))] for side in (0, 1)]
    return align(sides[0], sides[1], coder, flow=False)
