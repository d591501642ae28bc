"""Markdown for reading, versioning and pandoc: numbers written out, tables as pipe tables."""

from __future__ import annotations

from pathlib import Path

from drafter.drafting import Draft
from drafter.model import Block, Break, Cell, Group, Inline, Opaque, Paragraph, Picture, Reference, Table, TableOfContents, Text
from drafter.patterns import regex
from drafter.writers.blocks import blocks_in_order, cover_lines, heading_gap, title_lines

_HEADS = {"chapter": "## ", "annex": "## ", "heading": "## ", "article": "### "}
_INDENT = {"item": "    ", "subitem": "        "}
_SPECIAL = regex(r"([\\`*_\[\]<>|#~$^@])")


def markdown_bytes(draft: Draft, template: Path | None = None) -> bytes:
    """Return the draft as Markdown."""
    lines = [f"# {escape(' / '.join(title_lines(draft)))}", ""]
    lines += [f"{escape(label)}{draft.front.labels['colon']}{_inlines(line)}  " for label, line in cover_lines(draft.front)]
    if not draft.final:
        lines += ["", f"> {_inlines(draft.front.disclaimer)}"]
    for name, blocks in blocks_in_order(draft):
        if name != "contents":
            for block in blocks:
                lines += ["", *_block(block)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def escape(text: str) -> str:
    """Return text in which nothing is Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def _block(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [_paragraph(block), ""]
    if isinstance(block, Table):
        return _table(block) if block.borders else _pairs(block)
    if isinstance(block, Group):
        return [line for inner in block.blocks for line in _block(inner)]
    if isinstance(block, TableOfContents):
        return [f"- {e.text}" for e in block.entries]
    return []


def _paragraph(paragraph: Paragraph) -> str:
    number = (
        f"{paragraph.number}{'.' if paragraph.style == 'article' and paragraph.number.isdecimal() else ''} " if paragraph.number else ""
    )
    text = _inlines(paragraph.inlines)
    if paragraph.style in ("tablecaption", "figurecaption"):
        return f"**{number}{text}**"
    if head := _HEADS.get(paragraph.style):
        return f"{head}{number.rstrip()}{heading_gap(paragraph) if number else ''}{text}"
    number = number.replace(". ", "\\. ") if paragraph.style == "subitem" else number
    indent = "&emsp;&emsp;" * (len(_INDENT.get(paragraph.style, "")) // 4)
    return f"{indent}{number}{text}"


def _pairs(table: Table) -> list[str]:
    return [line for row in table.rows for cell in row.cells for block in cell.blocks for line in _block(block)]


def _table(table: Table) -> list[str]:
    width = len(table.widths)
    rows = []
    for row in table.rows:
        cells = [text for cell in row.cells for text in (_cell(cell), *[""] * (cell.span - 1))]
        rows.append("| " + " | ".join(cells) + " |")
    return [rows[0], "|" + " --- |" * width, *rows[1:], ""]


def _cell(cell: Cell) -> str:
    return "<br>".join(_inlines(b.inlines) for b in cell.blocks if isinstance(b, Paragraph))


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    if isinstance(inline, Break):
        return "<br>" if inline.kind == "line" else " "
    if isinstance(inline, (Text, Reference)):
        text = escape(inline.text)
        return f"**{text}**" if "bold" in inline.marks and text.strip() else text
    if isinstance(inline, Picture):
        return f"*{escape(inline.alt)}*"
    assert isinstance(inline, Opaque)
    return ""
