"""Stories as a comparison reads them: paragraphs, tables and the rest, with the content controls they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from lxml import etree

from drafter.ooxml.names import CONTROLS, PLACES, PROPERTIES, SDT_CONTENT, TBL, TC, TR, P
from drafter.records import dataclass
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.paragraph_reader import ParagraphReader
from drafter.redline.comparing.signatures import canonical
from drafter.redline.comparing.tokens import tokenize


class HasContentKey:
    """What is aligned by its key: the words in it, with marks between cells and rows."""

    __slots__ = ()
    content_key: str

    @property
    def words(self) -> str:
        """The words in it."""
        return self.content_key

    @property
    def tokens(self) -> list[str]:
        """Its words one by one."""
        return tokenize(self.content_key)


@dataclass(eq=False, slots=True)
class Cell(HasContentKey):
    """A cell of a table."""

    element: etree._Element
    blocks: list[Block]
    content_key: str
    enclosing_controls: tuple[etree._Element, ...] = field(default=())


@dataclass(eq=False, slots=True)
class Row(HasContentKey):
    """A row of a table."""

    element: etree._Element
    cells: list[Cell]
    content_key: str
    enclosing_controls: tuple[etree._Element, ...] = field(default=())


@dataclass(eq=False, slots=True)
class Table(HasContentKey):
    """A table."""

    element: etree._Element
    rows: list[Row]
    content_key: str
    part: str = ""
    enclosing_controls: tuple[etree._Element, ...] = field(default=())


@dataclass(eq=False, slots=True)
class OtherBlock(HasContentKey):
    """A block that is compared as a whole."""

    element: etree._Element
    content_key: str
    enclosing_controls: tuple[etree._Element, ...] = field(default=())


Block = Paragraph | Table | OtherBlock


def paragraphs_among(blocks: Sequence[Block]) -> list[Paragraph]:
    """Return the paragraphs among blocks."""
    return [block for block in blocks if isinstance(block, Paragraph)]


class BlockReader(ParagraphReader):
    """A reader of the blocks of one part."""

    def blocks(self, story: etree._Element) -> list[Block]:
        """Return the blocks of a story."""
        return list(self._read_blocks(story, ()))

    def _read_blocks(self, holder: etree._Element, controls: tuple[etree._Element, ...]) -> Iterator[Block]:
        for node in holder:
            block: Block
            if node.tag == P:
                block = self.paragraph(node)
            elif node.tag == TBL:
                block = self._read_table(node)
            elif node.tag in CONTROLS:
                yield from self._read_blocks(control_content(node), (*controls, node))
                continue
            elif node.tag in PLACES or node.tag in PROPERTIES:
                continue
            else:
                block = OtherBlock(node, canonical(node, self.package, self.part))
            block.enclosing_controls = controls
            yield block

    def _read_table(self, table: etree._Element) -> Table:
        rows = []
        for row, row_controls in _children_of(table, TR, ()):
            cells = []
            for cell, controls in _children_of(row, TC, ()):
                blocks = self.blocks(cell)
                cells.append(Cell(cell, blocks, "\n".join(b.content_key for b in blocks), controls))
            rows.append(Row(row, cells, "\t".join(c.content_key for c in cells), row_controls))
        return Table(table, rows, "\4" + "\5".join(r.content_key for r in rows), self.part)

    def _note_content_key(self, note: etree._Element, part: str) -> str:
        return "\n".join(b.content_key for b in BlockReader(self.package, part).blocks(note))


def control_content(control: etree._Element) -> etree._Element:
    """Return the element that holds the content of a control: itself, when it is a custom XML element."""
    found = control.find(SDT_CONTENT)
    return control if found is None else found


def _children_of(
    holder: etree._Element, tag: str, controls: tuple[etree._Element, ...]
) -> Iterator[tuple[etree._Element, tuple[etree._Element, ...]]]:
    """Yield the children of a name, those in content controls too."""
    for node in holder:
        if node.tag == tag:
            yield node, controls
        elif node.tag in CONTROLS:
            yield from _children_of(control_content(node), tag, (*controls, node))
