"""The content of a paragraph of the redline, made from its spans: runs of both files, marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from itertools import pairwise

from lxml import etree

from drafter.ooxml.names import CHARACTERS, DEL, INS, MOVE_TO, RPR, RUN, SDT, SDT_CONTENT, SPACE, T, child_of
from drafter.redline.comparing.paragraph import InlineObject, Paragraph, Piece, common_pieces, pieces_between
from drafter.redline.comparing.script import ObjectEdit, Span, StoryEdit
from drafter.redline.marking.part_import import PartImporter
from drafter.redline.marking.revision_writer import RevisionWriter

_REFERS_TO_NOTHING = frozenset({RPR, T, *CHARACTERS})
_LONGEST_COPIED = 1000  # characters of a run that is not copied to be cut: every piece would cost the whole
_MARK_AROUND = {"same": "", "formatted": "", "changed": "", "inserted": INS, "deleted": DEL}
RenderStory = Callable[[StoryEdit], None]


class ParagraphRenderer:
    """A maker of the content of paragraphs. What is the same or inserted is taken from the revised file, which it uses up."""

    def __init__(self, writer: RevisionWriter, importer: PartImporter, story: RenderStory) -> None:
        self.writer = writer
        self.importer = importer
        self.story = story
        self._passed: dict[Paragraph, int] = {}  # how many of the range marks of a paragraph are out

    def content(self, spans: Sequence[Span], end: Paragraph | None, moved: bool = False) -> list[etree._Element]:
        """Return the nodes of a paragraph; `end` is the paragraph of the revised file that ends here."""
        nodes: list[etree._Element] = []
        for span in self._cut_at_marks(spans):
            self._render_span(span, nodes, moved)
        if end is not None:
            nodes += self._range_marks(end, len(end.text) + 1)
        for paragraph in dict.fromkeys(s.old for s in spans if s.old is not None and s.old_end == len(s.old.text)):
            nodes += self._imported_marks(paragraph, len(paragraph.text) + 1)
        return nodes

    def _render_span(self, span: Span, nodes: list[etree._Element], moved: bool) -> None:
        if span.old is not None and span.old.range_marks:
            nodes += self._imported_marks(span.old, span.old_start)
        made = self._nodes_of_span(span)
        around = _MARK_AROUND[span.change_type]
        if moved and around != INS:
            self._append_moved(made, around, nodes)
        elif not around:
            nodes += made
        else:
            self._append_joined(self.writer.wrap(made, around), nodes)

    def _append_moved(self, made: Iterable[etree._Element], around: str, nodes: list[etree._Element]) -> None:
        """Put nodes that came with a move; what was deleted from them is inside the mark of the move, and goes with it."""
        if not around:
            nodes += self.writer.wrap(made, MOVE_TO)
            return
        mark = self.writer.new_mark(MOVE_TO)
        mark.extend(list(self.writer.wrap(made, DEL)))
        nodes.append(mark)

    def _append_joined(self, made: Iterable[etree._Element], nodes: list[etree._Element]) -> None:
        """Put marked nodes after others, into the last mark when it is of the same kind."""
        for node in list(made):  # all of them first: a mark is yielded before it is filled
            last = nodes[-1] if nodes else None
            if last is not None and last.tag == node.tag and node.tag in (INS, DEL):
                last.extend(list(node))
            else:
                nodes.append(node)

    def _nodes_of_span(self, span: Span) -> list[etree._Element]:
        if span.change_type == "deleted":
            assert span.old is not None
            return self._nodes(span.old, span.old_start, span.old_end, own=False)
        assert span.new is not None
        if span.change_type == "formatted":
            return self._formatted(span)
        if span.change_type == "changed" and span.inner is not None:
            self._render_changed_object(span.inner)
        return self._nodes(span.new, span.new_start, span.new_end, own=True)

    def _formatted(self, span: Span) -> list[etree._Element]:
        assert span.old is not None
        assert span.new is not None
        nodes = []
        shift = span.new_start - span.old_start
        for a, b, piece, _ in common_pieces(span.old, span.old_start, span.old_end, span.new, span.new_start):
            old = child_of(piece.run, RPR) if piece.run is not None else None
            for node in self._nodes(span.new, a + shift, b + shift, own=True):
                if node.tag == RUN:
                    self.record_format(node, old)
                nodes.append(node)
        return nodes

    def record_format(self, run: etree._Element, old: etree._Element | None) -> None:
        """Record in a run how it looked before."""
        properties = child_of(run, RPR)
        if properties is None:
            properties = etree.Element(RPR)
            run.insert(0, properties)
        self.writer.record_properties(properties, old)

    def _render_changed_object(self, inner: ObjectEdit) -> None:
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

    def _nodes(self, paragraph: Paragraph, start: int, end: int, own: bool) -> list[etree._Element]:
        """Return the nodes for a stretch of a paragraph: the revised file's own, or copies of the original's."""
        nodes: list[etree._Element] = []
        for at, stretch in _pieces_by_run(paragraph, start, end):
            if own:
                nodes += self._range_marks(paragraph, max(stretch[0].start, start))
            run = stretch[0].run
            if run is None:
                thing = stretch[0].node
                assert isinstance(thing, InlineObject)
                nodes += thing.nodes if own else [n for n in (self._imported(n, paragraph) for n in thing.nodes) if n is not None]
            else:
                nodes.append(self._render_run(run, paragraph, at, stretch, start, end, own))
        return nodes

    def _imported(self, node: etree._Element, paragraph: Paragraph) -> etree._Element | None:
        return self.importer.import_element(node, paragraph.part, self.importer.target_part(paragraph.part))

    def _render_run(
        self, run: etree._Element, paragraph: Paragraph, at: int, stretch: Sequence[Piece], start: int, end: int, own: bool
    ) -> etree._Element:
        if stretch[0].start >= start and stretch[-1].end <= end and _is_whole_run(run, paragraph, at, at + len(stretch)):
            return run if own else self._copy(run, paragraph)
        if len(stretch) == 1 and _only_text(run, stretch[0]) and stretch[0].end - stretch[0].start <= _LONGEST_COPIED:
            return _shortened_copy(run, paragraph.text, stretch[0], start, end)
        part = etree.Element(RUN, {str(k): str(v) for k, v in run.attrib.items()})
        properties = child_of(run, RPR)
        if properties is not None:
            part.append(copy(properties))
        for piece in stretch:
            if isinstance(piece.node, InlineObject):
                nodes = piece.node.nodes
                part.extend(
                    nodes
                    if own
                    else [self.importer.import_element(n, paragraph.part, self.importer.target_part(paragraph.part)) for n in nodes]
                )
            elif piece.node.tag == T:
                _add_text(part, paragraph.text, piece, start, end)
            else:
                part.append(piece.node if own else copy(piece.node))
        return part

    def _copy(self, run: etree._Element, paragraph: Paragraph) -> etree._Element:
        """Return a copy of a run of the original; one that refers to nothing is not rewritten."""
        if all(node.tag in _REFERS_TO_NOTHING for node in run):
            fresh = copy(run)
            fresh.tail = None
            return fresh
        return self.importer.import_element(run, paragraph.part, self.importer.target_part(paragraph.part))

    def _cut_at_marks(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield spans, those that are the same cut where a mark of the original has to come in."""
        for span in spans:
            if span.change_type not in ("same", "formatted") or span.old is None or not span.old.range_marks:
                yield span
                continue
            inside = (o for o, node in span.old.range_marks if span.old_start < o < span.old_end and self.importer.would_import(node))
            edges = [span.old_start, *dict.fromkeys(inside), span.old_end]
            shift = span.new_start - span.old_start
            for a, b in pairwise(edges):
                yield Span(span.change_type, span.old, a, b, span.new, a + shift, b + shift)

    def _range_marks(self, paragraph: Paragraph, upto: int) -> list[etree._Element]:
        """Return the range marks of a paragraph of the revised file that come before a character and are not out yet."""
        if not paragraph.range_marks:
            return []
        out = end = self._passed.get(paragraph, 0)
        while end < len(paragraph.range_marks) and paragraph.range_marks[end][0] <= upto:
            end += 1
        self._passed[paragraph] = end
        return [node for _, node in paragraph.range_marks[out:end]]

    def _imported_marks(self, paragraph: Paragraph, upto: int) -> list[etree._Element]:
        came = (self.importer.import_mark(node) for node in self._range_marks(paragraph, upto))
        return [node for node in came if node is not None]


