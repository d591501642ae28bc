#!/usr/bin/env bash
# dateparser 1.5.0, Chinese: a term of a contract becomes a date, and a month gets the day of the base date.
#
# One would bet: 5日前 ("by the 5th", or "five days before") is no date and gives None, as 30日内 does; 2027年12月 gives the first of the
#                month or None; with languages=["zh"] figures alone are read year or month first.
# What happens:  5日前 is five days before the base date; 2027年12月 takes its day from the base date (the 21st); 01/02/2027 is 1 February.
#                二〇二七年一月一日 and 12月21日, which a person reads at once, are None.
# Why it matters: dates read out of clauses look sound and are not: a payment term turns into a day of the past, a month into a day nobody wrote.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet dateparser==1.5.0
seen=$("$work/venv/bin/python" - <<'PY'
from datetime import datetime

import dateparser

base = {"RELATIVE_BASE": datetime(2026, 12, 21)}
for text in ("2027年1月1日", "5日前", "30日内", "2027年12月", "01/02/2027", "二〇二七年一月一日", "12月21日"):
    found = dateparser.parse(text, languages=["zh"], settings=base)
    print(text, found and found.date())
PY
)
stated='2027年1月1日 2027-01-01
5日前 2026-12-16
30日内 None
2027年12月 2027-12-21
01/02/2027 2027-02-01
二〇二七年一月一日 None
12月21日 None'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
