#!/usr/bin/env bash
# nzh 1.0.14 (npm), rmb2 0.0.3.1: the capitals of 1,200,000 are 1,200,000, or nothing; those of 1200000.00 lack 整.
#
# One would bet:  figures with separators are read or refused with an error (cn2an raises); 1200000 and 1200000.00 are the same sum.
# What happens:   nzh hands its input back as the result, rmb2 an empty string; nzh writes 人民币壹佰贰拾万元整 for the one and
#                 人民币壹佰贰拾万元 for the other.
# Why it matters: a price typed as on the bid is printed in figures where capitals must stand, or leaves the place empty; without 整
#                 something can be written behind it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet rmb2==0.0.3.1
npm install --silent --no-audit --no-fund nzh@1.0.14 >/dev/null
cat >seen.js <<'JS'
const nzh = require('nzh/cn');
for (const amount of ['1,200,000', '1200000', '1200000.00']) console.log('nzh', amount, nzh.toMoney(amount));
JS
cat >seen.py <<'PY'
from rmb2 import num2rmb

for amount in ("1,200,000", "1200000", "1200000.00"):
    print("rmb2", amount, repr(num2rmb(amount)))
PY
seen=$(node seen.js && venv/bin/python seen.py)
stated='nzh 1,200,000 1,200,000
nzh 1200000 人民币壹佰贰拾万元整
nzh 1200000.00 人民币壹佰贰拾万元
rmb2 1,200,000 '\'''\''
rmb2 1200000 '\''壹佰贰拾万元整'\''
rmb2 1200000.00 '\''壹佰贰拾万元整'\'''
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
