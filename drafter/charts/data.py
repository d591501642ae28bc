"""What the charts show, computed from the answers; nothing of how they look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from drafter.language import Words
from drafter.questionnaire.derived import clocks, quantity, reference_day
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.values.money import TEN_THOUSAND

Rows = list[Mapping[str, Any]]

_WAN = Words("万元", "× RMB 10,000")
_BANDS = (3, 5, 8)  # years
_LONGEST = timedelta(days=550)  # what a timetable may span before only its beginning is drawn
_AFTER_START = timedelta(days=130)


@dataclass(frozen=True)
class Series:
    """Bars of one kind, one a category; none where there is no value."""

    label: Words
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Bars:
    """Horizontal bars."""

    categories: tuple[Words, ...]
    series: tuple[Series, ...]
    unit: Words
    note: Words | None = None


@dataclass(frozen=True)
class Span:
    """A step of a timetable, or a statutory clock (`law`): then the last day is a deadline."""

    label: Words
    first: date
    last: date
    law: bool = False


@dataclass(frozen=True)
class Gantt:
    """A timetable; steps that begin after `until` are left to the table."""

    spans: tuple[Span, ...]
    until: date


def _options(situation: Situation, question: str, column: str) -> dict[str, Words]:
    asked = next(c for c in situation.library.questions[situation.library.role(question)].columns if c.id == column)
    return {option.id: option.label for option in asked.options}


def _by_part(rows: Rows, column: str) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.get(column) is not None:
            sums[row["part"]] = sums.get(row["part"], Decimal(0)) + Decimal(row[column])
    return sums


def _wan(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else round(amount / TEN_THOUSAND, 2)


def budget(situation: Situation) -> Bars | None:
    """Return the budget by part, the largest first."""
    sums = _by_part(situation.rows("budget_lines"), "amount")
    if not sums:
        return None
    labels = _options(situation, "budget_lines", "part")
    parts = sorted(sums, key=lambda p: (-sums[p], list(labels).index(p)))
    amounts = Series(Words("含税金额", "Amount incl. VAT"), tuple(_wan(sums[p]) for p in parts))
    return Bars(tuple(labels[p] for p in parts), (amounts,), _WAN)


def year_on_year(situation: Situation) -> Bars | None:
    """Return the budget per year by part beside the last period's."""
    rows = situation.rows("budget_lines")
    now, before = _by_part(rows, "yearly"), _by_part(rows, "last_year")
    if not now or not before:
        return None
    labels = _options(situation, "budget_lines", "part")
    parts = [p for p in labels if p in now or p in before]
    series = (
        Series(Words("上期（每年）", "Last period, a year"), tuple(_wan(before.get(p)) for p in parts)),
        Series(Words("本期（年均）", "This period, a year"), tuple(_wan(now.get(p)) for p in parts)),
    )
    return Bars(tuple(labels[p] for p in parts), series, _WAN)


def asset_age(situation: Situation) -> Bars | None:
    """Return how many assets are how old, hardware and software apart; assets without a date of purchase are said in a note."""
    today = reference_day(situation)
    assets = [r for r in situation.rows("assets") if r.get("in_scope") is not False]
    dated = [r for r in assets if isinstance(r.get("purchase_date"), date)]
    if today is None or not dated:
        return None
    hardware = situation.library.catalogue.hardware
    hard = [r for r in dated if r.get("category") in hardware]
    soft = [r for r in dated if r.get("category") not in hardware]
    series = [
        Series(label, tuple(map(Decimal, _ages(rows, today))))
        for label, rows in ((Words("硬件", "Hardware"), hard), (Words("软件与数据", "Software and data"), soft))
        if rows
    ]
    undated = sum(quantity(r) for r in assets) - sum(quantity(r) for r in dated)
    note = Words(f"另有{undated}件（套）未填写购置日期", f"{undated} more without a date of purchase") if undated else None
    return Bars(_bands(), tuple(series), Words("件（套）", "units"), note)


def _bands() -> tuple[Words, ...]:
    low, middle, high = _BANDS
    return (
        Words(f"不足{low}年", f"under {low} years"),
        Words(f"{low}年至{middle}年", f"{low} to {middle} years"),
        Words(f"{middle}年至{high}年", f"{middle} to {high} years"),
        Words(f"{high}年以上", f"{high} years or more"),
    )


def _ages(rows: Iterable[Mapping[str, Any]], today: date) -> list[int]:
    counts = [0] * (len(_BANDS) + 1)
    for row in rows:
        bought = row["purchase_date"]
        years = today.year - bought.year - ((today.month, today.day) < (bought.month, bought.day))
        counts[sum(years >= band for band in _BANDS)] += quantity(row)
    return counts


def incidents(situation: Situation) -> Bars | None:
    """Return the Incidents of the last period by Priority, those resolved in time, and those of the period before."""
    rows = [r for r in situation.rows("last_incidents") if r.get("count") is not None]
    if not rows:
        return None
    labels = _options(situation, "last_incidents", "priority")
    found = {r["priority"]: r for r in rows}
    kinds = (
        ("before", Words("再上一周期", "Period before")),
        ("count", Words("上一周期", "Last period")),
        ("in_time", Words("其中按时解决", "of these resolved in time")),
    )
    series = [Series(label, tuple(_number(found[p].get(column)) for p in labels if p in found)) for column, label in kinds]
    given = tuple(s for s in series if any(v is not None for v in s.values))
    return Bars(tuple(labels[p] for p in labels if p in found), given, Words("件", "Incidents"))


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)


def timetable(situation: Situation) -> Gantt | None:
    """Return the steps of the timetable with the statutory clocks; of a long one the procurement and the takeover."""
    steps = [_span(r) for r in situation.rows("timetable") if _is_dated(r)]
    if not steps:
        return None
    law = [
        Span(Words(f"{c.step.zh}（{c.says.zh}）", f"{c.step.en} ({c.says.en})"), c.first, c.due, law=True) for c in clocks(situation) or ()
    ]
    first, last = min(s.first for s in steps), max(s.last for s in steps)
    start = situation.of("service_start")
    if last - first > _LONGEST and isinstance(start, date) and first < start:
        limit = start + _AFTER_START
        last = min(limit, max(s.last for s in steps if s.first <= limit))
    spans = sorted((s for s in (*steps, *law) if s.first <= last), key=lambda s: (s.first, s.law, s.last))
    return Gantt(tuple(spans), last)


def _is_dated(row: Mapping[str, Any]) -> bool:
    return isinstance(row.get("start"), date) and isinstance(row.get("finish"), date) and row["start"] <= row["finish"]


def _span(row: Mapping[str, Any]) -> Span:
    return Span(Words.of(row["step"]), row["start"], row["finish"])
