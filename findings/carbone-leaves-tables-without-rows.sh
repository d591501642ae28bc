#!/usr/bin/env bash
# carbone 3.8.2 (npm): an empty list leaves a table without a row, and formatN prints NaN for a figure with separators.
#
# One would bet:  a table whose rows all went is left out or keeps an empty row; a number written as 1,200,000.50 is read, refused or
#                 passed through.
# What happens:   w:tbl is saved with its grid and no w:tr; the amount is printed as NaN, without an error.
# Why it matters: a contract without deductions gets a table of nothing, and one whose amounts came from a form gets NaN for its price.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0
npm install --silent --no-audit --no-fund carbone@3.8.2 >/dev/null
venv/bin/python - <<'PY'
import docx

template = docx.Document()
table = template.add_table(2, 1)
table.cell(0, 0).text, table.cell(1, 0).text = "{d.items[i].name}", "{d.items[i+1].name}"
template.add_paragraph("合同价{d.price:formatN(2)}元，{d.plain:formatN(2)}元")
template.save("template.docx")
PY
node -e "
const carbone = require('carbone'), fs = require('fs');
carbone.render('template.docx', { items: [], price: '1,200,000.50', plain: 1200000.5 }, { lang: 'en-us' }, (error, out) => {
  fs.writeFileSync('out.docx', out);
  process.exit(0);
});
"
seen=$(venv/bin/python - <<'PY'
import docx

document = docx.Document("out.docx")
print([child.tag.rpartition("}")[2] for child in document.tables[0]._tbl])
print(document.paragraphs[-1].text)
PY
)
stated='['\''tblPr'\'', '\''tblGrid'\'']
合同价NaN元，1,200,000.50元'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
