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
from drafter.redline.comparing.lines import Line, Piece, Thing, look_of, pieces_between
from drafter.redline.comparing.script import Fate, Inner, ParagraphEdit, Span
from drafter.redline.comparing.tokens import OBJECT, split
from drafter.redline.comparing.words import Edit, edits

Inside = Callable[[Thing, Thing], Inner | None]  # what changed inside two objects that are one
_WHOLE_PART = re.compile(r"\d[\d.,]*\.(?=\d+$)")
_END, _SECTION_END = "\0\u00b6", "\0\u00a7"
_NOT_PARAGRAPH = frozenset({RPR, SECT, W + "pPrChange", ALTERNATE})  # what stands in for readers that cannot count is not said twice


class Stream:
    """Lines as one row of tokens, the ends of paragraphs among them."""

    def __init__(self, lines: Sequence[Line], ends: bool = True) -> None:
        self.lines = lines
        self.tokens: list[str] = []
        self.things: dict[int, Thing] = {}
        self.ends: list[int] = []  # the tokens at which paragraphs end
        self.offsets: list[int] = []  # where in its line each token starts; for the end of a line, how long the line is
        self._firsts: list[int] = []  # the first token of each line
        for line in lines:
            self._add(line)
            if ends:
                self.ends.append(len(self.tokens))
                self.tokens.append(_SECTION_END if line.section is not None else _END)
        self._at = list(self.things)  # in rising order

    def _add(self, line: Line) -> None:
        tokens = split(line.text) if line.things else line.tokens
        self._firsts.append(len(self.tokens))
        self.offsets += accumulate(map(len, tokens), initial=0)
        if line.things:
            things = iter(line.things)
            for n, token in enumerate(tokens):
                if token == OBJECT:
                    thing = self.things[len(self.tokens) + n] = next(things)
                    tokens[n] = thing.key
        self.tokens += tokens

    def things_in(self, start: int, end: int) -> list[int]:
        """Return which tokens of a stretch are objects."""
        return self._at[bisect_left(self._at, start) : bisect_left(self._at, end)]

    def line(self, token: int) -> Line:
        """Return the line that a token is in; of the end of the stream, the last one."""
        return self.lines[bisect_right(self._firsts, token) - 1 if len(self.lines) > 1 else 0]

    def between_ends(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield stretches of tokens; each but the last ends where a paragraph ends."""
        first = start
        if self.ends and self.ends[-1] >= start:
            for n in self.ends[bisect_left(self.ends, start) : bisect_left(self.ends, end)]:
                yield first, n
                first = n + 1
        if first < end:
            yield first, end


def paragraph_edits(old: Sequence[Line], new: Sequence[Line], inside: Inside) -> Iterator[ParagraphEdit]:
    """Yield the edits of paragraphs that are each other: one of one as a rule, more when one was split or some were joined."""
    one, other = old[0], new[0]
    alone = len(old) == 1 == len(new) and (one.section is None) is (other.section is None)
    return iter((_unchanged(one, other, inside),)) if alone and _same_words(one, other) else _Weaving(old, new, inside).paragraphs()


def _same_words(one: Line, other: Line) -> bool:
    return one.text == other.text and one.key == other.key


def untouched(old: Block, new: Block) -> bool:
    """Say whether a paragraph that stands in no control and holds nothing but words is the same in words and looks."""
    if not isinstance(old, Line) or not isinstance(new, Line) or old.key != new.key or old.look is None or old.look != new.look:
        return False
    plain = not (old.things or new.things or old.places or old.shell or new.shell) and old.section is new.section is None
    return plain and not _reformatted(old, new)


def _unchanged(old: Line, new: Line, inside: Inside) -> ParagraphEdit:
    """Return the edit of a paragraph whose words are the same, so that only looks and the inside of objects are left to compare."""
    if old.look is not None and old.look == new.look and not old.things:  # as nearly every paragraph of a contract
        return _ended([Span("same", old, 0, len(old.text), new, 0, len(old.text))] if old.text else [], old, new)
    weaving = _Weaving((), (), inside)
    if old.text:
        weaving.same_span(old, 0, len(old.text), new, 0)
    return _ended(weaving.spans, old, new)


def span_edits(old: Line, new: Line, inside: Inside) -> list[Span]:
    """Return the edits between two lines, their ends left out."""
    return _Weaving([old], [new], inside, ends=False).all_spans()


def lone(line: Line, fate: Fate, move: int = 0) -> ParagraphEdit:
    """Return the edit of a paragraph that was inserted or deleted whole."""
    deleted = fate == "deleted"
    return ParagraphEdit(tuple(whole(line, fate)), fate, line if deleted else None, None if deleted else line, move)


def whole(line: Line, fate: Fate) -> list[Span]:
    """Return all of a line as one span."""
    if not line.text:
        return []
    end = len(line.text)
    return [Span(fate, line, 0, end, None, 0, 0) if fate == "deleted" else Span(fate, None, 0, 0, line, 0, end)]


def closing_edits(
    old: Sequence[Line], new: Sequence[Line], gone: Sequence[Line], come: Sequence[Line], inside: Inside
) -> Iterator[ParagraphEdit]:
    """Yield edits at the end of a story, whose last end cannot be tracked: what was deleted or inserted there takes the end before it.

    `gone` and `come` follow `old` and `new`, which are each other and may both be missing.
    """
    if old:
        *before, last = _last_that_stay(old, new, bool(gone and come), inside)
        yield from before
        if gone and come:
            yield last
        else:
            yield ParagraphEdit(last.spans, "deleted", old[-1], None) if gone else ParagraphEdit(last.spans, "inserted", None, new[-1])
    yield from (lone(line, "deleted") for line in gone[:-1])
    pending = whole(gone[-1], "deleted") if gone else []
    for line in come[:-1]:
        yield ParagraphEdit((*pending, *whole(line, "inserted")), "inserted", None, line)
        pending = []
    pending += whole(come[-1], "inserted") if come else []
    ends = gone[-1] if gone else old[-1], come[-1] if come else new[-1]
    yield _ended(pending, *ends)


def _last_that_stay(old: Sequence[Line], new: Sequence[Line], end_too: bool, inside: Inside) -> Iterator[ParagraphEdit]:
    """Yield the edits of the last paragraphs that stay. One that ends a section in one file only is still one, unless its end counts too."""
    if end_too or len(old) > 1 or len(new) > 1 or (old[0].section is None) is (new[0].section is None):
        return paragraph_edits(old, new, inside)
    return iter((ParagraphEdit(tuple(span_edits(old[0], new[0], inside)), "same", old[0], new[0]),))


def _ended(spans: Sequence[Span], old: Line, new: Line) -> ParagraphEdit:
    return ParagraphEdit(tuple(spans), "same", old, new, formatted=_reformatted(old, new))


def _reformatted(old: Line, new: Line) -> bool:
    """Say whether the properties of a paragraph, those of its end included, look otherwise."""
    before, after = old.properties, new.properties
    if before is None or after is None:
        return before is not after and _paragraph_look(before) != _paragraph_look(after)
    return not alike(before, after) and _paragraph_look(before) != _paragraph_look(after)


def alike(one: etree._Element, other: etree._Element) -> bool:
    """Say whether two elements are written the same, text left out: cheaper than their looks, and true as a rule."""
    pairs = zip(one.iter(), other.iter(), strict=False)  # as long as each has as many children as the other, it ends for both
    return all(a.tag == b.tag and len(a) == len(b) and a.items() == b.items() for a, b in pairs)


def _paragraph_look(properties: etree._Element | None) -> str:
    if properties is None:
        return ""
    said = "".join(sorted(deep_look(p) for p in properties if p.tag not in _NOT_PARAGRAPH))
    end = child_of(properties, RPR)
    return said + "\1" + look_of(end) if end is not None and len(end) else said


def deep_look(element: etree._Element) -> str:
    """Return an element with all in it as text, the same for the same."""
    own = f"{element.tag}{sorted(element.items()) if len(element.attrib) > 1 else element.items()}"
    return f"{own}[{''.join(deep_look(inner) for inner in element)}]" if len(element) else own


class _Weaving:
    """Two streams woven into spans."""

    def __init__(self, old: Sequence[Line], new: Sequence[Line], inside: Inside, ends: bool = True) -> None:
        self.old = Stream(old, ends)
        self.new = Stream(new, ends)
        self.inside = inside
        self.spans: list[Span] = []

    def all_spans(self) -> list[Span]:
        for _ in self._weave():
            raise AssertionError
        return self.spans

    def paragraphs(self) -> Iterator[ParagraphEdit]:
        for fate, old, new in self._weave():
            spans, self.spans = tuple(self.spans), []
            formatted = old is not None and new is not None and _reformatted(old, new)
            yield ParagraphEdit(spans, fate, old, new, formatted=formatted)

    def _weave(self) -> Iterator[tuple[Fate, Line | None, Line | None]]:
        """Collect spans, and yield the ends of paragraphs as they come."""
        at = there = 0
        for edit in self._edits():
            a, b, c, d = edit
            yield from self._same(at, a, there)
            if b - a == 1 == d - c and (size := whole_part(self.old.tokens[a], self.new.tokens[c])):
                self._fraction(a, c, size)
                at, there = b, d
                continue
            pairs = [] if a == b or c == d else self._twins(edit)
            for i, j in [*pairs, (b, d)]:
                yield from self._one_side(self.old, a, i, "deleted")
                yield from self._one_side(self.new, c, j, "inserted")
                if i < b and j < d:
                    self._pair(self.old.things[i], self.new.things[j], i, j, True)
                a, c = i + 1, j + 1
            at, there = b, d
        yield from self._same(at, len(self.old.tokens), there)

    def _fraction(self, i: int, j: int, size: int) -> None:
        """Collect the spans of a number of which only what follows the point changed."""
        old, new, a, c = self.old.line(i), self.new.line(j), self.old.offsets[i], self.new.offsets[j]
        self.same_span(old, a, a + size, new, c)
        self.spans.append(Span("deleted", old, a + size, self.old.offsets[i + 1], None, 0, 0))
        self.spans.append(Span("inserted", None, 0, 0, new, c + size, self.new.offsets[j + 1]))

    def _edits(self) -> list[Edit]:
        if self.old.tokens == self.new.tokens:
            return []
        return edits(self.old.tokens, self.new.tokens)

    def _twins(self, edit: Edit) -> list[tuple[int, int]]:
        """Return objects in both sides of an edit that are one, changed inside."""
        a, b, c, d = edit
        if not self.old.things or not self.new.things:
            return []
        where: dict[str, deque[int]] = {}
        for i in self.old.things_in(a, b):
            where.setdefault(self.old.things[i].twin, deque()).append(i)
        found, at = [], a
        for j in self.new.things_in(c, d):
            waiting = where.get(self.new.things[j].twin, deque())
            while waiting and waiting[0] < at:
                waiting.popleft()
            if waiting:
                at = waiting.popleft() + 1
                found.append((at - 1, j))
        return found

    def _one_side(self, stream: Stream, start: int, end: int, fate: Fate) -> Iterator[tuple[Fate, Line | None, Line | None]]:
        for first, last in stream.between_ends(start, end):
            line, offset, to = stream.line(first), stream.offsets[first], stream.offsets[last]
            if first < last:
                self.spans.append(
                    Span(fate, line, offset, to, None, 0, 0) if fate == "deleted" else Span(fate, None, 0, 0, line, offset, to)
                )
            if last < end:
                yield (fate, line, None) if fate == "deleted" else (fate, None, line)

    def _same(self, start: int, end: int, there: int) -> Iterator[tuple[Fate, Line | None, Line | None]]:
        for first, last in self.old.between_ends(start, end):
            place = there + first - start
            line, other = self.old.line(first), self.new.line(place)
            if first < last:
                self.same_span(line, self.old.offsets[first], self.old.offsets[last], other, self.new.offsets[place])
            if last < end:
                yield "same", line, other

    def same_span(self, old: Line, start: int, end: int, new: Line, there: int) -> None:
        if old.look is not None and old.look == new.look and not old.things:
            self.spans.append(Span("same", old, start, end, new, there, there + end - start))
            return
        for a, b, piece, other in cut(old, start, end, new, there):
            c, d = there + a - start, there + b - start
            if isinstance(piece.node, Thing) and isinstance(other.node, Thing):
                inner = self.inside(piece.node, other.node)
                if inner is not None:
                    self.spans.append(Span("changed", old, a, b, new, c, d, inner))
                    continue
            fate: Fate = "same" if piece.look == other.look else "formatted"
            last = self.spans[-1] if self.spans else None
            if last is not None and last.fate == fate and last.old is old and last.new is new and last.old_end == a and last.new_end == c:
                self.spans[-1] = Span(fate, old, last.old_start, b, new, last.new_start, d)
            else:
                self.spans.append(Span(fate, old, a, b, new, c, d))

    def _pair(self, old: Thing, new: Thing, i: int, j: int, differ: bool) -> None:
        inner = self.inside(old, new) or Inner(old, new)
        a, c = self.old.offsets[i], self.new.offsets[j]
        self.spans.append(Span("changed", self.old.line(i), a, a + 1, self.new.line(j), c, c + 1, inner))


def whole_part(old: str, new: str) -> int:
    """Return how much of two numbers is the same as far as the last point: 99.9 and 99.5 both begin with `99.`."""
    before, after = _WHOLE_PART.match(old), _WHOLE_PART.match(new)
    return before.end() if before and after and before[0] == after[0] else 0


def cut(old: Line, start: int, end: int, new: Line, there: int) -> Iterator[tuple[int, int, Piece, Piece]]:
    """Yield stretches that are in one piece of both lines."""
    olds = old.pieces[slice(*pieces_between(old, start, end))]
    news = new.pieces[slice(*pieces_between(new, there, there + end - start))]
    shift, i, j, at = start - there, 0, 0, start
    while at < end:
        to = min(olds[i].end, news[j].end + shift, end)
        yield at, to, olds[i], news[j]
        at = to
        i += olds[i].end <= at
        j += news[j].end + shift <= at
