#!/usr/bin/env bash
# docx2txt 0.9, docx2python 3.7.1, aspose-words-foss 26.7.0: the non-breaking hyphen (w:noBreakHyphen) is left out.
#
# One would bet:  a reader that knows tabs and line breaks knows Word's own Ctrl+Shift+- and gives a hyphen, as mammoth and python-docx
#                 do.
# What happens:   每月1-5日 (on the 1st to the 5th of each month) is read as 每月15日 (on the 15th of each month) by all three.
# Why it matters: ranges of days, article numbers and contract numbers are typed with this very hyphen so that they stay on one line; what
#                 is read is another term that looks right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx2txt==0.9 docx2python==3.7.1 aspose-words-foss==26.7.0 mammoth==1.13.0 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import zipfile

import aspose.words_foss as aw
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


docx("in.docx", "<w:p><w:r><w:t>每月1</w:t><w:noBreakHyphen/><w:t>5日付款</w:t></w:r></w:p>")
print("docx2txt", docx2txt.process("in.docx").strip())
with docx2python("in.docx") as read:
    print("docx2python", read.text.strip())
print("aspose-words-foss", aw.Document("in.docx").get_text().strip())
with open("in.docx", "rb") as file:
    print("mammoth", mammoth.extract_raw_text(file).value.strip().replace("\u2011", "<U+2011>"))
print("python-docx", python_docx.Document("in.docx").paragraphs[0].text)
PY
)
stated='docx2txt 每月15日付款
docx2python 每月15日付款
aspose-words-foss 每月15日付款
mammoth 每月1<U+2011>5日付款
python-docx 每月1-5日付款'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
