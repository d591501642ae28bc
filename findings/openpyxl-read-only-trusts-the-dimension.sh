#!/usr/bin/env bash
# openpyxl 3.1.5, read_only=True: the cells outside of the sheet's <dimension> are not there.
#
# One would bet:  <dimension> is a hint (the standard makes it optional): reading row by row meets every row, as it does without
#                 read_only.
# What happens:   with <dimension ref="A1"/>, which streaming writers put before they know better, three rows of two cells are read as one
#                 cell; nothing warns.
# Why it matters: a price list from another system is read as its title alone; the remedy (reset_dimensions) has to be known beforehand.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5
seen=$(venv/bin/python - <<'PY'
import re
import zipfile

import openpyxl

book = openpyxl.Workbook()
for number in (1, 2, 3):
    book.active.append([f"第{number}项", number * 100])
book.save("full.xlsx")
with zipfile.ZipFile("full.xlsx") as package, zipfile.ZipFile("in.xlsx", "w") as changed:
    for name in package.namelist():
        changed.writestr(name, re.sub(rb"<dimension[^>]*/>", b'<dimension ref="A1"/>', package.read(name)))
for read_only in (False, True):
    sheet = openpyxl.load_workbook("in.xlsx", read_only=read_only).active
    print("read_only", read_only, list(sheet.iter_rows(values_only=True)))
PY
)
stated='read_only False [('\''第1项'\'', 100), ('\''第2项'\'', 200), ('\''第3项'\'', 300)]
read_only True [('\''第1项'\'',)]'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
