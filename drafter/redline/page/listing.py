"""The list of tracked changes as a report: JSON, a Markdown table, or a workbook."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from drafter.errors import FileError, Finding, Place, error
from drafter.language import Language, Words
from drafter.redline.page.labels import clause_name, kind_of
from drafter.redline.page.view import View
from drafter.redline.revisions.listed import Revision
from drafter.redline.revisions.told import told
from drafter.values.texts import as_cell_text
from drafter.writers.sheet import book_bytes

_HEADS = (
    Words("序号", "No."), Words("条款", "Clause"), Words("类型", "Kind"), Words("修订前", "Before"), Words("修订后", "After"),
    Words("作者", "Author"), Words("日期", "Date"),
)  # fmt: skip
_WIDTHS = (7, 34, 14, 60, 60, 16, 20)
_CONTENTS = Words("目录", "Contents")
_UPDATED = Words("{}（域更新）", "{} (field update)")
_TITLE, _FOUND = Words("修订", "Changes"), Words("无法标注", "Not tracked")
_FINDINGS = (Words("级别", "Severity"), Words("代码", "Code"), Words("内容", "Finding"), Words("处理办法", "Remedy"))
_SIDE = Words("{}：{}", "{}: {}")
_LONGEST_CELL = 32_000  # characters; a cell of a workbook takes 32767


class Listing:
    """The changes in a Word file, with what could not be tracked."""

    def __init__(self, shown: View, language: Language, findings: Iterable[Finding] = ()) -> None:
        self.view = shown
        self.language = language
        self.findings = tuple(findings)

    def content(self, path: Path) -> bytes:
        """Return the report in the format that the name of a file asks for. Raises FileError when there is no such format."""
        return REPORT_FORMATS[report_format(path)](self)

    def data(self) -> dict[str, Any]:
        """Return the changes and findings as plain data; `consequence` says that a change follows from others."""
        return {
            "changes": [self._entry(revision) for revision in self.view.changes],
            "findings": [finding.data(self.language) for finding in self.findings],
        }

    def json(self) -> bytes:
        """Return the report as JSON."""
        return (json.dumps(self.data(), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")

    def markdown(self) -> bytes:
        """Return the report as Markdown."""
        lines = [self._markdown_row([head[self.language] for head in _HEADS]), f"|{' --- |' * len(_HEADS)}"]
        lines += [self._markdown_row(self._table_row(revision)) for revision in self.view.changes]
        if self.findings:
            lines += ["", f"## {_FOUND[self.language]}", ""] + [f"- {_in_markdown(f.line(self.language))}" for f in self.findings]
        return ("\n".join(lines) + "\n").encode("utf-8", "replace")

    def workbook(self) -> bytes:
        """Return the report as a workbook: changes, and what could not be tracked."""
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        _fill_sheet(book, _TITLE[self.language], _heads(_HEADS, self.language), _WIDTHS, map(self._table_row, self.view.changes))
        if self.findings:
            rows = ([f.severity, f.code, f.what[self.language], f.remedy[self.language]] for f in self.findings)
            _fill_sheet(book, _FOUND[self.language], _heads(_FINDINGS, self.language), (10, 20, 80, 60), rows)
        return book_bytes(book)

    def _entry(self, revision: Revision) -> dict[str, Any]:
        return {
            "number": revision.number, "clause": revision.clause, "heading": self._clause(revision), "kind": revision.kind,
            "before": revision.before, "after": revision.after, "text": revision.text, "moved_from": revision.moved_from,
            "author": revision.author, "date": revision.date, "part": revision.part, "consequence": self.view.traits.get(revision.number, ""),
        }  # fmt: skip

    def _table_row(self, revision: Revision) -> list[Any]:
        kind = kind_of(revision)[self.language]
        if self.view.traits.get(revision.number) == "reference":
            kind = _UPDATED[self.language].format(kind)
        text, *sides = told(revision, self.language)
        before, after = (_SIDE[self.language].format(text, side) if text and side else text or side for side in sides)
        return [revision.number, self._clause(revision), kind, before, after, revision.author, revision.date]

    def _clause(self, revision: Revision) -> str:
        if self.view.traits.get(revision.number) == "contents":
            return _CONTENTS[self.language]
        return clause_name(revision, self.view.names, self.language)

    def _markdown_row(self, cells: Iterable[Any]) -> str:
        return f"| {' | '.join(_in_markdown(str(cell)) for cell in cells)} |"


REPORT_FORMATS: dict[str, Callable[[Listing], bytes]] = {".json": Listing.json, ".md": Listing.markdown, ".xlsx": Listing.workbook}


def report_format(path: Path) -> str:
    """Return the ending of a report's name. Raises FileError when it is none that can be written."""
    ending = path.suffix.lower()
    if ending not in REPORT_FORMATS:
        zh, en = f"报告不支持 {ending or '无后缀'} 格式", f"a report cannot be written as {ending or 'a file without ending'}"
        *others, last = REPORT_FORMATS
        remedy = f"用 {'、'.join(others)} 或 {last}", f"use {', '.join(others)} or {last}"
        raise FileError(error("format", zh, en, remedy, Place(str(path))))
    return ending


def _heads(heads: Iterable[Words], language: Language) -> list[str]:
    return [head[language] for head in heads]


_SIGNS = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~&"})


def _in_markdown(text: str) -> str:
    """Return a text that Markdown prints as it is, on one line."""
    return " ".join(text.translate(_SIGNS).split())


def _fill_sheet(book: Any, title: str, heads: list[str], widths: Iterable[float], rows: Iterable[list[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width

    def cells(values: list[Any], bold: bool = False) -> list[Any]:
        made = []
        for value in values:
            cell = WriteOnlyCell(sheet, _clipped(as_cell_text(value)) if isinstance(value, str) else value)
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=bold)
            made.append(cell)
        return made

    sheet.append(cells(heads, bold=True))
    for row in rows:
        sheet.append(cells(row))


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else f"{text[:_LONGEST_CELL]}……"
