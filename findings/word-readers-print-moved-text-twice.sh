#!/usr/bin/env bash
# docx2txt 0.9, docx2python 3.7.1: a clause moved with changes tracked is read at its old place and at its new one.
#
# One would bet:  the two leave w:del out, so they leave w:moveFrom (the same thing for moved words) out as well.
# What happens:   deleted words are gone, moved ones stand twice: the moved sentence is printed at both places.
# Why it matters: a clause moved by the other side is counted, indexed and answered twice; a sum in it is there two times.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx2txt==0.9 docx2python==3.7.1
seen=$(venv/bin/python - <<'PY'
import zipfile

import docx2txt
from docx2python import docx2python

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


by = 'w:author="A" w:date="2027-01-04T09:00:00Z"'
moved = "<w:r><w:t>质保金为百分之五。</w:t></w:r>"
docx(
    "in.docx",
    f'<w:p><w:del w:id="1" {by}><w:r><w:delText>删去的。</w:delText></w:r></w:del><w:r><w:t>第一条。</w:t></w:r>'
    f'<w:moveFromRangeStart w:id="2" w:name="m" {by}/><w:moveFrom w:id="3" {by}>{moved}</w:moveFrom><w:moveFromRangeEnd w:id="2"/></w:p>'
    f'<w:p><w:r><w:t>第二条。</w:t></w:r><w:moveToRangeStart w:id="4" w:name="m" {by}/><w:moveTo w:id="5" {by}>{moved}</w:moveTo>'
    f'<w:moveToRangeEnd w:id="4"/></w:p>',
)
print("docx2txt", docx2txt.process("in.docx").split())
with docx2python("in.docx") as read:
    print("docx2python", read.text.split())
PY
)
stated='docx2txt ['\''第一条。质保金为百分之五。'\'', '\''第二条。质保金为百分之五。'\'']
docx2python ['\''第一条。质保金为百分之五。'\'', '\''第二条。质保金为百分之五。'\'']'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
