"""Paragraphs compared: which characters are the same, were inserted, deleted or formatted, and where paragraphs end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from lxml import etree

from drafter.ooxml.names import ALTERNATE, RPR, SECT, W, child_of
from drafter.redline.comparing.blocks import Block
from drafter.redline.comparing.paragraphs import InlineObject, Paragraph, Piece, pieces_between, run_format_of
from drafter.redline.comparing.script import ChangeType, ObjectEdit, ParagraphEdit, Span
from drafter.redline.comparing.tokens import OBJECT, tokenize
from drafter.redline.comparing.words import Edit, word_edits

CompareObjects = Callable[[InlineObject, InlineObject], ObjectEdit | None]  # what changed compare_objects two objects that are one
_DIGITS_BEFORE_POINT = re.compile(r"\d[\d.,]*\.(?=\d+$)")
_END, _SECTION_END = "\0\u00b6", "\0\u00a7"
_NOT_PARAGRAPH = frozenset({RPR, SECT, W + "pPrChange", ALTERNATE})  # what stands in for readers that cannot count is not said twice


class TokenStream:
    """Paragraphs as one row of tokens, the ends of paragraphs among them."""

    def __init__(self, paragraphs: Sequence[Paragraph], ends: bool = True) -> None:
        self.paragraphs = paragraphs
        self.tokens: list[str] = []
        self.objects: dict[int, InlineObject] = {}
        self.ends: list[int] = []  # the tokens at which paragraphs end
        self.offsets: list[int] = []  # where in its paragraph each token starts; for the end of a paragraph, how long the paragraph is
        self._firsts: list[int] = []  # the first token of each paragraph
        for paragraph in paragraphs:
            self._add(paragraph)
            if ends:
                self.ends.append(len(self.tokens))
                self.tokens.append(_SECTION_END if paragraph.section is not None else _END)
        self._at = list(self.objects)  # in rising order

    def _add(self, paragraph: Paragraph) -> None:
        tokens = tokenize(paragraph.text) if paragraph.objects else paragraph.tokens
        self._firsts.append(len(self.tokens))
        self.offsets += accumulate(map(len, tokens), initial=0)
        if paragraph.objects:
            objects = iter(paragraph.objects)
            for n, token in enumerate(tokens):
                if token == OBJECT:
                    item = self.objects[len(self.tokens) + n] = next(objects)
                    tokens[n] = item.content_key
        self.tokens += tokens

    def things_in(self, start: int, end: int) -> list[int]:
        """Return which tokens of a stretch are objects."""
        return self._at[bisect_left(self._at, start) : bisect_left(self._at, end)]

    def paragraph_at(self, token: int) -> Paragraph:
        """Return the paragraph that a token is in; of the end of the stream, the last one."""
        return self.paragraphs[bisect_right(self._firsts, token) - 1 if len(self.paragraphs) > 1 else 0]

    def between_ends(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield stretches of tokens; each but the last ends where a paragraph ends."""
        first = start
        if self.ends and self.ends[-1] >= start:
            for n in self.ends[bisect_left(self.ends, start) : bisect_left(self.ends, end)]:
                yield first, n
                first = n + 1
        if first < end:
            yield first, end


def paragraph_edits(old: Sequence[Paragraph], new: Sequence[Paragraph], compare_objects: CompareObjects) -> Iterator[ParagraphEdit]:
    """Yield the edits of paragraphs that are each other: one of one as a rule, more when one was split or some were joined."""
    one, other = old[0], new[0]
    alone = len(old) == 1 == len(new) and (one.section is None) is (other.section is None)
    return (
        iter((_unchanged(one, other, compare_objects),))
        if alone and _same_words(one, other)
        else _SpanBuilder(old, new, compare_objects).paragraphs()
    )


def _same_words(one: Paragraph, other: Paragraph) -> bool:
    return one.text == other.text and one.content_key == other.content_key


