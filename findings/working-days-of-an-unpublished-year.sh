#!/usr/bin/env bash
# chinese-days 0.0.2 (and 1.5.7 on npm), chinese-workday 1.16.1 (npm): New Year's Day of a year without data is a working day.
#
# One would bet:  without the State Council's notice for a year a library refuses (chinesecalendar 1.11.0 does) or knows at least the
#                 fixed holidays.
# What happens:   Friday 2027-01-01 is a working day in all three and is counted as one; holidays 0.108 lists 19 days off in 2027 and no
#                 make-up day, with no sign that the notice is still to come.
# Why it matters: terms of a contract signed in autumn end in the next year: a deadline is a day early at New Year and a week early at
#                 Spring Festival.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet chinese-days==0.0.2 chinesecalendar==1.11.0 holidays==0.108
npm install --silent --no-audit --no-fund chinese-days@1.5.7 chinese-workday@1.16.1 >/dev/null
cat >seen.mjs <<'JS'
import { isWorkday } from 'chinese-workday';
import days from 'chinese-days';
for (const day of ['2026-01-01', '2027-01-01', '2027-02-08'])
  console.log(day, 'chinese-workday', isWorkday(day), 'chinese-days (npm)', days.isWorkday(day));
console.log('one working day after 2026-12-31:', days.findWorkday(1, '2026-12-31'));
JS
cat >seen.py <<'PY'
from datetime import date

import chinese_calendar
import chinesedays
import holidays

for day in (date(2026, 1, 1), date(2027, 1, 1), date(2027, 2, 8)):
    try:
        published = chinese_calendar.is_workday(day)
    except NotImplementedError:
        published = "NotImplementedError"
    print(day, "chinese-days (PyPI)", chinesedays.is_workday(day.isoformat()), "chinesecalendar", published)
china = holidays.China(years=2027)
made_up = sum(day.year == 2027 for day in china.weekend_workdays)
print("holidays 2027:", len(china), "days off,", made_up, "make-up days,", sum("estimated" in name for name in china.values()), "estimated")
PY
seen=$(node seen.mjs && venv/bin/python seen.py)
stated='2026-01-01 chinese-workday false chinese-days (npm) false
2027-01-01 chinese-workday true chinese-days (npm) true
2027-02-08 chinese-workday true chinese-days (npm) true
one working day after 2026-12-31: 2027-01-01
2026-01-01 chinese-days (PyPI) False chinesecalendar False
2027-01-01 chinese-days (PyPI) True chinesecalendar NotImplementedError
2027-02-08 chinese-days (PyPI) True chinesecalendar NotImplementedError
holidays 2027: 19 days off, 0 make-up days, 0 estimated'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
