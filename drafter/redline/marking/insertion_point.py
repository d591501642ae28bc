"""Where blocks of the original go among those of the revised file, and in which content controls.

A control of the original whose blocks go on in a control of the revised file is that one; any other is put back as a tracked deletion, and what
the original does not have is a tracked insertion (ECMA-376 part 1, 17.13.5.4 to 17.13.5.7).

    holder (the body)
      w:p  甲            <- last: what was passed, or put, last
            <-- here     a block of the original that stood in no control
      w:sdt
        w:sdtContent
            <-- or here  one that stood in the control that this one is
          w:p  丙        <- ahead: what comes next of the revised file

The gap between `last` and `ahead` runs through every holder that one of them stands in and the other does not, or that holds both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lxml import etree

from drafter.ooxml.names import DEL, INS, PROPERTIES, SDT, SDT_CONTENT, child_of
from drafter.redline.marking.control_pairs import Controls, Edit, control_counterparts, controls_around_all, controls_that_lost_blocks
from drafter.redline.marking.revision_writer import RevisionWriter


class Gap(NamedTuple):
    """A place in the tree: in a holder, before one of its children or at its end."""

    holder: etree._Element
    before: etree._Element | None


class InsertionPoint:
    """A place that moves through a story, table or row: after what was put or passed last, before what comes next."""

    def __init__(
        self, holder: etree._Element, edits: Sequence[Edit], writer: RevisionWriter, copied: Callable[[etree._Element], etree._Element]
    ) -> None:
        self.holder = holder
        self.writer = writer
        self.copied = copied
        self.last: etree._Element | None = None
        self._ahead = [e.new.element for e in reversed(edits) if e.new is not None]  # the next one last
        self._counterparts = control_counterparts(edits)  # of controls of the original
        kept = set(self._counterparts.values())
        self._inserted = [control for control in controls_around_all(e.new for e in edits) if control not in kept]
        both = {e.new.element for e in edits if e.old is not None and e.new is not None}
        for control, blocks in controls_that_lost_blocks(edits, self._counterparts).items():
            self._restore_around(control, blocks, both.difference(blocks))

    # along the revised file

    def pass_revised(self, element: etree._Element) -> None:
        """Go on to after an element of the revised file."""
        self.last = self._ahead.pop() if self._ahead else element

    def pass_added(self, element: etree._Element) -> None:
        """Go on to after an element that was put in besides."""
        self.last = element

    def finish(self) -> None:
        """Mark the controls that only the revised file has."""
        for control in self._inserted:
            self.writer.mark_control(control, INS)

    # putting in

    def put_original(self, element: etree._Element, controls: Controls) -> None:
        """Put an element of the original here, in its controls: in the innermost that is there, and in those inside that, put back."""
        known = len(controls)
        while known and controls[known - 1] not in self._counterparts:
            known -= 1
        wanted = _content_of(self._counterparts[controls[known - 1]]) if known else self.holder
        gap = self._nearest_gap(wanted)
        for control in controls[known:] if gap.holder is wanted else ():
            gap = Gap(self._put_back(control, gap), None)
        self._insert(element, gap)
        self.last = element

    def put_joined(self, element: etree._Element) -> None:
        """Put a paragraph whose end was deleted right before the one that it runs on into."""
        if self._ahead:
            self._ahead[-1].addprevious(element)
        else:
            self._insert(element, self._nearest_gap(self.holder))
        self.last = element

    def _insert(self, element: etree._Element, gap: Gap) -> None:
        holder, before = gap
        if before is None and holder is not self.holder and len(holder) and holder[-1].tag.endswith("RangeStart"):
            before = holder[-1]  # the mark on the end of a control
        holder.append(element) if before is None else before.addprevious(element)

    # finding the place

    def _nearest_gap(self, wanted: etree._Element) -> Gap:
        """Return the place in the wanted holder that lies between `last` and `ahead`, or else in the innermost that holds both."""
        left, right = self._way_up(self.last), self._way_up(self._ahead[-1] if self._ahead else None)
        if wanted in left and wanted not in right:
            return Gap(wanted, left[wanted].getnext())
        if wanted in right and wanted not in left:
            return Gap(wanted, right[wanted])
        shared = next((holder for holder in left if holder in right), self.holder)
        if shared in left:
            return Gap(shared, left[shared].getnext())
        return Gap(shared, right.get(shared, _first_content(shared)))

    def _way_up(self, element: etree._Element | None) -> dict[etree._Element, etree._Element]:
        """Return what holds an element, from the inside to the holder of all, each with the child that leads to the element."""
        way: dict[etree._Element, etree._Element] = {}
        while element is not None and element is not self.holder and (parent := element.getparent()) is not None:
            way[parent] = element
            element = parent
        return way if self.holder in way else {}

    # controls of the original

    def _restore_around(self, control: etree._Element, blocks: Sequence[etree._Element], others: set[etree._Element]) -> None:
        """Put a control that is gone back around blocks of it that stay, when they stand side by side without `others` between."""
        first, last = blocks[0], blocks[-1]
        holder = first.getparent()
        if holder is None or any(element.getparent() is not holder for element in blocks):
            return
        inside = list(holder)[holder.index(first) : holder.index(last) + 1]
        if not others.intersection(inside):
            content = self._put_back(control, Gap(holder, first))
            content[len(content) - 1 : len(content) - 1] = inside  # before the mark on its end

    def _put_back(self, control: etree._Element, gap: Gap) -> etree._Element:
        """Put back a control of the original, as deleted and without what is in it; return what holds its content."""
        restored = etree.Element(control.tag, {str(k): str(v) for k, v in control.attrib.items()})
        restored.extend([self.copied(n) for n in control if n.tag in PROPERTIES])
        if control.tag == SDT:
            etree.SubElement(restored, SDT_CONTENT)
        self._insert(restored, gap)
        self.writer.mark_control(restored, DEL)
        self._counterparts[control] = restored
        return _content_of(restored)


def _first_content(holder: etree._Element) -> etree._Element | None:
    return next((n for n in holder if n.tag not in PROPERTIES), None)


def _content_of(control: etree._Element) -> etree._Element:
    found = child_of(control, SDT_CONTENT)
    return control if found is None else found
