#!/usr/bin/env bash
# docxtpl 0.20.2, docxtemplater 3.71.0: a loop repeats the bookmark in it, name and number and all.
#
# One would bet:  each turn of the loop gets a bookmark of its own, or the copies lose theirs: names of bookmarks are unique in a
#                 document.
# What happens:   both write the same w:name and the same w:id as often as the loop turns.
# Why it matters: Word keeps one of the copies and every REF field shows that one: the references of all clauses lead to one article.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docxtpl==0.20.2 python-docx==1.2.0
npm install --silent --no-audit --no-fund docxtemplater@3.71.0 pizzip@3.3.0 >/dev/null
venv/bin/python - <<'PY'
import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate


def template(path, lines):
    document = docx.Document()
    for line in lines:
        paragraph = document.add_paragraph(line)
        if "clause" in line and "for" not in line:
            for tag, place in (("w:bookmarkStart", 0), ("w:bookmarkEnd", 2)):
                mark = OxmlElement(tag)
                mark.set(qn("w:id"), "7")
                if place == 0:
                    mark.set(qn("w:name"), "payment")
                paragraph._p.insert(place, mark)
    document.save(path)


template("a.docx", ["{%p for clause in clauses %}", "{{ clause }}", "{%p endfor %}"])
document = DocxTemplate("a.docx")
document.render({"clauses": ["第一条", "第二条"]})
document.save("docxtpl.docx")
template("b.docx", ["{#clauses}", "{clause}", "{/clauses}"])
PY
node -e "
const Docxtemplater = require('docxtemplater'), PizZip = require('pizzip'), fs = require('fs');
const document = new Docxtemplater(new PizZip(fs.readFileSync('b.docx')), { paragraphLoop: true });
document.render({ clauses: [{ clause: '第一条' }, { clause: '第二条' }] });
fs.writeFileSync('docxtemplater.docx', document.toBuffer());
"
seen=$(venv/bin/python - <<'PY'
import re
import zipfile

for name in ("docxtpl", "docxtemplater"):
    xml = zipfile.ZipFile(f"{name}.docx").read("word/document.xml").decode()
    print(name, *re.findall(r"<w:bookmarkStart[^>]*>", xml))
PY
)
stated='docxtpl <w:bookmarkStart w:id="7" w:name="payment"/> <w:bookmarkStart w:id="7" w:name="payment"/>
docxtemplater <w:bookmarkStart w:id="7" w:name="payment"/> <w:bookmarkStart w:id="7" w:name="payment"/>'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
