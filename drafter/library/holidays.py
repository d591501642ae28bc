"""The holiday calendars (clause_library/holidays/<year>.yaml): one file a year, as announced."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from drafter.errors import ContentError, Finding, Place, error
from drafter.library.schema import Model, Text
from drafter.library.validated import read_model
from drafter.resources import library_dir
from drafter.values.workdays import WorkCalendar


class Year(Model):
    """The holiday notice of a year: runs of days off, and the days at weekends on which work is done."""

    notice: Text
    off: list[tuple[date, date]]
    working: list[date] = []


@lru_cache(maxsize=4)
def load_calendar(folder: Path | None = None) -> WorkCalendar:
    """Return the calendar of all years there are. Raises ContentError."""
    calendar, findings = read_calendar(folder or library_dir())
    if findings:
        raise ContentError(findings)
    return calendar


def read_calendar(folder: Path) -> tuple[WorkCalendar, list[Finding]]:
    """Return the calendar with what was wrong in its files."""
    off: set[date] = set()
    working: set[date] = set()
    years: set[int] = set()
    findings: list[Finding] = []
    for path in sorted((folder / "holidays").glob("*.yaml")):
        year, wrong = _read(path)
        findings += wrong
        if year is not None:
            years.add(int(path.stem))
            working.update(year.working)
            off.update(first + timedelta(days=n) for first, last in year.off for n in range((last - first).days + 1))
    return WorkCalendar(frozenset(off), frozenset(working), frozenset(years)), findings


def _read(path: Path) -> tuple[Year | None, list[Finding]]:
    name = f"holidays/{path.name}"
    year, findings = read_model(Year, path.read_text(encoding="utf-8"), name)
    if year is None:
        return None, findings
    strays = [d for d in (*year.working, *(d for run in year.off for d in run)) if str(d.year) != path.stem]
    if not path.stem.isdigit() or strays or any(last < first for first, last in year.off):
        what = ("日期不属于该年，或者起止颠倒", "a day of another year, or a run that ends before it begins")
        return None, [error("holidays", *what, place=Place(name, 1))]
    return year, []
