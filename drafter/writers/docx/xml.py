"""Blocks of the Document model as WordprocessingML, written straight to strings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter

from drafter.model import (
    Block,
    Break,
    Cell,
    Group,
    Inline,
    Mark,
    Opaque,
    PageLayout,
    Paragraph,
    Picture,
    Reference,
    Row,
    Style,
    Table,
    TableOfContents,
    Text,
    TextColumn,
    TextRow,
    paragraphs_of,
)
from drafter.ooxml.marks import end_mark, position_of_tag
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.writers.docx.columns import Columns
from drafter.writers.docx.drawing import drawing
from drafter.writers.docx.legal import LEVELS, fallback_number

STYLE_IDS: dict[Style, str] = {
    "chapter": "ContractChapter",
    "article": "ContractArticle",
    "clause": "ContractClause",
    "item": "ContractItem",
    "subitem": "ContractSubitem",
    "annex": "ContractAnnex",
    "body": "ContractBody",
    "heading": "ContractHeading",
    "caption": "ContractCaption",
    "note": "ContractNote",
    "cell": "ContractCell",
    "cellhead": "ContractCellHead",
    "definition": "ContractItem",
    "toc1": "TOC1",
    "toc2": "TOC2",
    "tablecaption": "ContractTableCaption",
    "figure": "ContractFigure",
    "figurecaption": "ContractFigureCaption",
}
EXHIBITS: frozenset[Style] = frozenset({"tablecaption", "figure", "figurecaption"})  # only proposals print them
ENGLISH: frozenset[Style] = frozenset({"chapter", "article", "clause", "item", "subitem", "annex", "body", "tablecaption", "figurecaption"})
TABLE_STYLE, BILINGUAL_STYLE, SPACER_STYLE, TOC_HEADING = "ContractTable", "ContractBilingual", "ContractSpacer", "TOCHeading"
TABLE_STYLES = frozenset({TABLE_STYLE, BILINGUAL_STYLE})
EXHIBIT_STYLES = {STYLE_IDS[s] for s in EXHIBITS} | {f"{STYLE_IDS[s]}En" for s in EXHIBITS & ENGLISH}
STYLES_NEEDED = {
    *STYLE_IDS.values(),
    *(f"{STYLE_IDS[s]}En" for s in ENGLISH),
    TABLE_STYLE,
    BILINGUAL_STYLE,
    SPACER_STYLE,
    TOC_HEADING,
} - EXHIBIT_STYLES
CELLS: frozenset[Style] = frozenset({"cell", "cellhead"})

_STYLED, _KEPT = re.compile(r'(<w:pPr><w:pStyle w:val="[^"]*"/>)'), r"\1<w:keepNext/>"  # no header row stands alone at the foot of a page
_PIECE = 1 << 18  # characters
_AMBIGUOUS = frozenset("“”‘’…—·×÷±°§")  # drawn full width only when the run says that it is Chinese
_SPECIAL = regex(f'[&<>"{"".join(sorted(_AMBIGUOUS))}]')  # what `run` does more with than copy it


def escape(text: str) -> str:
    """Return text fit for XML content and double-quoted attributes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def style_id(style: Style, language: str) -> str:
    """Return the id of the template's style for a role and language."""
    return STYLE_IDS[style] + ("En" if language == "en" and style in ENGLISH else "")


def style_name(identifier: str) -> str:
    """Return the name of a style of ours as Word shows it, by which templates and returned files are read: Contract Article EN, TOC 1."""
    if identifier.startswith("TOC"):
        return f"TOC {identifier[3:]}"
    return re.sub(r"(?<!^)(?=[A-Z])", " ", identifier.removesuffix("En")) + (" EN" if identifier.endswith("En") else "")


