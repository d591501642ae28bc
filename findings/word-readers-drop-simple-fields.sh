#!/usr/bin/env bash
# mammoth 1.13.0, pypandoc_binary 1.17 (pandoc 3.9), python-docx 1.2.0: a cross-reference kept as w:fldSimple is left out.
#
# One would bet:  the text inside a simple field is read like the result of a complex field (begin, separate, end), which all of them do
#                 read: both stand in the paragraph and print alike.
# What happens:   the three leave the words of the simple field out and say nothing; docx2txt 0.9 keeps them.
# Why it matters: mail merge, WPS and many generators write numbers of articles, dates and sums as simple fields: 依照第十二条支付 is read
#                 as 依照支付.
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


text = "<w:r><w:t>{}</w:t></w:r>".format
mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
code = "<w:r><w:instrText> REF payment </w:instrText></w:r>"
simple = f'<w:fldSimple w:instr=" REF payment ">{text("第十二条")}</w:fldSimple>'
for kind, field in (("complex", mark("begin") + code + mark("separate") + text("第十二条") + mark("end")), ("simple", simple)):
    docx("in.docx", f"<w:p>{text('依照')}{field}{text('支付')}</w:p>")
    with open("in.docx", "rb") as file:
        print(kind, "mammoth", mammoth.extract_raw_text(file).value.strip())
    print(kind, "pandoc", pypandoc.convert_file("in.docx", "plain").strip())
    print(kind, "python-docx", python_docx.Document("in.docx").paragraphs[0].text)
    print(kind, "docx2txt", docx2txt.process("in.docx").strip())
PY
)
stated='complex mammoth 依照第十二条支付
complex pandoc 依照第十二条支付
complex python-docx 依照第十二条支付
complex docx2txt 依照第十二条支付
simple mammoth 依照支付
simple pandoc 依照支付
simple python-docx 依照支付
simple docx2txt 依照第十二条支付'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
