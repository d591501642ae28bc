#!/usr/bin/env bash
# docx-mailmerge2 1.0.3: \* CHINESENUM2 and the Chinese letters of a date picture (EEEE年O月A日) are not carried out.
#
# One would bet:  the switches of Word's Chinese mail merge are honoured like \# and \@, which are, or the field is reported as unknown.
# What happens:   CHINESENUM2 prints 120, not 壹佰贰拾; the date picture is printed letter by letter as EEEE年O月A日; no warning.
# Why it matters: capitals of a sum and dates in Chinese numerals are what these switches are for: the contract shows code in the place of
#                 its date.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx-mailmerge2==1.0.3 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
from datetime import date

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from mailmerge import MailMerge

mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
day = date(2027, 1, 4)
for switch, value in (("\\# #,##0.00", 120), ("\\* CHINESENUM2", 120), ('\\@ "yyyy年M月d日"', day), ('\\@ "EEEE年O月A日"', day)):
    template = docx.Document()
    code = f'<w:r><w:instrText xml:space="preserve"> MERGEFIELD value {switch} </w:instrText></w:r>'
    field = mark("begin") + code + mark("separate") + "<w:r><w:t>«value»</w:t></w:r>" + mark("end")
    template.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{field}</w:p>"))
    template.save("template.docx")
    with MailMerge("template.docx") as document:
        document.merge(value=value)
        document.write("out.docx")
    print(switch, "->", docx.Document("out.docx").paragraphs[0].text)
PY
)
stated='\# #,##0.00 -> 120.00
\* CHINESENUM2 -> 120
\@ "yyyy年M月d日" -> 2027年1月4日
\@ "EEEE年O月A日" -> EEEE年O月A日'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
