"""What in a register is doubtful or asks for action: duplicates, missing values, end of support, systems that run sick."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from drafter.errors import Finding, Place, Severity
from drafter.language import Words
from drafter.library.schema import Column
from drafter.office_tables.found import named

Columns = Mapping[str, Column]
_NEEDED = (
    "category",
    "qty",
    "location",
    "owner_unit",
    "parent_system",
    "purchase_date",
    "original_value",
    "warranty_end",
    "vendor",
    "health",
)
_IMPLAUSIBLE = Decimal(100_000_000)  # yuan for one line: as a rule 元 and 万元 were mixed up
_TRIFLE = Decimal(100)  # yuan for a line of hardware: the same the other way round
_HARDWARE = frozenset({"room", "network", "server-storage", "security-devices", "desktop"})


def row_doubts(row: dict[str, Any], place: Place, columns: Columns) -> list[Finding]:
    """Return what is doubtful about one asset."""
    return [Finding(severity, code, Words(zh, en), place=place) for severity, code, zh, en in _row(row, columns)]


def _row(row: dict[str, Any], columns: Columns) -> Iterator[tuple[Severity, str, str, str]]:
    bought, value = row.get("purchase_date"), row.get("original_value")
    for column in ("warranty_end", "maintenance_end", "eol_date"):
        if bought is not None and row.get(column) is not None and row[column] < bought:
            label = columns[column].label
            yield "warning", "dates", f"{label.zh}早于购置日期", f"{label.en} before the purchase date"
    if value is not None and value > _IMPLAUSIBLE:
        yield "warning", "value", f"原值 {value:,} 元过大，请核对单位是元还是万元", f"{value:,} yuan is implausible: check the unit"
    if value is not None and 0 < value < _TRIFLE and row.get("category") in _HARDWARE:
        yield "warning", "value", f"原值 {value} 元过小，请核对单位是元还是万元", f"{value} yuan is implausible: check the unit"
    if row.get("qty") == 0:
        yield "warning", "qty", "数量为0", "the quantity is nil"
    if row.get("health") == "sick":
        yield (
            "warning",
            "sick",
            "带病运转：应提出改造或退出方案，运维期间仅保障安全",
            "runs sick: propose renewal or retirement; until then keep it safe only",
        )


def whole_doubts(rows: Sequence[dict[str, Any]], places: Sequence[Place], columns: Columns) -> list[Finding]:
    """Return what is doubtful about a register as a whole: what stands twice, and what is missing how often."""
    found = list(_twice(rows, places, columns["asset_no"], "error"))
    found += _twice(rows, places, columns["serial"], "warning")
    found += _same(rows, places)
    for column in _NEEDED:
        missing = [place for row, place in zip(rows, places, strict=True) if row.get(column) is None]
        if missing:
            label, some = columns[column].label, named(missing)
            found.append(
                Finding(
                    "error" if column == "category" else "warning" if len(missing) < len(rows) else "info",
                    "missing",
                    Words(f"{len(missing)} 项资产缺少{label.zh}：{some.zh}", f"{label.en} is missing for {len(missing)} assets: {some.en}"),
                )
            )
    return found


def age_doubts(rows: Sequence[dict[str, Any]], places: Sequence[Place], as_of: date) -> list[Finding]:
    """Return what is past its support or its warranty on a day."""
    found = []
    for row, place in zip(rows, places, strict=True):
        if row.get("eol_date") is not None and row["eol_date"] <= as_of:
            zh, en = f"“{row['name'].zh}”已于 {row['eol_date']} 停止支持", f"{row['name'].en!r} is without support since {row['eol_date']}"
            found.append(
                Finding(
                    "warning",
                    "end-of-life",
                    Words(zh, en),
                    Words("列入更新计划，或说明保障措施", "plan its renewal, or say how it is kept safe"),
                    place,
                )
            )
    ends = [max((d for c in ("warranty_end", "maintenance_end") if (d := row.get(c)) is not None), default=None) for row in rows]
    over = sum(1 for end in ends if end is not None and end <= as_of)
    if over:
        zh, en = f"{over} 项资产在 {as_of} 已过保修和维保期", f"{over} assets are out of warranty and maintenance on {as_of}"
        found.append(Finding("info", "out-of-warranty", Words(zh, en)))
    return found


def _twice(rows: Sequence[dict[str, Any]], places: Sequence[Place], column: Column, severity: Severity) -> Iterator[Finding]:
    for value, at in _grouped([text.zh if (text := row.get(column.id)) else None for row in rows]):
        label, some = column.label, named([places[n] for n in at])
        zh, en = f"{label.zh} {value} 出现 {len(at)} 次：{some.zh}", f"{label.en} {value} stands {len(at)} times: {some.en}"
        yield Finding(severity, "duplicate", Words(zh, en), place=places[at[1]])


def _same(rows: Sequence[dict[str, Any]], places: Sequence[Place]) -> Iterator[Finding]:
    """Yield assets without a serial number that are alike in name, model and place: one thing entered twice, or a quantity."""
    keys = [None if row.get("serial") else tuple(_text(row, c) for c in ("name", "model", "location", "parent_system")) for row in rows]
    for key, at in _grouped(keys):
        some = named([places[n] for n in at])
        zh, en = f"“{key[0]}”的名称、型号和位置相同：{some.zh}", f"{key[0]!r}: same name, model and place: {some.en}"
        yield Finding(
            "warning",
            "alike",
            Words(zh, en),
            Words("重复登记的请删除，同型多台的请合并数量", "delete what is entered twice, or give the quantity"),
            places[at[1]],
        )


def _text(row: dict[str, Any], column: str) -> str:
    return row[column].zh if column in row else ""


def _grouped(keys: Sequence[Any]) -> list[tuple[Any, list[int]]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for number, key in enumerate(keys):
        if key is not None:
            groups[str(key)].append(number)
    return [(keys[at[0]], at) for at in groups.values() if len(at) > 1]
