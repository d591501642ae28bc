#!/usr/bin/env bash
# pdfminer.six 20260107: of a signature page in two columns the seller's half comes after all that follows.
#
# One would bet:  two short lines side by side are read line by line, or left column and then right column of the same block.
# What happens:   the buyer's column is joined to the paragraphs below it; the seller's stands alone at the end, behind the date and the
#                 notes.
# Why it matters: who signs for whom is read from the words that stand next to each other: the seller's seal line is met after the annex,
#                 without its contract.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pdfminer.six==20260107 reportlab==5.1.0
seen=$(venv/bin/python - <<'PY'
from pdfminer.high_level import extract_text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
page = canvas.Canvas("in.pdf", pagesize=(595, 842))
page.setFont("STSong-Light", 12)
lines = (("甲方（盖章）：某局", "乙方（盖章）：某公司"), ("授权代表：", "授权代表："), ("签订日期：二〇二七年一月四日",), ("附注：本合同一式四份。",))
for at, columns in enumerate(lines):
    for x, words in zip((70, 330), columns):
        page.drawString(x, 780 - 18 * at, words)
page.save()
print(extract_text("in.pdf").split())
PY
)
stated='['\''甲方（盖章）：某局'\'', '\''授权代表：'\'', '\''签订日期：二〇二七年一月四日'\'', '\''附注：本合同一式四份。'\'', '\''乙方（盖章）：某公司'\'', '\''授权代表：'\'']'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
