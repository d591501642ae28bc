"""The words of paragraphs compared: which characters are the same, were inserted, deleted or formatted, and which ends of paragraphs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence

from drafter.patterns import regex
from drafter.redline.comparing.paragraph import InlineObject, Paragraph, Piece, common_pieces
from drafter.redline.comparing.script import ChangeType, ObjectEdit, ParagraphEdit, Span, one_sided_span
from drafter.redline.comparing.signatures import properties_differ
from drafter.redline.comparing.token_stream import TokenStream
from drafter.redline.comparing.words import Edit, word_edits

CompareObjects = Callable[[InlineObject, InlineObject], ObjectEdit | None]  # what changed inside two objects that are one
_CAPITALS = regex("[壹贰叁肆伍陆柒捌玖貳參陸零拾佰仟万萬亿億元圆角分]+")
_FIGURES = regex("[壹贰叁肆伍陆柒捌玖貳參陸]")
_DIGITS_BEFORE_POINT = regex(r"\d[\d.,]*\.(?=\d+$)")


def span_edits(old: Paragraph, new: Paragraph, compare_objects: CompareObjects) -> list[Span]:
    """Return the edits between two paragraphs, their ends left out."""
    builder = SpanBuilder([old], [new], compare_objects, ends=False)
    builder.build()
    return builder.spans


class SpanBuilder:
    """Two rows of paragraphs on their way to edits: `spans` of the paragraph that is open, `edits` of those whose end has come."""

    def __init__(self, old: Sequence[Paragraph], new: Sequence[Paragraph], compare_objects: CompareObjects, ends: bool = True) -> None:
        self.old = TokenStream(old, ends)
        self.new = TokenStream(new, ends)
        self.compare_objects = compare_objects
        self.spans: list[Span] = []
        self.edits: list[ParagraphEdit] = []

    def build(self) -> None:
        """Compare the paragraphs from first to last."""
        at = there = 0
        for edit in self._word_edits():
            self._add_same_tokens(at, edit[0], there)
            self._add_changed_tokens(edit)
            at, there = edit[1], edit[3]
        self._add_same_tokens(at, len(self.old.tokens), there)

    def _word_edits(self) -> list[Edit]:
        if self.old.tokens == self.new.tokens:
            return []
        return word_edits(self.old.tokens, self.new.tokens)

    def _end_paragraph(self, change_type: ChangeType, old: Paragraph | None, new: Paragraph | None) -> None:
        spans, self.spans = tuple(self.spans), []
        formatted = old is not None and new is not None and properties_differ(old.properties, new.properties)
        self.edits.append(ParagraphEdit(spans, change_type, old, new, formatted=formatted))

    # tokens of both

    def _add_same_tokens(self, start: int, end: int, there: int) -> None:
        for first, last in self.old.between_ends(start, end):
            place = there + first - start
            old, new = self.old.paragraph_at(first), self.new.paragraph_at(place)
            if first < last:
                self.add_same(old, self.old.offsets[first], self.old.offsets[last], new, self.new.offsets[place])
            if last < end:
                self._end_paragraph("same", old, new)

    def add_same(self, old: Paragraph, start: int, end: int, new: Paragraph, there: int) -> None:
        """Add characters that are the same in both: only formats and the inside of objects are left to compare."""
        if old.run_format is not None and old.run_format == new.run_format and not old.objects:
            self.spans.append(Span("same", old, start, end, new, there, there + end - start))
            return
        for a, b, piece, other in common_pieces(old, start, end, new, there):
            c, d = there + a - start, there + b - start
            inner = self._inner_edit(piece, other)
            if inner is not None:
                self.spans.append(Span("changed", old, a, b, new, c, d, inner))
            else:
                self._add_or_extend(Span("same" if piece.run_format == other.run_format else "formatted", old, a, b, new, c, d))

    def _inner_edit(self, old: Piece, new: Piece) -> ObjectEdit | None:
        if isinstance(old.node, InlineObject) and isinstance(new.node, InlineObject):
            return self.compare_objects(old.node, new.node)
        return None

    def _add_or_extend(self, span: Span) -> None:
        last = self.spans[-1] if self.spans else None
        if last is not None and _continues(last, span):
            self.spans[-1] = span._replace(old_start=last.old_start, new_start=last.new_start)
        else:
            self.spans.append(span)

    # tokens of one side

    def _add_changed_tokens(self, edit: Edit) -> None:
        a, b, c, d = edit
        if b - a == 1 == d - c and (kept := kept_places(self.old.tokens[a], self.new.tokens[c])):
            self._add_changed_number(a, c, kept)
            return
        for i, j in self._matching_objects(edit):
            self._add_one_side(self.old, a, i, "deleted")
            self._add_one_side(self.new, c, j, "inserted")
            self._add_changed_object(i, j)
            a, c = i + 1, j + 1
        self._add_one_side(self.old, a, b, "deleted")
        self._add_one_side(self.new, c, d, "inserted")

    def _add_one_side(self, stream: TokenStream, start: int, end: int, change_type: ChangeType) -> None:
        for first, last in stream.between_ends(start, end):
            paragraph = stream.paragraph_at(first)
            if first < last:
                self.spans.append(one_sided_span(change_type, paragraph, stream.offsets[first], stream.offsets[last]))
            if last < end:
                self._end_paragraph(change_type, *((paragraph, None) if change_type == "deleted" else (None, paragraph)))

    def _add_changed_number(self, i: int, j: int, kept: Sequence[tuple[int, int]]) -> None:
        """Add a number of which only some places changed."""
        old, new, a, c = self.old.paragraph_at(i), self.new.paragraph_at(j), self.old.offsets[i], self.new.offsets[j]
        at = 0
        for start, end in kept:
            self._add_replacement(old, a + at, a + start, new, c + at, c + start)
            self.add_same(old, a + start, a + end, new, c + start)
            at = end
        self._add_replacement(old, a + at, self.old.offsets[i + 1], new, c + at, self.new.offsets[j + 1])

    def _add_replacement(self, old: Paragraph, start: int, end: int, new: Paragraph, there: int, until: int) -> None:
        if start < end:
            self.spans.append(one_sided_span("deleted", old, start, end))
        if there < until:
            self.spans.append(one_sided_span("inserted", new, there, until))

    def _matching_objects(self, edit: Edit) -> list[tuple[int, int]]:
        """Return objects in both sides of an edit that are one, changed inside: the first of those that match, in rising order."""
        a, b, c, d = edit
        if a == b or c == d or not self.old.objects or not self.new.objects:
            return []
        where: dict[str, deque[int]] = {}
        for i in self.old.objects_in(a, b):
            where.setdefault(self.old.objects[i].match_key, deque()).append(i)
        found, at = [], a
        for j in self.new.objects_in(c, d):
            pending = where.get(self.new.objects[j].match_key, deque())
            while pending and pending[0] < at:
                pending.popleft()
            if pending:
                at = pending.popleft() + 1
                found.append((at - 1, j))
        return found

    def _add_changed_object(self, i: int, j: int) -> None:
        old, new = self.old.objects[i], self.new.objects[j]
        inner = self.compare_objects(old, new) or ObjectEdit(old, new)
        a, c = self.old.offsets[i], self.new.offsets[j]
        self.spans.append(Span("changed", self.old.paragraph_at(i), a, a + 1, self.new.paragraph_at(j), c, c + 1, inner))


def _continues(last: Span, span: Span) -> bool:
    """Say whether a span begins where the last one ends, and came about in the same way."""
    same = last.change_type == span.change_type and last.old is span.old and last.new is span.new
    return same and last.old_end == span.old_start and last.new_end == span.new_start


def kept_places(old: str, new: str) -> list[tuple[int, int]]:
    """Return the stretches, in the same place of both, of two numbers that stay when one becomes the other; none when it is replaced whole.

    Of 99.9 and 99.5 what stands up to the last point stays, of 壹佰贰拾万 and 壹佰叁拾万 all but the figure, for the places are the same.
    """
    before, after = _DIGITS_BEFORE_POINT.match(old), _DIGITS_BEFORE_POINT.match(new)
    if before and after and before[0] == after[0]:
        return [(0, before.end())]
    if not (_CAPITALS.fullmatch(old) and _places(old) == _places(new)):
        return []
    same = [place for place, (one, other) in enumerate(zip(old, new, strict=True)) if one == other]
    starts = [place for place in same if place - 1 not in same]
    return [(start, next(end for end in range(start + 1, len(old) + 1) if end not in same)) for start in starts]


def _places(number: str) -> str:
    """Return a number in capitals with every figure the same: two that give the same differ in figures only."""
    return _FIGURES.sub("壹", number)
