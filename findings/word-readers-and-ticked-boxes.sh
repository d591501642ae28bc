#!/usr/bin/env bash
# docx2python 3.7.1 writes HTML into the text for a Wingdings tick; docx2txt 0.9 and python-docx 1.2.0 leave the tick out.
#
# One would bet:  w:sym comes out as the sign it shows (mammoth: a ballot box with a check) or as a stand-in, and plain text stays plain.
# What happens:   docx2python's text holds a span element with a style and an entity; the other two read a ticked and an empty box as the
#                 same words.
# Why it matters: forms and bid papers state choices by Insert > Symbol boxes: after reading, 同意 and 不同意 are both just there, or
#                 markup stands in the clause.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx2python==3.7.1 docx2txt==0.9 python-docx==1.2.0 mammoth==1.13.0
seen=$(venv/bin/python - <<'PY'
import zipfile

import docx as python_docx
import docx2txt
import mammoth
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


box = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r><w:r><w:t>{}</w:t></w:r>'.format
docx("in.docx", f"<w:p>{box('F0FE', '同意')}{box('F0A8', '不同意')}</w:p>")
with docx2python("in.docx") as read:
    print("docx2python", read.text.strip())
print("docx2txt", docx2txt.process("in.docx").strip())
print("python-docx", python_docx.Document("in.docx").paragraphs[0].text)
with open("in.docx", "rb") as file:
    print("mammoth", mammoth.extract_raw_text(file).value.strip().encode("ascii", "backslashreplace").decode())
PY
)
stated='docx2python <span style=font-family:Wingdings>&#x00FE;</span>同意<span style=font-family:Wingdings>&#x00A8;</span>不同意
docx2txt 同意不同意
python-docx 同意不同意
mammoth \U0001f5f9\u540c\u610f\U0001f78e\u4e0d\u540c\u610f'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
