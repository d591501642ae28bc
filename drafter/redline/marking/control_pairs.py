"""Content controls of the original and of the revised file that are one: by the blocks that stay in them, and by their tag and title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from lxml import etree

from drafter.redline.comparing.signatures import control_identity

Controls = tuple[etree._Element, ...]


class Positioned(Protocol):
    """What stands in a story, row or table: an element and the controls around it."""

    @property
    def element(self) -> etree._Element: ...
    @property
    def enclosing_controls(self) -> Controls: ...


class Edit(Protocol):
    """What became of something of a story, row or table: it is in the original, in the revised file, or in both."""

    @property
    def old(self) -> Positioned | None: ...
    @property
    def new(self) -> Positioned | None: ...


def control_counterparts(edits: Sequence[Edit]) -> dict[etree._Element, etree._Element]:
    """Return which control of the revised file each one of the original is, where it is any."""
    found = _ControlPairs()
    for edit in edits:
        if _in_both(edit):
            found.pair(controls_around(edit.old), controls_around(edit.new))
    for both, run in groupby(edits, _in_both):
        if not both:
            found.pair_exchanged(list(run))
    return found.counterparts


def _in_both(edit: Edit) -> bool:
    return edit.old is not None and edit.new is not None


def controls_around_all(blocks: Iterable[Positioned | None]) -> Iterator[etree._Element]:
    """Yield the controls around blocks, each once."""
    return iter(dict.fromkeys(control for block in blocks for control in controls_around(block)))


def controls_that_lost_blocks(
    edits: Sequence[Edit], counterparts: Mapping[etree._Element, etree._Element]
) -> dict[etree._Element, list[etree._Element]]:
    """Return the controls that are gone while blocks in them stay, the outer first, with these blocks in the revised file."""
    found: dict[etree._Element, list[etree._Element]] = {}
    for edit in edits:
        if edit.old is not None and edit.new is not None:
            for control in edit.old.enclosing_controls:
                if control not in counterparts:
                    found.setdefault(control, []).append(edit.new.element)
    return found


class _ControlPairs:
    """Controls of the original with those of the revised file that they are, each once."""

    def __init__(self) -> None:
        self.counterparts: dict[etree._Element, etree._Element] = {}
        self._taken: set[etree._Element] = set()

    def pair(self, olds: Controls, news: Controls) -> None:
        """Pair the controls around a block that is in both, from the outside in, as far as they are called the same."""
        for old, new in zip(olds, news, strict=False):
            if self.counterparts.get(old) is new:
                continue
            if old in self.counterparts or new in self._taken or control_identity(old) != control_identity(new):
                return
            self.counterparts[old] = new
            self._taken.add(new)

    def pair_exchanged(self, gap: Sequence[Edit]) -> None:
        """Pair the controls of blocks that were exchanged for each other."""
        news = {control_identity(controls[-1]): controls for e in gap if (controls := controls_around(e.new))}
        for controls in filter(None, (controls_around(e.old) for e in gap)):
            self.pair(controls, news.get(control_identity(controls[-1]), ()))


def controls_around(block: Positioned | None) -> Controls:
    """Return the controls around a block, the outer first; none where there is no block."""
    return block.enclosing_controls if block is not None else ()
