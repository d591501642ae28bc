#!/usr/bin/env bash
# aspose-words-foss 26.7.0: get_text() and save as text print the code of a field beside its result.
#
# One would bet:  the text of a document is what stands on paper: the result of a field; the code is shown on paper only when somebody
#                 asks for it.
# What happens:   见第十二条 is read as 见 REF payment \h 第十二条.
# Why it matters: comparing or searching the text of a contract with cross-references finds differences that are none, and misses words
#                 that touch a field.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet aspose-words-foss==26.7.0
seen=$(venv/bin/python - <<'PY'
import zipfile

import aspose.words_foss as aw

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


mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
code = '<w:r><w:instrText xml:space="preserve"> REF payment \\h </w:instrText></w:r>'
result = "<w:r><w:t>第十二条</w:t></w:r>"
docx("in.docx", f"<w:p><w:r><w:t>见</w:t></w:r>{mark('begin')}{code}{mark('separate')}{result}{mark('end')}</w:p>")
document = aw.Document("in.docx")
print(document.get_text().strip())
document.save("out.txt")
with open("out.txt", encoding="utf-8-sig") as file:
    print(file.read().strip())
PY
)
stated='见 REF payment \h 第十二条
见 REF payment \h 第十二条'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
