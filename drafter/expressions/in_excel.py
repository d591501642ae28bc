"""What Excel computes by more than one function: working days by the list of them on a sheet, and minutes of service."""

from __future__ import annotations

from typing import Protocol

from drafter.language import Told
from drafter.values.workdays import ServiceHours


class Workdays(Protocol):
    """A sheet: where its working days are listed, and the hours of service."""

    @property
    def workdays(self) -> str: ...
    @property
    def hours(self) -> ServiceHours | None: ...


def add_workdays(sheet: Workdays, start: str, count: str) -> str:
    """Return so many working days after a day, or before it. Beyond the list Monday to Friday count, as drafter counts them there."""
    listed, day = sheet.workdays, f"INT({start})"
    after = f"IFERROR(INDEX({listed},MATCH({day},{listed},1)+{count}),WORKDAY({day},{count}))"
    if count.isdigit() and count != "0":
        return after
    before = f"IFERROR(INDEX({listed},MATCH({day}-1,{listed},1)+{count}+1),WORKDAY({day},{count}))"
    return f"IF({count}>0,{after},IF({count}<0,{before},{day}))"


def next_workday(sheet: Workdays, day: str) -> str:
    """Return the day, or the first working day after it."""
    return add_workdays(sheet, f"({day}-1)", "1")


def work_minutes(sheet: Workdays, first: str, last: str) -> str:
    """Return the minutes of service between two moments. Raises ValueError while the hours of service are not known."""
    return f"MAX(0,({_service_minutes(sheet, last)})-({_service_minutes(sheet, first)}))"


def _service_minutes(sheet: Workdays, moment: str) -> str:
    """Return the minutes of service from the beginning of the calendar to a moment."""
    hours, listed = sheet.hours, sheet.workdays
    if hours is None:
        raise Told("不知道服务时间", "the hours of service are not known")
    minute, whole = f"ROUND(MOD({moment},1)*1440,0)", sum(end - start for start, end in hours.spans)
    today = "+".join(f"MAX(0,MIN({minute},{end})-{start})" for start, end in hours.spans)
    if not hours.workdays:
        return f"INT({moment})*{whole}+{today}"
    works = f"COUNTIF({listed},INT({moment}))"
    return f"(IFERROR(MATCH(INT({moment}),{listed},1),0)-{works})*{whole}+{works}*({today})"
