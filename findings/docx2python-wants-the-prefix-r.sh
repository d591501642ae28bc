#!/usr/bin/env bash
# docx2python 3.7.1: a document that never mentions the namespace prefix r is refused with KeyError: 'r'.
#
# One would bet:  prefixes are free in XML, and a document without pictures and links need not declare the relationships namespace:
#                 python-docx and Word read it.
# What happens:   reading the text raises KeyError with the one word r, wherever two runs stand side by side; declared under another
#                 prefix it fails as well.
# Why it matters: small generators (and anyone who writes the XML by hand) make such contracts; the message leads nobody to the cause.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx2python==3.7.1 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import zipfile

import docx as python_docx
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


docx("in.docx", "<w:p><w:r><w:t>合同</w:t></w:r></w:p>")
with zipfile.ZipFile("in.docx") as package:
    parts = {name: package.read(name).decode() for name in package.namelist()}
for name, prefix in (("r", "r"), ("none", ""), ("rel", "rel")):
    declared = f'xmlns:{prefix}="{OFFICE}"' if prefix else ""
    body = "<w:body><w:p><w:r><w:t>合同</w:t></w:r></w:p><w:sectPr/></w:body>"
    parts["word/document.xml"] = f'<w:document xmlns:w="{W}" {declared}>{body}</w:document>'
    with zipfile.ZipFile("in.docx", "w") as package:
        for part, content in parts.items():
            package.writestr(part, content)
    try:
        with docx2python("in.docx") as read:
            seen = read.text
    except KeyError as error:
        seen = f"KeyError: {error}"
    print("prefix", name, "docx2python", seen, "python-docx", python_docx.Document("in.docx").paragraphs[0].text)
PY
)
stated='prefix r docx2python 合同 python-docx 合同
prefix none docx2python KeyError: '\''r'\'' python-docx 合同
prefix rel docx2python KeyError: '\''r'\'' python-docx 合同'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
