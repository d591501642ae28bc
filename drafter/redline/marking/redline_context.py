"""What the renderers of paragraphs and tables share: a writer of marks, and an importer of what the original had."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from drafter.records import dataclass
from drafter.redline.marking.control_pairs import Edit
from drafter.redline.marking.element_import import ElementImporter
from drafter.redline.marking.insertion_point import InsertionPoint
from drafter.redline.marking.revision_writer import RevisionWriter


@dataclass(frozen=True)
class RedlineContext:
    """A redline under construction."""

    writer: RevisionWriter
    importer: ElementImporter

    def copy(self, element: etree._Element, part: str) -> etree._Element:
        """Return a copy of an element of a part of the original, at home in the redline."""
        return self.importer.import_element(element, part)

    def insertion_point(self, holder: etree._Element, edits: Sequence[Edit], part: str) -> InsertionPoint:
        """Return a place at the beginning of a story, table or row of the redline, for what a part of the original had there."""
        return InsertionPoint(holder, edits, self.writer, lambda node: self.copy(node, part))
