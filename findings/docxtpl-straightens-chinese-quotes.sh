#!/usr/bin/env bash
# docxtpl 0.20.2: curly quotation marks in a string inside a tag come out straight.
#
# One would bet:  docxtpl mends the curly quotes that Word puts round the strings of a tag; the text of a string stays as it is written.
# What happens:   every curly quote between the braces becomes a straight one: {{ '以下称“甲方”' }} prints 以下称"甲方"; outside the
#                 braces it stays.
# Why it matters: one and the same contract defines “甲方” in some sentences and "甲方" in others; a search for the defined term misses
#                 half.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docxtpl==0.20.2 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import docx
from docxtpl import DocxTemplate

for text in ("{{ '以下称“甲方”' if buyer else '' }}", "{% if buyer %}以下称“甲方”{% endif %}", "{{ buyer }}"):
    template = docx.Document()
    template.add_paragraph(text)
    template.save("template.docx")
    document = DocxTemplate("template.docx")
    document.render({"buyer": "“某”局"})
    document.save("out.docx")
    print(text, "->", docx.Document("out.docx").paragraphs[0].text)
PY
)
stated='{{ '\''以下称“甲方”'\'' if buyer else '\'''\'' }} -> 以下称"甲方"
{% if buyer %}以下称“甲方”{% endif %} -> 以下称“甲方”
{{ buyer }} -> “某”局'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
