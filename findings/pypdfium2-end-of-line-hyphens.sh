#!/usr/bin/env bash
# pypdfium2 5.15.2: a hyphen at the end of a line is U+FFFE or U+0002, by the method, and the line end is gone.
#
# One would bet:  the hyphen on paper is a hyphen in the text, and both methods of a text page give the same characters.
# What happens:   before a letter get_text_range() gives U+FFFE, get_text_bounded() U+0002, and the next line follows at once; before a
#                 figure both keep the hyphen and the break.
# Why it matters: 甲方- / 乙方 and Party A- / Party B read as one word for whoever drops control characters; U+FFFE and U+0002 may not
#                 stand in XML, so a .docx made of the text fails.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypdfium2==5.15.2 reportlab==5.1.0
seen=$(venv/bin/python - <<'PY'
import pypdfium2
from reportlab.pdfgen import canvas

for lines in (("between Party A-", "Party B"), ("the long-", "term plan"), ("Contract LAJD-2026-", "0012")):
    page = canvas.Canvas("in.pdf", pagesize=(400, 200))
    for at, line in enumerate(lines):
        page.drawString(20, 150 - 15 * at, line)
    page.save()
    text = pypdfium2.PdfDocument("in.pdf")[0].get_textpage()
    print(ascii(text.get_text_range()), ascii(text.get_text_bounded()))
PY
)
stated=''\''between Party A\ufffeParty B'\'' '\''between Party A\x02Party B'\''
'\''the long\ufffeterm plan'\'' '\''the long\x02term plan'\''
'\''Contract LAJD-2026-\r\n0012'\'' '\''Contract LAJD-2026-\r\n0012'\'''
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
