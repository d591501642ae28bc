#!/usr/bin/env bash
# html-to-docx 1.8.0 (npm): struck-out words are printed as live text, and a list always starts from 1.
#
# One would bet:  <s> and <del> become w:strike as <u> becomes w:u; <ol start=3> starts from 3.
# What happens:   no strike is written for either element, so that the deleted words stand in the sentence; the list's w:start is 1.
#                 (@turbodocx/html-to-docx 1.23.1 does both.)
# Why it matters: an amended clause in which 30日 was struck reads 30日60日 in the Word file, and articles get other numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund html-to-docx@1.8.0 @turbodocx/html-to-docx@1.23.1 >/dev/null
cat >make.js <<'JS'
const fs = require('fs');
const html = '<p>付款期限为<del>30日</del><s>45日</s><u>60日</u></p><ol start="3"><li>第三项</li></ol>';
for (const name of ['html-to-docx', '@turbodocx/html-to-docx'])
  require(name)(html).then((out) => fs.writeFileSync(name.split('/')[0] + '.docx', Buffer.from(out)));
JS
node make.js
seen=$(python3 - <<'PY'
import re
import zipfile

for name in ("html-to-docx", "@turbodocx"):
    with zipfile.ZipFile(f"{name}.docx") as package:
        text = package.read("word/document.xml").decode()
        start = re.search(r'<w:start w:val="(\d+)"', package.read("word/numbering.xml").decode())[1]
    print(name, "strike", len(re.findall("<w:strike", text)), "underline", len(re.findall("<w:u ", text)), "list starts from", start)
PY
)
stated='html-to-docx strike 0 underline 1 list starts from 1
@turbodocx strike 2 underline 1 list starts from 3'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
