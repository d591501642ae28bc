"""A register of assets read from a workbook or a CSV file: rows for the question `assets`, what was understood, and every doubt.

Nothing is guessed silently: what was taken from a title, rounded, completed or left out is a finding with its cell.
"""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.assets.cells import Manner, read_cell
from drafter.assets.doubts import named, row_doubts, whole_doubts
from drafter.assets.layout import Headed, Layout, read_layout
from drafter.assets.words import Vocabulary, plain, vocabulary
from drafter.errors import FileError, Finding, Place, Severity, error
from drafter.language import Words
from drafter.library import Library
from drafter.library.schema import Column
from drafter.ooxml.worksheet import column_letters
from drafter.questionnaire.cells import MOST_COLUMNS, Sheet, SheetRow, Unreadable, csv_rows, file_bytes, is_blank, refusal, xlsx_sheets
from drafter.records import dataclass
from drafter.values.money import figures, to_fen
from drafter.values.reading.problems import MOST_ROWS, BadValue

_ONCE = frozenset({"asset_no", "serial", "qty", "unit_value", "original_value"})  # what cannot be the same for several assets, or adds up
_UNIT_VALUE = Column(id="unit_value", label=Words("单价", "Unit value"), type="money")


@dataclass(frozen=True)
class Understood:
    """What a sheet was taken for: its heading row, the columns by letter, those left aside, and how many rows it gave."""

    sheet: str
    heading_row: int
    columns: dict[str, str]
    aside: dict[str, str]
    rows: int


