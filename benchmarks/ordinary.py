"""The M3b contract as an ordinary docxtpl template: all prose in the template, tags where answers stand, a loop for the assets.

What a user of docxtpl would have in Word. Made from the drafted contract, so that both render the same contract.
"""

from __future__ import annotations

import re
from typing import Any

from drafter.ooxml.archive import safe_parts
from drafter.ooxml.container import pack

_TEXT = re.compile(r"(<w:t[^>]*>)([^<]*)(</w:t>)")
_ROW = re.compile(r"<w:tr>.*?</w:tr>")
_NUMBER = re.compile(r"(?<![\w{.])\d+(?![\w}.])")
MOST_TAGS = 900  # a template has some hundred fields; drafter refuses one with more than a thousand


def ordinary_template(contract: bytes) -> tuple[bytes, dict[str, Any]]:
    """Return the template of a drafted contract and the context that fills it."""
    parts = safe_parts(contract, "contract.docx")
    text = parts["word/document.xml"].decode("utf-8")
    text, rows = _looped(text)
    text, numbers = _tagged(text)
    parts = {name: part for name, part in parts.items() if not name.startswith("customXml/")}
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<(Relationship|Override)\b[^>]*customXml[^>]*/>", b"", parts[name])
    return pack(parts | {"word/document.xml": text.encode("utf-8")}), {"party_rows": rows, **numbers}


def _looped(text: str) -> tuple[str, list[dict[str, str]]]:
    """Return the text with its largest table as a loop, the like of it taken out, and the rows looped over."""
    tables = sorted(re.findall(r"<w:tbl>(?:(?!<w:tbl>).)*?</w:tbl>", text), key=len, reverse=True)[:3]
    head, *rows, total = _ROW.findall(tables[0])
    cells = [[_plain(cell) for cell in re.findall(r"<w:tc>.*?</w:tc>", row)] for row in rows]
    names = [f"c{n}" for n in range(len(cells[0]))]
    waiting = iter(names)
    model = re.sub(r"(<w:t[^>]*>)[^<]*(</w:t>)", lambda m: f"{m[1]}{{{{ row.{next(waiting)} }}}}{m[2]}", rows[0])
    first = re.sub(r"<w:t [^>]*>[^<]*</w:t>", "", rows[0])

    def tag(words: str) -> str:
        return first.replace("</w:pPr>", f"</w:pPr><w:r><w:t>{words}</w:t></w:r>", 1)

    loop = head + tag("{%tr for row in party_rows %}") + model + tag("{%tr endfor %}") + total
    start = tables[0].index(head)
    text = text.replace(tables[0], tables[0][:start] + loop + "</w:tbl>")
    for table in tables[1:]:
        text = text.replace(table, "")
    return text, [dict(zip(names, row, strict=True)) for row in cells]


def _plain(cell: str) -> str:
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", cell))


def _tagged(text: str) -> tuple[str, dict[str, str]]:
    """Return the text with its typed numbers as tags, and what they stand for."""
    numbers: dict[str, str] = {}

    def tag(match: re.Match[str]) -> str:
        if "{" in match[2] or len(numbers) >= MOST_TAGS:
            return match[0]
        return match[1] + _NUMBER.sub(lambda number: _named(number[0], numbers), match[2], count=1) + match[3]

    return _TEXT.sub(tag, text), numbers


def _named(number: str, numbers: dict[str, str]) -> str:
    name = f"n{len(numbers)}"
    numbers[name] = number
    return f"{{{{ {name} }}}}"


def in_dialect(template: bytes, dialect: str) -> bytes:
    """Return the template with the tags of docxtemplater or carbone instead."""
    parts = safe_parts(template, "template.docx")
    text = parts["word/document.xml"].decode("utf-8")
    opening, model, closing = re.search(r"(<w:tr>(?:(?!<w:tr>).)*?\{%tr for.*?</w:tr>)(<w:tr>.*?</w:tr>)(<w:tr>.*?</w:tr>)", text).groups()  # type: ignore[union-attr]
    if dialect == "docxtemplater":
        last = re.findall(r"row\.(c\d+)", model)[-1]
        row = re.sub(r"\{\{ row\.(c\d+) \}\}", r"{\1}", model)
        row = row.replace("{c0}", "{#party_rows}{c0}", 1).replace(f"{{{last}}}", f"{{{last}}}{{/party_rows}}", 1)
        tag = r"{\1}"
    else:
        row = re.sub(r"\{\{ row\.(c\d+) \}\}", r"{d.party_rows[i].\1}", model)
        row += row.replace("[i]", "[i+1]")
        tag = r"{d.\1}"
    text = text.replace(opening + model + closing, row)
    return pack(parts | {"word/document.xml": re.sub(r"\{\{ (\w+) \}\}", tag, text).encode("utf-8")})
