"""Stories as a comparison reads them: paragraphs, tables and the rest, with the content controls they stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from drafter.ooxml.names import CONTROLS, PLACES, PROPERTIES, SDT_CONTENT, TBL, TC, TR, P
from drafter.redline.comparing.lines import Line, LineReader, canonical
from drafter.redline.comparing.tokens import split


class Keyed:
    """What is aligned by its key: the words in it, with marks between cells and rows."""

    __slots__ = ()
    key: str

    @property
    def words(self) -> str:
        """The words in it."""
        return self.key

    @property
    def tokens(self) -> list[str]:
        """Its words one by one."""
        return split(self.key)


@dataclass(eq=False, slots=True)
class Cell(Keyed):
    """A cell of a table."""

    element: etree._Element
    blocks: list[Block]
    key: str
    shell: tuple[etree._Element, ...] = field(default=())


@dataclass(eq=False, slots=True)
class Row(Keyed):
    """A row of a table."""

    element: etree._Element
    cells: list[Cell]
    key: str
    shell: tuple[etree._Element, ...] = field(default=())


@dataclass(eq=False, slots=True)
class Table(Keyed):
    """A table."""

    element: etree._Element
    rows: list[Row]
    key: str
    part: str = ""
    shell: tuple[etree._Element, ...] = field(default=())


@dataclass(eq=False, slots=True)
class Other(Keyed):
    """A block that is compared as a whole."""

    element: etree._Element
    key: str
    shell: tuple[etree._Element, ...] = field(default=())


Block = Line | Table | Other


class Reader(LineReader):
    """A reader of the blocks of one part."""

    def blocks(self, story: etree._Element) -> list[Block]:
        """Return the blocks of a story."""
        return list(self._blocks(story, ()))

    def _blocks(self, holder: etree._Element, shell: tuple[etree._Element, ...]) -> Iterator[Block]:
        for node in holder:
            block: Block
            if node.tag == P:
                block = self.line(node)
            elif node.tag == TBL:
                block = self._table(node)
            elif node.tag in CONTROLS:
                yield from self._blocks(_content(node), (*shell, node))
                continue
            elif node.tag in PLACES or node.tag in PROPERTIES:
                continue
            else:
                block = Other(node, canonical(node, self.word, self.part))
            block.shell = shell
            yield block

    def _table(self, table: etree._Element) -> Table:
        rows = []
        for row, row_shell in _inside(table, TR, ()):
            cells = []
            for cell, shell in _inside(row, TC, ()):
                blocks = self.blocks(cell)
                cells.append(Cell(cell, blocks, "\n".join(b.key for b in blocks), shell))
            rows.append(Row(row, cells, "\t".join(c.key for c in cells), row_shell))
        return Table(table, rows, "\4" + "\5".join(r.key for r in rows), self.part)

    def _note_key(self, note: etree._Element, part: str) -> str:
        return "\n".join(b.key for b in Reader(self.word, part).blocks(note))


def _content(control: etree._Element) -> etree._Element:
    found = control.find(SDT_CONTENT)
    return control if found is None else found


def _inside(
    holder: etree._Element, tag: str, shell: tuple[etree._Element, ...]
) -> Iterator[tuple[etree._Element, tuple[etree._Element, ...]]]:
    """Yield the children of a name, those in content controls too."""
    for node in holder:
        if node.tag == tag:
            yield node, shell
        elif node.tag in CONTROLS:
            yield from _inside(_content(node), tag, (*shell, node))
