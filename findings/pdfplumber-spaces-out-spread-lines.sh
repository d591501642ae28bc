#!/usr/bin/env bash
# pdfplumber 0.11.10, pdfminer.six 20260107: a spread line (分散对齐) is read with a blank after every character.
#
# One would bet:  between Chinese characters no blank is read unless one was typed; pypdfium2 and pypdf read the line whole.
# What happens:   甲方应当在三十日内付款 with a character spacing of half an em is 甲 方 应 当 在 三 十 日 内 付 款.
# Why it matters: titles, party names and short last lines are spread in Chinese contracts: searches for the name or for 三十日 find
#                 nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pdfplumber==0.11.10 pypdfium2==5.15.2 pypdf==7.1.0 reportlab==5.1.0
seen=$(venv/bin/python - <<'PY'
import pdfplumber
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
page = canvas.Canvas("in.pdf", pagesize=(595, 842))
text = page.beginText(70, 780)
text.setFont("STSong-Light", 12)
text.setCharSpace(6)
text.textOut("甲方应当在三十日内付款")
page.drawText(text)
page.save()
print("pdfplumber", pdfplumber.open("in.pdf").pages[0].extract_text().strip())
print("pdfminer.six", extract_text("in.pdf").strip())
print("pypdfium2", pypdfium2.PdfDocument("in.pdf")[0].get_textpage().get_text_bounded().strip())
print("pypdf", pypdf.PdfReader("in.pdf").pages[0].extract_text().strip())
PY
)
stated='pdfplumber 甲 方 应 当 在 三 十 日 内 付 款
pdfminer.six 甲 方 应 当 在 三 十 日 内 付 款
pypdfium2 甲方应当在三十日内付款
pypdf 甲方应当在三十日内付款'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
