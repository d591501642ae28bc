"""Tables out of files as people have them: Excel and CSV, in both languages, with what goes wrong in them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from drafter.content import load_content
from drafter.errors import FileError, Finding
from drafter.language import Words
from drafter.library.schema import Question
from drafter.library.validated import validate
from drafter.ooxml.worksheet import column_letters
from drafter.questionnaire.cells import LARGEST
from drafter.questionnaire.tables import read_table_file
from drafter.types import read_value
from drafter.values.reading.problems import MOST_ROWS


def systems() -> Question:
    """The shipped table question of the systems."""
    return load_content().library.questions["systems"]


def table(*columns: dict[str, Any]) -> Question:
    """Return a table question with these columns."""
    named = [{"label": {"zh": f"{c['id']}列", "en": f"{c['id']} column"}, **c} for c in columns]
    return validate(Question, {"id": "t", "element": "scope", "label": "t", "type": "table", "columns": named})


def xlsx(path: Path, *rows: list[Any], formats: dict[str, str] | None = None, title: str = "Sheet") -> Path:
    """Write a workbook with these rows."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    book.save(path)
    return path


def csv(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """Write a CSV file."""
    path.write_bytes(text.encode(encoding))
    return path


def findings(path: Path, question: Question) -> tuple[Finding, ...]:
    """Return what reading the file complains of."""
    with pytest.raises(FileError) as caught:
        read_table_file(path, question)
    return caught.value.findings


MIXED = table(
    {"id": "item", "type": "text", "required": True},
    {"id": "bought", "type": "date"},
    {"id": "price", "type": "money"},
    {"id": "tax", "type": "percent"},
    {"id": "total", "type": "money", "computed": "price"},
)


def test_xlsx_with_a_title_above_and_a_total_below(tmp_path: Path) -> None:
    s = systems()
    heads = ["序号", *(c.label.zh for c in s.columns if c.id in ("name", "class", "users", "on_cloud"))]
    option = next(c for c in s.columns if c.id == "class").options[0]
    path = xlsx(
        tmp_path / "s.xlsx", ["系统清单"], [], heads, [1, "交换 平台", option.label.zh, 3200.0, "是"], [None] * 5, ["合计", "", "", 3200]
    )
    rows = read_table_file(path, s)
    assert rows == [{"name": "交换 平台", "class": option.label.zh, "users": 3200, "on_cloud": "是"}]
    assert read_value(rows, s) == [{"name": Words("交换 平台", "交换 平台"), "class": option.id, "users": 3200, "on_cloud": True}]


def test_dates_percentages_and_float_noise(tmp_path: Path) -> None:
    rows = (["item", "bought", "price", "tax", "total"], ["甲", dt.datetime(2026, 3, 1), 0.1 + 0.2, 0.06, 9])
    path = xlsx(tmp_path / "m.xlsx", *rows, formats={"D2": "0%"})
    value = read_value(read_table_file(path, MIXED), MIXED)
    assert value == [{"item": Words("甲", "甲"), "bought": dt.date(2026, 3, 1), "price": Decimal("0.30"), "tax": Decimal(6)}]


def test_a_sheet_named_like_the_question_is_taken_and_its_size_not_believed(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "t.xlsx", ["ITEM"], ["a"], title="t")
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as made:
        for entry in old.infolist():
            made.writestr(entry.filename, old.read(entry).replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert read_table_file(path, MIXED) == [{"item": "a"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_of_this_country(tmp_path: Path, encoding: str) -> None:
    path = csv(tmp_path / "s.csv", 'ITEM列, Bought 列,price列,tax列\r\n"甲,镕𠮷",2026/3/1,"1,200.5",6%\r\n', encoding)
    value = read_value(read_table_file(path, MIXED), MIXED)
    assert value == [{"item": Words("甲,镕𠮷", "甲,镕𠮷"), "bought": dt.date(2026, 3, 1), "price": Decimal("1200.50"), "tax": Decimal(6)}]


@pytest.mark.parametrize("delimiter", [";", "\t", "，"])
def test_csv_with_other_delimiters_and_rows_counted_by_line(tmp_path: Path, delimiter: str) -> None:
    lines = ["item,price", '"a\nb",1', "c,x"]
    path = csv(tmp_path / "s.csv", "\n".join(lines).replace(",", delimiter))
    multi = table({"id": "item", "type": "longtext"}, {"id": "price", "type": "money"})
    assert [(f.place.line, f.place.path) for f in findings(path, multi)] == [(4, "B4 price")]


def test_a_text_column_in_both_languages(tmp_path: Path) -> None:
    path = csv(tmp_path / "s.csv", "item列,item column,price\n平台,Platform,1\n网络,,2\n待定,Portal,3\n")
    assert [r["item"] for r in read_table_file(path, MIXED)] == [{"zh": "平台", "en": "Platform"}, "网络", "Portal"]


def test_headings_that_are_wrong_missing_or_double_are_all_named(tmp_path: Path) -> None:
    path = csv(tmp_path / "s.csv", "prize,price列,price,nonsense\n1,2,3,4\n")
    found = findings(path, MIXED)
    assert all(f.place.line == 1 for f in found)
    assert [(f.place.path, f.what.en) for f in found] == [
        ("A", "there is no column 'prize'"),
        ("D", "there is no column 'nonsense'"),
        ("", "the column 'item column' is missing"),
        ("B, C", "the column 'price column' stands more than once"),
    ]
    assert "price" in found[0].remedy.en


def test_no_headings_at_all_says_what_they_are(tmp_path: Path) -> None:
    (found,) = findings(csv(tmp_path / "s.csv", "1,2\n3,4\n"), MIXED)
    assert "item列、bought列、price列、tax列" in found.remedy.zh
    assert findings(csv(tmp_path / "e.csv", ""), MIXED)[0].code == "headings"
    assert findings(csv(tmp_path / "h.csv", "item\n"), MIXED)[0].code == "empty"


def test_every_bad_cell_is_named(tmp_path: Path) -> None:
    rows = (["item", "bought", "price", "tax"], ["a", "soon", -1, 6], ["b", None, "=1+1", "#REF!"], ["c", None, "TBD", 6])
    found = findings(xlsx(tmp_path / "m.xlsx", *rows), MIXED)
    assert [(f.place.line, f.place.path) for f in found] == [(2, "B2 bought"), (2, "C2 price"), (3, "C3 price"), (3, "D3 tax")]
    assert "公式" in found[2].what.zh
    assert "#REF!" in found[3].what.en


def test_a_bad_choice_lists_the_options(tmp_path: Path) -> None:
    (found,) = findings(csv(tmp_path / "s.csv", "name,class\n平台,ZZ\n"), systems())
    assert all(o.label.zh in found.what.zh for o in next(c for c in systems().columns if c.id == "class").options)


def test_very_many_problems_are_cut_short(tmp_path: Path) -> None:
    found = findings(csv(tmp_path / "s.csv", "item,price\n" + "a,x\n" * 300), MIXED)
    assert [f.code for f in found] == ["cell"] * 50 + ["more"]
    assert "250" in found[-1].what.en


def test_too_many_rows_and_too_large_a_file_are_refused(tmp_path: Path) -> None:
    most = csv(tmp_path / "most.csv", "item\n" + "a\n" * MOST_ROWS)
    assert len(read_table_file(most, MIXED)) == MOST_ROWS
    assert findings(csv(tmp_path / "more.csv", "item\n" + "a\n" * (MOST_ROWS + 1)), MIXED)[0].code == "rows"
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.truncate(LARGEST + 1)
    assert findings(large, MIXED)[0].code == "size"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"not a zip", "xlsx"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0old", "xlsx"),
        ("a.csv", b"item\n\xff\xff\xff", "encoding"),
        ("a.csv", b'item\n"' + b"x" * 200_000, "csv"),
        ("a.pdf", b"%PDF", "format"),
    ],
)
def test_what_is_no_table_file_is_refused(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert findings(tmp_path / name, MIXED)[0].code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert {findings(tmp_path / name, MIXED)[0].code for name in ("absent.csv", "folder.csv", "a\0b.csv")} == {"file"}


@pytest.mark.parametrize("bomb", [b'<!DOCTYPE a [<!ENTITY b "x">]><worksheet/>', b"<worksheet>" + b" " * (129 << 20)])
def test_a_trap_in_a_workbook_is_refused(tmp_path: Path, bomb: bytes) -> None:
    path = xlsx(tmp_path / "t.xlsx", ["item"], ["a"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet2.xml", bomb)
    assert findings(path, MIXED)[0].code in ("xlsx", "size")


def test_letters() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
