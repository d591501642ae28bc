"""References that only follow: an article that was inserted or deleted moves the numbers of all behind it, and Word writes them anew everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from drafter.ooxml.provisions import article_numbers
from drafter.review.baseline import Baseline
from drafter.review.counterparty_copy import CounterpartyCopy
from drafter.values.numerals import chinese

_ARTICLE = re.compile(r"第([一二三四五六七八九十百零〇○]+)条")
_ZERO = str.maketrans("〇○", "零零")  # as Word prints the numbers of contracts made before it was given another format
_PARAGRAPH = re.compile(r"(第|\bClauses? )(\d+)(?=[.\D]|$)")

_BARE = re.compile(r"\d+\.\d+(?:(?:、|, | and |和)\d+\.\d+)*")  # a cell that lists paragraphs
_FIRST = re.compile(r"(?<![\d.])\d+(?=\.\d)")


@dataclass(frozen=True)
class Renumbering:
    """Which number an article had when it was sent, and which it has now; only those that moved."""

    moved: dict[int, int] = field(default_factory=dict)

    @cached_property
    def articles(self) -> dict[str, str]:
        """The same in Chinese numerals."""
        return {chinese(old): chinese(new) for old, new in self.moved.items()}

    def of(self, line: str) -> str:
        """Return a paragraph with its references renumbered."""
        if not self.moved:
            return line
        if _BARE.fullmatch(line):
            return _FIRST.sub(lambda m: str(self.moved.get(int(m[0]), int(m[0]))), line)
        articles = self.articles
        line = _ARTICLE.sub(lambda m: f"第{articles.get(m[1].translate(_ZERO), m[1])}条", line)
        return _PARAGRAPH.sub(lambda m: f"{m[1]}{self.moved.get(int(m[2]), int(m[2]))}", line)

    def same(self, before: str, after: str) -> bool:
        """Say whether a paragraph is the same, or the same with its references renumbered."""
        return before == after or (bool(self.moved) and self.of(before) == after)

    def all_same(self, before: Sequence[str], after: Sequence[str]) -> bool:
        """Say whether paragraphs are the same in this way, one by one."""
        return len(before) == len(after) and all(map(self.same, before, after))


def renumbering(standard: Baseline, returned: CounterpartyCopy) -> Renumbering:
    """Return how the articles of a returned file are numbered anew, by the articles that stand in it now."""
    now = article_numbers(returned.accepted)
    then = {p.clause.id: p.number for p in standard.contract.provisions}
    return Renumbering({number: now[clause] for clause, number in then.items() if now.get(clause, number) != number})