def _pieces_by_run(paragraph: Paragraph, start: int, end: int) -> Iterator[tuple[int, list[Piece]]]:
    """Yield the pieces of a stretch, those of one run together, each time with the number of the first."""
    first, last = pieces_between(paragraph, start, end)
    if last == first + 1:
        yield first, [paragraph.pieces[first]]
        return
    stretch: list[Piece] = []
    for at in range(first, last):
        piece = paragraph.pieces[at]
        if stretch and (piece.run is None or piece.run is not stretch[0].run):
            yield at - len(stretch), stretch
            stretch = []
        stretch.append(piece)
    if stretch:
        yield last - len(stretch), stretch


def _is_whole_run(run: etree._Element, paragraph: Paragraph, at: int, after: int) -> bool:
    """Say whether a run holds these pieces and no others."""
    pieces = paragraph.pieces
    return (at == 0 or pieces[at - 1].run is not run) and (after == len(pieces) or pieces[after].run is not run)


def _only_text(run: etree._Element, piece: Piece) -> bool:
    """Say whether a piece is the one text of a run, and not an object that is left in it when another has gone from it."""
    return (len(run) == 1 or (len(run) == 2 and run[0].tag == RPR)) and run[-1] is piece.node


def _shortened_copy(run: etree._Element, words: str, piece: Piece, start: int, end: int) -> etree._Element:
    """Return a copy of a run that holds one text, with a stretch of it."""
    part = copy(run)
    part.tail = None
    text_node = part[-1]
    text_node.text = text = words[max(start, piece.start) : min(end, piece.end)]
    if text[:1].isspace() or text[-1:].isspace():
        text_node.set(SPACE, "preserve")
    elif text_node.attrib:
        text_node.attrib.clear()
    return part


def _add_text(run: etree._Element, words: str, piece: Piece, start: int, end: int) -> None:
    text = words[max(start, piece.start) : min(end, piece.end)]
    made = etree.SubElement(run, T)
    made.text = text
    if text and (text[0].isspace() or text[-1].isspace()):
        made.set(SPACE, "preserve")
