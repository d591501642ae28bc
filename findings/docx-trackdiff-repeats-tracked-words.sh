#!/usr/bin/env bash
# docx-trackdiff 1.0.0: against a version with tracked changes the redline deletes the same words twice.
#
# One would bet:  the two versions are compared as they would be with all changes accepted, or the changes of the new one are kept as they
#                 are.
# What happens:   the old words are deleted once by the comparison and once more by the revision that was there: rejecting all gives
#                 付款期限为30日30日。
# Why it matters: drafts under negotiation always carry tracked changes; who rejects the redline gets a sentence that neither side wrote.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docx-trackdiff==1.0.0 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import re
import subprocess

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def save(path, content):
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{content}</w:p>"))
    document.save(path)


def redline():
    subprocess.run(["venv/bin/docx-trackdiff", "old.docx", "new.docx", "redline.docx"], check=True, capture_output=True)
    return docx.Document("redline.docx").element.body.xml


by = 'w:author="A" w:date="2027-01-04T09:00:00Z"'
run = "<w:r><w:t>{}</w:t></w:r>".format
save("old.docx", run("付款期限为30日。"))
deleted = f'<w:del w:id="1" {by}><w:r><w:delText>30日</w:delText></w:r></w:del>'
save("new.docx", f'{run("付款期限为")}{deleted}<w:ins w:id="2" {by}>{run("60日")}</w:ins>{run("。")}')
parts = re.findall(r"<w:(t|delText)(?: [^>]*)?>([^<]*)|<(/?)w:(ins)\b", redline())
depth, shown = 0, []
for kind, words, closing, insertion in parts:
    depth += (-1 if closing else 1) if insertion else 0
    shown += [words] if words and not depth else []
print("all rejected:", "".join(shown))
PY
)
stated='all rejected: 付款期限为30日30日。'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
