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
from drafter.language import Words
from drafter.library.schema import Question
from drafter.library.validated import validate
from drafter.ooxml.worksheet import column_letters
from drafter.questionnaire.cells import LARGEST
from drafter.values.reading.problems import MOST_ROWS
from tests.office_tables.reading import errors, read, rows


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
    assert rows(path, s) == [{"name": Words("交换 平台", "交换 平台"), "class": option.id, "users": 3200, "on_cloud": True}]


def test_dates_percentages_and_float_noise(tmp_path: Path) -> None:
    cells = (["item", "bought", "price", "tax", "total"], ["甲", dt.datetime(2026, 3, 1), 0.1 + 0.2, 0.06, 9])
    path = xlsx(tmp_path / "m.xlsx", *cells, formats={"D2": "0%"})
    assert rows(path, MIXED) == [{"item": Words("甲", "甲"), "bought": dt.date(2026, 3, 1), "price": Decimal("0.30"), "tax": Decimal(6)}]


def test_a_sheet_named_like_the_question_is_taken_and_its_size_not_believed(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "t.xlsx", ["ITEM"], ["a"], title="t")
    data = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as made:
        for entry in old.infolist():
            made.writestr(entry.filename, old.read(entry).replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert rows(path, MIXED) == [{"item": Words.of("a")}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_of_this_country(tmp_path: Path, encoding: str) -> None:
    path = csv(tmp_path / "s.csv", 'ITEM列, Bought 列,price列,tax列\r\n"甲,镕𠮷",2026/3/1,"1,200.5",6%\r\n', encoding)
    assert rows(path, MIXED) == [
        {"item": Words("甲,镕𠮷", "甲,镕𠮷"), "bought": dt.date(2026, 3, 1), "price": Decimal("1200.50"), "tax": Decimal(6)}
    ]


@pytest.mark.parametrize("delimiter", [";", "\t", "，"])
def test_csv_with_other_delimiters_and_rows_counted_by_line(tmp_path: Path, delimiter: str) -> None:
    lines = ["item,price", '"a\nb",1', "c,x"]
    path = csv(tmp_path / "s.csv", "\n".join(lines).replace(",", delimiter))
    multi = table({"id": "item", "type": "longtext"}, {"id": "price", "type": "money"})
    assert [(f.place.line, f.place.path) for f in errors(path, multi)] == [(4, "B4")]


def test_a_text_column_in_both_languages(tmp_path: Path) -> None:
    path = csv(tmp_path / "s.csv", "item列,item column,price\n平台,Platform,1\n网络,,2\n待定,Portal,3\n")
    assert [r["item"] for r in rows(path, MIXED)] == [Words("平台", "Platform"), Words.of("网络"), Words.of("Portal")]


def test_headings_that_are_not_known_or_double_are_left_aside_and_named(tmp_path: Path) -> None:
    path = csv(tmp_path / "s.csv", "item,prize,price列,price,nonsense\na,1,2,3,4\n")
    found = [f for f in read(path, MIXED).findings if f.code == "heading"]
    assert [(f.severity, f.place.line, f.place.path) for f in found] == [("info", 1, "B1"), ("info", 1, "E1"), ("warning", 1, "D1")]
    assert rows(path, MIXED) == [{"item": Words.of("a"), "price": Decimal("2.00")}]
    near = read(csv(tmp_path / "n.csv", "item,prize\na,1\n"), MIXED).findings[0]
    assert "price" in near.remedy.en


def test_no_headings_at_all_says_what_they_are(tmp_path: Path) -> None:
    (found,) = errors(csv(tmp_path / "s.csv", "1,2\n3,4\n"), MIXED)
    assert "item列、bought列、price列、tax列" in found.remedy.zh
    assert errors(csv(tmp_path / "e.csv", ""), MIXED)[0].code == "headings"
    assert rows(csv(tmp_path / "h.csv", "item\n"), MIXED) == []


def test_every_bad_cell_is_named_with_what_it_is_called_and_left_out(tmp_path: Path) -> None:
    cells = (["item", "bought", "price", "tax"], ["a", "soon", -1, 6], ["b", None, "=1+1", "#REF!"], ["c", None, "TBD", 6])
    path = xlsx(tmp_path / "m.xlsx", *cells)
    found = errors(path, MIXED)
    assert [(f.place.line, f.place.path) for f in found] == [(2, "B2"), (2, "C2"), (3, "C3"), (3, "D3")]
    assert found[0].what.zh.startswith("bought：")
    assert "公式" in found[2].what.zh
    assert "#REF!" in found[3].what.en
    table = read(path, MIXED)
    assert [sorted(row) for row in table.rows] == [["item", "tax"], ["item"], ["item", "tax"]]
    assert table.unread[0] == {"bought": "soon", "price": "-1"}  # as it was typed, for a page to show


def test_a_bad_choice_lists_the_options(tmp_path: Path) -> None:
    (found,) = errors(csv(tmp_path / "s.csv", "name,class\n平台,ZZ\n"), systems())
    assert all(o.label.zh in found.what.zh for o in next(c for c in systems().columns if c.id == "class").options)


def test_too_many_rows_and_too_large_a_file_are_refused(tmp_path: Path) -> None:
    most = csv(tmp_path / "most.csv", "item\n" + "a\n" * MOST_ROWS)
    assert len(rows(most, MIXED)) == MOST_ROWS
    assert errors(csv(tmp_path / "more.csv", "item\n" + "a\n" * (MOST_ROWS + 1)), MIXED)[0].code == "rows"
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.truncate(LARGEST + 1)
    assert errors(large, MIXED)[0].code == "size"


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
    assert errors(tmp_path / name, MIXED)[0].code == code


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert {errors(tmp_path / name, MIXED)[0].code for name in ("absent.csv", "folder.csv", "a\0b.csv")} == {"file"}


@pytest.mark.parametrize("bomb", [b'<!DOCTYPE a [<!ENTITY b "x">]><worksheet/>', b"<worksheet>" + b" " * (129 << 20)])
def test_a_trap_in_a_workbook_is_refused(tmp_path: Path, bomb: bytes) -> None:
    path = xlsx(tmp_path / "t.xlsx", ["item"], ["a"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet2.xml", bomb)
    assert errors(path, MIXED)[0].code in ("xlsx", "size")


def test_letters() -> None:
    assert [column_letters(n) for n in (1, 26, 27, 52, 53, 702, 703)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
