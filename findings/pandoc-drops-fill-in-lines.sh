#!/usr/bin/env bash
# pypandoc_binary 1.17 (pandoc 3.9): a fill-in line made of underlined blanks is gone.
#
# One would bet:  underlined blanks, the usual line to be filled in by hand, come out as underlined blanks, in Word on both sides at
#                 least.
# What happens:   联系人：______，电话：______ (underlined spaces) becomes 联系人： ，电话： with one plain blank; a paragraph that is
#                 only such a line is no paragraph any more.
# Why it matters: what was left open in a form looks settled: nothing tells an empty line from a sentence that never had one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc_binary==1.17
seen=$(venv/bin/python - <<'PY'
import zipfile

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


line = '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">        </w:t></w:r>'
text = "<w:r><w:t>{}</w:t></w:r>".format
docx("in.docx", f"<w:p>{text('联系人：')}{line}{text('，电话：')}{line}</w:p><w:p>{line}</w:p><w:p>{text('地址')}</w:p>")
for form in ("plain", "markdown", "html"):
    print(repr(pypandoc.convert_file("in.docx", form)))
pypandoc.convert_file("in.docx", "docx", outputfile="out.docx")
print(zipfile.ZipFile("out.docx").read("word/document.xml").decode().count('<w:u w:val="single"'), "underlined runs of 3 are left")
PY
)
stated=''\''联系人： ，电话：\n\n地址\n'\''
'\''联系人： ，电话：\n\n地址\n'\''
'\''<p>联系人： ，电话：</p>\n<p>地址</p>\n'\''
0 underlined runs of 3 are left'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
