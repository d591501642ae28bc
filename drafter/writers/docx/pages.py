"""An estimate of the page each heading falls on, so that a table of contents says something before Word has laid out the pages.

Counted, not drawn: em widths, line pitch and page size of the template's styles. Word replaces the numbers as soon as the file is opened, for the
field is marked dirty.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drafter.model import Block, Group, PageLayout, Paragraph, Row, Table, TableOfContents
from drafter.writers.docx.xml import style_id

_STYLE = re.compile(r'<w:style\b[^>]*w:styleId="([^"]+)".*?</w:style>', re.DOTALL)


@dataclass(frozen=True)
class Measure:
    """What a style takes: size and pitch in points, space around a paragraph, indent in points."""

    size: float
    pitch: float
    around: float


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
    page: int = 1
    used: float = 0
    pages: dict[str, int] = field(default_factory=dict)

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
            for row in block.rows:
                self._row(row, block.widths, area)
        else:
            self.new_page()

    def _paragraph(self, paragraph: Paragraph, area: tuple[float, float]) -> None:
        if paragraph.page_break:
            self.new_page()
        self._take(self._height(paragraph, area[0]), area[1])
        if paragraph.anchor:
            self.pages[paragraph.anchor] = self.page

    def _row(self, row: Row, widths: tuple[float, ...], area: tuple[float, float]) -> None:
        unit, place, heights = area[0] / sum(widths), 0, []
        for cell in row.cells:
            width = unit * sum(widths[place : place + cell.span]) - 8
            heights.append(sum(self._height(p, width) for p in cell.blocks if isinstance(p, Paragraph)))
            place += cell.span
        self._take(max(heights, default=0), area[1])
        for cell in row.cells:
            self.pages |= {p.anchor: self.page for p in cell.blocks if isinstance(p, Paragraph) and p.anchor}

    def _take(self, height: float, page_height: float) -> None:
        self.used += height
        while self.used > page_height:
            self.page, self.used = self.page + 1, self.used - page_height if height > page_height else height
            height = self.used

    def _height(self, paragraph: Paragraph, width: float) -> float:
        style = self.styles.get(style_id(paragraph.style, paragraph.language), Measure(12, 20, 4))
        indent = {"clause": 36, "item": 72, "subitem": 92}.get(paragraph.style, 0) if width > 300 else 26
        room = max(width - (indent if paragraph.number else 0), style.size * 2)
        lines = -(-text_width(paragraph.text) * style.size // room) if paragraph.text else 1
        return lines * style.pitch + style.around


def text_width(text: str) -> float:
    """Return the width of a text in em: full-width characters one, others about a half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.48 for c in text)
