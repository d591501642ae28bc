"""Where blocks of the original go among those of the revised file, and in which content controls.

A control of the original whose blocks go on in a control of the revised file is that one; any other is put back as a tracked deletion, and what
the original does not have is a tracked insertion (ECMA-376 part 1, 17.13.5.4 to 17.13.5.7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Protocol

from lxml import etree

from drafter.ooxml.names import DEL, INS, PROPERTIES, SDT, SDT_CONTENT, child_of
from drafter.redline.comparing.signatures import control_identity
from drafter.redline.marking.revision_writer import RevisionWriter

Controls = tuple[etree._Element, ...]


class _Positioned(Protocol):
    """What stands in a story, row or table: an element and the controls around it."""

    @property
    def element(self) -> etree._Element: ...
    @property
    def enclosing_controls(self) -> Controls: ...


class _Edit(Protocol):
    @property
    def old(self) -> _Positioned | None: ...
    @property
    def new(self) -> _Positioned | None: ...


class InsertionPoint:
    """A place that moves through a story, table or row: after what was put or passed last, before what comes next."""

    def __init__(
        self, holder: etree._Element, edits: Sequence[_Edit], writer: RevisionWriter, copied: Callable[[etree._Element], etree._Element]
    ) -> None:
        self.holder = holder
        self.writer = writer
        self.copied = copied
        self.last: etree._Element | None = None
        self._ahead = [e.new.element for e in reversed(edits) if e.new is not None]
        self._counterparts = _counterparts(edits)
        self._came = [c for c in _controls(e.new for e in edits) if c not in set(self._counterparts.values())]
        both = {e.new.element for e in edits if e.old is not None and e.new is not None}
        for control, kept in _controls_that_lost_blocks(edits, self._counterparts).items():
            self._restore_around(control, kept, both.difference(kept))

    def pass_revised(self, element: etree._Element) -> None:
        """Go on to after an element of the revised file."""
        self.last = self._ahead.pop() if self._ahead else element

    def pass_added(self, element: etree._Element) -> None:
        """Go on to after an element that was put in besides."""
        self.last = element

    def put_original(self, element: etree._Element, controls: Controls) -> None:
        """Put an element of the original here, in its controls."""
        known = len(controls)
        while known and controls[known - 1] not in self._counterparts:
            known -= 1
        home = _content_of(self._counterparts[controls[known - 1]]) if known else self.holder
        holder, before = self._insertion_gap(home)
        for control in controls[known:] if holder is home else ():
            holder, before = self._restored_control(control, holder, before), None
        self._insert(element, holder, before)
        self.last = element

    def put_joined(self, element: etree._Element) -> None:
        """Put a paragraph whose end was deleted right before the one that it runs on into."""
        if self._ahead:
            self._ahead[-1].addprevious(element)
        else:
            self._insert(element, *self._insertion_gap(self.holder))
        self.last = element

    def finish(self) -> None:
        """Mark the controls that only the revised file has."""
        for control in self._came:
            self.writer.mark_control(control, INS)

    def _insertion_gap(self, home: etree._Element) -> tuple[etree._Element, etree._Element | None]:
        """Return the holder as near to `home` as lies between what comes before and after, and its child to stand before, if any."""
        left, right = self._path_to_root(self.last), self._path_to_root(self._ahead[-1] if self._ahead else None)
        if home in left and home not in right:
            return home, left[home].getnext()
        if home in right and home not in left:
            return home, right[home]
        shared = next((h for h in left if h in right), self.holder)
        if shared in left:
            return shared, left[shared].getnext()
        return shared, right.get(shared, _first_content(shared))

    def _path_to_root(self, element: etree._Element | None) -> dict[etree._Element, etree._Element]:
        """Return what holds an element, from the inside to the holder of all, with the child that leads to it."""
        path: dict[etree._Element, etree._Element] = {}
        while element is not None and element is not self.holder and (parent := element.getparent()) is not None:
            path[parent] = element
            element = parent
        return path if self.holder in path else {}

    def _restore_around(self, control: etree._Element, kept: Sequence[etree._Element], others: set[etree._Element]) -> None:
        """Put a control that is gone back around blocks of it that stay, when they stand side by side."""
        first, last = kept[0], kept[-1]
        holder = first.getparent()
        if holder is None or any(element.getparent() is not holder for element in kept):
            return
        inside = list(holder)[holder.index(first) : holder.index(last) + 1]
        if others.intersection(inside):
            return
        content = self._restored_control(control, holder, first)
        content[len(content) - 1 : len(content) - 1] = inside

    def _restored_control(self, control: etree._Element, holder: etree._Element, before: etree._Element | None) -> etree._Element:
        """Put back a control of the original, as deleted and without what is in it; return what holds its content."""
        restored = etree.Element(control.tag, {str(k): str(v) for k, v in control.attrib.items()})
        restored.extend([self.copied(n) for n in control if n.tag in PROPERTIES])
        if control.tag == SDT:
            etree.SubElement(restored, SDT_CONTENT)
        self._insert(restored, holder, before)
        self.writer.mark_control(restored, DEL)
        self._counterparts[control] = restored
        return _content_of(restored)

    def _insert(self, element: etree._Element, holder: etree._Element, before: etree._Element | None) -> None:
        if before is None and holder is not self.holder and len(holder) and holder[-1].tag.endswith("RangeStart"):
            before = holder[-1]  # the mark on the end of a control
        holder.append(element) if before is None else before.addprevious(element)


def _first_content(holder: etree._Element) -> etree._Element | None:
    return next((n for n in holder if n.tag not in PROPERTIES), None)


def _content_of(control: etree._Element) -> etree._Element:
    found = child_of(control, SDT_CONTENT)
    return control if found is None else found


def _controls(blocks: Iterable[_Positioned | None]) -> Iterator[etree._Element]:
    """Yield the controls around blocks, each once."""
    return iter(dict.fromkeys(control for block in blocks for control in _controls_around(block)))


def _counterparts(edits: Sequence[_Edit]) -> dict[etree._Element, etree._Element]:
    """Return which control of the revised file each one of the original is, where it is any."""
    found = _ControlPairs()
    for both, run in groupby(edits, lambda e: e.old is not None and e.new is not None):
        if both:
            for edit in run:
                found.pair(_controls_around(edit.old), _controls_around(edit.new))
    for both, run in groupby(edits, lambda e: e.old is not None and e.new is not None):
        if not both:
            found.pair_exchanged(list(run))
    return found.counterparts


def _controls_that_lost_blocks(
    edits: Sequence[_Edit], counterparts: Mapping[etree._Element, etree._Element]
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

    def pair_exchanged(self, gap: Sequence[_Edit]) -> None:
        """Pair the controls of blocks that were exchanged for each other."""
        news = {control_identity(controls[-1]): controls for e in gap if (controls := _controls_around(e.new))}
        for controls in filter(None, (_controls_around(e.old) for e in gap)):
            self.pair(controls, news.get(control_identity(controls[-1]), ()))


def _controls_around(block: _Positioned | None) -> Controls:
    return block.enclosing_controls if block is not None else ()
