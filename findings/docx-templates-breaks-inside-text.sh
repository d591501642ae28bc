#!/usr/bin/env bash
# docx-templates 4.15.0 (npm): a line feed in a value becomes a w:br inside w:t, where no element may stand.
#
# One would bet:  a value of two lines is written as w:t, w:br, w:t, as docxtpl and docxtemplater (linebreaks) do.
# What happens:   <w:t>某路1号<w:br/>二楼</w:t> is written with the default settings; python-docx reads 某路1号 and the rest is lost.
# Why it matters: addresses and bank details come in lines; schema validators refuse the file, readers show half of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0
npm install --silent --no-audit --no-fund docx-templates@4.15.0 >/dev/null
venv/bin/python - <<'PY'
import docx

template = docx.Document()
template.add_paragraph("地址：{{address}}")
template.save("template.docx")
PY
node -e "
const { createReport } = require('docx-templates'), fs = require('fs');
createReport({ template: fs.readFileSync('template.docx'), data: { address: '某路1号\n二楼' }, cmdDelimiter: ['{{', '}}'] })
  .then((out) => fs.writeFileSync('out.docx', out));
"
seen=$(venv/bin/python - <<'PY'
import re
import zipfile

import docx

xml = zipfile.ZipFile("out.docx").read("word/document.xml").decode()
print(*re.findall(r"<w:t\b[^>]*>.*?</w:t>", xml))
print(docx.Document("out.docx").paragraphs[0].text)
PY
)
stated='<w:t xml:space="preserve">地址：</w:t> <w:t xml:space="preserve">某路1号<w:br/>二楼</w:t>
地址：某路1号'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
