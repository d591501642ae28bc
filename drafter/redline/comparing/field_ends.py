"""Where complex fields begin and end among the children of a paragraph; ECMA-376 part 1, 17.16.18."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from lxml import etree

from drafter.ooxml.names import FIELD_CHAR, RUN, W

FIELD_CHAR_TYPE = W + "fldCharType"
DEPTH_CHANGE = {"begin": 1, "end": -1}


def _field_marks(node: etree._Element) -> list[str]:
    marks = node.iterchildren(FIELD_CHAR) if node.tag == RUN else node.iter(FIELD_CHAR)
    return [mark.get(FIELD_CHAR_TYPE, "") for mark in marks]


class FieldEnds:
    """Where the fields that begin among nodes end; worked out once, when it is first asked."""

    def __init__(self, nodes: Sequence[etree._Element]) -> None:
        self.nodes = nodes
        self.marks: list[list[str]] = []  # what begins, goes on or ends in each node
        self._ends: list[int] = []

    def of(self, start: int) -> int:
        """Return the node after the field that begins in a node; nothing when it ends elsewhere."""
        if not self._ends:
            self._ends = self._work_out()
        return self._ends[start]

    def _work_out(self) -> list[int]:
        self.marks = [_field_marks(node) for node in self.nodes]
        steps = [sum(DEPTH_CHANGE.get(kind, 0) for kind in kinds) if kinds else 0 for kinds in self.marks]
        depths = list(accumulate(steps, initial=0))  # before each node, and after the last
        ends, later = [0] * len(self.nodes), [len(self.nodes)]
        for at in range(len(self.nodes) - 1, -1, -1):
            while later and depths[later[-1]] > depths[at]:
                later.pop()
            if later and depths[later[-1]] == depths[at] and self.nodes[later[-1] - 1].tag == RUN:
                ends[at] = later[-1]
            later.append(at)
        return ends
