"""The contract as it stands, kept up to date: one answer changes, and what that changed in the text is told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from drafter.assembly.fill import OpenItem
from drafter.content import Content
from drafter.desk.pieces import Kind, Piece, pieces
from drafter.drafting import Draft, draft_situation
from drafter.errors import DrafterError, Finding
from drafter.expressions import ExpressionError
from drafter.language import Edition
from drafter.questionnaire.answers import AnswerSet, answer_from, answers_from, for_edition
from drafter.questionnaire.kept import KeptSituation
from drafter.records import dataclass
from drafter.writers.html import blocks_html, cover_html

Reading = tuple[Any, tuple[Finding, ...]]  # the value of an answer, and what was read in it
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
        self._kept: KeptSituation | None = None
        self._blocks: dict[str, PaneBlock] = {}
        self._pieces: dict[str, Piece] = {}
        self._begin(source)

    def _begin(self, source: Mapping[str, Any]) -> PaneChange:
        answers = answers_from(dict(source), "answers", self.content)
        readings = {name: tuple(f for f in answers.readings if _answer_of(f) == name) for name in answers.answers}
        draft, kept = self._anew(answers)
        self._read, self._kept = {name: (value, readings[name]) for name, value in answers.answers.items()}, kept
        return self._show(draft)

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
        read = {name: given for name, given in self._read.items() if name not in without}
        read |= {name: answer_from(name, value, self.content) for name, value in raw.items()}
        draft, self._kept = self._drafted(read)
        self._read = read
        return self._show(draft)

    def redraft(self, source: Mapping[str, Any]) -> PaneChange:
        """Take another answer set, of another profile or with other positions; return what that changed. Raises AnswerError, ContentError, with nothing changed."""
        return self._begin(source)

    def _drafted(self, read: Mapping[str, Reading]) -> tuple[Draft, KeptSituation]:
        """Return the draft of other answers, made of what is kept where that can be built on."""
        values = {name: value for name, (value, _) in read.items()}
        found = tuple(finding for _, readings in read.values() for finding in readings)
        answers = replace(self.answers, answers=values, readings=found)
        kept = self._kept
        if kept is not None and kept.sound:
            try:
                kept.answered(for_edition(answers, self.edition, self.content.library).answers)
                draft = draft_situation(self.content, answers, kept, self.edition)
            except (DrafterError, ExpressionError):
                return self._anew(answers)
            if kept.sound:
                return draft, kept
        return self._anew(answers)

    def _anew(self, answers: AnswerSet) -> tuple[Draft, KeptSituation]:
        library, agreement = self.content.library, self.content.agreement(answers.agreement)
        kept = KeptSituation(library, agreement, for_edition(answers, self.edition, library))
        return draft_situation(self.content, answers, kept, self.edition), kept

    def _show(self, draft: Draft) -> PaneChange:
        before, self.draft = self._blocks, draft
        cut = {piece.id: piece for piece in pieces(draft)}
        self._blocks = {block.id: block for block in (self._cover(draft), *map(self._block, cut.values()))}
        self._pieces = cut
        return _change(before, self._blocks)

    def _cover(self, draft: Draft) -> PaneBlock:
        return PaneBlock("cover", "cover", "", cover_html(draft))

    def _block(self, piece: Piece) -> PaneBlock:
        """Return a piece as it is written; the same as before, if it is made of the same."""
        if self._pieces.get(piece.id) == piece:
            return self._blocks[piece.id]
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
