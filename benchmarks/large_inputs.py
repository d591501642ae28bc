"""Large registers and answer sets for `make bench-large`, the same every time: assets as an office of a data bureau keeps them.

    python -m benchmarks.large_inputs COUNT FOLDER

writes answers.yaml (the M3b sample with COUNT assets, written as by hand), project.yaml (the same without assets), register.xlsx and register.csv.
Run in a process of its own, so that what it takes counts for nobody.
"""

from __future__ import annotations

import csv
import sys
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "m3b-data-bureau.yaml"
_KINDS = (  # category, name in both languages, model, makers in both languages
    ("server-storage", "服务器与存储", "应用服务器", "Application server", "YH-RX2840-G5", "曜恒计算", "Yaoheng Computing"),
    ("network", "网络", "接入交换机", "Access switch", "LX-S5735-L48T", "岭讯网络", "Lingxun Networks"),
    ("security-devices", "安全设备", "下一代防火墙", "Next-generation firewall", "DH-NF6000", "鼎护安全", "Dinghu Security"),
    ("system-software", "系统软件", "数据库管理系统", "Database management system", "HS-DB V8.1", "恒数软件", "Hengshu Software"),
    ("application", "应用系统", "业务功能模块", "Business module", "3.2", "云州衡澜信息技术有限公司", "Yunzhou Henglan"),
    ("desktop", "终端与外设", "办公计算机", "Office computer", "QT-D700", "启拓终端", "Qituo Devices"),
    ("room", "机房环境", "精密空调", "Precision air conditioner", "QL-CRAC-P50", "清澜环境", "Qinglan Climate"),
)
_PLACES = (("市民中心机房A区", "Civic Centre machine room, zone A"), ("东城灾备机房", "Dongcheng disaster recovery room"))
_SYSTEMS = (("政务服务一体化平台", "Integrated Government Service Platform"), ("电子证照系统", "Electronic Licence System"))
_UNIT = ("市数据局运行管理科", "Bureau, Operation Division")
_HEALTH = (("good", "良好"), ("good", "良好"), ("good", "良好"), ("degraded", "性能下降"), ("sick", "带病运转"))
_HEADINGS = (
    "序号", "资产编号", "资产类别", "资产名称", "规格型号", "序列号", "数量", "存放地点", "使用部门", "所属系统", "等级", "纳入运维", "等保级别",
    "购置日期", "资产原值（元）", "质保到期日", "供货或者开发单位", "健康状况", "依赖关系", "备注",
)  # fmt: skip


def main() -> None:
    """Write the inputs."""
    count, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    head, tail = _sample()
    with (folder / "answers.yaml").open("w", encoding="utf-8") as out:
        out.write(f"{head}  assets:\n")
        out.writelines(f"    - {_answer(n)}\n" for n in range(count))
        out.write(tail)
    (folder / "project.yaml").write_text(head + tail, encoding="utf-8")
    with (folder / "register.csv").open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows([_HEADINGS, *(_csv_row(n) for n in range(count))])
    _workbook(folder / "register.xlsx", count)


def _sample() -> tuple[str, str]:
    """Return the sample before its assets and after them."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    first = lines.index("  assets:\n")
    last = next(n for n in range(first + 1, len(lines)) if not lines[n].startswith("    "))
    return "".join(lines[:first]), "".join(lines[last:])


def _answer(n: int) -> str:
    """Return an asset as a row of an answer set, written as in the samples."""
    category, _, name, name_en, model, maker, maker_en = _KINDS[n % len(_KINDS)]
    place, system = _PLACES[n % 2], _SYSTEMS[n // 7 % 2]
    parts = [
        f"asset_no: YZDB-{n:06}, category: {category}, name: {{zh: {name}{n:05}, en: {name_en} {n:05}}}, model: {model}",
        f'serial: "{_serial(n)}", qty: {1 + n % 3}, location: {{zh: {place[0]}, en: "{place[1]}"}}',
        f'owner_unit: {{zh: {_UNIT[0]}, en: "{_UNIT[1]}"}}, parent_system: {{zh: {system[0]}, en: {system[1]}}}',
        f'class: {"ABC"[n % 3]}, mlps_level: "{2 + n % 2}", data_kind: none, source_custody: not-applicable',
        f"purchase_date: {_bought(n):%Y-%m-%d}, original_value: {_value(n)}, warranty_end: {_ends(n):%Y-%m-%d}",
        f"vendor: {{zh: {maker}, en: {maker_en}}}, health: {_HEALTH[n % 5][0]}",
    ]
    if n % 4 == 0:
        parts.append(f"dependency: {{zh: 依赖第{n % 90 + 1}号配电柜, en: depends on distribution cabinet {n % 90 + 1}}}")
    return f"{{{', '.join(parts)}}}"


def _serial(n: int) -> str:
    """Return a serial number; every third is one that a reader of YAML or Excel takes for a number."""
    return (f"SN{n:07}K", f"{21822743 + n}E{660 + n % 9}", f"0{571000000 + n}")[n % 3]


def _bought(n: int) -> datetime:
    return datetime(2018, 1, 1) + timedelta(days=n * 7 % 2500)


def _ends(n: int) -> datetime:
    return _bought(n) + timedelta(days=3 * 365)


def _value(n: int) -> str:
    return f"{3_000 + n * 37 % 400_000}{'.5' if n % 11 == 0 else ''}"


def _register_row(n: int) -> list[Any]:
    _, category, name, _, model, maker, _ = _KINDS[n % len(_KINDS)]
    return [
        n + 1, f"YZDB-{n:06}", category, f"{name}{n:05}", model, _serial(n), 1 + n % 3, _PLACES[n % 2][0], _UNIT[0], _SYSTEMS[n // 7 % 2][0],
        f"{'ABC'[n % 3]}类", "是" if n % 50 else "否", ("第二级", "第三级")[n % 2], _bought(n), float(_value(n)),
        f"{_ends(n):%Y.%m}" if n % 20 == 0 else _ends(n), maker, _HEALTH[n % 5][1], f"第{n % 90 + 1}号配电柜" if n % 4 == 0 else None, None,
    ]  # fmt: skip


def _csv_row(n: int) -> Iterator[str]:
    for cell in _register_row(n):
        yield f"{cell:%Y/%m/%d}" if isinstance(cell, datetime) else "" if cell is None else str(cell)


def _workbook(path: Path, count: int) -> None:
    """Write a workbook as Excel does, with a table of shared strings."""
    strings: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _PARTS.items():
            package.writestr(_member(name), text)
        with package.open(_member("xl/worksheets/sheet1.xml"), "w") as out:
            out.write(f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for number, row in enumerate(chain([_HEADINGS], map(_register_row, range(count))), 1):
                cells = "".join(_cell(f"{chr(64 + n)}{number}", value, strings) for n, value in enumerate(row, 1) if value is not None)
                out.write(f'<row r="{number}" spans="1:20">{cells}</row>'.encode())
            out.write(b"</sheetData></worksheet>")
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        package.writestr(_member("xl/sharedStrings.xml"), f'{_HEAD}<sst xmlns="{_MAIN}">{items}</sst>')


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _cell(address: str, value: Any, strings: dict[str, int]) -> str:
    if isinstance(value, datetime):
        return f'<c r="{address}" s="1"><v>{(value - datetime(1899, 12, 30)).days}</v></c>'
    if isinstance(value, str):
        return f'<c r="{address}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
    return f'<c r="{address}"><v>{value}</v></c>'


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}sharedStrings+xml"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="资产清单" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


if __name__ == "__main__":
    main()
