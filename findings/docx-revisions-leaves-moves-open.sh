#!/usr/bin/env bash
# docx-revisions 0.1.5: accept_all() and reject_all() leave moved words and deleted paragraph marks as they were.
#
# One would bet:  after accept_all() or reject_all() no revision is left in the file.
# What happens:   insertions and deletions of words are settled; w:moveFrom, w:moveTo and the deleted end of a paragraph (w:del in w:rPr)
#                 stand there untouched by either.
# Why it matters: the settled contract still shows changes in Word, and the next person may reject a move that both sides had agreed on.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx-revisions==0.1.5 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import re
import zipfile

from docx_revisions import RevisionDocument

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
run = "<w:r><w:t>{}</w:t></w:r>".format
docx(
    "in.docx",
    f'<w:p><w:ins w:id="1" {by}>{run("增")}</w:ins><w:del w:id="2" {by}><w:r><w:delText>删</w:delText></w:r></w:del></w:p>'
    f'<w:p><w:moveFrom w:id="3" {by}>{run("移")}</w:moveFrom></w:p><w:p><w:moveTo w:id="4" {by}>{run("移")}</w:moveTo></w:p>'
    f'<w:p><w:pPr><w:rPr><w:del w:id="5" {by}/></w:rPr></w:pPr>{run("并入下段。")}</w:p><w:p>{run("下段。")}</w:p>',
)
for settle in ("accept_all", "reject_all"):
    document = RevisionDocument("in.docx")
    getattr(document, settle)()
    document.save("out.docx")
    xml = zipfile.ZipFile("out.docx").read("word/document.xml").decode()
    print(settle, "leaves", re.findall(r"<w:(ins|del|moveFrom|moveTo) ", xml))
PY
)
stated='accept_all leaves ['\''moveFrom'\'', '\''moveTo'\'', '\''del'\'']
reject_all leaves ['\''moveFrom'\'', '\''moveTo'\'', '\''del'\'']'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
