"""One self-contained HTML page: readable on a screen and in print, every reference a link."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from html import escape
from pathlib import Path

from drafter.drafting import Draft
from drafter.model import (
    Block,
    Break,
    Cell,
    Group,
    Inline,
    Opaque,
    PageLayout,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    TableOfContents,
    Text,
    TextRow,
)
from drafter.writers.blocks import blocks_in_order, cover_lines, heading_gap, title_lines

_HEADS = {"chapter": "h2", "annex": "h2", "heading": "h2", "article": "h3"}
_CAPTIONS = ("tablecaption", "figurecaption")
_STYLE = """
:root{color-scheme:light}
body{font-family:"FangSong","仿宋","Noto Serif CJK SC","Songti SC",serif;line-height:1.75;max-width:52rem;margin:2rem auto;padding:0 1.2rem;color:#1b1b1b}
h1,h2,h3,th{font-family:"SimHei","黑体","Noto Sans CJK SC",sans-serif}
h1{text-align:center;margin:3rem 0 1rem}h2{text-align:center;margin-top:3rem}h3{margin-top:1.8rem;font-size:1.05rem}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.86rem;line-height:1.45}
table.grid th,table.grid td{border:1px solid #555;padding:.25rem .45rem;vertical-align:top}
table.pair td{width:50%;vertical-align:top;padding:.1rem .8rem .1rem 0}
.clause,.item,.subitem{display:flex;gap:.7rem;margin:.35rem 0}.item{margin-left:2.6rem}.subitem{margin-left:5.2rem}
.number{flex:none;min-width:2.6rem;font-variant-numeric:tabular-nums}
.blank{background:#fff3a3;outline:1px dashed #8a6d00}
.center{text-align:center}.right{text-align:right}
nav ol{list-style:none;padding-left:0}nav .toc2{padding-left:1.5rem}
a{color:#0b4f9e}.wide{overflow-x:auto}
.note{color:#555;font-size:.9rem}
@media print{body{max-width:none;margin:0}h2.break{break-before:page}tr{break-inside:avoid}a{color:inherit;text-decoration:none}}
"""
_EXHIBITS = """.running{text-indent:2em}.running:lang(en){text-indent:0}.caption{text-align:center;font-weight:bold;margin:.8rem 0 .3rem}
img{max-width:100%;height:auto}
"""  # of proposals


def html_bytes(draft: Draft, template: Path | None = None) -> bytes:
    """Return the draft as one HTML page; it loads nothing from anywhere."""
    parts = "".join(f'<section id="{name}">{blocks_html(blocks)}</section>' for name, blocks in blocks_in_order(draft))
    style = _STYLE + _EXHIBITS if draft.situation.agreement.numbering == "proposal" else _STYLE
    language = {"zh": "zh-CN", "en": "en", "bilingual": "zh-CN"}[draft.edition]
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title_lines(draft)[0])}</title><style>{style}</style></head><body><header>{cover_html(draft)}</header>"
        f"<main>{parts}</main></body></html>\n"
    ).encode()


def cover_html(draft: Draft) -> str:
    """Return what the cover says: the title, its lines, and in a draft that it is one."""
    titles = "<br>".join(map(escape, title_lines(draft)))
    lines = "".join(
        f"<p><strong>{escape(label)}</strong>{draft.front.labels['colon']}{_inlines(line)}</p>" for label, line in cover_lines(draft.front)
    )
    note = "" if draft.final else f'<p class="note">{_inlines(draft.front.disclaimer)}</p>'
    return f"<h1>{titles}</h1>{lines}{note}"


def blocks_html(blocks: Iterable[Block]) -> str:
    """Return blocks as HTML, one after another."""
    return "".join(map(_block, blocks))


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _paragraph(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Group):
        return f'<article data-clause="{escape(block.tag)}">{"".join(map(_block, block.blocks))}</article>'
    if isinstance(block, TableOfContents):
        entries = "".join(f'<li class="{e.style}">{_entry(e)}</li>' for e in block.entries)
        return f'<nav aria-label="{escape(block.title)}"><h2>{escape(block.title)}</h2><ol>{entries}</ol></nav>'
    assert isinstance(block, PageLayout)
    return ""


def _entry(entry: Paragraph) -> str:
    target = next(i.target for i in entry.inlines if isinstance(i, Reference))
    text = "".join(i.text for i in entry.inlines if isinstance(i, Text))
    return f'<a href="#{target}">{escape(text)}</a>'


def _paragraph(paragraph: Paragraph) -> str:
    anchor = f' id="{paragraph.anchor}"' if paragraph.anchor else ""
    language = "" if paragraph.language == "zh" else ' lang="en"'
    text = _inlines(paragraph.inlines)
    if head := _HEADS.get(paragraph.style):
        number = f"{escape(_dotted(paragraph))}{heading_gap(paragraph)}" if paragraph.number else ""
        broken = ' class="break"' if paragraph.page_break else ""
        return f"<{head}{anchor}{language}{broken}>{number}{text}</{head}>"
    if paragraph.style in _CAPTIONS:
        return f'<p class="caption"{anchor}{language}>{escape(paragraph.number)} {text}</p>'
    if paragraph.number:
        return f'<div class="{paragraph.style}"{anchor}{language}><span class="number">{escape(paragraph.number)}</span><span>{text}</span></div>'
    if paragraph.style == "clause":
        return f'<p class="running"{anchor}{language}>{text}</p>'
    align = f' class="{paragraph.align}"' if paragraph.align in ("center", "right") else ""
    return f"<p{anchor}{language}{align}>{text}</p>"


def _dotted(paragraph: Paragraph) -> str:
    return f"{paragraph.number}." if paragraph.style == "article" and paragraph.number.isdecimal() else paragraph.number


def _table(table: Table) -> str:
    rows = "".join(_row(row, table.borders) for row in table.rows)
    kind = "grid" if table.borders else "pair"
    return f'<div class="wide"><table class="{kind}">{rows}</table></div>'


def _row(row: Row | TextRow, borders: bool) -> str:
    return f"<tr>{''.join(_cell(c, row.header and borders) for c in row.cells)}</tr>"


def _cell(cell: Cell, head: bool) -> str:
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    paragraphs = [b for b in cell.blocks if isinstance(b, Paragraph)]
    simple = all(p.style in ("cell", "cellhead") for p in paragraphs)
    inner = "<br>".join(_inlines(p.inlines) for p in paragraphs) if simple else "".join(map(_block, cell.blocks))
    align = next((f' class="{p.align}"' for p in paragraphs if p.align in ("center", "right")), "")
    return f'<th scope="col"{span}>{inner}</th>' if head else f"<td{span}{align}>{inner}</td>"


def _inlines(inlines: tuple[Inline, ...]) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    if isinstance(inline, Reference):
        return f'<a href="#{inline.target}">{escape(inline.text)}</a>'
    if isinstance(inline, Break):
        return "<br>" if inline.kind == "line" else " "
    if isinstance(inline, Opaque):
        return ""
    if isinstance(inline, Picture):
        source = b64encode(inline.svg).decode("ascii")
        return f'<img src="data:image/svg+xml;base64,{source}" alt="{escape(inline.alt)}" width="{round(inline.width * 96 / 25.4)}">'
    text = escape(inline.text)
    if "blank" in inline.marks:
        text = f'<mark class="blank">{text}</mark>'
    return f"<strong>{text}</strong>" if "bold" in inline.marks else text
