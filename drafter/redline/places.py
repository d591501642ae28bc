"""Where blocks of the original go among those of the revised file."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from drafter.redline.script import BlockEdit


class Place:
    """A place that moves through a story: after the block that was put last."""

    def __init__(self, holder: etree._Element, blocks: Sequence[BlockEdit]) -> None:
        self.holder = holder
        self.last: etree._Element | None = None

    def at(self, element: etree._Element) -> None:
        """Go on to after an element."""
        self.last = element

    def put(self, element: etree._Element, shell: tuple[etree._Element, ...]) -> None:
        """Put an element of the original here."""
        if self.last is None:
            first = next((n for n in self.holder if not n.tag.endswith(("Pr", "tblGrid", "tblPrEx"))), None)
            self.holder.append(element) if first is None else first.addprevious(element)
        else:
            self.last.addnext(element)
        self.last = element
