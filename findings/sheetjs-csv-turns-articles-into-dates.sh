#!/usr/bin/env bash
# SheetJS xlsx 0.18.5 (npm), reading CSV: article 1-2 is a day of 2001, 0012 is 12, and a credit code of digits loses its end.
#
# One would bet:  text stays text where turning it into a number loses something, as the leading zero and the sixteenth digit are.
# What happens:   1-2 is the number 36893 (2 January 2001), 0012 is 12, the 18 digits end in 000 once they are read as a value; the shown
#                 text w keeps only the last two.
# Why it matters: numbering columns of price lists (1-1, 1-2 ...) and unified social credit codes are exported from CSV every day; what
#                 comes back names other clauses and other firms.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund xlsx@0.18.5 >/dev/null
seen=$(node - <<'JS'
const XLSX = require('xlsx');
const book = XLSX.read('1-2,0012,3/4,911101081020304056', { type: 'string' });
for (const cell of ['A1', 'B1', 'C1', 'D1']) {
  const { t, v, w } = book.Sheets.Sheet1[cell];
  console.log(cell, t, v, w);
}
JS
)
stated='A1 n 36893 1/2/01
B1 n 12 0012
C1 n 36954 3/4/01
D1 n 911101081020304000 911101081020304056'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
