"""Exhibits: the tables and charts printed after a passage of a proposal, numbered as they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from drafter.assembly.annexes import Printer, TableColumn, fixed_rows
from drafter.assembly.contract import Contract, Provision
from drafter.assembly.fill import OpenItem, filled
from drafter.assembly.numbers import bookmark, caption_number
from drafter.assembly.printed import Printed
from drafter.charts import TITLES, picture
from drafter.expressions import is_unknown
from drafter.language import Words
from drafter.library.schema import Asked, ChartName, FormTable
from drafter.model import Block, Cell, PageLayout, Paragraph, Row, Style, Table, Text
from drafter.questionnaire.derived import SOURCES

MOST_UPRIGHT = 8  # columns that an upright page has room for
_NONE = Words("无", "none")


def exhibits(provision: Provision, contract: Contract) -> list[Block]:
    """Return the tables and charts of a passage. A chart for which the answers do not suffice is left out and noted."""
    blocks: list[Block] = []
    for printed in provision.tables:
        blocks += filled(contract.fillers, ("exhibit", printed.form.code), lambda printed: _form(printed, contract), printed)
    for chart in provision.charts:
        blocks += _chart(chart, provision.clause.id, contract)
    return blocks


def joined_pages(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without the upright pages, on which nothing stands, between two turned ones."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, PageLayout) and not block.landscape and kept and isinstance(kept[-1], PageLayout):
            kept.pop()
        else:
            kept.append(block)
    return kept


def _form(printed: Printed, contract: Contract) -> list[Block]:
    printer = _Printer(contract, printed.form.code)
    blocks: list[Block] = [*printer.paragraphs(printed.form.before.zh, printed.form.before.en)]
    widest, number = 0, printed.first
    for table, caption in zip(printed.tables, printed.captions, strict=True):
        if caption is not None:
            anchor = printed.form.code if number == printed.first else ""
            blocks += _captions(contract, "table", caption, number, anchor)
            number += 1
        before = blocks.pop() if caption is None and isinstance(blocks[-1], Table) else None
        grid = printer.in_text(table, len(before.rows) if isinstance(before, Table) else 1)
        widest = max(widest, len(grid.widths))
        blocks += _joined(before, grid)
    blocks += printer.notes(printed)
    if printed.form.landscape and widest > MOST_UPRIGHT:
        return [PageLayout(False), *blocks, PageLayout(True)]
    return blocks


def _joined(before: Block | None, after: Table) -> list[Block]:
    """Return two tables as one where the second only goes on, under the same head, and as they are where the heads differ."""
    if not isinstance(before, Table):
        return [after]
    if before.widths != after.widths or before.rows[0] != after.rows[0]:
        return [before, after]
    return [Table((*before.rows, *after.rows[1:]), before.widths)]


def _captions(contract: Contract, kind: str, title: Words, number: int, anchor: str) -> list[Block]:
    style: Style = "tablecaption" if kind == "table" else "figurecaption"
    return [
        Paragraph(
            (Text(title[n]),), style, n, number=caption_number(kind, number, n), anchor=bookmark(anchor, n) if anchor else ""
        )
        for n in contract.languages
    ]  # fmt: skip


def _chart(name: ChartName, passage: str, contract: Contract) -> list[Block]:
    drawn = contract.situation.made(("chart", name), picture, name, contract.situation, contract.languages)
    if drawn is None:
        title = TITLES[name]
        contract.left_out[f"chart.{name}"] = OpenItem(
            Words(f"图：{title.zh}（数据不足，未绘制）", f"chart: {title.en} (too few answers, left out)"), passage
        )
        return []
    contract.figures += 1
    figure = Paragraph((drawn,), "figure", contract.languages[0], align="center")
    return [figure, *_captions(contract, "figure", TITLES[name], contract.figures, "")]


class _Printer(Printer):
    """Prints tables in the text: of question, row source or fixed rows; what is answered by none says so, empty columns go."""

    def in_text(self, table: FormTable, first: int) -> Table:
        """Return a table of the form, its rows counted from `first` on."""
        question = self.situation.library.questions.get(table.rows_from or "")
        rows, kinds = self._rows(table)
        chosen = [c for c in table.columns if c.brief or not self.situation.profile.brief]
        columns = [TableColumn(c, question, kinds) for c in chosen]
        if rows:
            columns = [c for c in columns if c.required or any(row.get(c.form.id) is not None for row in rows)]
        span = len(columns) + table.serial
        if rows is None:
            name = table.rows_from or ""
            label = question.label if question is not None else SOURCES[name].label
            return self.grid(table, columns, [self.missing(name, label, span)], [])
        if not rows:
            return self.grid(table, columns, [self._none(span)], [])
        return self.grid(table, columns, self.rows(table, columns, rows, first), rows)

    def _rows(self, table: FormTable) -> tuple[list[dict[str, Any]] | None, Mapping[str, Asked] | None]:
        """Return the rows, None for not answered yet, and the kinds of columns that no question knows."""
        if table.rows_from in SOURCES:
            derived = SOURCES[table.rows_from].make(self.situation)
            return derived.rows, derived.columns
        if not table.rows_from:
            return fixed_rows(table), None
        rows = self.situation.value(table.rows_from)
        return (None if is_unknown(rows) else list(rows)), None

    def _none(self, span: int) -> Row:
        texts = " ".join(_NONE[n] for n in self.contract.languages)
        return Row((Cell((Paragraph((Text(texts),), "cell", self.contract.languages[0], align="center"),), span),))

    def notes(self, printed: Printed) -> Iterable[Block]:
        """Return what the form says below its tables, as notes."""
        for block in self.paragraphs(printed.form.after.zh, printed.form.after.en):
            assert isinstance(block, Paragraph)
            yield Paragraph(block.inlines, "note", block.language)
