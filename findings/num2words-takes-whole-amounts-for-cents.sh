#!/usr/bin/env bash
# num2words 0.5.14: to=currency reads a whole number as cents, and knows neither Chinese nor the yuan.
#
# One would bet:  1200000 and 1200000.0 are the same amount; Chinese, of all languages, is there; CNY is a currency.
# What happens:   the int gives twelve thousand dollars, zero cents; the float gives one million two hundred thousand. zh and CNY raise
#                 NotImplementedError.
# Why it matters: an amount read from a form or a workbook is an int whenever it has no cents: the words are short by a factor of 100, and
#                 words prevail.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet num2words==0.5.14
seen=$(venv/bin/python - <<'PY'
from decimal import Decimal

from num2words import num2words

for amount in (1200000, 1200000.0, Decimal("1200000"), "1200000"):
    print(repr(amount), num2words(amount, to="currency", currency="USD"))
for asked in ({"lang": "zh"}, {"lang": "zh_CN"}, {"to": "currency", "currency": "CNY"}):
    try:
        print(asked, num2words(1, **asked))
    except NotImplementedError as error:
        print(asked, "NotImplementedError", error)
PY
)
stated='1200000 twelve thousand dollars, zero cents
1200000.0 one million, two hundred thousand dollars, zero cents
Decimal('\''1200000'\'') one million, two hundred thousand dollars, zero cents
'\''1200000'\'' one million, two hundred thousand dollars, zero cents
{'\''lang'\'': '\''zh'\''} NotImplementedError 
{'\''lang'\'': '\''zh_CN'\''} NotImplementedError 
{'\''to'\'': '\''currency'\'', '\''currency'\'': '\''CNY'\''} NotImplementedError Currency code "CNY" not implemented for "Num2Word_EN"'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
