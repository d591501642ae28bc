#!/usr/bin/env bash
# cn2an 0.5.24: transform() turns the numerals of ordinary words into digits.
#
# One would bet: transform() ("自动转化句子中的数字") touches quantities only, so that 一方 (a party) and 一次性 (in one sum) stay.
# What happens:  任何一方 becomes 任何1方, 一次性 becomes 1次性, 统一 becomes 统1; 百分之五 becomes 5%.
# Why it matters: whoever normalises clauses with it before comparing or searching no longer finds 一方违约 or 统一社会信用代码, and a
#                 clause written back carries 1方.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet cn2an==0.5.24
seen=$("$work/venv/bin/python" - <<'PY'
import cn2an

for text in ("任何一方违约的，另一方可以解除", "一次性支付", "统一社会信用代码", "不超过百分之五"):
    print(cn2an.transform(text))
PY
)
stated='任何1方违约的，另1方可以解除
1次性支付
统1社会信用代码
不超过5%'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
