"""A register of assets: what its surroundings say of an asset, and what is doubtful about it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from drafter.assets.doubts import row_doubts, whole_doubts
from drafter.errors import Finding
from drafter.language import Words
from drafter.library import Library
from drafter.library.schema import Column
from drafter.office_tables.found import OfficeTable
from drafter.office_tables.read import File, read_office_table
from drafter.office_tables.reader import Reader
from drafter.office_tables.words import UNIT_VALUE, Vocabulary, vocabulary
from drafter.questionnaire.cells import SheetRow, file_bytes
from drafter.values.money import to_fen

_ONCE = frozenset({"asset_no", "serial", "qty", UNIT_VALUE.id, "original_value"})  # what cannot be the same for several assets, or adds up
_SUMMED = frozenset({"original_value", "qty"})


def read_register(library: Library, *paths: Path) -> OfficeTable:
    """Return the register in .xlsx or .csv files, one or several that are one register. Raises FileError where there is none in a file."""
    return register_in(library, [(path, file_bytes(path)) for path in paths])


def register_in(library: Library, files: list[File]) -> OfficeTable:
    """Return the register in files that came as bytes, as `read_register` does."""
    known, taken = vocabulary(library, library.questions[library.role("assets")]), set[str]()
    register = read_office_table(known, files, lambda table, file, words: _Assets(table, file, words, taken))
    register.findings += whole_doubts(register.rows, register.places, known.columns)
    return register


class _Assets(Reader):
    def __init__(self, table: OfficeTable, file: str, known: Vocabulary, taken: set[str]) -> None:
        super().__init__(table, file, known)
        self.taken = taken  # asset numbers, in whatever file

    def once(self, column: Column) -> bool:
        return column.id in _ONCE

    def summed(self, column: Column) -> bool:
        return column.id in _SUMMED

    def doubtful(self, values: dict[str, Any]) -> list[Finding]:
        return row_doubts(values, self.table.places[-1], self.columns)

    def complete(self, values: dict[str, Any], section: str, row: SheetRow) -> bool:
        """Add what the row itself does not say but its surroundings do, and say so; what names no asset is none."""
        unit_value = values.pop(UNIT_VALUE.id, None)
        if not values.get("name"):
            what = Words("没有资产名称，该行未导入", "no asset is named: the row was left out")
            self.doubts.tell("error", "name", what, row.number)
            return False
        if "category" not in values:
            self._categorise(values, section, row)
        if unit_value is not None and "original_value" not in values:
            values["original_value"] = to_fen(Decimal(unit_value * values.get("qty", 1)))
            self._alike("info", "value", Words("原值按单价乘以数量计算", "the original value is unit value times quantity"), row)
        if not values.get("asset_no"):
            values["asset_no"] = Words.of(self._number())
            self._alike(
                "warning", "asset-no", Words("没有资产编号，暂编为 TMP-（行序）", "no asset number: numbered TMP-(row) for now"), row
            )
        self.taken.add(values["asset_no"].zh)
        return True

    def _alike(self, severity: Any, code: str, what: Words, row: SheetRow) -> None:
        self.doubts.alike(severity, code, what, row.number, "项 assets")

    def _categorise(self, values: dict[str, Any], section: str, row: SheetRow) -> None:
        """Take the category from the asset's own name, else from the section or title that it stands under."""
        own = self.known.category_of(values["name"].zh)
        category = own or section or self.layout.category
        if not category:
            return
        values["category"] = category
        label = next(o.label for o in self.columns["category"].options if o.id == category)
        source_zh, source_en = ("名称", "the name") if own else ("标题", "a title")
        what = Words(f"类别按{source_zh}取为“{label.zh}”", f"the category was taken from {source_en}: {label.en!r}")
        self._alike("warning", "category", what, row)

    def _number(self) -> str:
        number = len(self.table.rows) + 1
        while f"TMP-{number:04}" in self.taken:
            number += 1
        return f"TMP-{number:04}"
