#!/usr/bin/env bash
# jionlp 1.5.31: parse_time reads 每月最后一日 (the last day of each month) as the first.
#
# One would bet:  the day is the 31st of the base month, or the words are refused, as 月底前 is.
# What happens:   the period of one month comes with the point 2026-12-01 and definition accurate; 每月5日 is right.
# Why it matters: payment on the last day of each month is entered a month early, and marked as certain.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet jionlp==1.5.31
seen=$(venv/bin/python -W ignore - <<'PY'
import contextlib
import io
from datetime import datetime

with contextlib.redirect_stdout(io.StringIO()):
    import jionlp

base = datetime(2026, 12, 21).timestamp()
for text in ("每月5日", "每月最后一日"):
    found = jionlp.parse_time(text, time_base=base)
    print(text, found["definition"], found["time"]["delta"], *found["time"]["point"]["time"])
PY
)
stated='每月5日 accurate {'\''month'\'': 1} 2026-12-05 00:00:00 2026-12-05 23:59:59
每月最后一日 accurate {'\''month'\'': 1} 2026-12-01 00:00:00 2026-12-01 23:59:59'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
