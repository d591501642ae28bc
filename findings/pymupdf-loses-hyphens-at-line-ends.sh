#!/usr/bin/env bash
# pymupdf4llm 2.0 and pymupdf 2.0 search_for: a hyphen at the end of a line is taken for hyphenation, after figures too.
#
# One would bet:  only a hyphen between two letters is joined (as in develop-ment); a contract number broken over two lines is found by
#                 its number.
# What happens:   LAJD-2026- / 0012 reads LAJD-20260012 in to_markdown(), and search_for finds LAJD-20260012 but not LAJD-2026-0012;
#                 within 10- / 15 days reads within 1015 days.
# Why it matters: numbers of contracts, ranges of days (10-15) and dates change when they happen to stand at the end of a line.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pymupdf==2.0 pymupdf4llm==2.0 reportlab==5.1.0
seen=$(venv/bin/python - <<'PY' | grep '^>'
import pymupdf
import pymupdf4llm
from reportlab.pdfgen import canvas

for lines in (("Contract LAJD-2026-", "0012 of the buyer"), ("The work is done within 10-", "15 days")):
    page = canvas.Canvas("in.pdf", pagesize=(400, 200))
    for at, line in enumerate(lines):
        page.drawString(20, 150 - 15 * at, line)
    page.save()
    print(">", pymupdf4llm.to_markdown("in.pdf").strip())
    for words in ("LAJD-2026-0012", "LAJD-20260012"):
        print(">", words, bool(pymupdf.open("in.pdf")[0].search_for(words)))
PY
)
stated='> Contract LAJD-20260012 of the buyer
> LAJD-2026-0012 False
> LAJD-20260012 True
> The work is done within 1015 days
> LAJD-2026-0012 False
> LAJD-20260012 False'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
