"""Where everything of a form stands on a sheet: one grid of columns that its tables and its head share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from typing import Literal

from drafter.forms.excel import Ref
from drafter.forms.model import FilledField, FilledForm, FilledTable, Place
from drafter.forms.widths import column_widths, line_width
from drafter.language import Words
from drafter.ooxml.worksheet import column_letters
from drafter.records import dataclass
from drafter.writers.forms_docx import is_wide, lines_of

Kind = Literal["title", "head", "place", "number", "text", "sign"]
Align = Literal["left", "center", "right"]
_FEWEST = 6  # columns, so that the head finds its four
_UPRIGHT, _TURNED = 92.0, 138.0  # characters a line holds
_SERIAL = Words("序号", "No.")
_SIGN, _DATE = Words("（签字）：", " (signature):"), Words("日期：", "Date:")
_ROW, _LINE, _LONG = 25.5, 14.5, 71.0  # points: 0.9 cm, a line of text, 2.5 cm


@dataclass(frozen=True)
class Spot:
    """One cell, or several merged in a row."""

    row: int
    column: int
    span: int
    kind: Kind
    text: str | int = ""
    place: Place | None = None
    align: Align = "left"
    field: str = ""
    table: int = -1
    line: int = -1
    name: str = ""  # of the table's column
    sum_of: str = ""


@dataclass
class Extent:
    """The cells of a column of a table: the one put first, and the rows they reach from and to."""

    top: Spot
    first: int = field(init=False)
    last: int = field(init=False)

    def __post_init__(self) -> None:
        self.first = self.last = self.top.row

    def add(self, spot: Spot) -> None:
        """Let it reach to a cell."""
        self.first, self.last = min(self.first, spot.row), max(self.last, spot.row)

    @property
    def range(self) -> str:
        """The range as Excel writes it: $B$4:$B$90."""
        column = column_letters(self.top.column)
        return f"${column}${self.first}:${column}${self.last}"


@dataclass
class Layout:
    """The cells of a sheet, its widths and heights."""

    widths: list[float]
    spots: list[Spot] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    header_row: int = 0  # to be repeated on every page
    _fields: dict[str, Spot] = field(default_factory=dict)
    _cells: dict[tuple[int, int, str], Spot] = field(default_factory=dict)
    _columns: dict[str, dict[int, Extent]] = field(default_factory=dict)  # by name, by table

    def put(self, spot: Spot) -> None:
        """Put a cell in its place."""
        self.spots.append(spot)
        if spot.field:
            self._fields[spot.field] = spot
        elif spot.name and spot.line >= 0:
            self._cells[spot.table, spot.line, spot.name] = spot
            self._columns.setdefault(spot.name, {}).setdefault(spot.table, Extent(spot)).add(spot)

    def find(self, name: str, at: Spot) -> Ref | None:
        """Return where a name of a formula at `at` stands: a cell of its row, a field, or a whole column."""
        if name.endswith("[]"):
            return self._column(name[:-2], at)
        own = self._cells.get((at.table, at.line, name)) if at.table >= 0 else None
        spot = own or self._fields.get(name)
        if spot is None or spot.place is None:
            return None
        place = spot.place
        mark = "" if own else "$"
        cell = f"{mark}{column_letters(spot.column)}{mark}{spot.row}"
        return Ref(cell, place.type, place.choices, known=place.value is not None and place.formula is None and not place.open)

    def _column(self, name: str, at: Spot) -> Ref | None:
        tables = self._columns.get(name)
        if not tables:
            return None
        extent = tables[at.table] if at.table in tables else tables[min(tables)]
        place = extent.top.place
        assert place is not None
        return Ref(extent.range, place.type, place.choices)

    def column(self, table: int, name: str) -> str:
        """Return the range of a column of a table."""
        return self._columns[name][table].range


def layout(form: FilledForm, lines: Callable[[Words], str]) -> Layout:
    """Return where everything stands. `lines` prints words in the languages of the sheet."""
    return _Maker(form, lines).make()


class _Maker:
    def __init__(self, form: FilledForm, lines: Callable[[Words], str]) -> None:
        self.form, self.lines = form, lines
        total = _TURNED if form.landscape else _UPRIGHT
        self.widths = [column_widths(table, line_width(form), lines) for table in form.tables]
        shares: Sequence[float] = max(self.widths, key=len, default=())
        self.edges = _edges(shares or [17, 33, 17, 33])
        widths = [b - a for a, b in zip(self.edges, self.edges[1:], strict=False)]
        self.layout = Layout([round(max(w * total, 4.5), 1) for w in widths])
        self.row = 0

    def make(self) -> Layout:
        self._line("title", self.lines(self.form.title), "center", 34)
        self._fields([*self.form.head, *self.form.fields])
        self._texts(self.form.before)
        for number, table in enumerate(self.form.tables):
            self._table(number, table)
        self._texts(self.form.after)
        self._signs()
        return self.layout

    def _next(self, height: float) -> int:
        self.row += 1
        self.layout.heights[self.row] = height
        return self.row

    def _line(self, kind: Kind, text: str, align: Align = "left", height: float = 0) -> None:
        row = self._next(height or self._height(text, 0, len(self.layout.widths)))
        self.layout.put(Spot(row, 1, len(self.layout.widths), kind, text, align=align))

    def _texts(self, texts: Sequence[Words]) -> None:
        for text in texts:
            self._line("text", self.lines(text))

    def _height(self, text: str, start: int, end: int) -> float:
        """Return how high a text stands in the columns from `start` to `end`."""
        width = max(sum(self.layout.widths[start:end]) * 0.92, 4)
        rows = sum(max(1, -(-_width(line) // width)) for line in text.split("\n"))
        return rows * _LINE + 5

    def _fields(self, fields: Sequence[FilledField]) -> None:
        edges = self._snapped([0.17, 0.5, 0.67])
        for line in lines_of(fields):
            row = self._next(_ROW)
            ends = [0, edges[0], edges[1], edges[2], len(self.layout.widths)]
            if len(line) == 1:
                ends = [0, edges[0], len(self.layout.widths)]
            for number, one in enumerate(line):
                self._cell(row, ends[2 * number], ends[2 * number + 1], "head", self.lines(one.title), align="center")
                spot = Spot(
                    row, ends[2 * number + 1] + 1, ends[2 * number + 2] - ends[2 * number + 1], "place", place=one.place, field=one.id
                )
                self.layout.put(spot)
                self._grow(row, self._shown(one.place), ends[2 * number + 1], ends[2 * number + 2])
            if len(line) == 1 and is_wide(line[0]) and line[0].place.value_type.high:
                self.layout.heights[row] = max(self.layout.heights[row], _LONG)

    def _cell(self, row: int, start: int, end: int, kind: Kind, text: str | int, align: Align = "left") -> None:
        self.layout.put(Spot(row, start + 1, end - start, kind, text, align=align))
        self._grow(row, str(text), start, end)

    def _grow(self, row: int, text: str, start: int, end: int) -> None:
        self.layout.heights[row] = min(max(self.layout.heights[row], self._height(text, start, end)), 400)

    def _shown(self, place: Place) -> str:
        return self.lines(Words(place.show("zh"), place.show("en"))) if place.value is not None else ""

    def _table(self, number: int, table: FilledTable) -> None:
        if table.title is not None:
            self._line("head", self.lines(table.title), "center", 22)
        shares = self.widths[number]
        edges = [0, *self._snapped([sum(shares[: n + 1]) / sum(shares) for n in range(len(shares) - 1)]), len(self.layout.widths)]
        row = self._next(_ROW)
        if len(self.form.tables) == 1:
            self.layout.header_row = row
        titles = [*([_SERIAL] if table.serial else []), *(c.title for c in table.columns)]
        for place, title in enumerate(titles):
            self._cell(row, edges[place], edges[place + 1], "head", self.lines(title), "center")
        for line, places in enumerate(table.rows):
            self._row(number, line, table, places, edges)
        if table.total_label is not None:
            self._total(number, table, edges)

    def _row(self, number: int, line: int, table: FilledTable, places: Sequence[Place], edges: list[int]) -> None:
        row = self._next(_ROW)
        if table.serial:
            self._cell(row, edges[0], edges[1], "number", line + 1, "center")
        for index, (place, column) in enumerate(zip(places, table.columns, strict=True), table.serial):
            align: Align = column.align if column.align in ("center", "right") else "left"
            spot = Spot(
                row,
                edges[index] + 1,
                edges[index + 1] - edges[index],
                "place",
                place=place,
                align=align,
                table=number,
                line=line,
                name=column.id,
            )
            self.layout.put(spot)
            self._grow(row, self._shown(place), edges[index], edges[index + 1])

    def _total(self, number: int, table: FilledTable, edges: list[int]) -> None:
        row = self._next(_ROW)
        assert table.total_label is not None
        first = next(n for n, c in enumerate(table.columns) if c.id in table.totals) + table.serial
        if first:
            self._cell(row, edges[0], edges[first], "head", self.lines(table.total_label), "center")
        for index, column in enumerate(table.columns[first - table.serial :], first):
            place = table.totals.get(column.id)
            spot = Spot(row, edges[index] + 1, edges[index + 1] - edges[index], "place", align="right")
            if place is not None:
                total = replace(place, value=place.value if place.value is not None else 0)
                spot = replace(spot, place=replace(total, open=False), sum_of=self.layout.column(number, column.id))
            self.layout.put(spot)

    def _signs(self) -> None:
        self._next(8)
        [middle] = self._snapped([0.55])
        for sign in self.form.signs:
            row = self._next(28)
            for start, end, text in ((0, middle, Words(sign.zh + _SIGN.zh, sign.en + _SIGN.en)), (middle, len(self.layout.widths), _DATE)):
                self.layout.put(Spot(row, start + 1, end - start, "sign", self.lines(text)))

    def _snapped(self, wanted: Sequence[float]) -> list[int]:
        """Return the edges of the grid nearest to the shares wanted, each column at least one wide."""
        found: list[int] = []
        last = len(self.edges) - 1
        for number, share in enumerate(wanted):
            low, high = (found[-1] if found else 0) + 1, last - (len(wanted) - number)
            found.append(min(range(low, high + 1), key=lambda n: abs(self.edges[n] - share)))
        return found


def _edges(shares: Sequence[float]) -> list[float]:
    """Return the edges of the grid from 0 to 1; the widest columns are halved until there are enough."""
    widths = [s / sum(shares) for s in shares]
    while len(widths) < _FEWEST:
        widest = widths.index(max(widths))
        widths[widest : widest + 1] = [widths[widest] / 2] * 2
    edges = [0.0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def _width(text: str) -> int:
    return sum(2 if ord(c) > 255 else 1 for c in text)
