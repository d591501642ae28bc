"""Files that hold a table: every sheet that is one, of one file or several, as one table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from drafter.errors import Finding, Place
from drafter.language import Words
from drafter.library.schema import Column, Question
from drafter.office_tables.found import OfficeTable, named
from drafter.office_tables.layout import read_layout
from drafter.office_tables.reader import Reader
from drafter.office_tables.words import Vocabulary
from drafter.questionnaire.cells import MOST_COLUMNS, Sheet, csv_rows, is_blank, refusal, xlsx_sheets
from drafter.questionnaire.headings import sheet_title
from drafter.values.reading.problems import MOST_ROWS

File = tuple[Path, bytes]  # what it is called, and what is in it
MakeReader = Callable[[OfficeTable, str, Vocabulary], Reader]


def read_office_table(known: Vocabulary, files: Sequence[File], reader: MakeReader = Reader) -> OfficeTable:
    """Return the table in .xlsx or .csv files, one or several that are one table. Raises FileError where there is none in a file."""
    table = OfficeTable()
    for path, data in files:
        _read(path, data, table, known, reader)
    if len(table.rows) > MOST_ROWS:
        raise refusal(files[-1][0], "rows", f"超过{MOST_ROWS}行", f"more than {MOST_ROWS} rows")
    return table


def read_sheet(known: Vocabulary, sheet: Sheet) -> OfficeTable | None:
    """Return the table on a sheet that stands in no file, or nothing when no row of it holds headings."""
    layout = read_layout(sheet, known)
    if layout is None:
        return None
    table = OfficeTable()
    Reader(table, "", known).read(layout)
    return table


def _read(path: Path, data: bytes, table: OfficeTable, known: Vocabulary, make: MakeReader) -> None:
    sheets, before = _sheets(path, data, known.question), len(table.understood)
    reader = make(table, path.name, known)
    for sheet in sheets:
        layout = read_layout(sheet, known)
        if layout is None:
            table.skipped.append(sheet.title)
        else:
            reader.read(layout)
    if len(table.understood) == before:
        label, heads = known.question.label, [c.label for c in known.columns.values() if c.computed is None]
        remedy = (f"标题行应含：{'、'.join(w.zh for w in heads)}", f"the headings are, for example: {', '.join(w.en for w in heads)}")
        raise refusal(path, "headings", f"没有找到“{label.zh}”的标题行", f"no headings of the table {label.en!r} were found", remedy)


def _sheets(path: Path, data: bytes, question: Question) -> list[Sheet]:
    """Return the sheets of a file: those that bear the name of the table, else all."""
    if path.suffix.lower() == ".xlsx":
        names = {question.id, question.label.zh, question.label.en, sheet_title(question.label)}
        return xlsx_sheets(path, data, lambda titles: [t for t in titles if t in names] or titles, MOST_COLUMNS)
    if path.suffix.lower() == ".csv":
        return [Sheet(path.stem, tuple(r for r in csv_rows(path, data) if not all(map(is_blank, r.cells))))]
    zh, en = f"不支持 {path.suffix or '无扩展名'} 文件", f"{path.suffix or 'no ending'}: not a table file"
    raise refusal(path, "format", zh, en, ("请另存为 .xlsx 或 .csv", "save it as .xlsx or .csv"))


def missing(table: OfficeTable, columns: Iterable[Column]) -> list[Finding]:
    """Return what the rows of a table lack of what each needs: it stays open, and a final waits for it."""
    found = []
    for column in columns:
        if not column.required or column.computed is not None or column.default is not None:
            continue
        if places := [place for row, place in zip(table.rows, table.places, strict=True) if column.id not in row]:
            found.append(_missing(column, places, len(table.rows)))
    return found


def _missing(column: Column, places: Sequence[Place], rows: int) -> Finding:
    label, some = column.label, named(places)
    remedy = Words("请在答卷中补填；终稿须填写完整", "fill it in in the answer set; a final needs it")
    if len(places) == rows:
        what = Words(f"表中没有“{label.zh}”，{rows} 行待填", f"the table has no {label.en!r}: open in {rows} rows")
    else:
        what = Words(f"{len(places)} 行缺少“{label.zh}”：{some.zh}", f"{label.en!r} is missing in {len(places)} rows: {some.en}")
    return Finding("warning", "missing", what, remedy)
