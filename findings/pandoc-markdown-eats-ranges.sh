#!/usr/bin/env bash
# pypandoc_binary 1.17 (pandoc 3.9), Markdown: 5~10日 and 10~15日 in one sentence lose their range signs.
#
# One would bet:  ~ between figures is a character; subscripts are asked for by letters as in H~2~O.
# What happens:   what stands between the two signs becomes a subscript: 应在5~10日内答复，逾期10~15日 is 应在5 + subscript
#                 10日内答复，逾期10 + 15日; as plain text nothing shows it but the tilde gone.
# Why it matters: ranges are written with ~ in Chinese; 5 to 10 days reads as 510 days. (gfm and commonmark keep both signs.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet pypandoc_binary==1.17
seen=$(venv/bin/python - <<'PY'
import pypandoc

for text in ("应在5~10日内答复", "应在5~10日内答复，逾期10~15日"):
    for form in ("markdown", "gfm", "commonmark"):
        print(form, pypandoc.convert_text(text, "html", format=form).strip())
PY
)
stated='markdown <p>应在5~10日内答复</p>
gfm <p>应在5~10日内答复</p>
commonmark <p>应在5~10日内答复</p>
markdown <p>应在5<sub>10日内答复，逾期10</sub>15日</p>
gfm <p>应在5~10日内答复，逾期10~15日</p>
commonmark <p>应在5~10日内答复，逾期10~15日</p>'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
