#!/usr/bin/env bash
# exceljs 4.4.0 (npm): every cell of a merged range holds the value of the first.
#
# One would bet:  the other cells of a merged range are empty, as in the file and in Excel and in openpyxl.
# What happens:   an amount over three merged cells is met three times by eachCell: the row adds up to 3600000.
# Why it matters: annual fees are merged over their months or items in price tables; totals worked out from the rows are too high.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5
npm install --silent --no-audit --no-fund exceljs@4.4.0 >/dev/null
venv/bin/python - <<'PY'
import openpyxl

book = openpyxl.Workbook()
book.active["A1"] = 1200000
book.active.merge_cells("A1:C1")
book.save("in.xlsx")
print("openpyxl", [cell.value for cell in openpyxl.load_workbook("in.xlsx").active[1]])
PY
seen=$(node - <<'JS'
const { Workbook } = require('exceljs');
const book = new Workbook();
book.xlsx.readFile('in.xlsx').then(() => {
  const found = [];
  book.worksheets[0].getRow(1).eachCell((cell) => found.push(cell.value));
  console.log('exceljs', found, 'sum', found.reduce((sum, value) => sum + value));
});
JS
)
stated='exceljs [ 1200000, 1200000, 1200000 ] sum 3600000'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
