#!/usr/bin/env bash
# python-stdnum 2.2, cn.uscc: a credit code is valid whatever its organisation code and its district are.
#
# One would bet:  all that GB 32100 checks is checked: places 9 to 17 are the organisation code, which has a check character of its own
#                 (GB 11714); 3 to 8 are a district.
# What happens:   a code with a wrong organisation check character, with district 000000 and with district 999999 is valid as long as the
#                 last character fits.
# Why it matters: the one slip that the last character misses, a code made up or put together of two, is what the inner check is there for
#                 when parties are entered.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-stdnum==2.2
seen=$(venv/bin/python - <<'PY'
from stdnum.cn import uscc

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714


def organisation_check(code):
    rest = 11 - sum(LETTERS.index(sign) * weight for sign, weight in zip(code, WEIGHTS)) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


for body in ("91110108MA01ABCD5", "91110108MA01ABCD0", "91000000MA01ABCD5", "91999999MA01ABCD5"):
    code = body + uscc.calc_check_digit(body)
    fits = organisation_check(code[8:16]) == code[16]
    print(code, "valid" if uscc.is_valid(code) else "invalid", "| organisation code", "fits" if fits else "wrong", "| district", code[2:8])
PY
)
stated='91110108MA01ABCD5T valid | organisation code fits | district 110108
91110108MA01ABCD0B valid | organisation code wrong | district 110108
91000000MA01ABCD57 valid | organisation code fits | district 000000
91999999MA01ABCD54 valid | organisation code fits | district 999999'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
