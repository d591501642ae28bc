"""The contract as it stands, kept up to date: one answer changes, and what that changed in the text is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from drafter.assembly.fill import OpenItem
from drafter.content import Content
from drafter.desk.pieces import Kind, Piece, pieces
from drafter.drafting import Draft, draft_contract
from drafter.errors import Finding
from drafter.language import Edition
from drafter.questionnaire.answers import AnswerSet, answer_from, answers_from
from drafter.records import dataclass
from drafter.writers.html import blocks_html, cover_html

_LISTS: tuple[Kind, ...] = ("contents", "chapter", "notice", "drafting")  # they follow from what stands elsewhere
_NUMBERS = re.compile(r'<a .*?</a>|<span class="number">.*?</span>|<h[23].*?</h[23]>| id="[^"]*"')


@dataclass(frozen=True)
class PaneBlock:
    """A block of the pane: its id, what it is, the clause or form it prints (nothing for a page), and its HTML."""

    id: str
    kind: Kind
    clause: str
    html: str


@dataclass(frozen=True)
class PaneChange:
    """What a change of answers did to the pane."""

    blocks: tuple[PaneBlock, ...]  # changed or new, in the order in which they stand
    removed: tuple[str, ...]
    order: tuple[str, ...] | None  # of all ids, where it is another than before
    touched: tuple[str, ...]  # ids to be marked: what says something else now, not what is only numbered or listed otherwise

    @property
    def first(self) -> str | None:
        """The block to be shown."""
        return self.touched[0] if self.touched else None


class Pane:
    """The contract of one project as blocks.

    `source` is what an answer file holds, as plain data. Raises AnswerError, ContentError.
    """

    def __init__(self, content: Content, edition: Edition, source: Mapping[str, Any]) -> None:
        self.content, self.edition = content, edition
        self._begin(source)

    def _begin(self, source: Mapping[str, Any]) -> None:
        answers = answers_from(dict(source), "answers", self.content)
        self._head = replace(answers, answers={}, readings=())
        self._values = answers.answers
        self._readings = {name: tuple(f for f in answers.readings if _answer_of(f) == name) for name in answers.answers}
        self.draft = self._drafted(self._values, self._readings)
        self._blocks = {block.id: block for block in self._written(self.draft)}

    @property
    def blocks(self) -> tuple[PaneBlock, ...]:
        """Every block, in the order in which they stand."""
        return tuple(self._blocks.values())

    @property
    def answers(self) -> AnswerSet:
        """The answers the pane shows."""
        return self.draft.answers

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say."""
        return self.draft.findings

    @property
    def open(self) -> dict[str, OpenItem]:
        """What is still to be answered, by name: the one list that a draft prints and a final refuses."""
        return self.draft.contract.open

    def answer(self, raw: Mapping[str, Any], without: Collection[str] = ()) -> PaneChange:
        """Take answers as an answer file would hold them (None: not yet known), and take back those named in `without`; return what that changed.

        Raises AnswerError, with nothing changed.
        """
        read = {name: answer_from(name, value, self.content) for name, value in raw.items()}
        values = {name: value for name, value in self._values.items() if name not in without} | {n: v for n, (v, _) in read.items()}
        readings = {name: found for name, found in self._readings.items() if name in values} | {n: r for n, (_, r) in read.items()}
        draft = self._drafted(values, readings)
        self._values, self._readings = values, readings
        return self._shown(draft)

    def redraft(self, source: Mapping[str, Any]) -> PaneChange:
        """Take another answer set, of another profile or with other positions; return what that changed. Raises AnswerError, ContentError, with nothing changed."""
        before = self._blocks
        self._begin(source)
        return _change(before, self._blocks)

    def _drafted(self, values: dict[str, Any], readings: Mapping[str, tuple[Finding, ...]]) -> Draft:
        found = tuple(finding for name in values for finding in readings[name])
        return draft_contract(self.content, replace(self._head, answers=values, readings=found), self.edition)

    def _shown(self, draft: Draft) -> PaneChange:
        before, self.draft = self._blocks, draft
        self._blocks = {block.id: block for block in self._written(draft)}
        return _change(before, self._blocks)

    def _written(self, draft: Draft) -> Iterator[PaneBlock]:
        yield PaneBlock("cover", "cover", "", cover_html(draft))
        yield from map(self._block, pieces(draft))

    def _block(self, piece: Piece) -> PaneBlock:
        return PaneBlock(piece.id, piece.kind, piece.clause, blocks_html(piece.blocks))


def _answer_of(finding: Finding) -> str:
    """Return the name of the answer a reading is of."""
    return finding.place.path.split(".")[1]


def _change(before: Mapping[str, PaneBlock], now: Mapping[str, PaneBlock]) -> PaneChange:
    changed = tuple(block for block in now.values() if before.get(block.id) != block)
    ids = tuple(now)
    return PaneChange(
        blocks=changed,
        removed=tuple(name for name in before if name not in now),
        order=ids if ids != tuple(before) else None,
        touched=tuple(_touched(before, changed)),
    )


def _touched(before: Mapping[str, PaneBlock], changed: Iterable[PaneBlock]) -> list[str]:
    """Return the ids of blocks that say something else; where there is none, of those that list what is said elsewhere."""
    other = [block for block in changed if block.id not in before or _said(before[block.id]) != _said(block)]
    return [block.id for block in other if block.kind not in _LISTS] or [block.id for block in other]


def _said(block: PaneBlock) -> str:
    """Return what a block says apart from numbers of provisions."""
    return _NUMBERS.sub("", block.html)
