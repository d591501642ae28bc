#!/usr/bin/env bash
# workalendar 17.0.0, China: of a year without data weekdays raise an error, weekends are answered, wrongly.
#
# One would bet:  is_working_day() raises CalendarError for every day of a year that is not configured.
# What happens:   Monday 2026-02-16 raises; Saturday 2026-02-14, a working day by the notice for 2026, is False without a word, and so is
#                 Sunday 2025-01-26.
# Why it matters: a test on one day cannot tell whether the year is there, and make-up days, the very reason for a Chinese calendar, are
#                 the days it gets wrong.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet workalendar==17.0.0 chinesecalendar==1.11.0
seen=$(venv/bin/python -W ignore - <<'PY'
from datetime import date

import chinese_calendar
from workalendar.asia import China
from workalendar.exceptions import CalendarError

for day in (date(2026, 2, 16), date(2026, 2, 14), date(2025, 1, 27), date(2025, 1, 26)):
    try:
        answer = China().is_working_day(day)
    except CalendarError as error:
        answer = f"CalendarError: {error}"
    print(day, f"{day:%a}", answer, "| notice:", chinese_calendar.is_workday(day))
PY
)
stated='2026-02-16 Mon CalendarError: Need configure 2026 for China. | notice: False
2026-02-14 Sat False | notice: True
2025-01-27 Mon CalendarError: Need configure 2025 for China. | notice: True
2025-01-26 Sun False | notice: True'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
