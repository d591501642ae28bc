#!/usr/bin/env bash
# docxmlater 10.1.0 (npm): opening and saving a file drops the words inside a content control that stands in a line.
#
# One would bet: load() and save() with nothing between them keep every word; block-level content controls do survive, tag and all.
# What happens:  a paragraph whose text is in an inline w:sdt comes out with an empty paragraph content: the words are gone, no warning.
# Why it matters: templates and forms put party names, sums and dates into exactly such controls; a script that only wanted to set a
#                 property hands back a contract without them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund docxmlater@10.1.0 >/dev/null
python3 - <<'PY'
import zipfile

w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
control = (
    '<w:sdt><w:sdtPr><w:tag w:val="amount"/><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:r><w:t>1,200,000.00</w:t></w:r></w:sdtContent></w:sdt>'
)
parts = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{rel}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/document.xml": f'<w:document xmlns:w="{w}"><w:body><w:p><w:r><w:t xml:space="preserve">Price: </w:t></w:r>{control}'
    "<w:r><w:t> yuan</w:t></w:r></w:p><w:sectPr/></w:body></w:document>",
}
with zipfile.ZipFile("in.docx", "w") as out:
    for name, content in parts.items():
        out.writestr(name, content)
PY
node -e "const {Document}=require('docxmlater');Document.load('in.docx').then(d=>d.save('out.docx'))"
seen=$(python3 -c "
import re, zipfile
for name in ('in.docx', 'out.docx'):
    xml = zipfile.ZipFile(name).read('word/document.xml').decode()
    print(name, ''.join(re.findall(r'<w:t[^>]*>([^<]*)</w:t>', xml)))
")
stated='in.docx Price: 1,200,000.00 yuan
out.docx Price:  yuan'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
