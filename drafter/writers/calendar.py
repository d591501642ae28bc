"""Deadlines as an iCalendar file (RFC 5545): whole days, a reminder a week ahead, the same bytes every time.

An event keeps its UID whatever is added before it and however far it moves; where it moves, its SEQUENCE goes up (RFC 5546, 2.1.5), so that a calendar
that takes the file again moves the event and doubles none. What stood before is told by the earlier file: there is no clock and no memory here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from drafter.forms.deadlines import Deadline
from drafter.language import LANGUAGES, Language, Words
from drafter.values.dates import marked, unmarked

if TYPE_CHECKING:
    from icalendar import Event

Stood = Mapping[str, tuple[date, int]]  # UID -> day and SEQUENCE

_REMIND = timedelta(days=-7)
_NAME = Words("合同期限", "Contract deadlines")


def calendar_ics(
    deadlines: Sequence[Deadline], languages: Sequence[Language], project: str, stamp: date | None, before: bytes = b""
) -> bytes:
    """Return the calendar. `stamp` is the day it is dated, for there is no clock here; `before` the earlier file that it takes the place of."""
    from icalendar import Calendar, vText

    made = datetime.combine(stamp or date(2000, 1, 1), time(), UTC)
    calendar, stood, met = Calendar(), _stood(before), Counter[str]()
    for name, value in (("version", "2.0"), ("prodid", "-//drafter//deadlines//EN"), ("calscale", "GREGORIAN"), ("method", "PUBLISH")):
        calendar.add(name, value)
    calendar.add("x-wr-calname", vText(f"{_words(_NAME, languages)} {project}"))  # as a plain text its commas would not be escaped
    for deadline in deadlines:
        key = f"{project}|{deadline.what.zh}|{deadline.basis.zh}"
        met[key] += 1
        uid = f"{sha256(f'{key}|{met[key]}'.encode()).hexdigest()[:24]}@drafter"
        calendar.add_component(_event(deadline, languages, uid, made, stood))
    return bytes(calendar.to_ical(sorted=False))


def _event(deadline: Deadline, languages: Sequence[Language], uid: str, made: datetime, stood: Stood) -> Event:
    from icalendar import Alarm, Event

    day, what = unmarked(deadline.day), _words(_summary(deadline), languages)
    earlier, sequence = stood.get(uid, (day, 0))
    event, alarm = Event(), Alarm()
    event.add("uid", uid)
    event.add("sequence", sequence + (earlier != day))
    event.add("dtstamp", made)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", what)
    event.add("description", _words(deadline.who, languages) + " · " + _words(deadline.basis, languages))
    event.add("transp", "TRANSPARENT")
    if deadline.provisional:
        event.add("status", "TENTATIVE")
    for name, value in (("action", "DISPLAY"), ("trigger", _REMIND), ("description", what)):
        alarm.add(name, value)
    event.add_component(alarm)
    return event


def _stood(before: bytes) -> Stood:
    """Return the events of an earlier file; of one that cannot be read, none."""
    from icalendar import Calendar

    try:
        events = Calendar.from_ical(before).walk("VEVENT") if before else []
        return {str(e["UID"]): (e.decoded("DTSTART"), int(e.get("SEQUENCE", 0))) for e in events}
    except (ValueError, KeyError, AttributeError, TypeError):
        return {}


def _summary(deadline: Deadline) -> Words:
    return Words(*(marked(deadline.what[n], n) for n in LANGUAGES)) if deadline.provisional else deadline.what


def _words(words: Words, languages: Sequence[Language]) -> str:
    return " / ".join(dict.fromkeys(words[n] for n in languages))
