#!/usr/bin/env bash
# Markdown 3.11.3, markdown-it 15.0.3 and marked 18.2.1 (npm), pandoc 3.9: 7*24小时 with a second asterisk is italic.
#
# One would bet:  an asterisk between two figures is an asterisk, as an underscore between letters is an underscore.
# What happens:   7*24小时响应，5*8小时驻场 loses both signs of multiplication and sets 24小时响应，5 in italics, in all four.
# Why it matters: service hours are written so in every maintenance contract: the printed clause promises 724小时 and 58小时.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet Markdown==3.11.3 pypandoc_binary==1.17
npm install --silent --no-audit --no-fund markdown-it@15.0.3 marked@18.2.1 >/dev/null
cat >seen.mjs <<'JS'
import markdownit from 'markdown-it';
import { marked } from 'marked';
const text = '7*24小时响应，5*8小时驻场';
console.log('markdown-it', markdownit().render(text).trim());
console.log('marked', marked.parse(text).trim());
JS
cat >seen.py <<'PY'
import markdown
import pypandoc

text = "7*24小时响应，5*8小时驻场"
print("Markdown", markdown.markdown(text))
print("pandoc", pypandoc.convert_text(text, "html", format="markdown").strip())
PY
seen=$(node seen.mjs && venv/bin/python seen.py)
stated='markdown-it <p>7<em>24小时响应，5</em>8小时驻场</p>
marked <p>7<em>24小时响应，5</em>8小时驻场</p>
Markdown <p>7<em>24小时响应，5</em>8小时驻场</p>
pandoc <p>7<em>24小时响应，5</em>8小时驻场</p>'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
