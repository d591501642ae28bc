"""Annexes: forms printed as tables, filled from the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from drafter.assembly.contract import Annex, Contract
from drafter.assembly.fill import filled
from drafter.assembly.numbers import bookmark
from drafter.expressions import holds, is_unknown
from drafter.language import Language, Wording, Words
from drafter.library.body import parse_line
from drafter.library.schema import Asked, Form, FormColumn, FormTable, Question, Total
from drafter.model import Align, Block, Cell, Inline, PageLayout, Paragraph, Row, Style, Table, Text, TextColumn, TextRow
from drafter.questionnaire.situation import Situation
from drafter.types import show_cell

_SERIAL = Words("序号", "No.")
_NONE = "—"
_FEW = (str, bool, int, date)  # types of which the same value stands in many rows


def annex_blocks(annex: Annex, contract: Contract) -> tuple[Block, ...]:
    """Return the annex: its heading, on a new page unless the profile is brief, its paragraphs and its tables."""
    printer = Printer(contract, annex.form.code)
    blocks: list[Block] = [*printer.heading(annex)]
    blocks += printer.paragraphs(annex.form.before.zh, annex.form.before.en)
    for table in tables_of(annex.form, contract.situation):
        blocks += printer.table(table)
    blocks += printer.paragraphs(annex.form.after.zh, annex.form.after.en)
    return tuple(blocks)


def tables_of(form: Form, situation: Situation) -> list[FormTable]:
    """Return the tables that an annex prints. One that the text speaks of is printed without rows too, so that what is missing shows; so is the first
    of an annex in which no other would be."""
    tables = [t for t in form.annexed if t.brief or not situation.profile.brief]
    return [t for t in tables if _stands(t, situation)] or tables[:1]


def _stands(table: FormTable, situation: Situation) -> bool:
    question = situation.library.questions.get(table.rows_from or "")
    if question is not None and question.computed is not None and is_unknown(situation.value(question.id)):
        return False  # nobody fills it in: what it waits for is open itself
    if table.when is None or holds(table.when, situation) is not False:
        return True
    return table.spoken_of is not None and holds(table.spoken_of, situation) is True


def with_layout(annexes: Sequence[Annex], contract: Contract) -> tuple[Block, ...]:
    """Return all annexes, with section breaks where the page turns."""
    blocks: list[Block] = []
    landscape = False
    for annex in annexes:
        turned = annex.form.landscape and not contract.situation.profile.brief
        if turned != landscape:
            blocks.append(PageLayout(landscape))
            landscape = turned
        blocks += filled(contract.fillers, ("annex", annex.form.code), lambda annex: annex_blocks(annex, contract), annex)
    if landscape:
        blocks.append(PageLayout(True))
    return tuple(blocks)


def bilingual_cell(texts: dict[Language, tuple[Inline, ...]], style: Style, align: Align | None) -> Cell:
    """Return a cell that says the same in each language; what reads alike is printed once."""
    if len(texts) == 1:
        [(language, inlines)] = texts.items()
        if len(inlines) == 1 and isinstance(inlines[0], Text) and not inlines[0].marks:
            return _plain_cell(inlines[0].text, style, language, align)
    paragraphs = [Paragraph(inlines, style, language, "", "", align) for language, inlines in texts.items()]
    if len(paragraphs) == 2 and paragraphs[0].text == paragraphs[1].text:
        paragraphs.pop()
    return Cell(tuple(paragraphs))


@lru_cache(maxsize=1 << 14)  # the same words stand in many rows
def _plain_cell(text: str, style: Style, language: Language, align: Align | None) -> Cell:
    return Cell((Paragraph((Text(text),), style, language, "", "", align),))


class Printer:
    """Prints the paragraphs and tables of a form."""

    def __init__(self, contract: Contract, code: str) -> None:
        self.contract, self.situation, self.fillers = contract, contract.situation, contract.fillers
        for filler in self.fillers.values():
            filler.place = code

    def heading(self, annex: Annex) -> list[Block]:
        blocks: list[Block] = []
        for language in self.contract.languages:
            blocks.append(
                Paragraph(
                    (Text(annex.form.title[language]),),
                    "annex",
                    language,
                    number=self.contract.numbering.annex(annex.number, language),
                    anchor=bookmark(annex.form.code, language),
                    page_break=not blocks and annex.number == 1,
                )
            )
        return blocks

    def paragraphs(self, zh: list[str], en: list[str]) -> list[Block]:
        blocks: list[Block] = []
        for pair in zip(zh, en, strict=True):
            texts = dict(zip(("zh", "en"), pair, strict=True))
            blocks += [Paragraph(self.fillers[n].fill(parse_line(texts[n])), "body", n) for n in self.contract.languages]
        return blocks

    def table(self, table: FormTable) -> list[Block]:
        question = self.situation.library.questions.get(table.rows_from or "")
        brief = self.situation.profile.brief
        columns = [TableColumn(c, question) for c in table.columns if c.brief or not brief]
        caption = [Paragraph((Text(table.title[n]),), "caption", n) for n in self.contract.languages] if table.title else []
        rows = self.situation.value(question.id) if question is not None else []
        return [*caption, self.grid(table, columns, self._body(table, columns, question), rows)]

    def grid(
        self, table: FormTable, columns: Sequence[TableColumn], body: Sequence[Row | TextRow], answered: Sequence[Mapping[str, Any]]
    ) -> Table:
        """Return the table: header, body, and the sums of what was answered."""
        widths = [c.form.width for c in columns]
        rows = [self._header(columns, table.serial), *body]
        summed = table.total is not None and any(c.form.id in table.total.sum for c in columns)
        if table.total is not None and summed and len(rows) > 1 and len(rows[1].cells) > 1:
            rows.append(self._total(table.total, columns, table, answered))
        serial = [0.45 * sum(widths) / len(widths)] if table.serial else []
        return Table(tuple(rows), (*serial, *widths))

    def _words(self, words: Words, style: Style, align: Align | None = None) -> Cell:
        return bilingual_cell({n: self.fillers[n].words(words) for n in self.contract.languages}, style, align)

    def _header(self, columns: Sequence[TableColumn], serial: bool) -> Row:
        titles = [_SERIAL] if serial else []
        return Row(tuple(self._words(t, "cellhead", "center") for t in (*titles, *(c.title for c in columns))), header=True)

    def _body(self, table: FormTable, columns: Sequence[TableColumn], question: Question | None) -> list[Row | TextRow]:
        if question is None:
            return self.rows(table, columns, fixed_rows(table))
        rows = self.situation.value(question.id)
        if is_unknown(rows) or not rows:
            return [self.missing(question.id, question.label, len(columns) + table.serial)]
        return self.rows(table, columns, rows)

    def rows(
        self, table: FormTable, columns: Sequence[TableColumn], rows: Sequence[Mapping[str, Any]], first: int = 1
    ) -> list[Row | TextRow]:
        """Return the rows of the body, counted from `first` on: as plain texts where they hold nothing else."""
        names = self.contract.languages
        aligns: list[Align | None] = ["center"] if table.serial else []
        looks = tuple(TextColumn("cell", align, names) for align in (*aligns, *(c.align for c in columns)))
        made: list[Row | TextRow] = []
        for number, row in enumerate(rows, first):
            texts = [text for column in columns if (text := column.text(row.get(column.form.id), names)) is not None]
            if len(texts) < len(columns):
                made.append(self._row(number, table, columns, row))
            else:
                made.append(TextRow((str(number), *texts) if table.serial else tuple(texts), looks))
        return made

    def _row(self, number: int, table: FormTable, columns: Sequence[TableColumn], row: Mapping[str, Any]) -> Row:
        serial = [Cell((Paragraph((Text(str(number)),), "cell", self.contract.languages[0], align="center"),))] if table.serial else []
        return Row((*serial, *(self._cell(c, row) for c in columns)))

    def _cell(self, column: TableColumn, row: Mapping[str, Any]) -> Cell:
        value = row.get(column.form.id)
        texts: dict[Language, tuple[Inline, ...]] = {}
        for language in self.contract.languages:
            filler = self.fillers[language]
            if value is not None:
                texts[language] = filler.cell(value, column.asked)
            elif column.required:
                texts[language] = filler.blank(f"{filler.place}.{column.form.id}", column.title)
            else:
                texts[language] = (Text(_NONE),)
        return bilingual_cell(texts, "cell", column.align)

    def missing(self, name: str, label: Words, span: int) -> Row:
        """Return the row of a table that has none because an answer is missing."""
        texts = {n: self.fillers[n].blank(name, label) for n in self.contract.languages}
        cell = bilingual_cell(texts, "cell", "center")
        return Row((Cell(cell.blocks, span),))

    def _total(self, total: Total, columns: Sequence[TableColumn], table: FormTable, rows: Sequence[Mapping[str, Any]]) -> Row:
        first = next(n for n, c in enumerate(columns) if c.form.id in total.sum) + table.serial
        cells = [Cell(self._words(total.label, "cellhead", "center").blocks, first)] if first else []
        for column in columns[max(first - table.serial, 0) :]:
            text = _sum(rows, column) if column.form.id in total.sum else ""
            cells.append(Cell((Paragraph((Text(text),), "cell", self.contract.languages[0], align="right"),)))
        return Row(tuple(cells))


class TableColumn:
    """A column of a printed table, with the question's column behind it or the kind of what a row source puts there."""

    def __init__(self, form: FormColumn, question: Question | None, derived: Mapping[str, Asked] | None = None) -> None:
        self.form = form
        self.asked: Asked = (derived or {}).get(form.id) or Asked(label=form.title or Words.of(form.id), type="text")
        self.required = question is None and derived is None
        column = next((c for c in question.columns if c.id == form.id), None) if question else None
        if column is not None:
            self.asked, self.required = column, column.required
        self.title = form.title or self.asked.label
        self._shown: dict[Any, str | tuple[str, ...]] = {}
        self.align: Align | None = form.align or self.asked.value_type.align

    def text(self, value: Any, languages: tuple[Language, ...]) -> str | tuple[str, ...] | None:
        """Return what a cell prints, one text a language where they differ; None when that is more than plain text."""
        if value is None:
            return None if self.required else _NONE
        if isinstance(value, Words):
            text = value[languages[0]] if len(languages) == 1 or value.zh == value.en else (value.zh, value.en)
            return text if type(value) is Words and "\n" not in value.zh and "\n" not in value.en else None
        if type(value) not in _FEW:
            return self._show(value, languages)
        if value not in self._shown:
            self._shown[value] = self._show(value, languages)
        return self._shown[value]

    def _show(self, value: Any, languages: tuple[Language, ...]) -> str | tuple[str, ...]:
        texts = tuple(show_cell(value, self.asked, n) for n in languages)
        return texts[0] if len(texts) == 1 or texts[0] == texts[1] else texts


def fixed_rows(table: FormTable) -> list[dict[str, Any]]:
    """Return the rows a form fixes, their texts to be filled."""
    return [{k: Wording.of(_text(v)) for k, v in row.items()} for row in table.rows]


def _text(value: Any) -> Any:
    return value if isinstance(value, (str, dict)) else str(value)


def _sum(rows: Sequence[Mapping[str, Any]], column: TableColumn) -> str:
    amount = sum((Decimal(row[column.form.id]) for row in rows if row.get(column.form.id) is not None), Decimal(0))
    return column.asked.value_type.total(amount)
