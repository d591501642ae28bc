#!/usr/bin/env bash
# docxtpl 0.20.2: a {%p if %} block that is false leaves a table cell without any paragraph, which no cell may be.
#
# One would bet:  docxtpl, which mends spans and widths of tables, puts in the empty paragraph that WordprocessingML asks for
#                 (docxtemplater and easy-template-x do).
# What happens:   the cell is saved as <w:tc><w:tcPr/></w:tc>; python-docx reads it as an empty text, the schema wants a block after tcPr.
# Why it matters: the standard's words on tc call such a document corrupt (the Open XML SDK lets it pass): just those contracts are hit in
#                 which the optional line was not wanted.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docxtpl==0.20.2 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import docx
from docxtpl import DocxTemplate

template = docx.Document()
cell = template.add_table(1, 1).cell(0, 0)
cell.text = "{%p if bond %}"
cell.add_paragraph("履约保证金为合同价的百分之五。")
cell.add_paragraph("{%p endif %}")
template.save("template.docx")
for bond in (True, False):
    document = DocxTemplate("template.docx")
    document.render({"bond": bond})
    document.save("out.docx")
    cell = docx.Document("out.docx").tables[0].cell(0, 0)
    print(bond, [child.tag.rpartition("}")[2] for child in cell._tc], repr(cell.text))
PY
)
stated='True ['\''tcPr'\'', '\''p'\''] '\''履约保证金为合同价的百分之五。'\''
False ['\''tcPr'\''] '\'''\'''
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
