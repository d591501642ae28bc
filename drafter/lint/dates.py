"""Checks of the days that law sets: what they run from, how many days, and the law behind them and behind the days off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from drafter.errors import NOWHERE, Finding, Place, error
from drafter.library.dates import StatutoryDate
from drafter.library.holidays import STATUTORY, read_calendar, read_statutory
from drafter.library.library import place_of
from drafter.library.yamlfile import line_of
from drafter.lint.names import Names, placed

_UNITS = {"days": "day", "workdays": "workday"}


def check_dates(names: Names, folder: Path) -> Iterator[Finding]:
    """Yield every finding about the statutory dates of a library and its holidays."""
    library = names.library
    for one in library.dates.values():
        yield from placed(_date(one, names), lambda one=one: place_of(library, "date", one.id))  # type: ignore[misc]
    yield from read_calendar(folder, library.own_folder)[1]
    folder = library.own_folder if library.own_folder is not None and (library.own_folder / STATUTORY).is_file() else folder
    statutory, _ = read_statutory(folder)
    if statutory is not None:
        yield from names.law([statutory.law], Place(STATUTORY, line_of((folder / STATUTORY).read_text(encoding="utf-8"), ("law",))))


def _date(one: StatutoryDate, names: Names) -> Iterator[Finding]:
    yield from names.expression(one.fact.expr, NOWHERE)
    if one.when is not None:
        yield from names.expression(one.when, NOWHERE)
    yield from names.law([one.law], NOWHERE)
    if one.id in names.library.questions or one.id in {f.id for f in names.agreement.facts}:
        zh, en = f"{one.id} 已是问题或者事实的名称", f"{one.id} is the name of a question or fact already"
        yield error("date", zh, en, ("换一个名称", "give it another name"))
    if one.since in names.known and names.kind(one.since) != "date":
        yield error("date", f"{one.since} 不是日期", f"{one.since} is not a date", ("from 应为日期问题", "`from` names a date"))
    for name in sorted(n for n in one.count.names if names.unit(n) not in (None, _UNITS[one.by])):
        zh, en = f"{name} 的单位不是 in 所写的 {one.by}", f"the unit of {name} is not {one.by}, as `in` says"
        yield error("date", zh, en, ("改 in 或者换一个问题", "change `in`, or name another answer"))
