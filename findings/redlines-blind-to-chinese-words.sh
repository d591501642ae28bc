#!/usr/bin/env bash
# redlines 0.6.2: in Chinese one changed figure marks the whole sentence, and a change of line ends is no change.
#
# One would bet:  the words that differ are marked, as in English, where only 30 is: the splitter knows punctuation, so it would split
#                 Chinese somewhere.
# What happens:   a text without blanks is one token: the sentence is deleted and inserted whole; 一段。\n二段。 against two paragraphs
#                 counts 0 changes.
# Why it matters: the summary says that all of a clause was rewritten where 30 became 60; the one figure to look at is lost in it. (A
#                 fresh install of redlines alone lacks typing_extensions.)
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet redlines==0.6.2 typing_extensions==4.16.0
seen=$(venv/bin/python - <<'PY'
from redlines import Redlines

for old, new in (
    ("Pay within 30 days.", "Pay within 60 days."),
    ("甲方应当在30日内付款，逾期承担违约责任。", "甲方应当在60日内付款，逾期承担违约责任。"),
    ("一段。\n二段。", "一段。\n\n二段。"),
):
    compared = Redlines(old, new, markdown_style="none")
    print(compared.stats().total_changes, repr(compared.output_markdown))
PY
)
stated='1 '\''Pay within <del>30 </del><ins>60 </ins>days.'\''
1 '\''<del>甲方应当在30日内付款，逾期承担违约责任。</del><ins>甲方应当在60日内付款，逾期承担违约责任。</ins>'\''
0 '\''一段。 \n\n二段。'\'''
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
