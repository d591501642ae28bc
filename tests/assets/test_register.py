"""Real-world registers: read without guessing, every doubt with its cell."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from drafter.assets.consolidate import propose
from drafter.assets.doubts import age_doubts
from drafter.assets.register import read_register
from drafter.content import load_content
from drafter.errors import FileError
from drafter.office_tables.found import OfficeTable
from drafter.types import read_value, write_value
from tests.assets.registers import LAYOUTS, english, messy, tidy


def codes(register: OfficeTable) -> Counter[str]:
    return Counter(f.code for f in register.findings)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda f: f.__name__)
def test_a_thousand_assets_are_read_whatever_the_layout(tmp_path: Path, layout: object) -> None:
    assert callable(layout)
    layout(tmp_path / "r.xlsx", 1002)
    register = read_register(load_content().library, tmp_path / "r.xlsx")
    assert len(register.rows) == 1002
    assert all(row["name"] and row["category"] and row["asset_no"] and row["original_value"] > 0 for row in register.rows)
    question = load_content().library.questions["assets"]
    answered = read_value(write_value(register.rows, question), question)  # fit for an answer set, which adds its defaults
    assert all(row.items() <= answer.items() for row, answer in zip(register.rows, answered, strict=True))
    assert all(f.place.line or f.code in ("missing", "out-of-warranty") for f in register.findings)


def test_three_workbooks_laid_out_differently_are_one_register(tmp_path: Path) -> None:
    paths = [tmp_path / f"{layout.__name__}.xlsx" for layout in LAYOUTS]
    for path, layout in zip(paths, LAYOUTS, strict=True):
        layout(path, 360)
    register = read_register(load_content().library, *paths)
    assert len(register.rows) == 1080
    assert len({row["asset_no"].zh for row in register.rows}) == 1080
    assert {u.rows for u in register.understood} == {360, 120}
    assert {f.place.file.partition("[")[0] for f in register.findings if f.place.line} == {p.name for p in paths[1:]}
    copy = tmp_path / "again.xlsx"
    english(copy, 30)
    doubled = codes(read_register(load_content().library, *paths, copy))
    assert doubled["duplicate"] - codes(register)["duplicate"] >= 30  # what stands in two of the files


def test_a_tidy_register_gives_no_doubt_about_its_cells(tmp_path: Path) -> None:
    tidy(tmp_path / "r.xlsx", 24)
    register = read_register(load_content().library, tmp_path / "r.xlsx")
    assert set(codes(register)) == {"missing"}  # nobody gave the owner unit
    first = register.rows[0]
    assert (first["category"], first["original_value"], first["purchase_date"]) == ("server-storage", Decimal("12000.00"), date(2020, 1, 1))


def test_titles_sections_units_and_merged_cells_are_understood_and_said(tmp_path: Path) -> None:
    messy(tmp_path / "r.xlsx", 12)
    register = read_register(load_content().library, tmp_path / "r.xlsx")
    [sheet] = register.understood
    assert (sheet.heading_row, sheet.rows, register.skipped) == (3, 12, ["填表说明"])
    assert sheet.aside == {"K": "经办人"}
    assert [r["category"] for r in register.rows] == ["server-storage"] * 4 + ["network"] * 4 + ["application"] * 4
    assert {r["original_value"] for r in register.rows} == {Decimal("35000.00")}  # 3.5 万元
    assert {r["location"].zh for r in register.rows} == {"三楼机房"}
    assert [r["purchase_date"] for r in register.rows[:4]] == [date(2021, 1, 1), date(2021, 2, 2), date(2021, 3, 3), date(2021, 1, 1)]
    assert codes(register)["category"] == 3  # one for a kind
    assert codes(register)["heading"] == 1  # 经办人
    assert codes(register)["asset-no"] == 1
    assert codes(register)["read"] == 6  # of each four dates, one names no day and one no month
    assert "total" not in codes(register)


def test_a_total_that_does_not_add_up_is_named(tmp_path: Path) -> None:
    messy(tmp_path / "r.xlsx", 12)
    book = load_workbook(tmp_path / "r.xlsx")
    sheet = book["2026年固定资产"]
    sheet.cell(sheet.max_row, 7).value = 50
    book.save(tmp_path / "r.xlsx")
    [finding] = [f for f in read_register(load_content().library, tmp_path / "r.xlsx").findings if f.code == "total"]
    assert "500,000.00" in finding.what.zh
    assert "420,000.00" in finding.what.zh
    assert finding.place.path == f"G{sheet.max_row}"


def test_english_headings_sheets_as_categories_and_numbers_as_dates(tmp_path: Path) -> None:
    english(tmp_path / "r.xlsx", 30)
    register = read_register(load_content().library, tmp_path / "r.xlsx")
    assert Counter(r["category"] for r in register.rows) == {"server-storage": 10, "network": 10, "desktop": 10}
    first = register.rows[0]
    assert (first["original_value"], first["purchase_date"], first["in_scope"], first["health"]) == (
        Decimal("3001.00"),
        date(2020, 6, 18),
        False,
        "sick",
    )
    assert codes(register)["sick"] == 6
    assert codes(register)["read"] == 30
    aged = age_doubts(register.rows, register.places, date(2026, 1, 1))
    assert [f.code for f in aged] == ["end-of-life"] * 3


def sheet(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_what_stands_twice_and_what_cannot_be_read_is_named_with_its_cell(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "r.xlsx",
        ["资产编号", "资产名称", "类别", "序列号", "购置日期", "原值", "保修截止", "数量"],
        ["A1", "交换机", "网络", "S1", "2020-02-30", 1000, "2019-01-01"],
        ["A1", "路由器", "网络设备（楼层）", "S1", "2020-01-01", "约五万", "2019-01-01"],
        ["A3", None, "网络", "S3", None, 5, None],
        ["A4", "UPS", "神秘", None, None, 900_000_000, None],
        ["A5", "机柜", "机房", None, None, 5000, None, 0],
        ["A6", "机柜", "机房", None, None, 5000, None, 1],
    )
    register = read_register(load_content().library, path)
    found = {(f.code, f.place.path or f.place.line) for f in register.findings}
    assert {
        ("cell", "E2"),
        ("cell", "F3"),
        ("read", "C3"),
        ("name", 4),
        ("cell", "C5"),
        ("value", 5),
        ("dates", 3),
        ("qty", 6),
        ("alike", 7),
    } <= found
    assert codes(register)["duplicate"] == 2
    assert len(register.rows) == 5


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 torn", b"\xd0\xcf\x11\xe0 old"])
def test_no_workbook_no_register(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "r.xlsx").write_bytes(content)
    with pytest.raises(FileError):
        read_register(load_content().library, tmp_path / "r.xlsx")


def test_a_workbook_without_headings_says_which_there_may_be(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        read_register(load_content().library, sheet(tmp_path / "r.xlsx", ["甲", "乙"], [1, 2]))
    assert "资产名称" in caught.value.findings[0].remedy.zh


def test_systems_with_much_in_common_are_proposed_for_merger_and_sick_ones_to_be_stopped() -> None:
    def asset(system: str, category: str, name: str, vendor: str = "", **more: object) -> dict[str, object]:
        return {"parent_system": system, "category": category, "name": name, "vendor": vendor, **more}

    rows = [
        asset("公文", "application", "公文系统", "甲软件有限公司"),
        asset("公文", "system-software", "Oracle 11g"),
        asset("督办", "application", "督办系统", "甲软件股份有限公司"),
        asset("督办", "system-software", "Oracle 19c"),
        asset("档案", "application", "档案系统", "乙公司", health="sick"),
    ]
    found = {p.system: p for p in propose(rows)}
    assert (found["公文"].verdict, found["公文"].similar) == ("merge", ("督办",))
    assert found["档案"].verdict == "stop"
    assert "开发单位" in found["公文"].reason.zh
