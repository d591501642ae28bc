#!/usr/bin/env bash
# docx-trackdiff 1.0.0: hyphens, line breaks and formatting that changed are taken over without a mark.
#
# One would bet:  a redline between two versions marks every difference on paper; rejecting all of it gives the old version.
# What happens:   每月1-5日 (non-breaking hyphen) against 每月15日, two lines against one, plain against bold: no revision at all, the new
#                 version is written as if it were the old.
# Why it matters: the other side's change of a term passes as unchanged text in the very document that is to show changes.
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


run = "<w:r><w:t>{}</w:t></w:r>".format
pairs = {
    "words": (run("每月1日"), run("每月15日")),
    "hyphen": ("<w:r><w:t>每月1</w:t><w:noBreakHyphen/><w:t>5日</w:t></w:r>", run("每月15日")),
    "break": ("<w:r><w:t>单价1</w:t><w:br/><w:t>20元</w:t></w:r>", run("单价120元")),
    "bold": (run("解除"), "<w:r><w:rPr><w:b/></w:rPr><w:t>解除</w:t></w:r>"),
}
for kind, (old, new) in pairs.items():
    save("old.docx", old)
    save("new.docx", new)
    xml = redline()
    words = "".join(re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)", xml))
    print(kind, len(re.findall(r"<w:(?:ins|del|rPrChange)\b", xml)), "revisions:", words)
PY
)
stated='words 2 revisions: 每月1日每月15日
hyphen 0 revisions: 每月15日
break 0 revisions: 单价120元
bold 0 revisions: 解除'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