def untouched(old: Block, new: Block) -> bool:
    """Say whether a paragraph that stands in no control and holds nothing but words is the same in words and formats."""
    if (
        not isinstance(old, Paragraph)
        or not isinstance(new, Paragraph)
        or old.content_key != new.content_key
        or old.run_format is None
        or old.run_format != new.run_format
    ):
        return False
    plain = (
        not (old.objects or new.objects or old.range_marks or old.enclosing_controls or new.enclosing_controls)
        and old.section is new.section is None
    )
    return plain and not _properties_differ(old, new)


def _unchanged(old: Paragraph, new: Paragraph, compare_objects: CompareObjects) -> ParagraphEdit:
    """Return the edit of a paragraph whose words are the same, so that only formats and the inside of objects are left to compare."""
    if old.run_format is not None and old.run_format == new.run_format and not old.objects:  # as nearly every paragraph of a contract
        return _paragraph_edit([Span("same", old, 0, len(old.text), new, 0, len(old.text))] if old.text else [], old, new)
    builder = _SpanBuilder((), (), compare_objects)
    if old.text:
        builder.same_span(old, 0, len(old.text), new, 0)
    return _paragraph_edit(builder.spans, old, new)


def span_edits(old: Paragraph, new: Paragraph, compare_objects: CompareObjects) -> list[Span]:
    """Return the edits between two paragraphs, their ends left out."""
    return _SpanBuilder([old], [new], compare_objects, ends=False).all_spans()


def whole_paragraph_edit(paragraph: Paragraph, change_type: ChangeType, move: int = 0) -> ParagraphEdit:
    """Return the edit of a paragraph that was inserted or deleted whole."""
    old, new = (paragraph, None) if change_type == "deleted" else (None, paragraph)
    return ParagraphEdit(tuple(whole_span(paragraph, change_type)), change_type, old, new, move)


def whole_span(paragraph: Paragraph, change_type: ChangeType) -> list[Span]:
    """Return all of a paragraph as one span."""
    if not paragraph.text:
        return []
    end = len(paragraph.text)
    return [
        Span(change_type, paragraph, 0, end, None, 0, 0) if change_type == "deleted" else Span(change_type, None, 0, 0, paragraph, 0, end)
    ]


def closing_edits(
    old: Sequence[Paragraph],
    new: Sequence[Paragraph],
    deleted: Sequence[Paragraph],
    inserted: Sequence[Paragraph],
    compare_objects: CompareObjects,
) -> Iterator[ParagraphEdit]:
    """Yield edits at the end of a story, whose last end cannot be tracked: what was deleted or inserted there takes the end before it.

    `deleted` and `inserted` follow `old` and `new`, which are each other and may both be missing.
    """
    if old:
        *before, last = _last_that_stay(old, new, bool(deleted and inserted), compare_objects)
        yield from before
        if deleted and inserted:
            yield last
        else:
            yield ParagraphEdit(last.spans, "deleted", old[-1], None) if deleted else ParagraphEdit(last.spans, "inserted", None, new[-1])
    yield from (whole_paragraph_edit(paragraph, "deleted") for paragraph in deleted[:-1])
    pending = whole_span(deleted[-1], "deleted") if deleted else []
    for paragraph in inserted[:-1]:
        yield ParagraphEdit((*pending, *whole_span(paragraph, "inserted")), "inserted", None, paragraph)
        pending = []
    pending += whole_span(inserted[-1], "inserted") if inserted else []
    ends = deleted[-1] if deleted else old[-1], inserted[-1] if inserted else new[-1]
    yield _paragraph_edit(pending, *ends)


def _last_that_stay(
    old: Sequence[Paragraph], new: Sequence[Paragraph], end_too: bool, compare_objects: CompareObjects
) -> Iterator[ParagraphEdit]:
    """Yield the edits of the last paragraphs that stay. One that ends a section in one file only is still one, unless its end counts too."""
    if end_too or len(old) > 1 or len(new) > 1 or (old[0].section is None) is (new[0].section is None):
        return paragraph_edits(old, new, compare_objects)
    return iter((ParagraphEdit(tuple(span_edits(old[0], new[0], compare_objects)), "same", old[0], new[0]),))


