#!/usr/bin/env bash
# ics 0.7.3: an event file that is read and written again gets CALSCALE:GEORGIAN.
#
# One would bet:  serialize() writes back what was there; when it adds the calendar scale, it is GREGORIAN, the only value that RFC 5545
#                 knows.
# What happens:   the line CALSCALE:GEORGIAN is added, a scale that is not registered.
# Why it matters: calendars of payment dates and expiry notices made this way may be refused by a client that takes the property at its
#                 word.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet ics==0.7.3
seen=$(venv/bin/python -W ignore - <<'PY'
from ics import Calendar

lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//A//B//ZH", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20270101T000000Z")
lines += ("DTSTART;VALUE=DATE:20270104", "SUMMARY:付款", "END:VEVENT", "END:VCALENDAR", "")
print([line for line in Calendar("\r\n".join(lines)).serialize().splitlines() if line.startswith("CALSCALE")])
print([line for line in Calendar().serialize().splitlines() if line.startswith("CALSCALE")])
PY
)
stated='['\''CALSCALE:GEORGIAN'\'']
[]'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
