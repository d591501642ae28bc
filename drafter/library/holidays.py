"""The holiday calendars (clause_library/holidays/<year>.yaml): one file a year, as announced; and the days off by law, for years without one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from drafter.cache import kept
from drafter.errors import ContentError, Finding, Place, error
from drafter.language import Told
from drafter.library.schema import Model, Text
from drafter.library.shape import Read
from drafter.library.validated import read_model
from drafter.values.workdays import WorkCalendar

if TYPE_CHECKING:  # read where files are validated
    from annotated_types import Ge


class Year(Model):
    """The holiday notice of a year: runs of days off, and the days at weekends on which work is done."""

    notice: Text
    off: list[tuple[date, date]]
    working: list[date] = []


STATUTORY = "holidays/statutory.yaml"
_YEARS = frozenset(range(1990, 2101))  # what an answer may name


def _month_day(value: Any) -> Any:
    date.fromisoformat(f"2024-{value}")
    return value


class Fixed(Model):
    """A feast of the solar calendar: its first day (month-day) and how many days it is."""

    first: Annotated[str, Read(_month_day)]
    days: Annotated[int, Ge(1)]


class Statutory(Model):
    """The days off by law in every year: feasts on fixed days, and those of the lunar calendar with their first days year by year."""

    _written: ClassVar[dict[str, str]] = {"since": "from"}

    law: str
    since: date
    fixed: dict[str, Fixed]
    moving: dict[str, int]
    first_days: dict[int, dict[str, date]]

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other."""
        for year, days in self.first_days.items():
            if days.keys() != self.moving.keys() or any(d.year != year for d in days.values()):
                raise Told(
                    f"{year}：{'、'.join(self.moving)} 各应有该年的一天",
                    f"{year}: one day of that year for each of {', '.join(self.moving)}",
                )

    def days_off(self, year: int) -> Iterator[date]:
        """Yield the days off of a year; those of the lunar calendar only as far as the table goes."""
        if year < self.since.year:
            return
        firsts = [(date.fromisoformat(f"{year}-{feast.first}"), feast.days) for feast in self.fixed.values()]
        firsts += [(day, self.moving[name]) for name, day in self.first_days.get(year, {}).items()]
        yield from (first + timedelta(days=n) for first, count in firsts for n in range(count))


def load_calendar(folder: Path, own: Path | None = None) -> WorkCalendar:
    """Return the calendar of all years there are in a clause library's folder, and in an own one laid over it. Raises ContentError."""
    folders = [folder] if own is None else [folder, own]
    calendar, findings = kept("holidays", [f / "holidays" for f in folders], lambda: read_calendar(folder, own))
    if findings:
        raise ContentError(findings)
    return calendar


def read_calendar(folder: Path, own: Path | None = None) -> tuple[WorkCalendar, list[Finding]]:
    """Return the calendar with what was wrong in its files."""
    off: set[date] = set()
    working: set[date] = set()
    years: set[int] = set()
    findings: list[Finding] = []
    for path in _notices(folder, own):
        if path.stem == Path(STATUTORY).stem:
            continue
        year, wrong = _read(path)
        findings += wrong
        if year is not None:
            years.add(int(path.stem))
            working.update(year.working)
            off.update(first + timedelta(days=n) for first, last in year.off for n in range((last - first).days + 1))
    statutory, wrong = read_statutory(own if own is not None and (own / STATUTORY).is_file() else folder)
    off.update(day for year in _YEARS - years for day in (statutory.days_off(year) if statutory else ()))
    return WorkCalendar(frozenset(off), frozenset(working), frozenset(years)), [*findings, *wrong]


def _notices(*folders: Path | None) -> list[Path]:
    """Return the files of the years, of each that of the last folder that has it."""
    found = {path.name: path for folder in folders if folder is not None for path in (folder / "holidays").glob("*.yaml")}
    return [found[name] for name in sorted(found)]


def read_statutory(folder: Path) -> tuple[Statutory | None, list[Finding]]:
    """Return the days off by law, None where the file is missing or malformed, with what was wrong."""
    path = folder / STATUTORY
    return read_model(Statutory, path.read_text(encoding="utf-8"), STATUTORY) if path.is_file() else (None, [])


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
