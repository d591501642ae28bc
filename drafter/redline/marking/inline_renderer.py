"""The content of a paragraph of the redline, made from its spans: runs of both files, marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from lxml import etree

from drafter.ooxml.names import DEL, INS, MOVE_TO, RPR, RUN, SDT, SDT_CONTENT, T, child_of
from drafter.redline.comparing.paragraph import InlineObject, Paragraph, common_pieces
from drafter.redline.comparing.script import ObjectEdit, Span, StoryEdit
from drafter.redline.marking.element_import import ElementImporter
from drafter.redline.marking.node_sources import NodeSource, OriginalNodes, RevisedNodes
from drafter.redline.marking.revision_writer import RevisionWriter, get_or_add
from drafter.redline.marking.run_slices import RunSlice, run_slices

_MARK_AROUND = {"same": "", "formatted": "", "changed": "", "inserted": INS, "deleted": DEL}
_REVISED = RevisedNodes()
RenderStory = Callable[[StoryEdit], None]


class InlineRenderer:
    """A maker of the content of paragraphs. What is the same or inserted is taken from the revised file, which it uses up."""

    def __init__(self, writer: RevisionWriter, importer: ElementImporter, render_story: RenderStory) -> None:
        self.writer = writer
        self.importer = importer
        self.render_story = render_story
        self._marks_out: dict[Paragraph, int] = {}  # how many of the range marks of a paragraph are out

    def content(self, spans: Sequence[Span], end: Paragraph | None, moved: bool = False) -> list[etree._Element]:
        """Return the nodes of a paragraph; `end` is the paragraph of the revised file that ends here."""
        nodes: list[etree._Element] = []
        for span in self._cut_at_marks(spans):
            self._render_span(span, nodes, moved)
        if end is not None:
            nodes += self._range_marks(end, len(end.text) + 1)
        if moved:
            return nodes  # the marks of the original stand where the paragraph came from
        for paragraph in dict.fromkeys(s.old for s in spans if s.old is not None and s.old_end == len(s.old.text)):
            nodes += self._imported_marks(paragraph, len(paragraph.text) + 1)
        return nodes

    # spans

    def _render_span(self, span: Span, nodes: list[etree._Element], moved: bool) -> None:
        if span.old is not None and span.old.range_marks and not moved:
            nodes += self._imported_marks(span.old, span.old_start)
        made = self._nodes_of_span(span)
        around = _MARK_AROUND[span.change_type]
        if moved and around != INS:
            self._append_moved(made, around, nodes)
        elif not around:
            nodes += made
        else:
            self._append_marked(self.writer.wrap(made, around), nodes)

    def _append_moved(self, made: Iterable[etree._Element], around: str, nodes: list[etree._Element]) -> None:
        """Put nodes that came with a move; what was deleted from them is inside the mark of the move, and goes with it."""
        if not around:
            nodes += self.writer.wrap(made, MOVE_TO)
            return
        mark = self.writer.new_mark(MOVE_TO)
        mark.extend(list(self.writer.wrap(made, DEL)))
        nodes.append(mark)

    def _append_marked(self, made: Iterable[etree._Element], nodes: list[etree._Element]) -> None:
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
            return self._original(span.old, span.old_start, span.old_end)
        assert span.new is not None
        if span.change_type == "formatted":
            return self._formatted(span)
        if span.change_type == "changed" and span.inner is not None:
            self._render_inside(span.inner)
        return self._revised(span.new, span.new_start, span.new_end)

    def _formatted(self, span: Span) -> list[etree._Element]:
        """Return the nodes of characters whose format changed, with the format they had recorded in each run."""
        assert span.old is not None
        assert span.new is not None
        nodes = []
        shift = span.new_start - span.old_start
        for a, b, piece, _ in common_pieces(span.old, span.old_start, span.old_end, span.new, span.new_start):
            old = child_of(piece.run, RPR) if piece.run is not None else None
            for node in self._revised(span.new, a + shift, b + shift):
                if node.tag == RUN:
                    self.writer.record_properties(get_or_add(node, RPR), old)
                nodes.append(node)
        return nodes

    def _render_inside(self, edit: ObjectEdit) -> None:
        """Mark what changed inside an object of the revised file."""
        for story in edit.stories:
            self.render_story(story)
        if edit.new.inner is not None:
            _fill_object(edit.new, self.content(edit.spans, edit.new.inner))

    # nodes

    def _revised(self, paragraph: Paragraph, start: int, end: int) -> list[etree._Element]:
        """Return the nodes for a stretch of a paragraph of the revised file, with the range marks before and in it."""
        nodes: list[etree._Element] = []
        for part in run_slices(paragraph, start, end):
            nodes += self._range_marks(paragraph, part.begins)
            nodes += _nodes(part, _REVISED)
        return nodes

    def _original(self, paragraph: Paragraph, start: int, end: int) -> list[etree._Element]:
        """Return copies of the nodes for a stretch of a paragraph of the original."""
        source = OriginalNodes(self.importer, paragraph.part)
        return [node for part in run_slices(paragraph, start, end) for node in _nodes(part, source)]

    # bookmarks and comments

    def _cut_at_marks(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield spans, those that are the same cut where a mark of the original has to come in."""
        for span in spans:
            if span.change_type not in ("same", "formatted") or span.old is None or not span.old.range_marks:
                yield span
                continue
            inside = (o for o, node in span.old.range_marks if span.old_start < o < span.old_end and self.importer.marks.is_missing(node))
            edges = [span.old_start, *dict.fromkeys(inside), span.old_end]
            shift = span.new_start - span.old_start
            for a, b in pairwise(edges):
                yield Span(span.change_type, span.old, a, b, span.new, a + shift, b + shift)

    def _range_marks(self, paragraph: Paragraph, upto: int) -> list[etree._Element]:
        """Return the range marks of a paragraph that come before a character and are not out yet."""
        if not paragraph.range_marks:
            return []
        out = end = self._marks_out.get(paragraph, 0)
        while end < len(paragraph.range_marks) and paragraph.range_marks[end][0] <= upto:
            end += 1
        self._marks_out[paragraph] = end
        return [node for _, node in paragraph.range_marks[out:end]]

    def _imported_marks(self, paragraph: Paragraph, upto: int) -> list[etree._Element]:
        imported = (self.importer.marks.import_mark(node) for node in self._range_marks(paragraph, upto))
        return [node for node in imported if node is not None]


def _nodes(part: RunSlice, source: NodeSource) -> list[etree._Element]:
    run = part.run
    if run is None:
        return source.object(part.object)
    if part.is_whole_run:
        return [source.run(run)]
    if part.is_part_of_one_text:
        return [part.shortened_run()]
    return [_rebuilt_run(part, source)]


def _rebuilt_run(part: RunSlice, source: NodeSource) -> etree._Element:
    """Return a run with the properties of another and those of its pieces that are in a slice."""
    run = part.empty_run()
    for piece in part.pieces:
        if isinstance(piece.node, InlineObject):
            run.extend(source.object(piece.node))
        elif piece.node.tag == T:
            part.add_text(run, piece)
        else:
            run.append(source.character(piece.node))
    return run


def _fill_object(item: InlineObject, content: list[etree._Element]) -> None:
    """Put content in the place of what is inside a link, a content control or the result of a field."""
    if item.head:
        item.nodes[item.head : -item.tail] = content
        return
    holder = item.nodes[0]
    if holder.tag == SDT:
        found = holder.find(SDT_CONTENT)
        holder = holder if found is None else found
    holder[:] = [*(node for node in holder if node.tag.endswith("Pr")), *content]
