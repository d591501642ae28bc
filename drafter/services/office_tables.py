"""Tables as offices keep them, for every table question: the one reader of the command line, of the interview and of pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from drafter.assets.register import register_in
from drafter.content import Content
from drafter.errors import AnswerError, FileError, Finding, Place, error
from drafter.language import Language, Words
from drafter.library.schema import Column, Question
from drafter.office_tables.found import OfficeTable
from drafter.office_tables.read import File, missing, read_office_table, read_sheet
from drafter.office_tables.words import vocabulary
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.cells import Sheet
from drafter.questionnaire.headings import normal
from drafter.services.answers import contract_situation
from drafter.types import read_value, show_cell, write_value
from drafter.values.reading.choices import near

_APART = Decimal("0.01")  # of a sum in yuan; a fen is what rounding may come to


def _tables(content: Content) -> dict[str, Question]:
    return {q.id: q for q in content.library.questions.values() if q.columns and q.computed is None}


def headings(content: Content, language: Language) -> dict[str, tuple[str, list[str]]]:
    """Return every table by its id: what it is called, and the headings of the columns that are filled in, those needed with a star."""
    return {
        name: (q.label[language], [c.label[language] + "*" * c.required for c in q.columns if c.computed is None])
        for name, q in _tables(content).items()
    }


def table_called(content: Content, name: str) -> Question:
    """Return the table question of a name: its id or its label. Raises AnswerError with what may have been meant."""
    tables = _tables(content)
    called = {normal(word): q for q in tables.values() for word in (q.label.en, q.label.zh)} | {
        normal(name): q for name, q in tables.items()
    }
    if (found := called.get(normal(name))) is not None:
        return found
    like = near(normal(name), called)
    listed = Words("、".join(q.label.zh for q in tables.values()), ", ".join(f"{q.label.en} ({q.id})" for q in tables.values()))
    remedy = (f"是否应为“{called[like].label.zh}”？", f"did you mean {called[like].label.en!r}?") if like else ("", "")
    zh, en = f"没有名为“{name[:60]}”的表格；有：{listed.zh}", f"there is no table called {name[:60]!r}; there are: {listed.en}"
    raise AnswerError(error("table", zh, en, remedy))


def read_files(content: Content, question: Question, files: Sequence[File]) -> OfficeTable:
    """Return an office's table in .xlsx or .csv files, one or several that are one table, with every doubt. Raises FileError for none, and for no row."""
    library = content.library
    if question.id == library.role("assets"):
        found = register_in(library, list(files))
    else:
        found = read_office_table(vocabulary(library, question), files)
        found.findings += missing(found, question.columns)
    if not found.rows:
        none = error("empty", "标题行之下没有可导入的行", "below the headings there is no row to import", place=Place(str(files[-1][0])))
        raise FileError([*(f for f in found.findings if f.severity == "error"), none])
    return found


def read_pasted(content: Content, question: Question, sheet: Sheet) -> OfficeTable | None:
    """Return a table copied from a sheet with its headings, or nothing when they were not copied."""
    return read_sheet(vocabulary(content.library, question), sheet)


def computed_doubts(content: Content, answers: AnswerSet, table: OfficeTable, question: Question) -> Iterator[Finding]:
    """Yield where an office's table says something else in a column than is computed here with these answers."""
    computed = [c for c in question.columns if c.computed is not None]
    if not any(table.stated):
        return
    rows = read_value(write_value(table.rows, question), question)  # with the defaults of its columns
    given = replace(answers, answers={**answers.answers, question.id: rows})
    for stated, row, place in zip(table.stated, contract_situation(content, given).value(question.id), table.places, strict=True):
        for column in computed:
            if column.id in stated and column.id in row and not _agree(stated[column.id], row[column.id]):
                yield _apart(column, stated, row, place)


def _agree(stated: Any, computed: Any) -> bool:
    if isinstance(stated, (int, Decimal)) and isinstance(computed, (int, Decimal)):
        return abs(Decimal(stated) - Decimal(computed)) <= _APART
    return bool(stated == computed)


def _apart(column: Column, stated: Mapping[str, Any], row: Mapping[str, Any], place: Place) -> Finding:
    (zh, en), (here_zh, here_en) = (
        (show_cell(value, column, "zh"), show_cell(value, column, "en")) for value in (stated[column.id], row[column.id])
    )
    return Finding(
        "warning",
        "computed",
        Words(
            f"{column.label.zh}：表中为 {zh}，按本行计算为 {here_zh}", f"{column.label.en}: the table says {en}, the row comes to {here_en}"
        ),
        Words("请核对数量、单价和税率；合同按计算结果", "check quantity, price and rate; the contract has what is computed"),
        place,
    )
