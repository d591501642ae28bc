"""The EditScript: what a comparison found, as data. Renderers print it; nothing in it is printed yet."""

from __future__ import annotations

from typing import Literal, NamedTuple

from lxml import etree

from drafter.errors import Finding
from drafter.ooxml.package import Package
from drafter.records import dataclass
from drafter.redline.comparing.blocks import Block, Cell, Row, Table
from drafter.redline.comparing.paragraph import InlineObject, Paragraph
from drafter.redline.comparing.signatures import control_identity

ChangeType = Literal["same", "formatted", "changed", "inserted", "deleted"]


class Span(NamedTuple):
    """A stretch of a paragraph that came about in one way: from and to in the old paragraph, in the new one, or in both.

    `changed` is one object that is in both and not the same inside: a link, a field, a note, a text box.
    """

    change_type: ChangeType
    old: Paragraph | None
    old_start: int
    old_end: int
    new: Paragraph | None
    new_start: int
    new_end: int
    inner: ObjectEdit | None = None

    @property
    def before(self) -> str:
        """The characters that were there."""
        return self.old.text[self.old_start : self.old_end] if self.old else ""

    @property
    def after(self) -> str:
        """The characters that are there now."""
        return self.new.text[self.new_start : self.new_end] if self.new else ""


def one_sided_span(change_type: ChangeType, paragraph: Paragraph, start: int, end: int) -> Span:
    """Return characters of a paragraph of the original as deleted, or of the revised file as inserted."""
    if change_type == "deleted":
        return Span(change_type, paragraph, start, end, None, 0, 0)
    return Span(change_type, None, 0, 0, paragraph, start, end)


@dataclass(frozen=True, slots=True)
class ObjectEdit:
    """What changed inside an object: its own characters, and the stories in it."""

    old: InlineObject
    new: InlineObject
    spans: tuple[Span, ...] = ()
    stories: tuple[StoryEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class ParagraphEdit:
    """A paragraph of the redline: its spans, and what became of its end, whose properties are those of `old` and `new`.

    `move` numbers the two ends of a move: a deleted and an inserted paragraph with the same number are one.
    """

    spans: tuple[Span, ...]
    end: ChangeType
    old: Paragraph | None
    new: Paragraph | None
    move: int = 0
    formatted: bool = False  # the properties of the paragraph or of its end changed


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell: its blocks when it is in both, and whether its properties changed."""

    change_type: ChangeType
    old: Cell | None
    new: Cell | None
    blocks: tuple[BlockEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class RowEdit:
    """A row of a table: its cells when it is in both."""

    change_type: ChangeType
    old: Row | None
    new: Row | None
    cells: tuple[CellEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class TableEdit:
    """A table: its rows when it is in both."""

    change_type: ChangeType
    old: Table | None
    new: Table | None
    rows: tuple[RowEdit, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherEdit:
    """A block that is neither paragraph nor table."""

    change_type: ChangeType
    old: Block | None
    new: Block | None


BlockEdit = ParagraphEdit | TableEdit | OtherEdit


@dataclass(frozen=True, slots=True)
class StoryEdit:
    """A text that flows by itself: the body, a header, a note, a text box, a cell."""

    old: etree._Element | None
    new: etree._Element | None
    old_part: str
    new_part: str
    blocks: tuple[BlockEdit, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it changed."""
        return any(is_changed(block) for block in self.blocks)


def is_changed(edit: BlockEdit) -> bool:
    if _controls_differ(edit.old, edit.new):
        return True
    if isinstance(edit, ParagraphEdit):
        return edit.end != "same" or edit.formatted or any(s.change_type != "same" for s in edit.spans)
    return edit.change_type != "same"


def _controls_differ(old: Block | None, new: Block | None) -> bool:
    """Say whether a block that is in both stands in other content controls than before."""
    if old is None or new is None or not (old.enclosing_controls or new.enclosing_controls):
        return False
    return [control_identity(c) for c in old.enclosing_controls] != [control_identity(c) for c in new.enclosing_controls]


@dataclass(frozen=True, slots=True)
class SectionEdit:
    """A section that is in both files: its properties, and its headers and footers, as they are referred to.

    `lost` are those that only the original has, `lent` the parts that it shows because a section put in before it does: they go on without that.
    """

    old: etree._Element
    new: etree._Element
    lost: tuple[tuple[str, str, StoryEdit], ...] = ()
    lent: tuple[tuple[str, str, str], ...] = ()
    formatted: bool = False


@dataclass(frozen=True, slots=True)
class EditScript:
    """All edits that lead from one Word file to another; `findings` says what Word cannot track."""

    original: Package
    revised: Package
    stories: tuple[StoryEdit, ...]
    sections: tuple[SectionEdit, ...] = ()
    findings: tuple[Finding, ...] = ()
