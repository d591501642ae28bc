"""How wide the columns of a table are in Word: their shares of the line, but none narrower than its widest word or number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from itertools import chain, groupby

from drafter.model import Paragraph, Row, Style, Table, TextRow
from drafter.records import dataclass
from drafter.values.widths import fitted, widest_word

_SIDES = 190.0  # twips: the margins of a cell, its borders, and a little to spare
_SOME = 10.0  # points of a style that a template does not tell of


@dataclass
class Columns:
    """The columns of tables, each looked at once; `sizes` are the points of what is printed in cells."""

    sizes: Mapping[Style, float] = field(default_factory=dict)
    _known: dict[tuple[int, int], tuple[Table, list[int]]] = field(default_factory=dict)

    def of(self, table: Table, width: int) -> list[int]:
        """Return the widths of a table's columns in twips, on a line of `width` twips."""
        key = id(table), width
        if key not in self._known:
            self._known[key] = table, self._widths(table, width)  # with the table, lest another take its id
        return self._known[key][1]

    def _widths(self, table: Table, width: int) -> list[int]:
        total = sum(table.widths)
        widths = [width * share / total for share in table.widths]
        return [int(w) for w in (fitted(widths, self._needs(table)) if table.borders else widths)]

    def _needs(self, table: Table) -> list[float]:
        texts: list[dict[Style, set[str]]] = [{} for _ in table.widths]
        for place, style, found in _texts(table):
            texts[place].setdefault(style, set()).update(found)
        return [max((self._need(style, found) for style, found in column.items()), default=0.0) for column in texts]

    def _need(self, style: Style, texts: set[str]) -> float:
        widest = widest_word(texts, bold=style == "cellhead")
        return widest * self.sizes.get(style, _SOME) * 20 + _SIDES if widest else 0.0


def _texts(table: Table) -> Iterator[tuple[int, Style, Iterable[str]]]:
    """Yield the texts of a table with their columns and styles; what stands over several columns has room. Rows of plain texts go column by column."""
    for columns, rows in groupby(table.rows, lambda row: row.columns if isinstance(row, TextRow) else None):
        if columns is None:
            for row in rows:
                yield from _of_cells(row)
            continue
        for place, texts in enumerate(zip(*[row.texts for row in rows if isinstance(row, TextRow)], strict=True)):
            yield place, columns[place].style, chain.from_iterable([text] if type(text) is str else text for text in set(texts))


def _of_cells(row: Row | TextRow) -> Iterator[tuple[int, Style, Iterable[str]]]:
    place = 0
    for cell in row.cells:
        if cell.span == 1:
            yield from ((place, p.style, (p.text,)) for p in cell.blocks if isinstance(p, Paragraph))
        place += cell.span
