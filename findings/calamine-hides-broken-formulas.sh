#!/usr/bin/env bash
# python-calamine 0.9.1: #REF! and #DIV/0! are read as empty text.
#
# One would bet:  the error of a cell is an exception, a string (openpyxl gives #REF!) or a value of its own.
# What happens:   to_python() gives an empty string for every error, the same as for an empty cell.
# Why it matters: a price whose formula lost its cell is taken for a price not filled in; totals go through without it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-calamine==0.9.1 openpyxl==3.1.5
seen=$(venv/bin/python - <<'PY'
import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
book.active.append(["合同价", "#REF!", "#DIV/0!", "#N/A", None, 1])
book.save("in.xlsx")
print("types", [cell.data_type for cell in openpyxl.load_workbook("in.xlsx").active[1]])
print("openpyxl", [cell.value for cell in openpyxl.load_workbook("in.xlsx").active[1]])
print("calamine", CalamineWorkbook.from_path("in.xlsx").get_sheet_by_index(0).to_python()[0])
PY
)
stated='types ['\''s'\'', '\''e'\'', '\''e'\'', '\''e'\'', '\''n'\'', '\''n'\'']
openpyxl ['\''合同价'\'', '\''#REF!'\'', '\''#DIV/0!'\'', '\''#N/A'\'', None, 1]
calamine ['\''合同价'\'', '\'''\'', '\'''\'', '\'''\'', '\'''\'', 1.0]'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
