"""An estimate of the page each heading falls on, so that a table of contents says something before Word has laid out the pages.

Counted, not drawn: em widths, line pitch and page size of the template's styles. Word replaces the numbers as soon as the file is opened, for the
field is marked dirty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import lru_cache

from drafter.model import Block, Group, PageLayout, Paragraph, Picture, Row, Style, Table, TableOfContents, TextRow
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.writers.docx.columns import Columns
from drafter.writers.docx.xml import style_id

_STYLE = regex(r'<w:style\b[^>]*w:styleId="([^"]+)".*?</w:style>', re.DOTALL)


@dataclass(frozen=True)
class Measure:
    """What a style takes: size and pitch in points, space around a paragraph, indent in points."""

    size: float
    pitch: float
    around: float


@lru_cache(maxsize=16)  # a template is printed many times
def measures(styles: str) -> dict[str, Measure]:
    """Return the measures of every style in a styles part."""
    return {match[1]: _measure(match[0]) for match in _STYLE.finditer(styles)}


def _measure(style: str) -> Measure:
    def attribute(pattern: str, default: float) -> float:
        match = re.search(pattern, style)
        return float(match[1]) if match else default

    size = attribute(r'<w:sz w:val="(\d+)"', 24) / 2
    line = attribute(r'<w:spacing\b[^>]*w:line="(\d+)"', 240) / 20
    around = (attribute(r'<w:spacing\b[^>]*w:before="(\d+)"', 0) + attribute(r'<w:spacing\b[^>]*w:after="(\d+)"', 0)) / 20
    return Measure(size, max(line, size * 1.3), around)


@dataclass
class Estimate:
    """Fills pages block by block; `pages` maps bookmarks to page numbers. Sizes in points."""

    styles: Mapping[str, Measure]
    upright: tuple[float, float]  # width and height of the text area
    turned: tuple[float, float]
    columns: Columns = field(default_factory=Columns)
    page: int = 1
    used: float = 0
    pages: dict[str, int] = field(default_factory=dict)
    _measures: dict[tuple[Style, str], Measure] = field(default_factory=dict)

    def add(self, blocks: Iterable[Block]) -> None:
        """Lay out blocks after what is there."""
        blocks = list(blocks)
        for number, block in enumerate(blocks):
            following = next((b for b in blocks[number:] if isinstance(b, PageLayout)), None)
            self._block(block, self.turned if following is not None and following.landscape else self.upright)

    def new_page(self) -> None:
        """Turn the page, unless it is still empty."""
        if self.used:
            self.page, self.used = self.page + 1, 0

    def _block(self, block: Block, area: tuple[float, float]) -> None:
        if isinstance(block, Paragraph):
            self._paragraph(block, area)
        elif isinstance(block, (Group, TableOfContents)):
            for inner in block.blocks if isinstance(block, Group) else block.entries:
                self._block(inner, area)
        elif isinstance(block, Table):
            widths = [twips / 20 for twips in self.columns.of(block, round(area[0] * 20))]
            for row in block.rows:
                self._row(row, widths, area[1])
        else:
            self.new_page()

    def _paragraph(self, paragraph: Paragraph, area: tuple[float, float]) -> None:
        if paragraph.page_break:
            self.new_page()
        self._take(self._height(paragraph, area[0]), area[1])
        if paragraph.anchor:
            self.pages[paragraph.anchor] = self.page

    def _row(self, row: Row | TextRow, widths: list[float], page_height: float) -> None:
        """A row is as high as its fullest cell; which that is, the number of characters for the width says well enough."""
        if isinstance(row, TextRow):
            self._take(self._text_height(row, widths), page_height)
            return
        place, fullest, highest, anchors = 0, -1.0, (row.cells[0], 1.0), []
        for cell in row.cells:
            width = (widths[place] if cell.span == 1 else sum(widths[place : place + cell.span])) - _PADDING
            place += cell.span
            characters = 0
            for paragraph in cell.blocks:
                if isinstance(paragraph, Paragraph):
                    characters += len(paragraph.text)
                    if paragraph.anchor:
                        anchors.append(paragraph.anchor)
            if characters > fullest * width:
                fullest, highest = characters / width, (cell, width)
        self._take(sum(self._height(p, highest[1]) for p in highest[0].blocks if isinstance(p, Paragraph)), page_height)
        for anchor in anchors:
            self.pages[anchor] = self.page

    def _text_height(self, row: TextRow, widths: list[float]) -> float:
        """The same of a row of plain texts."""
        place, fullest, highest = 0, -1.0, 1.0
        for number, text in enumerate(row.texts):
            characters = len(text) if type(text) is str else sum(map(len, text))
            width = widths[number] - _PADDING
            if characters > fullest * width:
                place, fullest, highest = number, characters / width, width
        return sum(self._height(p, highest) for p in row.cell(place).blocks if isinstance(p, Paragraph))

    def _take(self, height: float, page_height: float) -> None:
        self.used += height
        while self.used > page_height:
            self.page, self.used = self.page + 1, self.used - page_height if height > page_height else height
            height = self.used

    def _height(self, paragraph: Paragraph, width: float) -> float:
        key = (paragraph.style, paragraph.language)
        style = self._measures.get(key) or self._measures.setdefault(key, self.styles.get(style_id(*key), Measure(12, 20, 4)))
        text = paragraph.text
        if not text:
            return max([style.pitch, *(i.height * _POINTS for i in paragraph.inlines if isinstance(i, Picture))]) + style.around
        if paragraph.number:
            width -= _INDENTS.get(paragraph.style, 0) if width > 300 else 26
        return -(-text_width(text) * style.size // max(width, style.size * 2)) * style.pitch + style.around


_PADDING = 8  # points, both sides of a cell
_POINTS = 72 / 25.4  # in a millimetre
_INDENTS = {"clause": 36, "item": 72, "subitem": 92}


def text_width(text: str) -> float:
    """Return the width of a text in em: full-width characters one, others about a half. A full-width character has three bytes in UTF-8."""
    wide = (len(text.encode("utf-8", "replace")) - len(text)) / 2
    return 0.48 * len(text) + 0.52 * wide
