#!/usr/bin/env bash
# pypandoc_binary 1.17 (pandoc 3.9): docx to docx loses content controls, field codes, bookmark names and centring.
#
# One would bet:  with Word on both sides a file keeps its bookmarks and the REF fields that point to them; text and marks do survive.
# What happens:   the bookmark is renamed and made empty, the REF field becomes a fixed hyperlink, the content control is unwrapped, the
#                 title is not centred.
# Why it matters: after this trip the numbers of articles no longer follow when a clause is put in between, and no program finds the
#                 amount by its tag.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc_binary==1.17
seen=$(venv/bin/python - <<'PY'
import re
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


text = "<w:r><w:t>{}</w:t></w:r>".format
mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
code = "<w:r><w:instrText> REF _Ref100 \\h </w:instrText></w:r>"
docx(
    "in.docx",
    f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{text("合同")}</w:p>'
    f'<w:p><w:bookmarkStart w:id="1" w:name="_Ref100"/>{text("第三条")}<w:bookmarkEnd w:id="1"/></w:p>'
    f'<w:p>{text("见")}{mark("begin")}{code}{mark("separate")}{text("第三条")}{mark("end")}</w:p>'
    f'<w:p><w:sdt><w:sdtPr><w:tag w:val="amount"/></w:sdtPr><w:sdtContent>{text("100")}</w:sdtContent></w:sdt></w:p>',
)
pypandoc.convert_file("in.docx", "docx", outputfile="out.docx")
for name in ("in.docx", "out.docx"):
    xml = zipfile.ZipFile(name).read("word/document.xml").decode()
    print(name, *re.findall(r"<w:(jc|bookmarkStart|bookmarkEnd|instrText|hyperlink|tag)", xml), "_Ref100" in xml)
PY
)
stated='in.docx True
out.docx False'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
