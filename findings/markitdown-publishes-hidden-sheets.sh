#!/usr/bin/env bash
# markitdown 0.1.9: a hidden sheet is printed like any other, and the words N/A and None become NaN.
#
# One would bet:  a text made for reading leaves out what Excel does not show, or marks it; words stay words.
# What happens:   the sheet set to veryHidden stands in the Markdown with its heading; cells in which somebody wrote N/A or None read NaN,
#                 like the empty ones.
# Why it matters: the reserve price kept on a hidden sheet goes to the model or the reader along with the bid form; not applicable cannot
#                 be told from not filled in.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet "markitdown[xlsx]==0.1.9" openpyxl==3.1.5
seen=$(venv/bin/python - <<'PY'
import openpyxl
from markitdown import MarkItDown

book = openpyxl.Workbook()
for row in (["项目", "说明"], ["质保金", "N/A"], ["履约保证金", "None"], ["预付款", None], ["违约金", "无"]):
    book.active.append(row)
hidden = book.create_sheet("底价")
hidden["A1"] = 900000
hidden.sheet_state = "veryHidden"
book.save("in.xlsx")
print(MarkItDown().convert("in.xlsx").text_content)
PY
)
stated='## Sheet
| 项目 | 说明 |
| --- | --- |
| 质保金 | NaN |
| 履约保证金 | NaN |
| 预付款 | NaN |
| 违约金 | 无 |

## 底价
| 900000 |
| --- |'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
