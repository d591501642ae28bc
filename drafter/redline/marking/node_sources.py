"""Where the nodes of a redline come from: those of the revised file are used as they are, those of the original are copied and made at home."""

from __future__ import annotations

from copy import copy
from typing import Protocol

from lxml import etree

from drafter.ooxml.characters import CHARACTERS
from drafter.ooxml.names import RPR, T
from drafter.redline.comparing.paragraph import InlineObject
from drafter.redline.marking.element_import import ElementImporter

_REFERS_TO_NOTHING = frozenset({RPR, T, *CHARACTERS})


class NodeSource(Protocol):
    """A giver of nodes for the redline."""

    def run(self, run: etree._Element) -> etree._Element:
        """Return a run whole."""

    def character(self, node: etree._Element) -> etree._Element:
        """Return an element that stands for a character: a tab, a break."""

    def object(self, item: InlineObject) -> list[etree._Element]:
        """Return the nodes of an object."""


class RevisedNodes:
    """The nodes of the revised file, which the redline uses up."""

    def run(self, run: etree._Element) -> etree._Element:
        """Return the run itself."""
        return run

    def character(self, node: etree._Element) -> etree._Element:
        """Return the element itself."""
        return node

    def object(self, item: InlineObject) -> list[etree._Element]:
        """Return the nodes themselves."""
        return item.nodes


class OriginalNodes:
    """Copies of the nodes of a part of the original."""

    def __init__(self, importer: ElementImporter, part: str) -> None:
        self.importer = importer
        self.part = part

    def run(self, run: etree._Element) -> etree._Element:
        """Return a copy of a run; one that refers to nothing needs no importing."""
        if all(node.tag in _REFERS_TO_NOTHING for node in run):
            fresh = copy(run)
            fresh.tail = None
            return fresh
        return self.importer.import_element(run, self.part)

    def character(self, node: etree._Element) -> etree._Element:
        """Return a copy of the element."""
        return copy(node)

    def object(self, item: InlineObject) -> list[etree._Element]:
        """Return imported copies of the nodes."""
        return [self.importer.import_element(node, self.part) for node in item.nodes]
