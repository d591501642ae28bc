"""Working days by the yearly holiday notices, and the minutes of service hours between two moments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from drafter.records import dataclass
from drafter.values.dates import as_provisional

_ONE = timedelta(days=1)


@dataclass(frozen=True)
class WorkCalendar:
    """Days off, shifted working days, and the years whose notice is known.

    In other years the days off are weekends and the statutory holidays, and a date counted over any day of such a year is a ProvisionalDate.
    """

    off: frozenset[date] = frozenset()
    working: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def is_workday(self, day: date) -> bool:
        """Return whether work is done on a day."""
        return day in self.working or (day.weekday() < 5 and day not in self.off)

    def add(self, start: date, count: int) -> date:
        """Return the date `count` working days after `start`, the day itself not counted (Civil Code art. 201); before it where `count` is negative."""
        step = _ONE if count >= 0 else -_ONE
        day, left = start, abs(count)
        while left > 0:
            day += step
            left -= self.is_workday(day)
        return day if count == 0 else self._sure(day, *sorted((start + step, day)))

    def next_workday(self, day: date) -> date:
        """Return the day, or the first working day after it: the last day of a period that falls on a day off (Civil Code art. 203)."""
        found = day
        while not self.is_workday(found):
            found += _ONE
        return self._sure(found, day, found)

    def _sure(self, found: date, first: date, last: date) -> date:
        """Return a date found by looking at the days from `first` to `last`: a provisional one where the notice of one of them is not known."""
        return found if self.years.issuperset(range(first.year, last.year + 1)) else as_provisional(found)

    def days(self, first: date, last: date) -> Iterator[date]:
        """Yield the working days from `first` to `last`."""
        day = first
        while day <= last:
            if self.is_workday(day):
                yield day
            day += _ONE


@dataclass(frozen=True)
class ServiceHours:
    """The hours of service of a day, as minutes from midnight, and whether they are kept on working days only."""

    spans: tuple[tuple[int, int], ...]
    workdays: bool

    def minutes(self, first: datetime, last: datetime, calendar: WorkCalendar) -> int:
        """Return the minutes of service between two moments, without negative ones."""
        if last <= first:
            return 0
        total, day = 0, first.date()
        while day <= last.date():
            if not self.workdays or calendar.is_workday(day):
                begin = _minute(first) if day == first.date() else 0
                end = _minute(last) if day == last.date() else 24 * 60
                total += sum(max(0, min(end, e) - max(begin, s)) for s, e in self.spans)
            day += _ONE
        return total


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


# what the options of the coverage question say; the hour at midday is 12:00 to 13:00
SERVICE_HOURS = {
    "5x8": ServiceHours(((510, 720), (780, 1050)), True),
    "5x12": ServiceHours(((480, 1200),), True),
    "7x12": ServiceHours(((480, 1200),), False),
    "7x24": ServiceHours(((0, 1440),), False),
}
