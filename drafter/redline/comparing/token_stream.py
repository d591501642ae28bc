"""Paragraphs as one row of tokens, so that one that was split, or some that were joined, can be compared as if nothing had moved."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from drafter.redline.comparing.paragraph import InlineObject, Paragraph
from drafter.redline.comparing.tokens import OBJECT, tokenize

_END, _SECTION_END = "\0\u00b6", "\0\u00a7"


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
            self._add_paragraph(paragraph)
            if ends:
                self.ends.append(len(self.tokens))
                self.tokens.append(_SECTION_END if paragraph.section is not None else _END)
        self._at = list(self.objects)  # in rising order

    def _add_paragraph(self, paragraph: Paragraph) -> None:
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

    def objects_in(self, start: int, end: int) -> list[int]:
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
