"""Codes are text from end to end: whatever a YAML reader, JSON or Excel takes for a number, a date or a truth value prints as it was written, or is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from drafter.content import load_content
from drafter.errors import AnswerError, FileError
from drafter.questionnaire.answers import AnswerSet, answers_from, dump_answers, parse_answers
from tests.office_tables.reading import read as read_office

AS_WRITTEN = (
    "0281046801020000731", "08685180100", "21822743E660828", "0023208", "1.10", "17_0868", "0571", "on", "off", "yes", "no", "true", "12:30:45",
    "2027-01-01", "1e5", "0x1F", "0o17", ".inf", "1_000", "+86", "-0", "1.", "310000",
)  # fmt: skip


def read(text: str) -> AnswerSet:
    return parse_answers(text, "a.yaml", load_content())


@pytest.mark.parametrize("written", AS_WRITTEN)
def test_a_code_without_quotes_is_kept_as_written(written: str) -> None:
    answers = read(f"answers:\n  project_no: {written}\n  party_a:\n    name: 甲\n    account: {written}\n").answers
    assert (answers["project_no"].zh, answers["party_a"]["account"].zh) == (written, written)
    again = read(dump_answers(AnswerSet(answers=answers), load_content().library)).answers
    assert again == answers


@pytest.mark.parametrize("tagged", ['!!int "0571"', "&a 0571", '"0571"', "'0571'"])
def test_so_is_one_that_only_the_whole_loader_reads(tagged: str) -> None:
    assert read(f"answers:\n  project_no: {tagged}\n").answers["project_no"].zh == "0571"


@pytest.mark.parametrize("written", ["1.10", "123456789012345678901", "1E5", "-0"])
def test_a_number_of_json_is_kept_as_written(written: str) -> None:
    assert read(f'{{"answers": {{"project_no": {written}}}}}').answers["project_no"].zh == written


@pytest.mark.parametrize("other", ["true", "[1]", "NaN"])
def test_what_is_no_code_in_json_is_refused(other: str) -> None:
    with pytest.raises(AnswerError):
        read(f'{{"answers": {{"project_no": {other}}}}}')


@pytest.mark.parametrize("raw", [1.1, True])
def test_so_is_what_a_program_gives_whose_characters_are_gone(raw: Any) -> None:
    with pytest.raises(AnswerError, match="quotes"):
        answers_from({"answers": {"project_no": raw}}, "a", load_content())


def test_numbers_and_truth_values_are_still_read_as_such() -> None:
    answers = read("answers: {term_months: 24, budget_amount: 48000.50, is_cii: yes, has_pi: false, mlps_level: 3}").answers
    assert answers == {"term_months": 24, "budget_amount": Decimal("48000.50"), "is_cii": True, "has_pi": False, "mlps_level": "3"}
    written = json.dumps({"answers": {"term_months": 24, "budget_amount": 48000.5, "is_cii": True, "has_pi": False, "mlps_level": 3}})
    assert read(written).answers == answers


# --- cells ---------------------------------------------------------------------------------------------------------


def cell(folder: Path, value: Any, number_format: str = "General") -> str:
    """Return the serial number that a table file with this cell gives."""
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["资产编号", "资产类别", "资产名称", "序列号"])
    sheet.append(["A1", "服务器与存储", "服务器", value])
    sheet["D2"].number_format = number_format
    book.save(folder / "a.xlsx")
    table = read_office(folder / "a.xlsx", load_content().library.questions["assets"])
    if not table.sound:
        raise FileError(table.findings)
    return str(table.rows[0]["serial"].zh)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (123, "00000000", "00000123"),
        (1.1, "0.00", "1.10"),
        (1.1, "General", "1.1"),
        (86851801, "0000-00000", "0868-51801"),
        (7, '"YZ-"000', "YZ-007"),
        (0.3, "0%", "30%"),
        (123456789012345, "General", "123456789012345"),
        ("0281046801020000731", "@", "0281046801020000731"),
    ],
)
def test_a_code_is_what_its_cell_shows(tmp_path: Path, value: Any, number_format: str, shown: str) -> None:
    assert cell(tmp_path, value, number_format) == shown


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (6602190033000815427, "0"),
        (6.60219003300081e18, "General"),
        (1234567890123450, "00"),
        ("6.60219E+18", "@"),
        (True, "General"),
        (46023, 'm"月"d"日"'),
        (46023, "yyyy-mm-dd"),
        (0.5, "h:mm"),
        (5, "[DBNum2]General"),
    ],
)
def test_a_code_that_excel_has_spoilt_is_refused_with_the_remedy(tmp_path: Path, value: Any, number_format: str) -> None:
    value = float(value) if isinstance(value, int) and not isinstance(value, bool) and value > 10**15 else value
    with pytest.raises(FileError, match="format the cell as text"):
        cell(tmp_path, value, number_format)
