#!/usr/bin/env bash
# pycnnum 2.1.1: 1680 is written 一千六百八, and with decimals 一千六百八点三二.
#
# One would bet:  num2cn writes full numerals; the short spoken form (一千六 for 1600) comes only when asked for.
# What happens:   the last unit is left out by default: 1680.32 is 一千六百八点三二 and 107000.53 is 十万七点五三, which a person reads as
#                 1608.32 and 100007.53, and its own cn2num the latter as 170000.53.
# Why it matters: a contract has no tone of voice: before a decimal point the short form is another amount.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pycnnum==2.1.1
seen=$(venv/bin/python - <<'PY'
from pycnnum import cn2num, num2cn

for amount in (1680, 1680.32, 107000.53, 500000.0):
    text = num2cn(amount)
    print(amount, text, cn2num(text))
PY
)
stated='1680 一千六百八 1680
1680.32 一千六百八点三二 1680.32
107000.53 十万七点五三 170000.53
500000.0 五十万点零 500000.0'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
