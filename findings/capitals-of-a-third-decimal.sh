#!/usr/bin/env bash
# cn2an 0.5.24, cn-amount 0.0.5, rmb2 0.0.3.1: in capitals an amount with three decimals is cut, not rounded, or is nonsense.
#
# One would bet:  an amount in capitals is rounded to the fen, or refused when it has more than two decimals.
# What happens:   of 99.999 (100.00 in figures) an2cn and num2rmb write 玖拾玖元玖角玖分 and CNAmount 玖拾玖元整; num2rmb(1.005) is
#                 壹元零零分.
# Why it matters: sums multiplied by a tax rate have such decimals; in law and practice the capitals prevail over the figures.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet cn2an==0.5.24 cn-amount==0.0.5 rmb2==0.0.3.1
seen=$(venv/bin/python - <<'PY'
import cn2an
from cn_amount import CNAmount
from rmb2 import num2rmb

for amount in (1.005, 99.999, 1199999.996):
    print(f"{amount} rounded {amount:.2f}", cn2an.an2cn(amount, "rmb"), CNAmount().amount_to_chinese(amount), num2rmb(amount))
PY
)
stated='1.005 rounded 1.00 壹元整 壹元整 壹元零零分
99.999 rounded 100.00 玖拾玖元玖角玖分 玖拾玖元整 玖拾玖元玖角玖分
1199999.996 rounded 1200000.00 壹佰壹拾玖万玖仟玖佰玖拾玖元玖角玖分 壹佰壹拾玖万玖仟玖佰玖拾玖元整 壹佰壹拾玖万玖仟玖佰玖拾玖元玖角玖分'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