@dataclass
class BodyWriter:
    """Writes blocks; counts bookmarks across all of them. Widths in twips (1/20 pt)."""

    text_width: int
    landscape_width: int
    section: str  # the template's last w:sectPr, from which section breaks are made
    landscape_section: str
    toc_styles: str = ""
    legal: bool = False  # whether Chinese paragraph numbers need a fallback, see legal.py
    pages: dict[str, int] = field(default_factory=dict)  # bookmark -> page, as far as known
    articles: int = 0  # Chinese articles written so far
    pictures: dict[str, Picture] = field(default_factory=dict)  # by relationship id
    columns: Columns = field(default_factory=Columns)
    sections: int = 0  # section breaks written so far
    turned: bool = False  # whether one of them turned the page
    _bookmarks: int = 0
    _wide: bool = False

    def write(self, blocks: Iterable[Block]) -> str:
        """Return the XML of the blocks."""
        return "".join(flat(self.pieces(blocks)))

    def pieces(self, blocks: Iterable[Block]) -> list[Piece]:
        """Return the XML of the blocks in pieces. A spacer keeps neighbouring tables apart, for Word would join them."""
        blocks = list(blocks)
        parts: list[Piece] = []
        breaks = [n for n, b in enumerate(blocks) if isinstance(b, PageLayout)]
        for number, block in enumerate(blocks):
            following = next((n for n in breaks if n >= number), None)
            ahead = blocks[following] if following is not None else None
            self._wide = isinstance(ahead, PageLayout) and ahead.landscape
            if parts and _ends_in_table(blocks[number - 1]) and _begins_with_table(block):
                parts.append(f'<w:p><w:pPr><w:pStyle w:val="{SPACER_STYLE}"/></w:pPr></w:p>')
            parts += self._table(block) if isinstance(block, Table) else [self._block(block)]
        return parts

    def _block(self, block: Block) -> str:
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        if isinstance(block, Table):
            return "".join(flat(self._table(block)))
        if isinstance(block, Group):
            return self._group(block)
        if isinstance(block, TableOfContents):
            return self._contents(block)
        section = self.landscape_section if block.landscape else self.section
        self.turned = self.turned or block.landscape
        if self.sections:
            section = running_on(section)
        self.sections += 1
        return f'<w:p><w:pPr><w:pStyle w:val="{SPACER_STYLE}"/>{section}</w:pPr></w:p>'

    def paragraph(self, paragraph: Paragraph) -> str:
        """Return a paragraph. Its number is not written: the style's list makes it."""
        flags = "<w:pageBreakBefore/>" if paragraph.page_break else ""
        if paragraph.language == "zh":
            self.articles += paragraph.style == "article"
            flags += fallback_number(paragraph.style, self.articles) if self.legal and paragraph.style in LEVELS else ""
        head, tail = _properties(paragraph.style, paragraph.language, paragraph.align)
        return f"<w:p>{head}{flags}{tail}{self._anchored(paragraph)}</w:p>"

    def _anchored(self, paragraph: Paragraph) -> str:
        inlines = paragraph.inlines
        if len(inlines) == 1 and isinstance(inlines[0], Text):
            runs = run(inlines[0].text, inlines[0].marks, paragraph.language)
        else:
            runs = "".join([self._inline(i, paragraph.language) for i in inlines])
        if not paragraph.anchor:
            return runs
        self._bookmarks += 1
        n = self._bookmarks
        return f'<w:bookmarkStart w:id="{n}" w:name="{paragraph.anchor}"/>{runs}<w:bookmarkEnd w:id="{n}"/>'

    def _inline(self, inline: Inline, language: str) -> str:
        if isinstance(inline, Text):
            return run(inline.text, inline.marks, language)
        if isinstance(inline, Reference):
            return self._reference(inline, language)
        if isinstance(inline, Break):
            return "<w:r><w:tab/></w:r>" if inline.kind == "tab" else "<w:r><w:br/></w:r>"
        if isinstance(inline, Picture):
            relation = f"rIdPicture{len(self.pictures) + 1}"
            self.pictures[relation] = inline
            return drawing(inline, relation, len(self.pictures), self.landscape_width if self._wide else self.text_width)
        assert isinstance(inline, Opaque)
        return inline.xml

    def _reference(self, reference: Reference, language: str) -> str:
        switch = {
            "number": f" REF {reference.target} \\n \\h ",
            "text": f" REF {reference.target} \\h \\* MERGEFORMAT ",
            "page": f" PAGEREF {reference.target} \\h ",
        }
        text = reference.text
        if reference.shows == "page":
            text = str(self.pages.get(reference.target, ""))
        return field_runs(switch[reference.shows], run(text, reference.marks, language), reference.marks)

    def _group(self, group: Group) -> str:
        """Return the blocks of a provision, its end marked in its last paragraph; the anchor of its heading marks its beginning."""
        inner = "".join(self._block(b) for b in group.blocks)
        anchor = next(paragraphs_of(group)).anchor
        if not anchor:
            return inner
        self._bookmarks += 1
        n, end = self._bookmarks, inner.rindex("</w:p>")
        mark = f'<w:bookmarkStart w:id="{n}" w:name="{end_mark(anchor, position_of_tag(group.tag))}"/><w:bookmarkEnd w:id="{n}"/>'
        return f"{inner[:end]}{mark}{inner[end:]}"

    def _table(self, table: Table) -> list[Piece]:
        width = self.landscape_width if self._wide else self.text_width
        columns = self.columns.of(table, width)
        style = TABLE_STYLE if table.borders else BILINGUAL_STYLE
        head = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        grid = "".join(f'<w:gridCol w:w="{c}"/>' for c in columns)
        rows: list[Piece] = []
        for plain, group in groupby(table.rows, lambda row: isinstance(row, TextRow)):
            if plain:
                rows.append(TextRows([row for row in group if isinstance(row, TextRow)], columns))
            else:
                rows += [self._row(row, columns) for row in group if isinstance(row, Row)]
        return [f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>", *rows, "</w:tbl>"]

    def _row(self, row: Row, columns: list[int]) -> str:
        flags = "<w:cantSplit/>" if len(row.cells) > 2 else ""
        flags += "<w:tblHeader/>" if row.header else ""
        cells, place = [], 0
        for cell in row.cells:
            cells.append(self._cell(cell, columns[place] if cell.span == 1 else sum(columns[place : place + cell.span])))
            place += cell.span
        properties = f"<w:trPr>{flags}</w:trPr>" if flags else ""
        content = "".join(cells)
        return f"<w:tr>{properties}{_STYLED.sub(_KEPT, content) if row.header else content}</w:tr>"

    def _cell(self, cell: Cell, width: int) -> str:
        span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
        inner = _plain(cell.blocks) or "".join([self._block(b) for b in cell.blocks])
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc>'

    def _contents(self, contents: TableOfContents) -> str:
        """Return the table of contents as one TOC field with its entries, marked to be updated when the file is opened."""
        begin = '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        begin += f'<w:r><w:instrText xml:space="preserve"> TOC \\h \\z \\t "{self.toc_styles}" </w:instrText></w:r>'
        begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        parts = [f'<w:p><w:pPr><w:pStyle w:val="{TOC_HEADING}"/></w:pPr>{run(contents.title, frozenset(), "zh")}</w:p>']
        for number, entry in enumerate(contents.entries):
            target = next(i.target for i in entry.inlines if isinstance(i, Reference))
            runs = "".join(self._inline(i, entry.language) for i in entry.inlines)
            link = f'<w:hyperlink w:anchor="{target}" w:history="1">{runs}</w:hyperlink>'
            parts.append(f'<w:p><w:pPr><w:pStyle w:val="{style_id(entry.style, "zh")}"/></w:pPr>{begin if number == 0 else ""}{link}</w:p>')
        parts.append(f'<w:p><w:pPr><w:pStyle w:val="{SPACER_STYLE}"/></w:pPr><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')
        return "".join(parts)


class TextRows:
    """Rows of plain texts, written each time they are asked for: those of a large register fill more memory as XML than all the rest."""

    def __init__(self, rows: Sequence[TextRow], widths: Sequence[int]) -> None:
        self.rows, self.widths = rows, widths

    def __iter__(self) -> Iterator[str]:
        """Yield the XML of each row."""
        flags = "<w:trPr><w:cantSplit/></w:trPr>" if len(self.widths) > 2 else ""
        for columns, rows in groupby(self.rows, attrgetter("columns")):
            heads = [
                (f'<w:tc><w:tcPr><w:tcW w:w="{w}" w:type="dxa"/></w:tcPr>', _openings(c), c.languages)
                for w, c in zip(self.widths, columns, strict=True)
            ]
            for row in rows:
                yield f"<w:tr>{flags}{''.join([_text_cell(text, *head) for text, head in zip(row.texts, heads, strict=True)])}</w:tr>"


Piece = str | TextRows


def flat(pieces: Iterable[Piece]) -> Iterator[str]:
    """Yield the XML of pieces in order."""
    return chain.from_iterable([piece] if isinstance(piece, str) else piece for piece in pieces)


def encoded(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield texts as UTF-8, joined to pieces of some size."""
    waiting: list[str] = []
    size = 0
    for text in texts:
        waiting.append(text)
        size += len(text)
        if size > _PIECE:
            yield "".join(waiting).encode("utf-8")
            waiting, size = [], 0
    yield "".join(waiting).encode("utf-8")


def _openings(column: TextColumn) -> tuple[str, ...]:
    """Return what stands before the run of a paragraph, for each language."""
    return tuple(f"<w:p>{''.join(_properties(column.style, n, column.align))}" for n in column.languages)


def _text_cell(text: str | tuple[str, ...], head: str, openings: tuple[str, ...], languages: tuple[str, ...]) -> str:
    if type(text) is str:
        return f"{head}{openings[0]}{_plain_run(text, languages[0])}</w:p></w:tc>"
    paragraphs = [f"{opening}{_plain_run(one, n)}</w:p>" for one, opening, n in zip(text, openings, languages, strict=True)]
    return f"{head}{''.join(paragraphs)}</w:tc>"


def _plain_run(text: str, language: str) -> str:
    if _SPECIAL.search(text) is None:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return run(text, frozenset(), language)


def _plain(blocks: tuple[Block, ...]) -> str:
    """Return the paragraph of a cell that is one plain text in one of the cell styles, as most are; of any other nothing."""
    paragraph = blocks[0]
    if len(blocks) == 1 and isinstance(paragraph, Paragraph) and paragraph.style in CELLS and len(paragraph.inlines) == 1:
        inline = paragraph.inlines[0]
        if isinstance(inline, Text) and not paragraph.anchor and not paragraph.page_break:
            return _plain_paragraph(paragraph.style, paragraph.language, paragraph.align, inline.text, inline.marks)
    return ""


@lru_cache(maxsize=1 << 14)
def _plain_paragraph(style: Style, language: str, align: str | None, text: str, marks: frozenset[Mark]) -> str:
    head, tail = _properties(style, language, align)
    return f"<w:p>{head}{tail}{run(text, marks, language)}</w:p>"


@lru_cache(maxsize=256)
def _properties(style: Style, language: str, align: str | None) -> tuple[str, str]:
    """Return the paragraph properties around what is the paragraph's own."""
    return f'<w:pPr><w:pStyle w:val="{style_id(style, language)}"/>', f'<w:jc w:val="{align}"/></w:pPr>' if align else "</w:pPr>"


@lru_cache(maxsize=1 << 14)  # most texts of a contract stand in every contract, and most cells in many rows
def run(text: str, marks: frozenset[Mark], language: str) -> str:
    """Return a run of text."""
    properties = '<w:rFonts w:hint="eastAsia"/>' if language == "zh" and not _AMBIGUOUS.isdisjoint(text) else ""
    properties += "<w:b/>" if "bold" in marks else ""
    properties += "<w:i/>" if "italic" in marks else ""
    properties += '<w:highlight w:val="yellow"/>' if "blank" in marks else ""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def field_runs(instruction: str, result: str, marks: frozenset[Mark] = frozenset()) -> str:
    """Return a complex field with its cached result."""
    bold = "<w:rPr><w:b/></w:rPr>" if "bold" in marks else ""
    return (
        f'<w:r>{bold}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{bold}<w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>'
        f'<w:r>{bold}<w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r>{bold}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def running_on(section: str) -> str:
    """Return section properties that do not begin the page numbers anew; how the numbers look stays."""
    return re.sub(r"<w:pgNumType\s*/>", "", re.sub(r'(<w:pgNumType\b[^>]*?)\s*w:start="\d+"', r"\1", section))


def _begins_with_table(block: Block) -> bool:
    return isinstance(block, Table) or (isinstance(block, Group) and bool(block.blocks) and _begins_with_table(block.blocks[0]))


def _ends_in_table(block: Block) -> bool:
    return isinstance(block, Table) or (isinstance(block, Group) and bool(block.blocks) and _ends_in_table(block.blocks[-1]))
