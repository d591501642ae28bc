"""Runs cut where spans begin and end: a run of the file may be half the same and half deleted, and each half is a run of the redline."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

from lxml import etree

from drafter.ooxml.names import RPR, RUN, SPACE, T, child_of
from drafter.records import dataclass
from drafter.redline.comparing.paragraph import InlineObject, Paragraph, Piece, pieces_between

_LONGEST_COPIED = 1000  # characters of a run that is copied to be shortened: every slice of a longer one would cost the whole


@dataclass(frozen=True, slots=True)
class RunSlice:
    """What lies in one run, or one object that stands in no run, of the characters from `start` to `end` of a paragraph."""

    paragraph: Paragraph
    first: int  # the number of the first piece
    pieces: list[Piece]
    start: int
    end: int

    @property
    def run(self) -> etree._Element | None:
        """The run; nothing for an object that stands in none."""
        return self.pieces[0].run

    @property
    def begins(self) -> int:
        """The first character of the slice."""
        return max(self.pieces[0].start, self.start)

    @property
    def is_whole_run(self) -> bool:
        """Whether the slice is all that is in its run."""
        if self.pieces[0].start < self.start or self.pieces[-1].end > self.end:
            return False
        pieces, after = self.paragraph.pieces, self.first + len(self.pieces)
        return (self.first == 0 or pieces[self.first - 1].run is not self.run) and (
            after == len(pieces) or pieces[after].run is not self.run
        )

    @property
    def is_part_of_one_text(self) -> bool:
        """Whether the run holds one short text and nothing else, also no object that is left in it when another has gone from it."""
        run, piece = self.run, self.pieces[0]
        if run is None or len(self.pieces) > 1 or piece.end - piece.start > _LONGEST_COPIED:
            return False
        return (len(run) == 1 or (len(run) == 2 and run[0].tag == RPR)) and run[-1] is piece.node

    def text_of(self, piece: Piece) -> str:
        """Return the characters of a piece that are in the slice."""
        return self.paragraph.text[max(self.start, piece.start) : min(self.end, piece.end)]

    def shortened_run(self) -> etree._Element:
        """Return a copy of a run that holds one text, with the characters of the slice."""
        assert self.run is not None
        shortened = copy(self.run)
        shortened.tail = None
        _set_text(shortened[-1], self.text_of(self.pieces[0]))
        return shortened

    def empty_run(self) -> etree._Element:
        """Return a run like the one the slice lies in, with nothing but its properties."""
        assert self.run is not None
        made = etree.Element(RUN, {str(k): str(v) for k, v in self.run.attrib.items()})
        properties = child_of(self.run, RPR)
        if properties is not None:
            made.append(copy(properties))
        return made

    def add_text(self, run: etree._Element, piece: Piece) -> None:
        """Add the text of a piece, as far as it is in the slice, to a run."""
        _set_text(etree.SubElement(run, T), self.text_of(piece))

    @property
    def object(self) -> InlineObject:
        """The object that the slice is, when it stands in no run."""
        node = self.pieces[0].node
        assert isinstance(node, InlineObject)
        return node


def _set_text(node: etree._Element, text: str) -> None:
    node.text = text
    if text[:1].isspace() or text[-1:].isspace():
        node.set(SPACE, "preserve")
    elif node.attrib:
        node.attrib.clear()


def run_slices(paragraph: Paragraph, start: int, end: int) -> Iterator[RunSlice]:
    """Yield the pieces of a stretch of a paragraph, those of one run together."""
    first, last = pieces_between(paragraph, start, end)
    if last == first + 1:
        yield RunSlice(paragraph, first, [paragraph.pieces[first]], start, end)
        return
    together: list[Piece] = []
    for at in range(first, last):
        piece = paragraph.pieces[at]
        if together and (piece.run is None or piece.run is not together[0].run):
            yield RunSlice(paragraph, at - len(together), together, start, end)
            together = []
        together.append(piece)
    if together:
        yield RunSlice(paragraph, last - len(together), together, start, end)
