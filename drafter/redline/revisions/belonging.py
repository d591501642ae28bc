"""To which change a mark belongs: marks of one author that stand or fall together are one change, and where they stand says which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from lxml import etree

from drafter.ooxml.markup import attribute, name
from drafter.ooxml.words import property_change
from drafter.redline.revisions.change import Change

Neighbour = tuple[str, ...]  # what two marks beside each other have in common when they are one change
Bearer = tuple[str, str]  # the kind of a mark, and its author


class Surroundings:
    """What stands around a place of a part: marks, ranges, rows, fields, and the changes right before it."""

    def __init__(self) -> None:
        self.marks: list[etree._Element] = []  # the marks around this place
        self.beside: dict[Neighbour, Change] = {}  # the changes on the step before
        self.fields: list[Mapping[Bearer, Change]] = []  # the changes that the beginnings of the fields around this place lie in
        self.rows: list[tuple[Bearer, Change]] = []  # what rows and cells around this place take to them
        self._ranges: dict[str, dict[str, Change]] = {}  # those that are open, by kind and id

    def open_range(self, kind: str, identifier: str, change: Change) -> None:
        """Come to the beginning of a range: of moved words, or of a content control that is tracked."""
        self._ranges.setdefault(kind, {})[identifier] = change

    def close_range(self, kind: str, identifier: str) -> Change | None:
        """Come to the end of a range, and return its change, if it was open."""
        return self._ranges.get(kind, {}).pop(identifier, None)

    def innermost_range(self, kind: str) -> Change | None:
        """Return the change whose range of a kind was opened last and is not closed."""
        return next(reversed(self._ranges.get(kind, {}).values()), None)

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Leave the marks around this place behind: a text box is not part of the sentence it hangs on."""
        kept = self.marks, self.beside, self.rows
        self.marks, self.beside, self.rows = [], {}, []
        yield
        self.marks, self.beside, self.rows = kept

    def change_of(self, mark: etree._Element, is_field_part: bool) -> Change | None:
        """Return the change that a mark goes with, by the first rule that gives one; nothing when it begins a change of its own."""
        found = (rule(self, mark) for rule in (FIELD_PART_RULES if is_field_part else RULES))
        return next((change for change in found if change is not None), None)


def within_moved_range(around: Surroundings, mark: etree._Element) -> Change | None:
    """Words between the ends of a moved range are the move, whoever's name they bear (ECMA-376 part 1, 17.13.5.21 to 17.13.5.28)."""
    return around.innermost_range(name(mark))


def within_tracked_row(around: Surroundings, mark: etree._Element) -> Change | None:
    """Words of a row or cell that the same author inserted or deleted are the row or cell; the innermost counts."""
    return next((change for bearer, change in reversed(around.rows) if bearer == bearer_of(mark)), None)


def with_beginning_of_field(around: Surroundings, mark: etree._Element) -> Change | None:
    """The characters that part and end a field go with the one that begins it, when they are marked alike by the same author."""
    return around.fields[-1].get(bearer_of(mark)) if around.fields else None


def like_mark_beside(around: Surroundings, mark: etree._Element) -> Change | None:
    """A mark of the same author and date as one on the step before goes on with it; a deletion and an insertion are a replacement."""
    return around.beside.get(neighbour_of(mark))


Rule = Callable[[Surroundings, etree._Element], Change | None]
RULES: tuple[Rule, ...] = (within_moved_range, within_tracked_row, like_mark_beside)
FIELD_PART_RULES: tuple[Rule, ...] = (within_moved_range, within_tracked_row, with_beginning_of_field, like_mark_beside)


def bearer_of(mark: etree._Element) -> Bearer:
    """Return the kind and author of a mark."""
    return name(mark), attribute(mark, "author")


def neighbour_of(mark: etree._Element) -> Neighbour:
    """Return what a mark must have in common with the one before it to be the same change: for a format, the format too."""
    kind, who = name(mark), (attribute(mark, "author"), attribute(mark, "date"))
    if kind == "rPrChange":
        return kind, *who, *property_change(mark)
    return (kind if kind in ("moveFrom", "moveTo") else "words", *who)
