#!/usr/bin/env bash
# docxcompose 2.2.0: an appended file loses its page set-up, header and footer.
#
# One would bet:  an annex appended to a contract keeps its landscape page and its own header, in a section of its own.
# What happens:   the last section of the appended file is left out: one section, portrait, with the header of the first file, is all
#                 there is.
# Why it matters: wide price tables run off the paper, and pages of the annex carry the title of the contract.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet docxcompose==2.2.0 python-docx==1.2.0
seen=$(venv/bin/python - <<'PY'
import docx
from docxcompose.composer import Composer


def make(path, title, landscape):
    document = docx.Document()
    document.add_paragraph(title)
    section = document.sections[0]
    section.header.paragraphs[0].text = title
    if landscape:
        section.page_width, section.page_height = section.page_height, section.page_width
    document.save(path)


make("contract.docx", "合同", landscape=False)
make("annex.docx", "附件一 报价表", landscape=True)
composer = Composer(docx.Document("contract.docx"))
composer.append(docx.Document("annex.docx"))
composer.save("out.docx")
for name in ("contract.docx", "annex.docx", "out.docx"):
    for section in docx.Document(name).sections:
        print(name, section.header.paragraphs[0].text, "wide" if section.page_width > section.page_height else "high")
PY
)
stated='contract.docx 合同 high
annex.docx 附件一 报价表 wide
out.docx 合同 high'
printf '%s\n' "$seen"
[ "$seen" = "$stated" ] || { echo "the behaviour has changed"; exit 1; }
