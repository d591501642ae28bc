"""A paragraph as it is compared: its text, the pieces it is made of, and objects as one character each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import field
from typing import NamedTuple

from lxml import etree

from drafter.ooxml.characters import EMPTY_ROW
from drafter.ooxml.names import BOX
from drafter.records import dataclass
from drafter.redline.comparing.tokens import OBJECT, tokenize


class Piece(NamedTuple):
    """A stretch of a paragraph that comes from one element: the characters from start to end, the run they are in, and how it looks."""

    start: int
    end: int
    node: etree._Element | InlineObject
    run: etree._Element | None
    run_format: str


@dataclass(eq=False, slots=True)
class InlineObject:
    """An object in a paragraph. Objects with the same content key are the same; with the same match key they may be one that was changed inside."""

    content_key: str
    match_key: str
    nodes: list[etree._Element]
    inner: Paragraph | None = None  # the words of a link, a control or the result of a field
    head: int = 0  # of a field: how many of the nodes come before its result
    tail: int = 0  # and how many after it
    note: etree._Element | None = None
    part: str = ""

    @property
    def boxes(self) -> list[etree._Element]:
        """The text boxes in it, in order."""
        if self.inner is not None or self.note is not None:
            return []
        return [box for node in self.nodes for box in node.iter(BOX) if not any(a.tag == BOX for a in box.iterancestors(BOX))]


@dataclass(eq=False, slots=True)
class Paragraph:
    """A paragraph, or the inside of an object that holds words."""

    element: etree._Element
    part: str
    text: str
    pieces: list[Piece]
    objects: list[InlineObject]
    range_marks: list[tuple[int, etree._Element]]
    content_key: str
    run_format: str | None  # when all of it looks the same
    properties: etree._Element | None = None
    section: etree._Element | None = None
    enclosing_controls: tuple[etree._Element, ...] = field(default=())
    _tokens: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All words of the paragraph, those in its objects included."""
        return _with_inner_words(self.text, self.objects) if self.objects else self.text

    @property
    def tokens(self) -> list[str]:
        """The words one by one."""
        if not self._tokens:
            self._tokens = tokenize(self.words)
        return self._tokens


def pieces_between(paragraph: Paragraph, start: int, end: int) -> tuple[int, int]:
    """Return from and to which of its pieces a stretch of a paragraph goes."""
    if start >= end:
        return 0, 0
    return bisect_left(paragraph.pieces, (start + 1,)) - 1, bisect_left(paragraph.pieces, (end,))


def _with_inner_words(text: str, objects: Sequence[InlineObject]) -> str:
    remaining = iter(objects)
    return "".join((t.inner.words if (t := next(remaining)).inner else OBJECT) if c == OBJECT else c for c in text)


class ParagraphBuilder:
    """A paragraph under construction."""

    __slots__ = ("at", "objects", "pieces", "range_marks", "text")

    def __init__(self) -> None:
        self.at = 0
        self.text: list[str] = []
        self.pieces: list[Piece] = []
        self.objects: list[InlineObject] = []
        self.range_marks: list[tuple[int, etree._Element]] = []

    def add_text(self, text: str, node: etree._Element, run: etree._Element | None, run_format: str) -> None:
        if not text:
            return
        end = self.at + len(text)
        self.pieces.append(Piece(self.at, end, node, run, run_format))
        self.text.append(text)
        self.at = end

    def add_object(self, item: InlineObject, run: etree._Element | None, run_format: str) -> None:
        self.pieces.append(Piece(self.at, self.at + 1, item, run, run_format))
        self.text.append(OBJECT)
        self.objects.append(item)
        self.at += 1

    def paragraph(self, element: etree._Element, part: str) -> Paragraph:
        text = "".join(self.text)
        if text == EMPTY_ROW:
            return Paragraph(element, part, "", [], [], [(0, mark) for _, mark in self.range_marks], "", "")
        content_key = text + "\1".join(t.content_key for t in self.objects) if self.objects else text
        run_format: str | None = self.pieces[0].run_format if self.pieces else ""
        if (len(self.pieces) > 1 and any(p.run_format != run_format for p in self.pieces)) or (
            self.objects and any(t.inner for t in self.objects)
        ):
            run_format = None
        return Paragraph(element, part, text, self.pieces, self.objects, self.range_marks, content_key, run_format)


def common_pieces(old: Paragraph, start: int, end: int, new: Paragraph, there: int) -> Iterator[tuple[int, int, Piece, Piece]]:
    """Yield stretches that are in one piece of both paragraphs."""
    olds = old.pieces[slice(*pieces_between(old, start, end))]
    news = new.pieces[slice(*pieces_between(new, there, there + end - start))]
    shift, i, j, at = start - there, 0, 0, start
    while at < end:
        to = min(olds[i].end, news[j].end + shift, end)
        yield at, to, olds[i], news[j]
        at = to
        i += olds[i].end <= at
        j += news[j].end + shift <= at
