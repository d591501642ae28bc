"""The marks by which drafter knows its provisions again in a Word file; chosen by experiment, docs/provenance.md.

A provision begins with the paragraph of its heading, which bears the bookmark that references lead to (`r_general_term`), and ends with the
paragraph that bears a bookmark of its position (`p_general_term` preferred, `f_` fallback, `b_` brief). Both stand within one paragraph, for
longer ones do not survive LibreOffice. Files of earlier versions have a content control tagged `drafter:<clause>@<position>` instead.
"""

from __future__ import annotations

import re
from hashlib import sha256

PROVENANCE = "urn:drafter:provenance:1"  # the namespace of the custom XML part that says what a contract was made of
TAG_PREFIX = "drafter:"  # of a content control; followed by clause id, @, position
START = "r_"
ENDS = {"p_": "preferred", "f_": "fallback", "b_": "brief"}
_LONGEST = 34  # characters; Word allows 40, ECMA-376 part 1, 17.13.6.2


def clause_of_tag(tag: str) -> str:
    """Return the clause id in the tag of a provision, `clause@position`."""
    return tag.partition("@")[0]


def position_of_tag(tag: str) -> str:
    """Return the position in the tag of a provision."""
    return tag.partition("@")[2]


def anchor_name(target: str) -> str:
    """Return the name of a bookmark for a reference target, its first two letters left out: letters, digits and underscores."""
    name = re.sub(r"[^A-Za-z0-9]", "_", target)
    return name if len(name) <= _LONGEST and target.isascii() else f"{name[:25]}_{sha256(target.encode()).hexdigest()[:8]}"


def end_mark(anchor: str, position: str) -> str:
    """Return the bookmark at the end of a provision whose heading bears `anchor`."""
    return next(prefix for prefix, meant in ENDS.items() if meant == position) + anchor.removeprefix(START)


def clause_of_anchor(name: str) -> str:
    """Return the clause id that a name most likely stands for, where the file no longer says it."""
    return name.removesuffix("_en").replace("_", "-")
