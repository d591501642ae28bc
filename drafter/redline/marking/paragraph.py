"""The content of a paragraph of the redline, made from its spans: runs of both files, marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from itertools import pairwise

from lxml import etree

from drafter.ooxml.names import CHARACTERS, DEL, INS, MOVE_TO, RPR, RUN, SDT, SDT_CONTENT, SPACE, T, child_of
from drafter.redline.comparing.lines import Line, Piece, Thing, pieces_between
from drafter.redline.comparing.script import Inner, Span, StoryEdit
from drafter.redline.comparing.spans import cut
from drafter.redline.marking.part_import import Adopter
from drafter.redline.marking.revision_marks import Marker

_REFERS_TO_NOTHING = frozenset({RPR, T, *CHARACTERS})
_LONG = 1000  # characters of a run that is not copied to be cut: every piece would cost the whole
_AROUND = {"same": "", "formatted": "", "changed": "", "inserted": INS, "deleted": DEL}
Stories = Callable[[StoryEdit], None]


class Inliner:
    """A maker of the content of paragraphs. What is the same or inserted is taken from the revised file, which it uses up."""

    def __init__(self, marker: Marker, adopter: Adopter, story: Stories) -> None:
        self.marker = marker
        self.adopter = adopter
        self.story = story
        self._passed: dict[Line, int] = {}  # how many of the places of a line are out

    def content(self, spans: Sequence[Span], end: Line | None, moved: bool = False) -> list[etree._Element]:
        """Return the nodes of a paragraph; `end` is the line of the revised file that ends here."""
        nodes: list[etree._Element] = []
        for span in self._around_places(spans):
            self._span(span, nodes, moved)
        if end is not None:
            nodes += self._places(end, len(end.text) + 1)
        for line in dict.fromkeys(s.old for s in spans if s.old is not None and s.old_end == len(s.old.text)):
            nodes += self._old_places(line, len(line.text) + 1)
        return nodes

    def _span(self, span: Span, nodes: list[etree._Element], moved: bool) -> None:
        if span.old is not None and span.old.places:
            nodes += self._old_places(span.old, span.old_start)
        made = self._made(span)
        around = _AROUND[span.fate]
        if moved and around != INS:
            self._moved(made, around, nodes)
        elif not around:
            nodes += made
        else:
            self._join(self.marker.wrap(made, around), nodes)

    def _moved(self, made: Iterable[etree._Element], around: str, nodes: list[etree._Element]) -> None:
        """Put nodes that came with a move; what was deleted from them is inside the mark of the move, and goes with it."""
        if not around:
            nodes += self.marker.wrap(made, MOVE_TO)
            return
        mark = self.marker.mark(MOVE_TO)
        mark.extend(list(self.marker.wrap(made, DEL)))
        nodes.append(mark)

    def _join(self, made: Iterable[etree._Element], nodes: list[etree._Element]) -> None:
        """Put marked nodes after others, into the last mark when it is of the same kind."""
        for node in list(made):  # all of them first: a mark is yielded before it is filled
            last = nodes[-1] if nodes else None
            if last is not None and last.tag == node.tag and node.tag in (INS, DEL):
                last.extend(list(node))
            else:
                nodes.append(node)

    def _made(self, span: Span) -> list[etree._Element]:
        if span.fate == "deleted":
            assert span.old is not None
            return self._nodes(span.old, span.old_start, span.old_end, own=False)
        assert span.new is not None
        if span.fate == "formatted":
            return self._formatted(span)
        if span.fate == "changed" and span.inner is not None:
            self._change(span.inner)
        return self._nodes(span.new, span.new_start, span.new_end, own=True)

    def _formatted(self, span: Span) -> list[etree._Element]:
        assert span.old is not None
        assert span.new is not None
        nodes = []
        shift = span.new_start - span.old_start
        for a, b, piece, _ in cut(span.old, span.old_start, span.old_end, span.new, span.new_start):
            old = child_of(piece.run, RPR) if piece.run is not None else None
            for node in self._nodes(span.new, a + shift, b + shift, own=True):
                if node.tag == RUN:
                    self.look(node, old)
                nodes.append(node)
        return nodes

    def look(self, run: etree._Element, old: etree._Element | None) -> None:
        """Record in a run how it looked before."""
        properties = child_of(run, RPR)
        if properties is None:
            properties = etree.Element(RPR)
            run.insert(0, properties)
        self.marker.record(properties, old)

    def _change(self, inner: Inner) -> None:
        """Mark what changed inside an object of the revised file."""
        for story in inner.stories:
            self.story(story)
        thing = inner.new
        if thing.inner is None:
            return
        content = self.content(inner.spans, thing.inner)
        if thing.head:
            thing.nodes[thing.head : -thing.tail] = content
            return
        holder = thing.nodes[0]
        if holder.tag == SDT:
            found = holder.find(SDT_CONTENT)
            holder = holder if found is None else found
        holder[:] = [*(n for n in holder if n.tag.endswith("Pr")), *content]

    def _nodes(self, line: Line, start: int, end: int, own: bool) -> list[etree._Element]:
        """Return the nodes for a stretch of a line: the revised file's own, or copies of the original's."""
        nodes: list[etree._Element] = []
        for at, stretch in _runs(line, start, end):
            if own:
                nodes += self._places(line, max(stretch[0].start, start))
            run = stretch[0].run
            if run is None:
                thing = stretch[0].node
                assert isinstance(thing, Thing)
                nodes += thing.nodes if own else [n for n in (self._adopted(n, line) for n in thing.nodes) if n is not None]
            else:
                nodes.append(self._run(run, line, at, stretch, start, end, own))
        return nodes

    def _adopted(self, node: etree._Element, line: Line) -> etree._Element | None:
        return self.adopter.copy(node, line.part, self.adopter.home(line.part))

    def _run(self, run: etree._Element, line: Line, at: int, stretch: Sequence[Piece], start: int, end: int, own: bool) -> etree._Element:
        if stretch[0].start >= start and stretch[-1].end <= end and _holds(run, line, at, at + len(stretch)):
            return run if own else self._copy(run, line)
        if len(stretch) == 1 and _only_text(run, stretch[0]) and stretch[0].end - stretch[0].start <= _LONG:
            return _shortened(run, line.text, stretch[0], start, end)
        part = etree.Element(RUN, {str(k): str(v) for k, v in run.attrib.items()})
        properties = child_of(run, RPR)
        if properties is not None:
            part.append(copy(properties))
        for piece in stretch:
            if isinstance(piece.node, Thing):
                nodes = piece.node.nodes
                part.extend(nodes if own else [self.adopter.copy(n, line.part, self.adopter.home(line.part)) for n in nodes])
            elif piece.node.tag == T:
                _text(part, line.text, piece, start, end)
            else:
                part.append(piece.node if own else copy(piece.node))
        return part

    def _copy(self, run: etree._Element, line: Line) -> etree._Element:
        """Return a copy of a run of the original; one that refers to nothing needs no settling in."""
        if all(node.tag in _REFERS_TO_NOTHING for node in run):
            fresh = copy(run)
            fresh.tail = None
            return fresh
        return self.adopter.copy(run, line.part, self.adopter.home(line.part))

    def _around_places(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield spans, those that are the same cut where a mark of the original has to come in."""
        for span in spans:
            if span.fate not in ("same", "formatted") or span.old is None or not span.old.places:
                yield span
                continue
            inside = (o for o, node in span.old.places if span.old_start < o < span.old_end and self.adopter.wants(node))
            edges = [span.old_start, *dict.fromkeys(inside), span.old_end]
            shift = span.new_start - span.old_start
            for a, b in pairwise(edges):
                yield Span(span.fate, span.old, a, b, span.new, a + shift, b + shift)

    def _places(self, line: Line, upto: int) -> list[etree._Element]:
        """Return the places of a line of the revised file that come before a character and are not out yet."""
        if not line.places:
            return []
        out = end = self._passed.get(line, 0)
        while end < len(line.places) and line.places[end][0] <= upto:
            end += 1
        self._passed[line] = end
        return [node for _, node in line.places[out:end]]

    def _old_places(self, line: Line, upto: int) -> list[etree._Element]:
        came = (self.adopter.place(node) for node in self._places(line, upto))
        return [node for node in came if node is not None]


