"""The table of written forms at every entrance: each form is the same value, or refused, wherever it is written."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from drafter.batch.inputs import read_lines, read_rows
from drafter.batch.rows import Row
from drafter.errors import DrafterError
from drafter.expressions import is_unknown
from drafter.language import LANGUAGES, Language
from drafter.library.plain_yaml import plain_data
from drafter.office_tables.cells import Manner, read_cell
from drafter.office_tables.words import vocabulary
from drafter.questionnaire.answers import answers_from, dump_answers, parse_answers
from drafter.questionnaire.interview import Interview, from_typed
from drafter.types import read_value, show_cell, show_value, write_value
from drafter.values.money import LARGEST
from drafter.values.reading import BadValue
from drafter.values.reading.pictures import Figure, picture
from tests.entry.forms import COLUMNS, Form, check, column, content, shown, written_forms
from tests.office_tables.reading import errors, rows

FORMS = list(written_forms())
KINDS = list(COLUMNS)


def of(kind: str) -> list[Form]:
    return [form for form in FORMS if form.kind == kind]


def test_the_table_is_large_and_in_both_languages() -> None:
    assert len(FORMS) > 600
    assert len({(f.kind, f.text) for f in FORMS}) == len(FORMS)
    assert sum(f.value is None for f in FORMS) > 150
    assert sum(bool(re.search("[a-zA-Z]{4}", f.text)) for f in FORMS) > 50


@pytest.mark.parametrize("kind", KINDS)
def test_the_reader_itself(kind: str) -> None:
    for form in of(kind):
        check(form, lambda form=form: read_value(form.text, column(kind)))


# --- answer files --------------------------------------------------------------------------------------------------


def answered(text: str, kind: str) -> Any:
    """Return the value of the question in an answer file."""
    return parse_answers(text, "a.yaml", content()).answers[f"f_{kind}"]


def _stands_bare(text: str) -> bool:
    """Return whether a text may stand in YAML without quotes."""
    if text.strip() != text or "#" in text or not text.isprintable():
        return False
    try:
        return str(plain_data(f"k: {text}\n")["k"]) is not None and not re.match(r"[\[{&*!|>@`\"'%?-]", text)
    except Exception:
        return False


@pytest.mark.parametrize("kind", KINDS)
def test_yaml_with_and_without_quotes(kind: str) -> None:
    bare = 0
    for form in of(kind):
        quoted = json.dumps(form.text, ensure_ascii=False)
        check(form, lambda quoted=quoted: answered(f"answers:\n  f_{kind}: {quoted}\n", kind))
        if _stands_bare(form.text):
            bare += 1
            check(form, lambda form=form: answered(f"answers:\n  f_{kind}: {form.text}\n", kind))
    assert bare > len(of(kind)) / 2


@pytest.mark.parametrize("kind", KINDS)
def test_json_with_and_without_quotes(kind: str) -> None:
    for form in of(kind):
        check(form, lambda form=form: answered(json.dumps({"answers": {f"f_{kind}": form.text}}), kind))
        if re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", form.text, re.ASCII):
            check(form, lambda form=form: answered(f'{{"answers": {{"f_{kind}": {form.text}}}}}', kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_a_table_and_the_plain_data_of_a_program(kind: str) -> None:
    for form in of(kind):
        data = {"answers": {"f_table": [{kind: form.text}]}}
        check(form, lambda data=data: answers_from(data, "a", content()).answers["f_table"][0][kind])


# --- the interview -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_interview(kind: str) -> None:
    question = content().library.questions[f"f_{kind}"]
    interview = Interview(content())

    def typed(form: Form) -> Any:
        interview.answer(question.id, from_typed(form.text, question))
        return interview.answers.answers[question.id]

    for form in of(kind):
        check(form, lambda form=form: typed(form))


# --- table files ---------------------------------------------------------------------------------------------------


def table_file(path: Path, rows: list[list[Any]]) -> Path:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append([None] * len(row))
        for number, value in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, number)
            cell.value, cell.data_type = value, "s"
    book.save(path)
    return path


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_table_file(tmp_path: Path, kind: str, ending: str) -> None:
    """All forms that are read, in one file; all that are refused, in others, each found in its row."""
    question = content().library.questions["f_table"]
    read, refused = [f for f in of(kind) if f.value is not None], [f for f in of(kind) if f.value is None]
    heading = column(kind).label.zh
    found = rows(table_file(tmp_path / f"read.{ending}", [[heading], *([f.text] for f in read)]), question)
    for form, row in zip(read, found, strict=True):
        check(form, lambda form=form, row=row: row[kind])
    for part in (refused[n : n + 40] for n in range(0, len(refused), 40)):
        told = {
            f.place.line: f for f in errors(table_file(tmp_path / f"refused.{ending}", [[heading], *([f.text] for f in part)]), question)
        }
        for line, form in enumerate(part, 2):
            assert form.refusal in told[line].what.zh, f"{form}: {told[line].what.zh}"
            assert "A" in told[line].place.path


# --- batches -------------------------------------------------------------------------------------------------------


@cache
def batch(ending: str, folder: Path) -> list[Row]:
    """Return all forms as rows of a batch: a workbook, a CSV file, or a file of JSON lines; every form a project."""
    path = folder / f"batch.{ending}"
    if ending == "jsonl":
        path.write_text("\n".join(json.dumps({"answers": {f"f_{f.kind}": f.text}}) for f in FORMS), encoding="utf-8")
        return read_lines(path)
    heads = ["project_no", *(f"f_{kind}" for kind in KINDS)]
    table_file(path, [heads, *([f"P{n}", *(f.text if f.kind == kind else None for kind in KINDS)] for n, f in enumerate(FORMS))])
    return read_rows(path, content())


@pytest.mark.parametrize("ending", ["xlsx", "csv", "jsonl"])
def test_a_batch(tmp_path: Path, ending: str) -> None:
    for form, row in zip(FORMS, batch(ending, tmp_path), strict=True):
        check(form, lambda form=form, row=row: row.answers(content()).answers[f"f_{form.kind}"])


# --- registers -----------------------------------------------------------------------------------------------------

MORE_IN_REGISTERS = {  # what a register takes with a doubt, or by its own words (registers.yaml)
    "date": "没有写明日|46377",
    "yes_no": "^[01]$",
    "amount": "两位小数",
}


@pytest.mark.parametrize("kind", [k for k in KINDS if k not in ("choice", "credit_code", "time_of_day")])
def test_a_register(kind: str) -> None:
    """A register reads what the others read; where it takes more, it says so."""
    manner = Manner(vocabulary(content().library, content().library.questions["assets"]))
    more = MORE_IN_REGISTERS.get(kind)
    for form in of(kind):
        if more and form.value is None and (re.search(more, form.refusal) or re.search(more, form.text)):
            try:
                found = read_cell(form.text, column(kind), manner)
            except BadValue:
                continue
            assert found.doubt is not None or form.text in manner.known.yes | manner.known.no, str(form)
        elif form.text.strip() not in manner.known.nothing:
            check(form, lambda form=form: read_cell(form.text, column(kind), manner).value)


# --- cells that hold numbers ---------------------------------------------------------------------------------------

CELLS = [  # number, its format, what is asked for, the value, or nothing where it is refused
    ("46.2", '0.00"万元"', "amount", "462000.00"),
    ("46.2", "0.0万元", "amount", "462000.00"),
    ("46.2345", '0.00"万元"', "amount", "462345.00"),
    ("462000", '0!.0,"万"', "amount", "462000.00"),
    ("462345.5", '0\\.0,"万元"', "amount", "462345.50"),
    ("1200000", "#,##0.00", "amount", "1200000.00"),
    ("1200000", "¥#,##0.00", "amount", "1200000.00"),
    ("1200000", '[$¥-804]#,##0.00"元"', "amount", "1200000.00"),
    ("1200000", '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ', "amount", "1200000.00"),
    ("1.2", '0.00"亿元"', "amount", "120000000.00"),
    ("0.3", "0%", "amount", None),
    ("1200", "$#,##0.00", "amount", None),
    ("0.05", "0%", "percentage", "5"),
    ("0.0005", "0.00%", "percentage", "0.05"),
    ("5", "General", "percentage", "5"),
    ("5", '0"%"', "percentage", "5"),
    ("0.05", "General", "percentage", None),
    ("0.3", "General", "percentage_10_100", None),
    ("0.3", "0%", "percentage_10_100", "30"),
    ("24", '0"个月"', "months", "24"),
    ("2", '0"年"', "months", "24"),
    ("30", '0"天"', "workdays", None),
    ("12", '0"台"', "count", "12"),
    ("8.6", '0.0"万"', "count", "86000"),
    ("1", "000", "code", "001"),
    ("123", "00000000", "code", "00000123"),
    ("5718888", "0000-0000000", "code", "0000-5718888"),
    ("6602190033000810000", "0", "code", None),
    ("20270101", "General", "date", "2027-01-01"),
    ("3", "General", "choice", "3"),
]


@pytest.mark.parametrize(("number", "code", "kind", "value"), CELLS)
def test_a_number_in_a_cell_is_read_with_its_format(number: str, code: str, kind: str, value: str | None) -> None:
    held = Decimal(number)
    cell: Any = int(held) if held == held.to_integral_value() else held
    cell = cell if code == "General" else Figure(cell, picture(code))
    asked = column(kind)
    if value is None:
        with pytest.raises(BadValue):
            read_value(asked.value_type.from_cell(cell), asked)
        return
    assert shown(read_value(asked.value_type.from_cell(cell), asked)) == value
    if kind in ("amount", "count"):
        assert shown(read_cell(cell, asked, Manner(vocabulary(content().library, content().library.questions["assets"]))).value) == value


@pytest.mark.parametrize(
    ("heading", "cell", "kind", "value"),
    [
        ("amount列（万元）", 46.2, "amount", "462000.00"),
        ("amount列(万元)", "46.2", "amount", "462000.00"),
        ("amount列（万元）", "462000元", "amount", "462000.00"),
        ("amount列（元）", 462000, "amount", "462000.00"),
        ("percentage列（%）", 5, "percentage", "5"),
        ("months列（年）", 2, "months", "24"),
        ("count列（台）", 12, "count", "12"),
        ("count列（必填）", 12, "count", "12"),
    ],
)
def test_a_heading_gives_its_figures_their_unit(tmp_path: Path, heading: str, cell: Any, kind: str, value: str) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in ([heading], [cell]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    [row] = rows(tmp_path / "a.xlsx", content().library.questions["f_table"])
    assert shown(row[kind]) == value


def test_a_bare_share_under_a_percent_sign_is_still_refused(tmp_path: Path) -> None:
    table_file(tmp_path / "a.csv", [["percentage列（%）"], ["0.06"]])
    [refused] = errors(tmp_path / "a.csv", content().library.questions["f_table"])
    assert "may be 6% or 0" in refused.what.en


def test_so_does_a_note_above_the_table(tmp_path: Path) -> None:
    table_file(tmp_path / "a.csv", [["某局预算表"], ["单位：万元"], ["amount列", "code列"], ["46.2", "46.2"]])
    [row] = rows(tmp_path / "a.csv", content().library.questions["f_table"])
    assert (row["amount"], row["code"].zh) == (Decimal("462000.00"), "46.2")


# --- what we print -------------------------------------------------------------------------------------------------

LANGUAGE = st.sampled_from(LANGUAGES)


def _printed(kind: str, value: Any, language: Language) -> Iterator[str]:
    """Yield every way in which a value is printed or kept."""
    asked = column(kind)
    yield show_value(value, asked, language)
    yield show_cell(value, asked, language)
    yield asked.value_type.entry(value, asked, language, long=True)
    yield str(write_value(value, asked))


PRINTED: dict[str, st.SearchStrategy[Any]] = {
    "amount": st.decimals(0, LARGEST, places=2),
    "percentage": st.decimals("0.01", 100, places=2),
    "date": st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)),
    "count": st.integers(0, 10**12),
    "months": st.integers(1, 600),
    "workdays": st.integers(1, 400),
    "yes_no": st.booleans(),
    "choice": st.sampled_from(["none", "1", "2", "3", "4"]),
}


@pytest.mark.parametrize("kind", PRINTED)
def test_what_is_printed_is_read_back(kind: str) -> None:
    @given(PRINTED[kind], LANGUAGE)
    def reads_back(value: Any, language: Language) -> None:
        for text in _printed(kind, value, language):
            assert read_value(text, column(kind)) == value

    reads_back()


@given(st.text(max_size=30))
def test_no_text_makes_a_reader_fail(text: str) -> None:
    for kind in KINDS:
        try:
            read_value(text, column(kind))
        except BadValue as problem:
            assert problem.zh
            assert problem.en


def test_what_is_read_is_written_and_read_again() -> None:
    readable: Callable[[Form], bool] = lambda form: form.value is not None and form.kind != "text"  # noqa: E731
    for form in filter(readable, FORMS):
        try:
            first = parse_answers(json.dumps({"answers": {f"f_{form.kind}": form.text}}), "a", content())
        except DrafterError as problem:
            raise AssertionError(str(form)) from problem
        assert not is_unknown(first.answers[f"f_{form.kind}"])
        assert parse_answers(dump_answers(first, content().library), "b", content()).answers == first.answers
