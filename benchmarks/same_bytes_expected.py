"""Differences to commit bbd0260 that are meant: which outputs, which of their lines, and the sentence of issue 12 that asks for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Expected:
    """Lines that may differ in the outputs of a name (fnmatch): those a pattern is found in, or all when it is empty."""

    outputs: str
    lines: str
    reason: str

    def holds(self, output: str, line: str) -> bool:
        """Say whether a line of an output is one of these."""
        return fnmatchcase(output, self.outputs) and re.search(self.lines, line) is not None


EXPECTED: tuple[Expected, ...] = ()
