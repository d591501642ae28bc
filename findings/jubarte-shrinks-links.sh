#!/usr/bin/env bash
# jubarte-redlines 0.14.0: comparing two texts of one hyperlink leaves the link on the changed character only.
#
# One would bet:  第三条 as a link against 第四条 as a link to the same bookmark: the link stays round the text, one character is marked
#                 in it.
# What happens:   w:hyperlink is taken apart: 第 and 条 come out as plain text, 三 and 四 each in a HYPERLINK field of their own.
# Why it matters: once the changes are accepted, only one character of the reference can be clicked, and a program that reads links finds
#                 四 where it says 第四条.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet jubarte-redlines==0.14.0
seen=$(venv/bin/python - <<'PY'
import re
import zipfile

from jubarte_redlines import accept_revisions, compare_documents

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


link = '<w:p><w:hyperlink w:anchor="payment"><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:p>'.format
docx("old.docx", link("第三条"))
docx("new.docx", link("第四条"))
with open("old.docx", "rb") as old, open("new.docx", "rb") as new:
    accepted = accept_revisions(compare_documents(old.read(), new.read(), author="A"))
with open("out.docx", "wb") as out:
    out.write(accepted)
for name in ("new.docx", "out.docx"):
    xml = zipfile.ZipFile(name).read("word/document.xml").decode()
    print(name, *re.findall(r"<w:hyperlink|</w:hyperlink|HYPERLINK|separate|\bend\b|(?<=>)[第三四条]+", xml))
PY
)
stated='new.docx <w:hyperlink 第四条 </w:hyperlink
out.docx 第 HYPERLINK separate 四 end 条'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
