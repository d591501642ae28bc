"""Slips of an officer in registers and other tables as offices keep them: each is refused, doubted, or read right and told; none passes silently."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook

from drafter.content import load_content
from drafter.errors import FileError
from drafter.services.office_tables import read_files, table_called

ASSET = {
    "资产编号": "A1",
    "资产名称": "核心交换机",
    "资产类别": "网络",
    "数量": 1,
    "资产原值（元）": 50000,
    "购置日期": "2024-05-01",
    "序列号": "S1",
}
PRICE = {
    "编号": "AP-01",
    "名称": "运维",
    "单位": "年",
    "数量": 1,
    "不含税单价（元）": 100000,
    "税率": "6%",
    "性质": "服务",
    "固定或者变动": "固定",
}
POST = {"岗位": "工程师", "人数": 1, "级别": "高级", "投入月数": 12, "任职资格": "本科"}


class Slip(NamedTuple):
    """The number of a slip in docs/entry.md, the table with its row, the heading that is changed, what is written, the code and words of what is told."""

    number: int
    table: str
    row: dict[str, Any]
    heading: str
    written: Any
    code: str
    words: str


SLIPS = [
    Slip(1, "assets", ASSET, "资产原值（元）", 5, "value", "过小"),
    Slip(1, "assets", ASSET, "资产原值（元）", 900_000_000, "value", "过大"),
    Slip(1, "price_lines", PRICE, "不含税单价（万元）", 10, "", "100000.00"),
    Slip(2, "assets", ASSET, "资产原值（元）", "1,20,0000", "cell", "三位一组"),
    Slip(2, "price_lines", PRICE, "不含税单价（元）", "2,5", "cell", "三位一组"),
    Slip(2, "price_lines", PRICE, "不含税单价（元）", "1.2e6", "cell", "科学计数法"),
    Slip(3, "price_lines", PRICE, "税率", 0.06, "cell", "可能是6%"),
    Slip(4, "assets", ASSET, "序列号", 12345678901234600000, "cell", "15位"),
    Slip(4, "assets", ASSET, "序列号", "6.60219E+18", "cell", "科学计数法"),
    Slip(5, "assets", ASSET, "购置日期", "24-05-01", "cell", "先后"),
    Slip(5, "assets", ASSET, "购置日期", "2024年5月", "read", "没有写明日"),
    Slip(5, "assets", ASSET, "购置日期", "2024-02-30", "cell", "不是实有的日期"),
    Slip(6, "staff_posts", POST, "投入月数", "1年", "", "12"),
    Slip(6, "staff_posts", POST, "投入月数", "365天", "cell", "单位"),
    Slip(6, "staff_posts", POST, "投入月数", 1200, "cell", "之间"),
    Slip(9, "systems", {"系统名称": "甲", "等级": "A"}, "等保级别", "三级", "", "3"),
    Slip(9, "systems", {"系统名称": "甲", "等级": "A"}, "等保级别", "五级甲", "cell", "应为以下之一"),
    Slip(9, "assets", ASSET, "资产类别", "神秘", "cell", "不在以下各项中"),
    Slip(10, "price_lines", PRICE, "名称", "____", "cell", "没有填写的空白"),
    Slip(10, "assets", ASSET, "资产名称", "××交换机", "cell", "没有填写的空白"),
]


def sheet(path: Path, slip: Slip, ending: str) -> Path:
    """Write the table of a slip."""
    kept = {name: value for name, value in slip.row.items() if name.partition("（")[0] != slip.heading.partition("（")[0]}
    row = {**kept, slip.heading: slip.written}
    if ending == "csv":
        path.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in (row, row.values())), encoding="utf-8")
        return path
    book = Workbook()
    made: Any = book.active
    made.append(list(row))
    made.append(list(row.values()))
    book.save(path)
    return path


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("slip", SLIPS, ids=lambda s: f"{s.number}-{s.table}-{s.written}")
def test_no_slip_in_a_table_passes_without_a_word(tmp_path: Path, slip: Slip, ending: str) -> None:
    if ending == "csv" and slip.written == 12345678901234600000:
        return  # digits as text are kept as they are, and no spreadsheet has cut them
    content = load_content()
    path = sheet(tmp_path / f"a.{ending}", slip, ending)
    question = table_called(content, slip.table)
    try:
        found = read_files(content, question, [(path, path.read_bytes())])
    except FileError as refusal:  # nothing is left of a table whose only row has no name
        assert slip.words in str([f.what.zh for f in refusal.findings])
        return
    told = [(f.code, f.what.zh) for f in found.findings]
    if slip.code:
        assert any(code == slip.code and slip.words in words for code, words in told), told
    else:  # read right
        assert slip.words in [str(value) for value in found.rows[0].values()]


def test_a_category_is_never_taken_from_the_name_of_an_office(tmp_path: Path) -> None:
    path = tmp_path / "云州市数据局.csv"
    path.write_text("云州市数据局固定资产登记表\n资产编号,资产名称,数量\nA1,某物,1\nA2,某物乙,1\n", encoding="utf-8")
    content = load_content()
    found = read_files(content, table_called(content, "assets"), [(path, path.read_bytes())])
    assert [row.get("category") for row in found.rows] == [None, None]
    assert len([f for f in found.findings if f.code == "missing" and "资产类别" in f.what.zh]) == 1
