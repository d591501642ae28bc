#!/usr/bin/env bash
# docxcompose 2.2.0: bookmarks of the appended file get new numbers but keep their names, and controls keep their numbers.
#
# One would bet:  what must be unique in a document is made unique: the w:id of bookmarks is renumbered, so their names and the ids of
#                 content controls are too.
# What happens:   two bookmarks named payment and two controls with the id 7 stand in the composed file; REF payment of the annex leads to
#                 the contract's clause.
# Why it matters: cross-references of an annex print numbers of another text, and the more of one's own annexes come from one template the
#                 surer.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docxcompose==2.2.0 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import re

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docxcompose.composer import Composer


def make(path, words):
    document = docx.Document()
    control = f'<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent><w:r><w:t>{words}</w:t></w:r></w:sdtContent></w:sdt>'
    marked = f'<w:bookmarkStart w:id="1" w:name="payment"/>{control}<w:bookmarkEnd w:id="1"/>'
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{marked}</w:p>"))
    document.save(path)


make("contract.docx", "第三条")
make("annex.docx", "附件第五条")
composer = Composer(docx.Document("contract.docx"))
composer.append(docx.Document("annex.docx"))
composer.save("out.docx")
xml = docx.Document("out.docx").element.body.xml
print(*re.findall(r'<w:bookmarkStart [^>]*>|<w:id w:val="[^"]*"/>', xml), sep="\n")
PY
)
stated='<w:bookmarkStart w:id="0" w:name="payment"/>
<w:id w:val="7"/>
<w:bookmarkStart w:id="1" w:name="payment"/>
<w:id w:val="7"/>'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
