#!/usr/bin/env bash
# docx-revisions 0.1.5: a tracked replacement over several runs writes the deleted words without their formatting.
#
# One would bet:  rejecting a tracked change brings back what was there: words, bold and all; Word keeps each run in its w:del for that.
# What happens:   one plain w:delText holds the words of all runs; after reject_all() 解除 is no longer bold.
# Why it matters: a form of contract sets the terms that must catch the eye in bold, as Article 496 of the Civil Code asks of standard
#                 terms: a rejected edit silently takes that away.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx-revisions==0.1.5 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import docx
from docx_revisions import RevisionDocument

document = docx.Document()
paragraph = document.add_paragraph("甲方有权")
paragraph.add_run("解除").bold = True
paragraph.add_run("合同")
document.save("in.docx")
document = RevisionDocument("in.docx")
print(document.find_and_replace_tracked("权解除合", "权终止合", author="A"), "replaced")
document.reject_all()
document.save("out.docx")
for name in ("in.docx", "out.docx"):
    print(name, [(run.text, bool(run.bold)) for run in docx.Document(name).paragraphs[0].runs])
PY
)
stated='1 replaced
in.docx [('\''甲方有权'\'', False), ('\''解除'\'', True), ('\''合同'\'', False)]
out.docx [('\''甲方有'\'', False), ('\''权解除合'\'', False), ('\''同'\'', False)]'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