@dataclass
class Register:
    """A register read: the rows of the question `assets`, the place of each, what was understood, and every doubt."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)  # sheets that are no registers
    findings: list[Finding] = field(default_factory=list)


def read_register(library: Library, *paths: Path) -> Register:
    """Return the register in .xlsx or .csv files, one or several that are one register. Raises FileError where there is none in a file."""
    register, taken, known = Register(), set[str](), vocabulary(library)
    for path in paths:
        _read(path, register, taken, known)
    if len(register.rows) > MOST_ROWS:
        raise refusal(paths[-1], "rows", f"超过{MOST_ROWS}行", f"more than {MOST_ROWS} rows")
    register.findings += whole_doubts(register.rows, register.places, known.columns)
    return register


def _read(path: Path, register: Register, taken: set[str], known: Vocabulary) -> None:
    sheets, before = _sheets(path), len(register.understood)
    reader = _Reader(register, path.name, taken, known)
    for sheet in sheets:
        layout = read_layout(sheet, known)
        if layout is None:
            register.skipped.append(sheet.title)
        else:
            reader.read(layout)
    if len(register.understood) == before:
        heads = "、".join(c.label.zh for c in known.columns.values()), ", ".join(c.label.en for c in known.columns.values())
        remedy = (f"标题行应含：{heads[0]}", f"the headings are, for example: {heads[1]}")
        raise refusal(path, "headings", "没有找到资产清单的标题行", "no headings of a register of assets were found", remedy)


def _sheets(path: Path) -> list[Sheet]:
    data = file_bytes(path)
    if path.suffix.lower() == ".xlsx":
        return xlsx_sheets(path, data, lambda titles: titles, MOST_COLUMNS)
    if path.suffix.lower() == ".csv":
        return [Sheet(path.stem, tuple(r for r in csv_rows(path, data) if not all(map(is_blank, r.cells))))]
    remedy = ("请另存为 .xlsx 或 .csv", "save it as .xlsx or .csv")
    raise FileError(
        error(
            "format",
            f"不支持 {path.suffix or '无扩展名'} 文件",
            f"{path.suffix or 'no ending'}: not a table file",
            remedy,
            Place(str(path)),
        )
    )


class _Reader:
    def __init__(self, register: Register, file: str, taken: set[str], known: Vocabulary) -> None:
        self.register, self.file, self.taken, self.known = register, file, taken, known
        self.columns = known.columns
        self.manners: dict[int, Manner] = {}  # of this sheet, by column
        self.merged: set[str] = set()  # merged cells of this sheet that were named
        self.above: dict[int, Any] = {}  # the cells of the row above, by column, which 同上 stands for
        self.alike: dict[tuple[Severity, str, Words], list[Place]] = {}  # doubts of one kind about rows of this sheet, told at its end

    def read(self, layout: Layout) -> None:
        sheet, before = layout.sheet, len(self.register.rows)
        self.merged.clear()
        self.manners = {h.index: Manner(self.known, h.times, layout.sheet.epoch) for h in layout.headings}
        if not sheet.visible:
            self._doubt(
                "warning", "hidden", "该工作表被隐藏，仍已导入", "the sheet is hidden; it was imported all the same", layout, layout.row
            )
        self._headings(layout)
        self.above.clear()
        read = [self._row(layout, row, section) for row, section in layout.body]
        self._tell_alike()
        names = {column_letters(h.index + 1): f"{h.text} → {self._label(h)}" for h in layout.headings}
        aside = {column_letters(index + 1): text for index, text in (*layout.unknown, *layout.twice)}
        self.register.understood.append(Understood(sheet.title, layout.row, names, aside, len(self.register.rows) - before))
        for total, first, end in layout.totals:
            self._total(layout, [values for values in read[first:end] if values], total)

    def _label(self, headed: Headed) -> str:
        return (self.columns.get(headed.column) or _UNIT_VALUE).label.zh

    def _headings(self, layout: Layout) -> None:
        for index, text in layout.unknown:
            self._doubt(
                "info",
                "heading",
                f"不认识的列“{text}”，未导入",
                f"the column {text!r} is not known and was left aside",
                layout,
                layout.row,
                index,
            )
        for index, text in layout.twice:
            self._doubt(
                "warning",
                "heading",
                f"“{text}”与前面的列含义相同，未导入",
                f"{text!r} means the same as a column before it and was left aside",
                layout,
                layout.row,
                index,
            )

    def _row(self, layout: Layout, row: SheetRow, section: str) -> dict[str, Any]:
        """Read a row; return its values, none where it was left out."""
        values: dict[str, Any] = {}
        unit_value: Decimal | None = None
        for headed in layout.headings:
            value = self._cell(layout, row, headed)
            if value is not None and headed.column == "unit_value":
                unit_value = value
            elif value is not None:
                values[headed.column] = value
        if not values.get("name"):
            self._doubt("error", "name", "没有资产名称，该行未导入", "no asset is named: the row was left out", layout, row.number)
            return {}
        if row.number in layout.sheet.hidden:
            self._alike("warning", "hidden", "该行被隐藏，仍已导入", "the row is hidden; it was imported all the same", layout, row.number)
        self._complete(values, unit_value, section, layout, row)
        self.register.rows.append(values)
        self.register.places.append(self._place(layout, row.number))
        self.register.findings += row_doubts(values, self.register.places[-1], self.columns)
        return values

    def _cell(self, layout: Layout, row: SheetRow, headed: Headed) -> Any:
        cell = row.cells[headed.index] if headed.index < len(row.cells) else None
        if isinstance(cell, str) and plain(cell) in self.known.ditto:
            cell = self.above.get(headed.index)
            if is_blank(cell):
                zh, en = "“同上”之上没有内容，该格未导入", "there is nothing above that it could repeat; the cell was left out"
                self._doubt("error", "cell", zh, en, layout, row.number, headed.index)
        self.above[headed.index] = cell
        if is_blank(cell) or not self._spread(layout, row, headed):
            return None
        if isinstance(cell, Unreadable):
            place = self._place(layout, row.number, headed.index)
            self.register.findings.append(Finding("error", "cell", cell.what, cell.remedy, place))
            return None
        try:
            read = read_cell(cell, self.columns.get(headed.column, _UNIT_VALUE), self.manners[headed.index])
        except BadValue as problem:
            self._doubt(
                "error", "cell", f"{problem.zh}，该格未导入", f"{problem.en}; the cell was left out", layout, row.number, headed.index
            )
            return None
        if read.doubt is not None:
            self._doubt("warning", "read", read.doubt.zh, read.doubt.en, layout, row.number, headed.index)
        return read.value

    def _spread(self, layout: Layout, row: SheetRow, headed: Headed) -> bool:
        """Say whether a cell counts here: amounts and numbers of a merged cell stand for all its rows together, and count in the first alone."""
        reference = layout.spread.get((row.number, headed.index))
        if reference is None:
            return True
        if headed.column in _ONCE:
            zh, en = (
                f"合并单元格 {reference} 的值只计入第一行，本行未导入",
                f"what the merged cell {reference} says counts in its first row only",
            )
            self._doubt("error", "merged", zh, en, layout, row.number, headed.index)
            return False
        if reference not in self.merged:
            self.merged.add(reference)
            zh, en = f"合并单元格 {reference} 的内容计入其中每一行", f"what the merged cell {reference} says was taken for each of its rows"
            self._doubt("info", "merged", zh, en, layout, row.number, headed.index)
        return True

    def _complete(self, values: dict[str, Any], unit_value: Decimal | None, section: str, layout: Layout, row: SheetRow) -> None:
        """Add what the row itself does not say but its surroundings do, and say so."""
        if "category" not in values:
            self._categorise(values, section, layout, row)
        if unit_value is not None and "original_value" not in values:
            values["original_value"] = to_fen(unit_value * values.get("qty", 1))
            self._alike("info", "value", "原值按单价乘以数量计算", "the original value is unit value times quantity", layout, row.number)
        if not values.get("asset_no"):
            number = self._number()
            values["asset_no"] = Words.of(number)
            zh, en = "没有资产编号，暂编为 TMP-（行序）", "no asset number: numbered TMP-(row) for now"
            self._alike("warning", "asset-no", zh, en, layout, row.number)
        self.taken.add(values["asset_no"].zh)

    def _categorise(self, values: dict[str, Any], section: str, layout: Layout, row: SheetRow) -> None:
        """Take the category from the asset's own name, else from the section or title that it stands under."""
        own = self.known.category_of(values["name"].zh)
        category = own or section or layout.category
        if not category:
            return
        values["category"] = category
        label = next(o.label for o in self.columns["category"].options if o.id == category)
        source_zh, source_en = ("名称", "the name") if own else ("标题", "a title")
        zh, en = f"类别按{source_zh}取为“{label.zh}”", f"the category was taken from {source_en}: {label.en!r}"
        self._alike("warning", "category", zh, en, layout, row.number)

    def _number(self) -> str:
        number = len(self.register.rows) + 1
        while f"TMP-{number:04}" in self.taken:
            number += 1
        return f"TMP-{number:04}"

    def _total(self, layout: Layout, rows: list[dict[str, Any]], total: SheetRow) -> None:
        """Compare a row of totals with what was read."""
        for headed in layout.headings:
            cell = total.cells[headed.index] if headed.index < len(total.cells) else None
            if headed.column not in ("original_value", "qty") or is_blank(cell) or isinstance(cell, Unreadable):
                continue
            try:
                said = read_cell(cell, self.columns[headed.column], Manner(self.known, headed.times)).value
            except BadValue:
                continue
            read = sum((Decimal(r[headed.column]) for r in rows if headed.column in r), Decimal(0))
            if said is not None and abs(Decimal(said) - read) >= 1:
                zh = f"合计行为 {figures(Decimal(said))}，读得各行之和为 {figures(read)}"
                en = f"the row of totals says {figures(Decimal(said))}, the rows read sum to {figures(read)}"
                self._doubt("warning", "total", zh, en, layout, total.number, headed.index)

    def _place(self, layout: Layout, row: int, index: int | None = None) -> Place:
        return Place(f"{self.file}[{layout.sheet.title}]", row, "" if index is None else f"{column_letters(index + 1)}{row}")

    def _doubt(self, severity: Severity, code: str, zh: str, en: str, layout: Layout, row: int, index: int | None = None) -> None:
        self.register.findings.append(Finding(severity, code, Words(zh, en), place=self._place(layout, row, index)))

    def _alike(self, severity: Severity, code: str, zh: str, en: str, layout: Layout, row: int) -> None:
        """Note a doubt that many rows may raise."""
        self.alike.setdefault((severity, code, Words(zh, en)), []).append(self._place(layout, row))

    def _tell_alike(self) -> None:
        """Tell each kind of doubt once, with how many rows it is about and where the first of them stand."""
        for (severity, code, what), places in self.alike.items():
            if len(places) > 1:
                some = named(places)
                what = Words(f"{what.zh}：{len(places)} 项，{some.zh}", f"{what.en}: {len(places)} assets, {some.en}")
            self.register.findings.append(Finding(severity, code, what, place=places[0]))
        self.alike.clear()
