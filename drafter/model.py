"""The Document model: the blocks that drafting ends in and every writer starts from. Imports nothing of drafter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from typing import ClassVar, Literal

from drafter.records import dataclass

Style = Literal[
    "chapter", "article", "clause", "item", "subitem",  # the numbered body
    "annex", "heading", "caption", "body", "note", "cell", "cellhead", "toc1", "toc2", "definition",
    "tablecaption", "figure", "figurecaption",  # tables and charts in the text, captions numbered
]  # fmt: skip
Align = Literal["left", "center", "right", "both"]
Mark = Literal["bold", "italic", "blank"]


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters. The mark `blank` says that an answer is missing here."""

    text: str
    marks: frozenset[Mark] = frozenset()

    def __reduce__(self) -> tuple[type[Text], tuple[str, frozenset[Mark]]]:
        return Text, (self.text, self.marks)  # read back in half the time


@dataclass(frozen=True, slots=True)
class Reference:
    """A live reference to a bookmark: its number as printed (`number`) or its text (`text`)."""

    target: str
    text: str
    shows: Literal["number", "text", "page"] = "number"
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Break:
    """A line or tab break inside a paragraph."""

    kind: Literal["line", "tab"] = "line"

    @property
    def text(self) -> str:
        """The character it stands for."""
        return "\t" if self.kind == "tab" else "\n"


@dataclass(frozen=True, slots=True)
class Opaque:
    """XML kept whole and not understood."""

    xml: str

    @property
    def text(self) -> str:
        """Nothing: what is not understood says nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, and as PNG for readers that know no SVG. Sizes in millimetres; `alt` says in words what it shows."""

    name: str
    svg: bytes
    png: bytes
    width: float
    height: float
    alt: str

    @property
    def text(self) -> str:
        """Nothing: a picture has no characters."""
        return ""


Inline = Text | Reference | Break | Opaque | Picture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `number` is the number it prints, `anchor` the bookmark others refer to."""

    inlines: tuple[Inline, ...]
    style: Style = "body"
    language: Literal["zh", "en"] = "zh"
    number: str = ""
    anchor: str = ""
    align: Align | None = None
    page_break: bool = False
    source: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """The paragraph's characters, without its number."""
        return self.inlines[0].text if len(self.inlines) == 1 else "".join([i.text for i in self.inlines])


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; `span` counts grid columns."""

    blocks: tuple[Block, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; header rows repeat on every page."""

    cells: tuple[Cell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class TextColumn:
    """How the cells of a column of plain texts are printed."""

    style: Style
    align: Align | None
    languages: tuple[Literal["zh", "en"], ...]


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of plain texts, one a cell, or one a language where they differ. It prints as its `cells` do; a register has tens of thousands."""

    texts: tuple[str | tuple[str, ...], ...]
    columns: tuple[TextColumn, ...]  # the same object in every row of a table
    header: ClassVar[bool] = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells it stands for."""
        return tuple(map(self.cell, range(len(self.texts))))

    def cell(self, place: int) -> Cell:
        """Return one of them."""
        text, column = self.texts[place], self.columns[place]
        texts = (text,) if isinstance(text, str) else text
        pairs = zip(texts, column.languages, strict=False)
        return Cell(tuple(Paragraph((Text(one),), column.style, language, align=column.align) for one, language in pairs))


@dataclass(frozen=True, slots=True)
class Table:
    """A table with column widths as shares of the text width."""

    rows: tuple[Row | TextRow, ...]
    widths: tuple[float, ...]
    borders: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that belong together under a tag: a provision, `clause@position`."""

    tag: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A section break: what stands before it is printed with this orientation."""

    landscape: bool


@dataclass(frozen=True, slots=True)
class TableOfContents:
    """A table of contents with its entries as of now."""

    title: str
    entries: tuple[Paragraph, ...]


Block = Paragraph | Table | Group | PageLayout | TableOfContents


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """Yield the paragraphs inside `block` in reading order."""
    if isinstance(block, Paragraph):
        yield block
    elif isinstance(block, TableOfContents):
        yield from block.entries
    else:
        for inner in _inside(block):
            yield from paragraphs_of(inner)


def _inside(block: Group | Table | PageLayout) -> Iterator[Block]:
    if isinstance(block, Group):
        yield from block.blocks
    elif isinstance(block, Table):
        yield from (inner for row in block.rows for cell in row.cells for inner in cell.blocks)
