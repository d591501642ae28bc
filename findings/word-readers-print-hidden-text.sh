#!/usr/bin/env bash
# mammoth 1.13.0, pypandoc_binary 1.17 (pandoc 3.9), docx2txt 0.9, python-docx 1.2.0: hidden text is read as plain text.
#
# One would bet:  w:vanish, which Word neither shows nor prints, is left out or marked by at least one of them; deleted words are left out
#                 by all four.
# What happens:   all four give 底价90万元 in the middle of the sentence, with nothing to tell it from the rest.
# Why it matters: notes on limits and reserve prices are kept as hidden text in templates: they go out with every text made of the file,
#                 and counts and comparisons include them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet mammoth==1.13.0 pypandoc_binary==1.17 python-docx==1.2.0 docx2txt==0.9
seen=$(venv/bin/python - <<'PY'
import zipfile

import docx as python_docx
import docx2txt
import mammoth
import pypandoc

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


hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>（底价90万元）</w:t></w:r>"
deleted = '<w:del w:id="1" w:author="A" w:date="2027-01-04T09:00:00Z"><w:r><w:delText>删去</w:delText></w:r></w:del>'
docx("in.docx", f"<w:p><w:r><w:t>合同价</w:t></w:r>{hidden}{deleted}<w:r><w:t>由双方商定。</w:t></w:r></w:p>")
with open("in.docx", "rb") as file:
    print("mammoth", mammoth.extract_raw_text(file).value.strip())
print("pandoc", pypandoc.convert_file("in.docx", "plain").strip())
print("docx2txt", docx2txt.process("in.docx").strip())
print("python-docx", python_docx.Document("in.docx").paragraphs[0].text)
PY
)
stated='mammoth 合同价（底价90万元）由双方商定。
pandoc 合同价（底价90万元）由双方商定。
docx2txt 合同价（底价90万元）由双方商定。
python-docx 合同价（底价90万元）由双方商定。'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
