"""References that only follow: an article that was inserted or deleted moves the numbers of all behind it, and Word writes them anew everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from drafter.ooxml.provisions import article_numbers
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.review.baseline import Baseline
from drafter.review.counterparty_copy import CounterpartyCopy
from drafter.values.numerals import chinese
from drafter.values.provision_numbers import ARTICLE, number_of

_PARAGRAPH = regex(r"(第|\bClauses? )(\d+)(?![\d条])")
_BARE = regex(r"\d+\.\d+(?:(?:、|, | and |和)\d+\.\d+)*")  # a cell that lists paragraphs
_FIRST = regex(r"(?<![\d.])\d+(?=\.\d)")


@dataclass(frozen=True)
class Renumbering:
    """Which number an article had when it was sent, and which it has now; only those that moved."""

    moved: dict[int, int] = field(default_factory=dict)

    def of(self, line: str) -> str:
        """Return a paragraph with its references renumbered."""
        if not self.moved:
            return line
        if _BARE.fullmatch(line):
            return _FIRST.sub(lambda m: str(self.moved.get(int(m[0]), int(m[0]))), line)
        line = ARTICLE.sub(lambda m: f"第{self._now(m[1])}条", line)
        return _PARAGRAPH.sub(lambda m: f"{m[1]}{self.moved.get(int(m[2]), int(m[2]))}", line)

    def _now(self, article: str) -> str:
        """Return the number an article has now, in the numerals it is written in."""
        new = self.moved.get(number_of(article) or 0)
        return article if new is None else str(new) if article.isdecimal() else chinese(new)

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
