"""Paragraphs that are each other, compared; and paragraphs that only one file has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from drafter.redline.comparing.blocks import Block
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.script import ChangeType, ParagraphEdit, Span, one_sided_span
from drafter.redline.comparing.signatures import properties_differ
from drafter.redline.comparing.spans import CompareObjects, SpanBuilder
from drafter.redline.comparing.tokens import OBJECT, tokenize
from drafter.redline.comparing.words import word_edits


def paragraph_edits(old: Sequence[Paragraph], new: Sequence[Paragraph], compare_objects: CompareObjects) -> list[ParagraphEdit]:
    """Return the edits of paragraphs that are each other: one of one as a rule, more when one was split or some were joined."""
    one, other = old[0], new[0]
    alone = len(old) == 1 == len(new) and (one.section is None) is (other.section is None)
    if alone and one.text == other.text and one.content_key == other.content_key:
        return [_edit_of_same_words(one, other, compare_objects)]
    builder = SpanBuilder(old, new, compare_objects)
    builder.build()
    return builder.edits


def _edit_of_same_words(old: Paragraph, new: Paragraph, compare_objects: CompareObjects) -> ParagraphEdit:
    """Return the edit of a paragraph whose words are the same, so that only formats and the inside of objects are left to compare."""
    if old.run_format is not None and old.run_format == new.run_format and not old.objects:  # as nearly every paragraph of a contract
        end = len(old.text)
        return edit_with_same_end([Span("same", old, 0, end, new, 0, end)] if end else [], old, new)
    builder = SpanBuilder((), (), compare_objects)
    if old.text:
        builder.add_same(old, 0, len(old.text), new, 0)
    return edit_with_same_end(builder.spans, old, new)


def edit_with_same_end(spans: Sequence[Span], old: Paragraph, new: Paragraph) -> ParagraphEdit:
    """Return the edit of a paragraph whose end stays; its properties may differ."""
    return ParagraphEdit(tuple(spans), "same", old, new, formatted=properties_differ(old.properties, new.properties))


def whole_paragraph_edit(paragraph: Paragraph, change_type: ChangeType, move: int = 0) -> ParagraphEdit:
    """Return the edit of a paragraph that was inserted or deleted whole."""
    old, new = (paragraph, None) if change_type == "deleted" else (None, paragraph)
    return ParagraphEdit(tuple(whole_span(paragraph, change_type)), change_type, old, new, move)


def moved_paragraph_edit(old: Paragraph, new: Paragraph, move: int) -> ParagraphEdit:
    """Return the edit of a paragraph where it moved to: what was edited besides is inserted and deleted within what moved.

    What was deleted is shown only where it is words: a note or picture stands in the place that the paragraph came from.
    """
    tokens, others = tokenize(old.text), tokenize(new.text)
    starts, there = (list(accumulate(map(len, side), initial=0)) for side in (tokens, others))
    spans, at = [], 0
    for a, b, c, d in word_edits(tokens, others):
        gone = old.text[starts[a] : starts[b]]
        spans.append(Span("same", None, 0, 0, new, at, there[c]))
        spans.append(one_sided_span("deleted", old, starts[a], starts[b] if OBJECT not in gone else starts[a]))
        spans.append(one_sided_span("inserted", new, there[c], there[d]))
        at = there[d]
    spans = [s for s in (*spans, Span("same", None, 0, 0, new, at, len(new.text))) if s.before or s.after]
    edited = any(span.change_type != "same" for span in spans)
    return ParagraphEdit(tuple(spans), "inserted", None, new, move) if edited else whole_paragraph_edit(new, "inserted", move)


def whole_span(paragraph: Paragraph, change_type: ChangeType) -> list[Span]:
    """Return all of a paragraph as one span; nothing when it is empty."""
    return [one_sided_span(change_type, paragraph, 0, len(paragraph.text))] if paragraph.text else []


def untouched(old: Block, new: Block) -> bool:
    """Say whether a paragraph that stands in no control and holds nothing but words is the same in words, formats and properties."""
    if not isinstance(old, Paragraph) or not isinstance(new, Paragraph) or old.content_key != new.content_key:
        return False
    if old.run_format is None or old.run_format != new.run_format or old.range_marks:
        return False
    return _only_words(old) and _only_words(new) and not properties_differ(old.properties, new.properties)


def _only_words(paragraph: Paragraph) -> bool:
    return not (paragraph.objects or paragraph.enclosing_controls) and paragraph.section is None
