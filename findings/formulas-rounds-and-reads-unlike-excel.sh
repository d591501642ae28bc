#!/usr/bin/env bash
# formulas 1.3.4: ROUND(1.005,2) is 1, VALUE("1,200") is the number of a day, 0.1+0.2=0.3 is FALSE.
#
# One would bet:  a library that works out workbooks gives Excel's results: 1.01, 1200 and TRUE, since Excel goes by fifteen decimal
#                 digits.
# What happens:   ROUND works on the binary fraction, VALUE gives 73051, the number of 1 January 2100, the comparison sees the last binary
#                 digit.
# Why it matters: a tax column is a fen off, a price typed with its separator is a date, and a check that the parts make up the total
#                 fails.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet formulas==1.3.4
seen=$(venv/bin/python -W ignore - <<'PY'
import formulas

for text in ("=ROUND(1.005,2)", "=ROUND(2.5,0)", '=VALUE("1,200")', '=VALUE("1200")', "=0.1+0.2=0.3"):
    function = formulas.Parser().ast(text)[1].compile()
    print(text, function())
PY
)
stated='=ROUND(1.005,2) 1.0
=ROUND(2.5,0) 3.0
=VALUE("1,200") 73051.0
=VALUE("1200") 1200.0
=0.1+0.2=0.3 False'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
