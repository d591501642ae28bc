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


_TWICE = (
    "item 8, each rule is named by a test: of two rules, and of two questions, with one id only the later was in the library; "
    "R-BUD-01 and R-BUD-02 are back, those of the proposal are R-PRP, the days of notice for keys are key_notice_days"
)

EXPECTED: tuple[Expected, ...] = (
    Expected("*", r'clause="security-crypto".* digest=', _TWICE),
    Expected("*", r"R-BUD-0[12]|R-PRP-0[123]", _TWICE),
    Expected("needs/*", r"build_investment|^\s*[\]},]*$|尚缺|answers missing|R-BUD-06, R-PRO-04", _TWICE),
    Expected(
        "schema/*",
        r'key_notice_days|证书到期|certificate|待定|"tbd"|"TBD"|"(anyOf|enum|type|pattern|title|description)"|^\s*[\[\]{},]*$',
        _TWICE,
    ),
)
