"""Category and place come from an asset's own words, never from an office's name; rows of sums and 同上 are understood; one doubt a kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from drafter.assets.register import read_register
from drafter.content import load_content
from drafter.office_tables.found import OfficeTable
from drafter.office_tables.words import vocabulary

HEADS = ["资产编号", "资产名称", "数量", "存放地点", "原值（元）"]


def register(folder: Path, *rows: list[Any], title: str = "云州市数据局固定资产登记表") -> OfficeTable:
    book = Workbook()
    sheet: Any = book.active
    for row in ([title], HEADS, *rows):
        sheet.append(row)
    book.save(folder / "a.xlsx")
    return read_register(load_content().library, folder / "a.xlsx")


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("核心交换机", "network"), ("模块化不间断电源", "room"), ("数据库服务器", "server-storage"), ("网络打印机", "desktop"), ("机房精密空调", "room"),
        ("Oracle数据库", "system-software"), ("云防火墙", "security-devices"), ("database server", "server-storage"), ("core switch", "network"), ("办公桌", ""),
    ],
)  # fmt: skip
def test_a_name_says_its_category_by_its_last_word(name: str, category: str) -> None:
    assert vocabulary(load_content().library, load_content().library.questions["assets"]).category_of(name) == category


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("云州市数据局固定资产登记表", ""), ("云州市大数据中心服务器清单", "server-storage"), ("市网络安全和信息化委员会办公室资产", ""), ("服务器清单", "server-storage"),
        ("省网络安全监察局交换机", "network"), ("Data Bureau register", ""), ("服务器和交换机", ""),
    ],
)  # fmt: skip
def test_an_office_in_a_title_says_nothing(title: str, category: str) -> None:
    assert vocabulary(load_content().library, load_content().library.questions["assets"]).category_of_title(title) == category


def test_the_office_gives_no_asset_its_category_and_a_kind_of_doubt_is_told_once(tmp_path: Path) -> None:
    found = register(tmp_path, *([f"A{n}", "服务器", 1, "机房", 1000] for n in range(200)), ["B1", "某物", 1, "机房", 1000])
    assert [r.get("category") for r in found.rows] == ["server-storage"] * 200 + [None]
    told = [f.what.zh for f in found.findings if f.code == "category"]
    assert len(told) == 1
    assert "200 项" in told[0]


def test_ditto_takes_the_value_above_and_sums_are_left_out(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        ["A1", "交换机", 1, "一号机房", 1000],
        ["A2", "交换机", 2, "同上", 500],
        ["网络设备小计", None, 3, None, 1500],
        ["A3", "服务器", 1, "〃", 2000],
        [None, "小计", 1, None, 2500],
        ["合计", None, 4, None, 3500],
    )
    assert [r["location"].zh for r in found.rows] == ["一号机房"] * 3
    assert [(f.place.line, f.what.zh) for f in found.findings if f.code == "total"] == [(7, "合计行为 2,500.00，读得各行之和为 2,000.00")]
    assert not [f for f in found.findings if f.code == "name"]


def test_ditto_with_nothing_above_is_an_error(tmp_path: Path) -> None:
    found = register(tmp_path, ["A1", "交换机", 1, "同上", 1000])
    assert "location" not in found.rows[0]
    assert [f.severity for f in found.findings if f.code == "cell"] == ["error"]
