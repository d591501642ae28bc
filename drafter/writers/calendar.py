"""Deadlines as an iCalendar file (RFC 5545): whole days, a reminder a week ahead, the same bytes every time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from hashlib import sha256

from drafter.forms.deadlines import Deadline
from drafter.language import LANGUAGES, Language, Words
from drafter.values.dates import marked

_LONGEST = 75  # octets of a line
_REMIND = 7  # days
_NAME = Words("合同期限", "Contract deadlines")


def calendar_ics(deadlines: Sequence[Deadline], languages: Sequence[Language], project: str, stamp: date | None) -> bytes:
    """Return the calendar. `stamp` is the day it is dated, for there is no clock here."""
    made = f"{stamp or date(2000, 1, 1):%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//drafter//deadlines//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_escaped(f'{_words(_NAME, languages)} {project}')}")
    for number, deadline in enumerate(deadlines, 1):
        what = _words(_summary(deadline), languages)
        uid = sha256(f"{project}|{deadline.what.zh}|{deadline.day}".encode()).hexdigest()[:24]
        lines += [
            "BEGIN:VEVENT", f"UID:{uid}-{number}@drafter", f"DTSTAMP:{made}", f"DTSTART;VALUE=DATE:{deadline.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{deadline.day + timedelta(days=1):%Y%m%d}", f"SUMMARY:{_escaped(what)}",
            f"DESCRIPTION:{_escaped(_words(deadline.who, languages) + ' · ' + _words(deadline.basis, languages))}", "TRANSP:TRANSPARENT",
            *(["STATUS:TENTATIVE"] if deadline.provisional else []), "BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{_REMIND}D", f"DESCRIPTION:{_escaped(what)}", "END:VALARM", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode("utf-8")


def _summary(deadline: Deadline) -> Words:
    return Words(*(marked(deadline.what[n], n) for n in LANGUAGES)) if deadline.provisional else deadline.what


def _words(words: Words, languages: Sequence[Language]) -> str:
    return " / ".join(dict.fromkeys(words[n] for n in languages))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets, no character cut in two."""
    pieces: list[str] = []
    current, size = "", 0
    for character in line:
        length = len(character.encode("utf-8"))
        if size + length > (_LONGEST if not pieces else _LONGEST - 1):
            pieces.append(current)
            current, size = "", 0
        current, size = current + character, size + length
    return "\r\n ".join([*pieces, current])