def _paragraph_edit(spans: Sequence[Span], old: Paragraph, new: Paragraph) -> ParagraphEdit:
    return ParagraphEdit(tuple(spans), "same", old, new, formatted=_properties_differ(old, new))


def _properties_differ(old: Paragraph, new: Paragraph) -> bool:
    """Say whether the properties of a paragraph, those of its end included, look otherwise."""
    before, after = old.properties, new.properties
    if before is None or after is None:
        return before is not after and _paragraph_signature(before) != _paragraph_signature(after)
    return not written_alike(before, after) and _paragraph_signature(before) != _paragraph_signature(after)


def written_alike(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two elements are written the same, text left out: cheaper than their signatures, and true as a rule."""
    pairs = zip(one.iter(), other.iter(), strict=False)  # as long as each has as many children as the other, it ends for both
    return all(a.tag == b.tag and len(a) == len(b) and a.items() == b.items() for a, b in pairs)


def _paragraph_signature(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    said = "".join(sorted(signature(p) for p in properties if p.tag not in _NOT_PARAGRAPH))
    end = child_of(properties, RPR)
    return said + "\1" + run_format_of(end) if end is not None and len(end) else said


def signature(element: etree._Element) -> str:
    """Return an element with all in it as text, the same for the same."""
    own = f"{element.tag}{sorted(element.items()) if len(element.attrib) > 1 else element.items()}"
    return f"{own}[{''.join(signature(inner) for inner in element)}]" if len(element) else own


class _SpanBuilder:
    """Two streams woven into spans."""

    def __init__(self, old: Sequence[Paragraph], new: Sequence[Paragraph], compare_objects: CompareObjects, ends: bool = True) -> None:
        self.old = TokenStream(old, ends)
        self.new = TokenStream(new, ends)
        self.compare_objects = compare_objects
        self.spans: list[Span] = []

    def all_spans(self) -> list[Span]:
        for _ in self._build():
            raise AssertionError
        return self.spans

    def paragraphs(self) -> Iterator[ParagraphEdit]:
        for change_type, old, new in self._build():
            spans, self.spans = tuple(self.spans), []
            formatted = old is not None and new is not None and _properties_differ(old, new)
            yield ParagraphEdit(spans, change_type, old, new, formatted=formatted)

    def _build(self) -> Iterator[tuple[ChangeType, Paragraph | None, Paragraph | None]]:
        """Collect spans, and yield the ends of paragraphs as they inserted."""
        at = there = 0
        for edit in self._edits():
            a, b, c, d = edit
            yield from self._same_words(at, a, there)
            if b - a == 1 == d - c and (size := shared_whole_part(self.old.tokens[a], self.new.tokens[c])):
                self._changed_fraction(a, c, size)
                at, there = b, d
                continue
            pairs = [] if a == b or c == d else self._matching_objects(edit)
            for i, j in [*pairs, (b, d)]:
                yield from self._words_of_one_side(self.old, a, i, "deleted")
                yield from self._words_of_one_side(self.new, c, j, "inserted")
                if i < b and j < d:
                    self._changed_object(self.old.objects[i], self.new.objects[j], i, j)
                a, c = i + 1, j + 1
            at, there = b, d
        yield from self._same_words(at, len(self.old.tokens), there)

    def _changed_fraction(self, i: int, j: int, size: int) -> None:
        """Collect the spans of a number of which only what follows the point changed."""
        old, new, a, c = self.old.paragraph_at(i), self.new.paragraph_at(j), self.old.offsets[i], self.new.offsets[j]
        self.same_span(old, a, a + size, new, c)
        self.spans.append(Span("deleted", old, a + size, self.old.offsets[i + 1], None, 0, 0))
        self.spans.append(Span("inserted", None, 0, 0, new, c + size, self.new.offsets[j + 1]))

    def _edits(self) -> list[Edit]:
        if self.old.tokens == self.new.tokens:
            return []
        return word_edits(self.old.tokens, self.new.tokens)

    def _matching_objects(self, edit: Edit) -> list[tuple[int, int]]:
        """Return objects in both sides of an edit that are one, changed inside."""
        a, b, c, d = edit
        if not self.old.objects or not self.new.objects:
            return []
        where: dict[str, deque[int]] = {}
        for i in self.old.things_in(a, b):
            where.setdefault(self.old.objects[i].match_key, deque()).append(i)
        found, at = [], a
        for j in self.new.things_in(c, d):
            pending = where.get(self.new.objects[j].match_key, deque())
            while pending and pending[0] < at:
                pending.popleft()
            if pending:
                at = pending.popleft() + 1
                found.append((at - 1, j))
        return found

    def _words_of_one_side(
        self, stream: TokenStream, start: int, end: int, change_type: ChangeType
    ) -> Iterator[tuple[ChangeType, Paragraph | None, Paragraph | None]]:
        for first, last in stream.between_ends(start, end):
            paragraph, offset, to = stream.paragraph_at(first), stream.offsets[first], stream.offsets[last]
            if first < last:
                self.spans.append(
                    Span(change_type, paragraph, offset, to, None, 0, 0)
                    if change_type == "deleted"
                    else Span(change_type, None, 0, 0, paragraph, offset, to)
                )
            if last < end:
                yield (change_type, paragraph, None) if change_type == "deleted" else (change_type, None, paragraph)

    def _same_words(self, start: int, end: int, there: int) -> Iterator[tuple[ChangeType, Paragraph | None, Paragraph | None]]:
        for first, last in self.old.between_ends(start, end):
            place = there + first - start
            paragraph, other = self.old.paragraph_at(first), self.new.paragraph_at(place)
            if first < last:
                self.same_span(paragraph, self.old.offsets[first], self.old.offsets[last], other, self.new.offsets[place])
            if last < end:
                yield "same", paragraph, other

    def same_span(self, old: Paragraph, start: int, end: int, new: Paragraph, there: int) -> None:
        if old.run_format is not None and old.run_format == new.run_format and not old.objects:
            self.spans.append(Span("same", old, start, end, new, there, there + end - start))
            return
        for a, b, piece, other in common_pieces(old, start, end, new, there):
            c, d = there + a - start, there + b - start
            if isinstance(piece.node, InlineObject) and isinstance(other.node, InlineObject):
                inner = self.compare_objects(piece.node, other.node)
                if inner is not None:
                    self.spans.append(Span("changed", old, a, b, new, c, d, inner))
                    continue
            change_type: ChangeType = "same" if piece.run_format == other.run_format else "formatted"
            last = self.spans[-1] if self.spans else None
            if (
                last is not None
                and last.change_type == change_type
                and last.old is old
                and last.new is new
                and last.old_end == a
                and last.new_end == c
            ):
                self.spans[-1] = Span(change_type, old, last.old_start, b, new, last.new_start, d)
            else:
                self.spans.append(Span(change_type, old, a, b, new, c, d))

    def _changed_object(self, old: InlineObject, new: InlineObject, i: int, j: int) -> None:
        inner = self.compare_objects(old, new) or ObjectEdit(old, new)
        a, c = self.old.offsets[i], self.new.offsets[j]
        self.spans.append(Span("changed", self.old.paragraph_at(i), a, a + 1, self.new.paragraph_at(j), c, c + 1, inner))


def shared_whole_part(old: str, new: str) -> int:
    """Return how much of two numbers is the same as far as the last point: 99.9 and 99.5 both begin with `99.`."""
    before, after = _DIGITS_BEFORE_POINT.match(old), _DIGITS_BEFORE_POINT.match(new)
    return before.end() if before and after and before[0] == after[0] else 0


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
