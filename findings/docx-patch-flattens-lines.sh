#!/usr/bin/env bash
# docx 9.15.2 (npm), docxtemplater 3.71.0 (npm): a line feed in a value stays a line feed inside w:t, which prints as a blank.
#
# One would bet:  a value of two lines is printed in two lines, or refused: that is what docxtpl and docx-mailmerge2 do with it.
# What happens:   patchDocument with a TextRun, and docxtemplater without its option linebreaks, write the character itself;
#                 xml:space=preserve does not make a line of it.
# Why it matters: the account, bank and address of a party, entered in lines, run into one another on paper while the data and the XML
#                 look right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0
npm install --silent --no-audit --no-fund docx@9.15.2 docxtemplater@3.71.0 pizzip@3.3.0 >/dev/null
venv/bin/python - <<'PY'
import docx

for name, tag in (("patch", "{{bank}}"), ("tag", "{bank}")):
    template = docx.Document()
    template.add_paragraph(tag)
    template.save(f"{name}.docx")
PY
cat >fill.js <<'JS'
const fs = require('fs'), { patchDocument, PatchType, TextRun } = require('docx');
const Docxtemplater = require('docxtemplater'), PizZip = require('pizzip');
const bank = '开户行：某银行\n账号：0000';
const patches = { bank: { type: PatchType.PARAGRAPH, children: [new TextRun(bank)] } };
patchDocument({ outputType: 'nodebuffer', data: fs.readFileSync('patch.docx'), patches }).then((out) => fs.writeFileSync('docx.docx', out));
const document = new Docxtemplater(new PizZip(fs.readFileSync('tag.docx')));
document.render({ bank });
fs.writeFileSync('docxtemplater.docx', document.toBuffer());
JS
node fill.js
seen=$(venv/bin/python - <<'PY'
import re
import zipfile

for name in ("docx", "docxtemplater"):
    xml = zipfile.ZipFile(f"{name}.docx").read("word/document.xml").decode()
    print(name, *(ascii(text) for text in re.findall(r"<w:t[^>]*>([^<]+)</w:t>", xml)), xml.count("<w:br"), "breaks")
PY
)
stated='docx '\''\u5f00\u6237\u884c\uff1a\u67d0\u94f6\u884c\n\u8d26\u53f7\uff1a0000'\'' 0 breaks
docxtemplater '\''\u5f00\u6237\u884c\uff1a\u67d0\u94f6\u884c\n\u8d26\u53f7\uff1a0000'\'' 0 breaks'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
