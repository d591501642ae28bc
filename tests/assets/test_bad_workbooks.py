"""Workbooks that are no good, or not good everywhere: a typed error for the file, or a doubt with sheet, row and cell."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from drafter.assets.register import read_register
from drafter.content import load_content
from drafter.errors import FileError
from drafter.office_tables.found import OfficeTable
from tests.assets.command import run

HEADS = ["资产编号", "资产名称", "类别", "序列号", "数量", "位置", "原值"]
ROW = ["A1", "交换机", "网络", "S1", 1, "主机房", 1000]


def book(path: Path, *rows: list[object]) -> tuple[Path, Workbook, Worksheet]:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "清单"
    for row in (HEADS, *rows):
        sheet.append(row)
    made.save(path)
    return path, made, sheet


def doubts(register: OfficeTable) -> set[tuple[str, str, str | int]]:
    return {(f.severity, f.code, f.place.path or f.place.line) for f in register.findings}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "format"),
        ("encrypted.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "xlsx"),
        ("torn.xlsx", b"PK\x03\x04" + bytes(40), "xlsx"),
        ("empty.xlsx", b"", "xlsx"),
        ("text.xlsx", "资产编号,资产名称".encode(), "xlsx"),
        ("no.ods", b"PK", "format"),
        ("bad.csv", b"\xff\xff\xff\x80\x81\x00\xfe", "encoding"),
        ("nothing.csv", b"", "headings"),
    ],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_remedy(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FileError) as caught:
        read_register(load_content().library, tmp_path / name)
    [finding] = caught.value.findings
    assert finding.code == code
    assert finding.what.zh != finding.what.en
    assert run("assets", "import", tmp_path / name)[0] == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_every_encoding_an_office_writes(tmp_path: Path, encoding: str) -> None:
    lines = [HEADS, ROW, ["A2", "服务器", "服务器", "S2", "2", "主机房", "#N/A"]]
    (tmp_path / "r.csv").write_bytes("\r\n".join(",".join(map(str, row)) for row in lines).encode(encoding))
    register = read_register(load_content().library, tmp_path / "r.csv")
    assert [r["name"].zh for r in register.rows] == ["交换机", "服务器"]
    assert ("error", "cell", "G3") in doubts(register)


def test_formulas_without_values_and_error_values_are_named_with_their_cells(tmp_path: Path) -> None:
    path, made, sheet = book(tmp_path / "r.xlsx", ROW, ["A2", "服务器", "服务器", "S2", 2, "主机房", "=E3*500"])
    sheet["F3"] = "#REF!"
    sheet["F3"].data_type = "e"
    made.save(path)
    register = read_register(load_content().library, path)
    assert {("error", "cell", "G3"), ("error", "cell", "F3")} <= doubts(register)
    assert "original_value" not in register.rows[1]
    remedies = {f.place.path: f.remedy.zh for f in register.findings if f.code == "cell"}
    assert "保存" in remedies["G3"]


def test_merged_amounts_count_once_and_merged_texts_for_every_row(tmp_path: Path) -> None:
    path, made, sheet = book(
        tmp_path / "r.xlsx", ROW, ["A2", "路由器", "网络", "S2", 1, None, None], ["A3", "网关", "网络", "S3", 1, None, None]
    )
    sheet.merge_cells("F2:F4")
    sheet.merge_cells("G2:G4")
    made.save(path)
    register = read_register(load_content().library, path)
    assert [r.get("original_value") for r in register.rows] == [1000, None, None]
    assert {r["location"].zh for r in register.rows} == {"主机房"}
    assert {("error", "merged", "G3"), ("error", "merged", "G4"), ("info", "merged", "F3")} <= doubts(register)


def test_hidden_sheets_and_rows_are_imported_and_named(tmp_path: Path) -> None:
    path, made, sheet = book(tmp_path / "r.xlsx", ROW, ["A2", "路由器", "网络", "S2", 1, "主机房", 5])
    sheet.row_dimensions[3].hidden = True
    other = made.create_sheet("旧清单")
    for row in (HEADS, ["B1", "防火墙", "安全设备", "S9", 1, "主机房", 9]):
        other.append(row)
    other.sheet_state = "hidden"
    made.save(path)
    register = read_register(load_content().library, path)
    assert len(register.rows) == 3
    hidden = [(str(f.place), f.place.line) for f in register.findings if f.code == "hidden"]
    assert [line for _, line in hidden] == [3, 1]
    assert "旧清单" in hidden[1][0]


def test_a_sheet_formatted_to_its_last_row_is_refused_soon_and_a_false_size_does_no_harm(tmp_path: Path) -> None:
    path, _, _ = book(tmp_path / "r.xlsx", ROW)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    wrong = tmp_path / "size.xlsx"
    pack(wrong, {**parts, sheet: parts[sheet].replace(b'<dimension ref="A1:G2"', b'<dimension ref="A1:XFD1048576"')})
    assert parts[sheet].count(b'<dimension ref="A1:G2"') == 1
    assert len(read_register(load_content().library, wrong).rows) == 1
    far = tmp_path / "far.xlsx"
    pack(far, {**parts, sheet: parts[sheet].replace(b"</sheetData>", b'<row r="1048576"><c r="A1048576" s="0"/></row></sheetData>')})
    begun = time.monotonic()
    with pytest.raises(FileError) as caught:
        read_register(load_content().library, far)
    assert time.monotonic() - begun < 10
    assert caught.value.findings[0].code == "rows"


def pack(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_the_report_of_doubts_names_every_cell(tmp_path: Path) -> None:
    path, _, _ = book(tmp_path / "r.xlsx", ROW, ["A1", "路由器", "神秘", "S1", "许多", "主机房", "约五万"])
    report = tmp_path / "doubts.xlsx"
    code, said = run("assets", "import", path, "-o", tmp_path / "a.yaml", "--report", report, "--as-of", "2026-01-01")
    assert code == 1
    assert "G3" in said
    sheet = load_workbook(report).active
    assert isinstance(sheet, Worksheet)
    places = " ".join(str(row[0]) for row in sheet.iter_rows(min_row=2, values_only=True))
    assert all(cell in places for cell in ("C3", "E3", "G3"))
