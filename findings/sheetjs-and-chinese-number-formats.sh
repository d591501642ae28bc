#!/usr/bin/env bash
# SheetJS xlsx 0.18.5 (npm): 元 and 万 formats of Excel come out as $120元整 and 1200!.0万; a full-width ￥ raises an error.
#
# One would bet:  SSF formats a cell as Excel does, or hands back the plain number for a format that it does not know.
# What happens:   [DBNum2][$-804]General"元整" gives a dollar sign for the locale and figures for the capitals; 0!.0,"万" (shown in Excel
#                 as 120.0万) prints its own escape; ￥#,##0.00 throws.
# Why it matters: budgets in Chinese offices are formatted just so: a dollar sign in front of a yuan sum, and amounts ten times as large,
#                 go into whatever is made of the text.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund xlsx@0.18.5 >/dev/null
seen=$(node - <<'JS'
const { SSF } = require('xlsx');
const cells = { '[DBNum2][$-804]General"元整"': 120, '0!.0,"万"': 1200000, '#,##0.00"元"': 1200000, '￥#,##0.00': 1200000 };
for (const [format, value] of Object.entries(cells)) {
  let shown;
  try {
    shown = SSF.format(format, value);
  } catch (error) {
    shown = error.message;
  }
  console.log(format, value, '->', shown);
}
JS
)
stated='[DBNum2][$-804]General"元整" 120 -> $120元整
0!.0,"万" 1200000 -> 1200!.0万
#,##0.00"元" 1200000 -> 1,200,000.00元
￥#,##0.00 1200000 -> unrecognized character ￥ in ￥#,##0.00'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
