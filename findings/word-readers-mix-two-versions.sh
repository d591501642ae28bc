#!/usr/bin/env bash
# python-docx 1.2.0, aspose-words-foss 26.7.0: of a tracked change they show neither the old words nor the new ones.
#
# One would bet:  a reader shows a tracked document as it was (deletions in, insertions out) or as it will be (insertions in, deletions
#                 out); mammoth 1.13.0 does the latter.
# What happens:   both leave out the inserted words and the deleted ones: 付款期限为[30日 deleted][60日 inserted] is read as 付款期限为。
# Why it matters: the text checked is one that nobody ever wrote: terms, sums and names under negotiation, the very ones that matter, are
#                 missing from it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0 aspose-words-foss==26.7.0 mammoth==1.13.0
seen=$(venv/bin/python - <<'PY'
import zipfile

import aspose.words_foss as aw
import docx as python_docx
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


by = 'w:author="A" w:date="2027-01-04T09:00:00Z"'
docx(
    "in.docx",
    f'<w:p><w:r><w:t>付款期限为</w:t></w:r><w:del w:id="1" {by}><w:r><w:delText>30日</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" {by}><w:r><w:t>60日</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>',
)
print("python-docx", python_docx.Document("in.docx").paragraphs[0].text)
print("aspose-words-foss", aw.Document("in.docx").get_text().strip())
with open("in.docx", "rb") as file:
    print("mammoth", mammoth.extract_raw_text(file).value.strip())
PY
)
stated='python-docx 付款期限为。
aspose-words-foss 付款期限为。
mammoth 付款期限为60日。'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
