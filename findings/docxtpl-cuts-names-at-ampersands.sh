#!/usr/bin/env bash
# docxtpl 0.20.2: without autoescape an & in a value takes the rest of the name with it, and nothing is said.
#
# One would bet:  an unescaped & or < makes broken XML, so that render() or Word complains; the manual does warn and offers
#                 autoescape=True.
# What happens:   lxml repairs what it is given: 甲&乙公司 is printed as 甲, A&B公司 as A, A & B as A B, 响应时间<30分钟 as
#                 响应时间30分钟.
# Why it matters: a party gets another, shorter name and a limit loses its sign; the file opens as if all were well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docxtpl==0.20.2 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import docx
from docxtpl import DocxTemplate

template = docx.Document()
template.add_paragraph("{{ value }}")
template.save("template.docx")
for escaped in (False, True):
    for value in ("甲&乙公司", "A&B公司", "A & B", "响应时间<30分钟"):
        document = DocxTemplate("template.docx")
        document.render({"value": value}, autoescape=escaped)
        document.save("out.docx")
        print(value, "autoescape" if escaped else "plain", docx.Document("out.docx").paragraphs[0].text)
PY
)
stated='甲&乙公司 plain 甲
A&B公司 plain A
A & B plain A  B
响应时间<30分钟 plain 响应时间30分钟
甲&乙公司 autoescape 甲&乙公司
A&B公司 autoescape A&B公司
A & B autoescape A & B
响应时间<30分钟 autoescape 响应时间<30分钟'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
