#!/usr/bin/env bash
# price-parser 0.5.1: an amount in 万元 is read as yuan, and the number of an article as a price.
#
# One would bet: a price reader that knows 元 and ￥ knows 万 (ten thousand), or refuses what follows the figures.
# What happens:  46.20万元 is 46.20, RMB 120万 is 120, and 第12条 500元 is 12; 12,5000元 (grouped by four) is 12.5000.
# Why it matters: budgets in Chinese offices are kept in 万元; a contract sum read this way is wrong by a factor of 10,000, and no error says so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet price-parser==0.5.1
seen=$("$work/venv/bin/python" - <<'PY'
from price_parser import Price

for text in ("46.20万元", "RMB 120万", "第12条 500元", "12,5000元"):
    print(text, Price.fromstring(text).amount)
PY
)
stated='46.20万元 46.20
RMB 120万 120
第12条 500元 12
12,5000元 12.5000'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