def _runs(line: Line, start: int, end: int) -> Iterator[tuple[int, list[Piece]]]:
    """Yield the pieces of a stretch, those of one run together, and which the first of them is."""
    first, last = pieces_between(line, start, end)
    if last == first + 1:
        yield first, [line.pieces[first]]
        return
    stretch: list[Piece] = []
    for at in range(first, last):
        piece = line.pieces[at]
        if stretch and (piece.run is None or piece.run is not stretch[0].run):
            yield at - len(stretch), stretch
            stretch = []
        stretch.append(piece)
    if stretch:
        yield last - len(stretch), stretch


def _holds(run: etree._Element, line: Line, at: int, after: int) -> bool:
    """Say whether a run holds these pieces and no others."""
    pieces = line.pieces
    return (at == 0 or pieces[at - 1].run is not run) and (after == len(pieces) or pieces[after].run is not run)


def _only_text(run: etree._Element, piece: Piece) -> bool:
    """Say whether a piece is the one text of a run, and not an object that is left in it when another has gone from it."""
    return (len(run) == 1 or (len(run) == 2 and run[0].tag == RPR)) and run[-1] is piece.node


def _shortened(run: etree._Element, words: str, piece: Piece, start: int, end: int) -> etree._Element:
    """Return a copy of a run that holds one text, with a stretch of it."""
    part = copy(run)
    part.tail = None
    said = part[-1]
    said.text = text = words[max(start, piece.start) : min(end, piece.end)]
    if text[:1].isspace() or text[-1:].isspace():
        said.set(SPACE, "preserve")
    elif said.attrib:
        said.attrib.clear()
    return part


def _text(run: etree._Element, words: str, piece: Piece, start: int, end: int) -> None:
    text = words[max(start, piece.start) : min(end, piece.end)]
    made = etree.SubElement(run, T)
    made.text = text
    if text and (text[0].isspace() or text[-1].isspace()):
        made.set(SPACE, "preserve")
