"""Working days against two packages that share no table with ours, and what is counted against the definition in words."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.content import load_content
from drafter.library.holidays import read_statutory
from drafter.resources import library_dir
from drafter.values.dates import ProvisionalDate, day_of, is_provisional, long_date, moment, short_date, unmarked
from drafter.values.workdays import WorkCalendar

CALENDAR = load_content().library.calendar
DAYS = st.dates(date(2025, 1, 1), date(2034, 12, 31))
ONE = timedelta(days=1)


def days_of(year: int) -> list[date]:
    """Return the days of a year."""
    return [date(year, 1, 1) + n * ONE for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize("year", sorted(CALENDAR.years & set(range(2004, 2027))))  # chinesecalendar 1.11 ends with 2026
def test_years_with_a_notice_are_as_chinesecalendar_has_them(year: int) -> None:
    assert [d for d in days_of(year) if CALENDAR.is_workday(d) is not chinese_calendar.is_workday(d)] == []


def test_statutory_days_off_are_as_holidays_has_them() -> None:
    statutory, wrong = read_statutory(library_dir())
    assert statutory is not None
    assert wrong == []
    for year in statutory.first_days:
        assert set(statutory.days_off(year)) == set(holidays.country_holidays("CN", years=year, observed=False)) - _moved(year), year


def _moved(year: int) -> set[date]:
    """Return the days off that a notice made by shifting, which holidays lists for years it has the notice of."""
    found = holidays.country_holidays("CN", years=year, observed=False, language="en_US")
    return {day for day, name in found.items() if name.startswith("Day off")}


def test_a_year_without_a_notice_has_its_statutory_days_off() -> None:
    assert 2027 not in CALENDAR.years
    off = {d for d in days_of(2027) if d.weekday() < 5 and not CALENDAR.is_workday(d)}
    assert off == {date(2027, *md) for md in ((1, 1), (2, 5), (2, 8), (4, 5), (6, 9), (9, 15), (10, 1))}
    assert all(not CALENDAR.is_workday(d) for d in days_of(2027) if d.weekday() >= 5)


@given(DAYS, st.integers(-40, 40))
def test_so_many_working_days_lie_between(start: date, count: int) -> None:
    day = CALENDAR.add(start, count)
    between = (
        [start + n * ONE for n in range(1, (day - start).days + 1)]
        if count >= 0
        else [start - n * ONE for n in range(1, (start - day).days + 1)]
    )
    assert sum(map(CALENDAR.is_workday, between)) == abs(count)
    assert count == 0 or CALENDAR.is_workday(day)
    assert is_provisional(day) is any(d.year not in CALENDAR.years for d in between)


@given(DAYS)
def test_the_next_working_day_is_the_first(day: date) -> None:
    found = CALENDAR.next_workday(day)
    passed = [day + n * ONE for n in range((found - day).days)]
    assert CALENDAR.is_workday(found)
    assert not any(map(CALENDAR.is_workday, passed))
    assert is_provisional(found) is any(d.year not in CALENDAR.years for d in (*passed, found))


@given(DAYS, st.integers(0, 20))
def test_what_is_counted_from_a_provisional_day_is_provisional(start: date, count: int) -> None:
    first = ProvisionalDate(start.year, start.month, start.day)
    for day in (first + count * ONE, CALENDAR.add(first, count), CALENDAR.next_workday(first), day_of(moment(first) + count * ONE)):
        assert is_provisional(day)
    assert CALENDAR.add(first, count) == CALENDAR.add(start, count)
    assert not is_provisional(unmarked(first))


def test_a_provisional_date_says_so() -> None:
    day = WorkCalendar().add(date(2031, 1, 2), 1)
    assert (long_date(day, "zh"), long_date(day, "en")) == ("2031年1月3日（暂定）", "3 January 2031 (provisional)")
    assert (short_date(day, "zh"), short_date(day, "en")) == ("2031-01-03（暂定）", "2031-01-03 (provisional)")
    assert long_date(date(2031, 1, 3), "zh") == "2031年1月3日"
