#!/usr/bin/env bash
# nzh 1.0.14 (npm), numcn 0.1.0, pycnnum 2.1.1: years, percentages, decimals and capitals give wrong numbers and no error.
#
# One would bet:  what a reader of Chinese numerals does not know raises an error or gives NaN.
# What happens:   二〇二七 is 227 or 7, 百分之五 is 105, 一点五万 is 1.5 or 50000, 两千 is 0 or 1000, 壹佰贰拾万元整 is 0 (nzh has two
#                 more methods for capitals, which give 0 for the rest).
# Why it matters: two thousand becomes one thousand and 5% becomes 105: checks that hold capitals against figures pass or fail on numbers
#                 that nobody wrote.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet numcn==0.1.0 pycnnum==2.1.1
npm install --silent --no-audit --no-fund nzh@1.0.14 >/dev/null
cat >seen.js <<'JS'
const nzh = require('nzh/cn');
for (const text of ['二〇二七', '百分之五', '一点五万', '两千', '壹佰贰拾万元整']) console.log('nzh', text, nzh.decodeS(text), nzh.decodeB(text));
JS
cat >seen.py <<'PY'
from numcn import ctn
from pycnnum import cn2num


def outcome(read, text):
    try:
        return read(text)
    except ValueError:
        return "ValueError"


for text in ("二〇二七", "百分之五", "一点五万", "两千", "壹佰贰拾万元整"):
    print(text, "numcn", outcome(ctn, text), "pycnnum", outcome(cn2num, text))
PY
seen=$(node seen.js && venv/bin/python seen.py)
stated='nzh 二〇二七 227 0
nzh 百分之五 105 0
nzh 一点五万 1.5 0
nzh 两千 0 0
nzh 壹佰贰拾万元整 0 1200000
二〇二七 numcn 7 pycnnum 7
百分之五 numcn 105 pycnnum ValueError
一点五万 numcn 50000 pycnnum 1.5
两千 numcn 1000 pycnnum 2000
壹佰贰拾万元整 numcn 0 pycnnum ValueError'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
