#!/usr/bin/env bash
# easy-template-x 7.2.8 (npm): the second line of a value is printed after whatever follows the tag.
#
# One would bet:  地址：{address}，电话：{phone} with an address of two lines prints line, break, line, comma, phone.
# What happens:   all tags of one run are filled first, the break and the second line come last: 某路1号，电话：010, then 二楼.
# Why it matters: the words of the contract are all there, in another order: the floor belongs to the telephone, the second bank account
#                 to somebody else.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet python-docx==1.2.0
npm install --silent --no-audit --no-fund easy-template-x@7.2.8 >/dev/null
venv/bin/python - <<'PY'
import docx

template = docx.Document()
template.add_paragraph("地址：{address}，电话：{phone}")
template.save("template.docx")
PY
node -e "
const { TemplateHandler } = require('easy-template-x'), fs = require('fs');
new TemplateHandler().process(fs.readFileSync('template.docx'), { address: '某路1号\n二楼', phone: '010' })
  .then((out) => fs.writeFileSync('out.docx', out));
"
seen=$(venv/bin/python - <<'PY'
import docx

print(repr(docx.Document("out.docx").paragraphs[0].text))
PY
)
stated=''\''地址：某路1号，电话：010\n二楼'\'''
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
