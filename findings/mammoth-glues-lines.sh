#!/usr/bin/env bash
# mammoth 1.13.0, extract_raw_text: a line break inside a paragraph is nothing at all.
#
# One would bet:  w:br and w:cr come out as a line feed, or as a blank at least; the tab does come out as a tab.
# What happens:   the two lines are glued together; the pointed tab (w:ptab, of headers and signature lines) is lost in the same way.
# Why it matters: blocks of parties are typed with Shift+Enter: the name of the buyer runs into that of the seller, 100 on one line and
#                 200 on the next are read as 100200.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet mammoth==1.13.0
seen=$(venv/bin/python - <<'PY'
import zipfile

import mammoth

PACKAGE, OFFICE = "http://schemas.openxmlformats.org/package/2006/", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELS = "application/vnd.openxmlformats-package.relationships+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def docx(path, body):
    with zipfile.ZipFile(path, "w") as package:
        types = f'<Default Extension="rels" ContentType="{RELS}"/><Default Extension="xml" ContentType="{WORD}"/>'
        package.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}content-types">{types}</Types>')
        to_document = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        package.writestr("_rels/.rels", f'<Relationships xmlns="{PACKAGE}relationships">{to_document}</Relationships>')
        body = f"<w:body>{body}<w:sectPr/></w:body>"
        package.writestr("word/document.xml", f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}">{body}</w:document>')


for between in ("<w:tab/>", "<w:br/>", "<w:cr/>", '<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>'):
    docx("in.docx", f"<w:p><w:r><w:t>单价100</w:t>{between}<w:t>200元</w:t></w:r></w:p>")
    with open("in.docx", "rb") as file:
        print(between[3:7].strip("/>"), repr(mammoth.extract_raw_text(file).value.strip()))
PY
)
stated='tab '\''单价100\t200元'\''
br '\''单价100200元'\''
cr '\''单价100200元'\''
ptab '\''单价100200元'\'''
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
