"""Registers as three offices keep them: a thousand assets, each laid out in its own way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

KINDS = ("服务器", "核心交换机", "防火墙", "数据库软件", "业务应用系统", "台式机")
CATEGORIES = ("server-storage", "network", "security-devices", "system-software", "application", "desktop")


def tidy(path: Path, count: int) -> None:
    """One sheet, Chinese headings in our own words, real dates, yuan."""
    book = Workbook()
    sheet = _sheet(book, "资产清单")
    sheet.append(
        [
            "资产编号",
            "资产类别",
            "资产名称",
            "型号或者版本",
            "序列号",
            "数量",
            "位置",
            "所属系统",
            "购置日期",
            "资产原值（元）",
            "质保到期日",
            "供货或者开发单位",
            "健康状况",
        ]
    )
    for n in range(count):
        kind = n % 6
        sheet.append(
            [f"A-{n:04}", ("服务器与存储", "网络", "安全设备", "系统软件", "应用系统", "终端与外设")[kind], f"{KINDS[kind]}{n}", "X1", f"SN{n:06}", 1 + n % 3,
             "主机房", f"系统{n % 9}", datetime(2020, 1 + n % 12, 1 + n % 28), 12_000 + n, datetime(2028, 6, 30), "云州网络有限公司", "良好"]
        )  # fmt: skip
    book.save(path)


def messy(path: Path, count: int) -> None:
    """A title over merged cells, 万元, two rows of headings, sections, dates as texts, merged places, totals, a sheet that is no register."""
    book = Workbook()
    sheet = _sheet(book, "2026年固定资产")
    sheet.append(["云州市政务信息化资产登记表"])
    sheet.merge_cells("A1:K1")
    sheet.append(["填报单位：云州市数据局", None, None, None, None, None, None, None, None, None, "单位：万元"])
    sheet.append(["序号", "设备名称", "规格型号", "数量（台/套）", "存放地点", "购置情况", None, "维护情况", None, "状态", "经办人"])
    sheet.merge_cells("F3:G3")
    sheet.merge_cells("H3:I3")
    sheet.append([None, None, None, None, None, "购置时间", "金额", "保修截止日期", "供应商", None, None])
    row, total = 5, 0.0
    for section, kind in (("一、服务器设备", 0), ("二、网络设备", 1), ("三、应用系统", 4)):
        sheet.append([section])
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=11)
        row += 1
        first = row
        for n in range(count // 3):
            day = (f"2021.{1 + n % 12}", f"2021年{1 + n % 12}月{1 + n % 28}日", f"2021{1 + n % 12:02}{1 + n % 28:02}", "2021年")[n % 4]
            sheet.append(
                [
                    n + 1,
                    f"{KINDS[kind]}-{kind}-{n}",
                    "R740",
                    f"{1 + n % 2}台",
                    "三楼机房" if n == 0 else None,
                    day,
                    3.5,
                    "2029-12-31",
                    "衡澜公司",
                    "正常",
                    "张三",
                ]
            )
            total += 3.5
            row += 1
        if row - first > 1:
            sheet.merge_cells(start_row=first, start_column=5, end_row=row - 1, end_column=5)
    sheet.append(["合计", None, None, None, None, None, total])
    notes = book.create_sheet("填表说明")
    notes.append(["请各单位如实填报。"])
    book.save(path)


def english(path: Path, count: int) -> None:
    """English headings, a sheet a category, unit prices, dates as Excel numbers, yes and no, synonyms in the cells."""
    book = Workbook()
    book.remove(book.active)
    for title in ("Servers", "Network", "Desktops"):
        sheet = book.create_sheet(title)
        sheet.append(
            [
                "Tag",
                "Asset Name",
                "Model/Version",
                "S/N",
                "Qty",
                "Unit Price",
                "Purchased",
                "End of Support",
                "Business System",
                "In scope",
                "Condition",
                "Colour",
            ]
        )
        for n in range(count // 3):
            eol: Any = date(2024, 12, 31) if n % 10 == 0 else "TBD"
            sheet.append(
                [
                    f"{title[:2].upper()}{n}",
                    f"{title} unit {n}",
                    "M",
                    f"{title}-{n}",
                    2,
                    1500.5,
                    44_000 + n,
                    eol,
                    f"SYS{n % 5}",
                    "Y" if n % 4 else "N",
                    "running" if n % 7 else "faulty",
                    "grey",
                ]
            )
    book.save(path)


LAYOUTS: tuple[Callable[[Path, int], None], ...] = (tidy, messy, english)


def _sheet(book: Workbook, title: str) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return sheet
