#!/usr/bin/env bash
# recurring-ical-events 3.8.2: the last working day of each month, COUNT=3, gives four days when the start is none of them.
#
# One would bet:  COUNT=3 is three days; RFC 5545 counts DTSTART as the first of them (and calls a start outside of the rule undefined).
# What happens:   Monday 4 January, the start, and three month ends are given; BYMONTHDAY=-1 from the 31st gives three.
# Why it matters: a contract signed on the 4th with three payments at the month's end shows four payments in the calendar.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet recurring-ical-events==3.8.2 icalendar==7.3.0
seen=$(venv/bin/python - <<'PY'
from datetime import date

import recurring_ical_events
from icalendar import Calendar, Event, vRecur

for start, rule in ((4, "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3"), (31, "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3")):
    event = Event()
    event.add("dtstart", date(2027, 1, start))
    event.add("rrule", vRecur.from_ical(rule))
    calendar = Calendar()
    calendar.add_component(event)
    found = recurring_ical_events.of(calendar).between(date(2027, 1, 1), date(2027, 12, 31))
    print(rule, *sorted(str(day["DTSTART"].dt) for day in found))
PY
)
stated='FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3 2027-01-04 2027-01-29 2027-02-26 2027-03-31
FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3 2027-01-31 2027-02-28 2027-03-31'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
