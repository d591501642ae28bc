"""Numbers typed before headings and paragraphs, as pasting text only leaves them where Word worked them out."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from drafter.patterns import regex
from drafter.values.provision_numbers import LISTED, POINTS, english, numbered

OF_HEADING = regex(
    rf"^\s*(?:{numbered('编章节条')}|{english()}\.?|附件\s*[A-Z\d一二三四五六七八九十]{{1,3}}|Annex\s+[A-Z\d]{{1,3}}\.?|{POINTS}\.?)\s*",
    re.IGNORECASE,
)
_TYPED = regex(rf"\s*(?:{numbered('条款项')}|{LISTED}|{POINTS}[.、．)）]?)(?:\s+|(?<=[)）、])\s*)(?=\S)")  # such as 1.1, （一）


def without_typed_number(line: str, sent: Sequence[str]) -> str:
    """Return a paragraph without the number typed before it, as of what is pasted as text only; one that was sent with that number keeps it."""
    number = _TYPED.match(line)
    if number is None or line in sent or any(s.startswith(number[0]) for s in sent):
        return line
    return line[number.end() :]


def unnumbered(line: str, sent: Container[str]) -> str:
    """Return a heading or paragraph without the number typed before it where it was sent so, else as it is."""
    bare = (pattern.sub("", line, count=1).strip() for pattern in (OF_HEADING, _TYPED))
    return line if line in sent else next((text for text in bare if text in sent), line)
