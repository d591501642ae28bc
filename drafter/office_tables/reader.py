"""A table read from sheets as an office keeps it: rows for a table question, what was understood, and every doubt.

Nothing is guessed silently: what was taken from above, rounded, completed or left out is a finding with its cell.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from drafter.errors import Finding
from drafter.language import Words
from drafter.library.schema import Column
from drafter.office_tables.cells import Manner, read_cell
from drafter.office_tables.doubts import NOTHING, Doubts
from drafter.office_tables.found import OfficeTable, Understood
from drafter.office_tables.layout import Layout
from drafter.office_tables.words import Vocabulary, plain
from drafter.ooxml.worksheet import column_letters
from drafter.questionnaire.cells import SheetRow, Unreadable, is_blank
from drafter.questionnaire.headings import Heading
from drafter.types import is_open
from drafter.values.money import figures
from drafter.values.reading.choices import near
from drafter.values.reading.problems import BadValue, BadValues

_COUNTED = ("money", "integer", "decimal")


class Reader:
    """The reader of the sheets of one file. What is particular about a kind of table is what `complete` does."""

    def __init__(self, table: OfficeTable, file: str, known: Vocabulary) -> None:
        self.table, self.file, self.known, self.columns = table, file, known, known.columns
        self.merged: set[str] = set()  # merged cells of a sheet that were named
        self.above: dict[int, Any] = {}  # the cells of the row above, by column, which 同上 stands for

    def once(self, column: Column) -> bool:
        """Say whether what a merged cell says counts in its first row only: what adds up, and what is one row's own."""
        return column.type in (*_COUNTED, "code")

    def summed(self, column: Column) -> bool:
        """Say whether a row of sums sums up a column."""
        return column.type in _COUNTED

    def complete(self, values: dict[str, Any], section: str, row: SheetRow) -> bool:
        """Add to a row what its surroundings say of it, and return whether it is one: what has nothing that every row needs is left out."""
        needed = [c for c in self.columns.values() if c.required and c.computed is None]
        if any(c.id in values for c in needed) or (values and not needed):
            return True
        what = Words("该行没有任何必填内容，未导入", "the row has nothing that a row needs and was left out")
        self.doubts.alike("warning", "row", what, row.number)
        return False

    def doubtful(self, values: dict[str, Any]) -> list[Finding]:
        """Return what is doubtful about the row that was read last."""
        return []

    # --- a sheet ---------------------------------------------------------------------------------------------------

    def read(self, layout: Layout) -> None:
        """Read a sheet."""
        sheet, before = layout.sheet, len(self.table.rows)
        self.layout, self.manner = layout, Manner(self.known, sheet.epoch)
        self.doubts = Doubts(self.table.findings, self.file, sheet.title)
        self.merged.clear()
        self.above.clear()
        self._around()
        read = [self._row(row, section) for row, section in layout.body]
        self.doubts.flush()
        columns = {column_letters(h.index + 1): (h.text, h.column.label) for h in layout.headings}
        aside = {column_letters(index + 1): text for index, text in (*layout.unknown, *layout.twice)}
        self.table.understood.append(Understood(sheet.title, layout.row, columns, aside, len(self.table.rows) - before))
        for total, first, end in layout.totals:
            self._total([values for values in read[first:end] if values], total)

    def _around(self) -> None:
        """Tell what is not rows of the table: a hidden sheet, headings that mean nothing, titles and remarks between and below."""
        layout, tell = self.layout, self.doubts.tell
        if not layout.sheet.visible:
            what = Words("该工作表被隐藏，仍已导入", "the sheet is hidden; it was imported all the same")
            tell("warning", "hidden", what, layout.row)
        for index, text in layout.unknown:
            what = Words(f"不认识的列“{text}”，未导入", f"the column {text!r} is not known and was left aside")
            tell("info", "heading", what, layout.row, index, self._meant_perhaps(text))
        for index, text in layout.twice:
            what = Words(f"“{text}”与前面的列含义相同，未导入", f"{text!r} means the same as a column before it and was left aside")
            tell("warning", "heading", what, layout.row, index)
        for row in layout.remarks:
            self.doubts.alike("info", "remark", Words("表下说明，未导入", "a remark, left out"), row.number)
        if not self.known.is_register:  # whose categories they are
            for row in layout.sections:
                self.doubts.alike("info", "section", Words("分节标题，未导入", "a title between rows, left out"), row.number)

    def _meant_perhaps(self, text: str) -> Words:
        """Return what to do where a heading that is not known may mean a column that has none."""
        found = near(plain(text), self.known.headings)
        column = self.known.headings[found][0] if found else None
        if column is None or any(h.column.id == column.id for h in self.layout.headings):
            return NOTHING
        label = column.label
        return Words(f"如果是“{label.zh}”，请改标题后重新导入", f"if it is {label.en!r}, change the heading and import it again")

    # --- a row -----------------------------------------------------------------------------------------------------

    def _row(self, row: SheetRow, section: str) -> dict[str, Any]:
        """Read a row; return its values, none where it was left out."""
        values: dict[str, Any] = {}
        unread: dict[str, str] = {}
        for heading in self.layout.headings:
            value = self._cell(row, heading, unread)
            if value is not None:
                name = heading.column.id
                values[name] = _both(values[name], value, heading.language) if name in values else value
        if not self.complete(values, section, row):
            return {}
        if row.number in self.layout.sheet.hidden:
            what = Words("该行被隐藏，仍已导入", "the row is hidden; it was imported all the same")
            self.doubts.alike("warning", "hidden", what, row.number, "项 rows")
        computed = {name: values.pop(name) for name in list(values) if self.columns[name].computed is not None}
        self.table.rows.append(values)
        self.table.stated.append(computed)
        self.table.unread.append(unread)
        self.table.places.append(self.doubts.place(row.number))
        self.table.findings += self.doubtful(values)
        return values | computed

    def _cell(self, row: SheetRow, heading: Heading, unread: dict[str, str]) -> Any:
        cell = row.cells[heading.index] if heading.index < len(row.cells) else None
        if isinstance(cell, str) and plain(cell) in self.known.ditto:
            cell = self._ditto(row, heading)
        self.above[heading.index] = cell
        if is_blank(cell) or not self._spread(row, heading):
            return None
        if isinstance(cell, Unreadable):
            self.table.findings.append(Finding("error", "cell", cell.what, cell.remedy, self.doubts.place(row.number, heading.index)))
            return None
        return self._value(heading.cell(cell), row, heading, unread)

    def _value(self, cell: Any, row: SheetRow, heading: Heading, unread: dict[str, str]) -> Any:
        if is_open(cell):
            if heading.column.default is not None:
                what = Words(f"“{cell}”未导入，采用默认值", f"{cell!r} was left out, and the default stands")
                self.doubts.tell("warning", "open", what, row.number, heading.index)
            return None
        try:
            read = read_cell(cell, heading.column, self.manner)
        except (BadValue, BadValues) as problem:
            self._refuse(problem, row, heading)
            unread[heading.column.id] = str(cell)
            return None
        if read.doubt is not None:
            self.doubts.tell("warning", "read", read.doubt, row.number, heading.index)
        return read.value

    def _refuse(self, problem: BadValue | BadValues, row: SheetRow, heading: Heading) -> None:
        for one in problem.problems if isinstance(problem, BadValues) else [problem]:
            what = Words(f"{heading.text}：{one.zh}，该格未导入", f"{heading.text}: {one.en}; the cell was left out")
            self.doubts.tell("error", "cell", what, row.number, heading.index)

    def _ditto(self, row: SheetRow, heading: Heading) -> Any:
        """Return what 同上 stands for."""
        above = self.above.get(heading.index)
        if is_blank(above):
            what = Words("“同上”之上没有内容，该格未导入", "there is nothing above that it could repeat; the cell was left out")
            self.doubts.tell("error", "cell", what, row.number, heading.index)
        return above

    def _spread(self, row: SheetRow, heading: Heading) -> bool:
        """Say whether a cell counts here: what adds up stands in a merged cell for all its rows together, and counts in the first alone."""
        reference = self.layout.spread.get((row.number, heading.index))
        if reference is None:
            return True
        if self.once(heading.column):
            what = Words(
                f"合并单元格 {reference} 的值只计入第一行，本行未导入",
                f"what the merged cell {reference} says counts in its first row only",
            )
            self.doubts.tell("error", "merged", what, row.number, heading.index)
            return False
        if reference not in self.merged:
            self.merged.add(reference)
            what = Words(
                f"合并单元格 {reference} 的内容计入其中每一行", f"what the merged cell {reference} says was taken for each of its rows"
            )
            self.doubts.tell("info", "merged", what, row.number, heading.index)
        return True

    # --- sums ------------------------------------------------------------------------------------------------------

    def _total(self, rows: list[dict[str, Any]], total: SheetRow) -> None:
        """Compare a row of sums with what was read."""
        for heading in self.layout.headings:
            cell = total.cells[heading.index] if heading.index < len(total.cells) else None
            if not self.summed(heading.column) or is_blank(cell) or isinstance(cell, Unreadable):
                continue
            try:
                said = read_cell(heading.cell(cell), heading.column, self.manner).value
            except (BadValue, BadValues):
                continue
            read = sum((Decimal(r[heading.column.id]) for r in rows if heading.column.id in r), Decimal(0))
            if said is not None and abs(Decimal(said) - read) >= 1:
                zh = f"合计行为 {figures(Decimal(said))}，读得各行之和为 {figures(read)}"
                en = f"the row of totals says {figures(Decimal(said))}, the rows read sum to {figures(read)}"
                self.doubts.tell("warning", "total", Words(zh, en), total.number, heading.index)


def _both(other: Any, value: Any, language: str | None) -> Any:
    """Return a text, or a list of texts, whose Chinese and English stand in columns of their own."""
    zh, en = (other, value) if language == "en" else (value, other)
    if isinstance(zh, list) and isinstance(en, list):
        return [Words(left.zh, right.en) for left, right in zip(zh, en, strict=False)]
    return Words(zh.zh, en.en) if isinstance(zh, Words) and isinstance(en, Words) else other
