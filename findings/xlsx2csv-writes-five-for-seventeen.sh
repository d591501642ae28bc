#!/usr/bin/env bash
# xlsx2csv 0.8.6: 17:00:00 comes out as 05:00:00, and 2027年1月4日 as 2027"年"01"月"04"日".
#
# One would bet:  the CSV shows what Excel shows: 2027-01-04 17:00:00, and 2027年1月4日 for the format yyyy"年"m"月"d"日".
# What happens:   h is read as the hour of a twelve-hour clock without AM or PM (hh:mm is right); quoted words of a format keep their
#                 quotation marks, and m becomes 01.
# Why it matters: the close of bidding at five in the afternoon is exported as five in the morning; Chinese dates no longer match any
#                 pattern for dates.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet xlsx2csv==0.8.6 openpyxl==3.1.5
seen=$(venv/bin/python - <<'PY'
import subprocess
from datetime import datetime

import openpyxl

book = openpyxl.Workbook()
moment = datetime(2027, 1, 4, 17, 0)
for form in ("yyyy-mm-dd h:mm:ss", "yyyy-mm-dd hh:mm", 'yyyy"年"m"月"d"日"'):
    book.active.append([form.replace('"', "'"), moment])
    book.active.cell(book.active.max_row, 2).number_format = form
book.save("in.xlsx")
print(subprocess.run(["venv/bin/xlsx2csv", "in.xlsx"], check=True, capture_output=True, text=True).stdout.strip())
PY
)
stated='yyyy-mm-dd h:mm:ss,2027-01-04 05:00:00
yyyy-mm-dd hh:mm,2027-01-04 17:00
yyyy'\''年'\''m'\''月'\''d'\''日'\'',"2027""年""01""月""04""日"""'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
