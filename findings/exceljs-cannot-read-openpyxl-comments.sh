#!/usr/bin/env bash
# exceljs 4.4.0 (npm): a workbook with a comment, as openpyxl 3.1.5 writes it, is refused with a TypeError.
#
# One would bet:  one of the most used writers and one of the most used readers of .xlsx understand each other's comments.
# What happens:   openpyxl gives the target of the comment part from the root (/xl/comments/comment1.xml), as OPC allows; exceljs looks it
#                 up by its relative name only.
# Why it matters: a register with one reviewer's comment cannot be read at all: Cannot read properties of undefined (reading comments).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5
npm install --silent --no-audit --no-fund exceljs@4.4.0 >/dev/null
venv/bin/python - <<'PY'
import openpyxl
from openpyxl.comments import Comment

book = openpyxl.Workbook()
book.active["A1"] = "合同价"
book.save("plain.xlsx")
book.active["A1"].comment = Comment("含税", "A")
book.save("comment.xlsx")
PY
seen=$(node - <<'JS'
const { Workbook } = require('exceljs');
const read = (name) =>
  new Workbook().xlsx.readFile(name).then(
    (book) => console.log(name, book.worksheets[0].getCell('A1').value),
    (error) => console.log(name, error.constructor.name),
  );
read('plain.xlsx').then(() => read('comment.xlsx'));
JS
)
stated='plain.xlsx 合同价
comment.xlsx TypeError'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
