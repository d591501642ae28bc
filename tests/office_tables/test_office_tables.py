"""Prices, staff, systems and indicators as offices keep them: read without guessing, every doubt with its cell, from the command line too."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from ruamel.yaml import YAML

from drafter.content import load_content
from drafter.errors import AnswerError, FileError
from drafter.services.office_tables import table_called
from drafter.services.registers import Imported, import_table
from tests.assets.command import run
from tests.tools import refused

CONTENT = load_content()
PRICES: list[list[Any]] = [
    ["云州市数据局2027年100万元运维项目分项报价表"],
    ["单位：万元"],
    ["序号", "项目编号", "服务内容", "计量单位", "数量", "单价（不含税）", "税率", "不含税金额", "合计金额", "备注"],
    ["一、基础运维"],
    [1, "AP-01", "应用系统运维", "年", 1, 50, "6%", 50, 53, None],
    [2, "AP-02", "数据库运维", "年", 1, 20, "同上", 21, 21.2, None],
    ["小计", None, None, None, None, None, None, 70],
    ["二、驻场"],
    [3, "OS-01", "驻场服务", "人月", "12", "2万元", 0.06, 24, 25.44, "含节假日"],
    ["合计", None, None, None, None, None, None, 95],
    ["注：以上价格含差旅费。"],
    ["制表人：张三", None, None, "审核：李四"],
]
STAFF: list[list[Any]] = [
    ["拟投入人员一览表"],
    ["序号", "姓名", "岗位", "人数", "职称", "驻场/远程", "服务月数", "人月单价（元）"],
    [1, "李四", "项目经理", "1人", "高级", "驻场", "1年", "30,500"],
    [2, "王五", "运维工程师", 1, "中级", "同上", 12, 22000],
    ["合计", None, None, 2],
]
SYSTEMS: list[list[Any]] = [
    ["序号", "系统名称", "系统等级", "用户数", "等保级别", "是否上云", "经办人"],
    [1, "政务平台", "A", "1.2万", "三级", "是", "张三"],
    [2, "办公系统", "D", 300, "二级", "否", "张三"],
]
KPI: list[list[Any]] = [
    ["Code", "Indicator", "Weight", "Target", "Formula", "Data source", "Full mark", "Deduction", "Assessor"],
    ["K1", "Availability", 60, ">= 99.9%", "a/b", "monitoring", "met", "5 for 0.1", "Party A"],
    ["K2", "Satisfaction", 40, ">= 95", "a/b", "survey", "met", "5 for 1", "ditto"],
    ["Total", None, 100],
]


def book(path: Path, rows: list[list[Any]]) -> Path:
    """Write a workbook with these rows."""
    made = Workbook()
    sheet: Any = made.active
    for row in rows:
        sheet.append(row)
    made.save(path)
    return path


def taken(folder: Path, name: str, rows: list[list[Any]]) -> Imported:
    """Return a table imported from a workbook with these rows."""
    return import_table(CONTENT, name, [book(folder / "a.xlsx", rows)])


def told(done: Imported, code: str) -> list[str]:
    """Return what is told of a kind, with its place."""
    return [f"{f.place.path or f.place.line} {f.what.zh}" for f in done.table.findings if f.code == code]


def test_a_table_of_prices_is_read_with_its_unit_sections_sums_and_remarks(tmp_path: Path) -> None:
    done = taken(tmp_path, "price_lines", PRICES)
    assert [(r["code"].zh, r["item"].zh, r["qty"], r["unit_price"], r.get("vat_rate")) for r in done.table.rows] == [
        ("AP-01", "应用系统运维", 1, Decimal(500000), 6),
        ("AP-02", "数据库运维", 1, Decimal(200000), 6),
        ("OS-01", "驻场服务", 12, Decimal(20000), None),
    ]
    assert told(done, "cell") == ["G9 税率：0.06 可能是6%，也可能是0.06%，请带百分号填写，该格未导入"]
    assert told(done, "computed") == ["6 不含税金额：表中为 210,000.00，按本行计算为 200,000.00"]
    assert told(done, "total") == ["H7 合计行为 700,000.00，读得各行之和为 710,000.00"]
    assert len(told(done, "section")) == len(told(done, "remark")) == 1
    assert told(done, "heading") == ["I3 不认识的列“合计金额”，未导入"]  # with tax or without, it does not say
    assert any("性质" in what for what in told(done, "missing"))
    assert not done.sound


def test_what_is_with_or_without_tax_is_not_taken_for_the_other(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["编号", "名称", "单位", "数量", "单价（含税）", "税率"], ["A", "甲", "年", 1, 106, "6%"]]
    done = taken(tmp_path, "price_lines", rows)
    assert "unit_price" not in done.table.rows[0]
    assert told(done, "heading") == ["E1 不认识的列“单价（含税）”，未导入"]
    rows[0][4] = "单价"
    done = taken(tmp_path, "price_lines", rows)
    assert "unit_price" not in done.table.rows[0]
    assert "不含税单价" in next(f for f in done.table.findings if f.code == "heading").remedy.zh  # asked, not taken


def test_a_list_of_staff_is_read(tmp_path: Path) -> None:
    done = taken(tmp_path, "岗位配置", STAFF)
    assert [(r["name"].zh, r["persons"], r["level"].zh, r["place"], r["months"]) for r in done.table.rows] == [
        ("李四", 1, "高级", "on-site", 12),
        ("王五", 1, "中级", "on-site", 12),
    ]
    assert told(done, "total") == []


def test_systems_are_read_and_a_wrong_class_is_named(tmp_path: Path) -> None:
    done = taken(tmp_path, "systems", SYSTEMS)
    assert [(r["name"].zh, r.get("class"), r["users"], r["mlps_level"], r["on_cloud"]) for r in done.table.rows] == [
        ("政务平台", "A", 12000, "3", True),
        ("办公系统", None, 300, "2", False),
    ]
    [wrong] = told(done, "cell")
    assert wrong.startswith("C3 系统等级：“D”不是可选项")


def test_indicators_are_read_in_english(tmp_path: Path) -> None:
    done = taken(tmp_path, "kpi_table", KPI)
    assert [(r["code"].en, r["weight"], r["assessor"].en) for r in done.table.rows] == [("K1", 60, "Party A"), ("K2", 40, "Party A")]
    assert done.sound


def test_rows_of_nothing_that_is_needed_are_left_out_and_an_open_cell_stays_open(tmp_path: Path) -> None:
    rows = [*STAFF[:2], [None, "赵六", None, None, None, None, None, 100], [1, "李四", "经理", "待定", "待定", "驻场", 12, None]]
    done = taken(tmp_path, "staff_posts", rows)
    assert len(done.table.rows) == 1
    assert len(told(done, "row")) == 1
    assert told(done, "open") == ["D4 “待定”未导入，采用默认值"]  # persons; the level has none, and stays open
    assert "level" not in done.table.rows[0]


@pytest.mark.parametrize(("name", "rows"), [("staff_posts", STAFF[:2]), ("assets", [["资产名称", "数量"], [None, 3]])])
def test_a_table_without_a_row_replaces_none(tmp_path: Path, name: str, rows: list[list[Any]]) -> None:
    with pytest.raises(FileError) as caught:
        taken(tmp_path, name, rows)
    assert caught.value.findings[-1].code == "empty"


def test_a_table_is_called_by_its_id_or_label_and_what_may_be_meant_is_asked() -> None:
    assert {table_called(CONTENT, name).id for name in ("price_lines", "分项价格", "Price Lines", "PRICE_LINES")} == {"price_lines"}
    with refused(AnswerError, "table") as caught:
        table_called(CONTENT, "价格")
    assert "分项价格" in caught.value.findings[0].remedy.zh


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_puts_a_table_into_an_answer_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("DRAFTER_LANG", language)
    answers = tmp_path / "a.yaml"
    answers.write_text("drafter: 1\nanswers: {project_name: 甲}\n", encoding="utf-8")
    code, said = run(
        "tables", "import", "price_lines", book(tmp_path / "p.xlsx", PRICES), "--into", answers, "--report", tmp_path / "d.json"
    )
    assert code == 1
    assert ("已写入" if language == "zh" else "wrote") in said
    read = YAML(typ="safe").load(answers.read_text(encoding="utf-8"))["answers"]
    assert read["project_name"] == "甲"
    assert read["price_lines"][0] == {
        "code": "AP-01", "item": "应用系统运维", "unit": "年", "qty": "1", "unit_price": "500000.00", "vat_rate": "6",
    }  # fmt: skip
    assert {d["code"] for d in json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))["doubts"]} >= {"cell", "total", "computed"}
    code, said = run("tables", "list")
    assert "price_lines" in said
    assert json.loads(run("tables", "list", "--json")[1])["price_lines"]
