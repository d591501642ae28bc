"""How wide Latin words and numbers are in print, and columns wide enough for them: what is broken in the middle of a word is not signed.

Widths in em. Those of characters are of Times New Roman, read off Liberation Serif, whose characters are as wide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from drafter.patterns import regex

_REGULAR = {
    0.18: "'", 0.2: "|", 0.25: ",.·", 0.278: "/:;\\ijlt", 0.333: "!()-I[]`fr", 0.389: "Js", 0.408: '"', 0.444: "?acez“”", 0.469: "^", 0.48: "{}",
    0.5: "#$*0123456789_bdghknopquvxy–", 0.541: "~", 0.556: "FPS", 0.564: "+<=>×", 0.611: "ELTZ", 0.667: "BCR", 0.722: "ADGHKNOQUVXYw",
    0.778: "&m", 0.833: "%", 0.889: "M", 0.921: "@", 0.944: "W", 1.0: "—",
}  # fmt: skip
_BOLD = {
    0.22: "|", 0.25: ",.·", 0.278: "'/\\il", 0.333: "!()-:;[]`fjt", 0.389: "Is", 0.394: "{}", 0.444: "cerz", 0.5: "#$*0123456789?J_agovxy–“”",
    0.52: "~", 0.555: '"', 0.556: "Sbdhknpqu", 0.57: "+<=>×", 0.581: "^", 0.611: "FP", 0.667: "BELTZ", 0.722: "ACDNRUVXYw", 0.778: "GHKOQ",
    0.833: "&m", 0.93: "@", 0.944: "M", 1.0: "%W—",
}  # fmt: skip
_OTHER = 0.6  # what is neither in the tables nor Chinese: µ, é, ±
_NUMBER = r"\d[\d.,:/\-]*\d%?(?![0-9A-Za-z])"  # 12,680,000.00 and 2026-12-18, which never break
# what is broken only when it must be: a word or a code as far as its hyphens; Chinese anywhere but after its first character
_WORD = regex(_NUMBER + r"|[^\s\-\u2e80-\uffff]+-?|^[^\x00-\u2e7f\U00010000-\U0010ffff]{2}", re.MULTILINE)


def _by_character(widths: Mapping[float, str]) -> dict[str, float]:
    return {character: width for width, characters in widths.items() for character in characters}


_WIDTHS = (_by_character(_REGULAR), _by_character(_BOLD))


@lru_cache(maxsize=1 << 14)  # the same words stand in many cells
def word_width(word: str, bold: bool = False) -> float:
    """Return how wide a word or number is."""
    widths = _WIDTHS[bold]
    return sum([widths.get(character, _OTHER if character < "\u2e80" else 1.0) for character in word])


def widest_word(texts: Iterable[str], bold: bool = False) -> float:
    """Return how wide the widest word or number of some texts is, or the first two characters of Chinese; nought where they have none."""
    return max([word_width(word, bold) for word in set(_WORD.findall("\n".join(texts)))], default=0.0)


def fitted(widths: Sequence[float], needs: Sequence[float]) -> list[float]:
    """Return widths of the same sum, each as wide as it needs to be; the others give it, each as much as it can spare of it.

    Where all the needs are more than the line, the greatest give way first: a column for a date keeps its room, one for a long address does not.
    """
    needs = _levelled(needs, sum(widths))
    lack = sum(max(0.0, need - width) for width, need in zip(widths, needs, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, needs, strict=True))
    kept = max(0.0, 1 - lack / spare) if spare else 1.0
    return [need + (width - need) * kept if width > need else need for width, need in zip(widths, needs, strict=True)]


def _levelled(needs: Sequence[float], line: float) -> list[float]:
    """Return the needs, the greatest cut down to one level where they are more than a line together."""
    left, ascending = line, sorted(needs)
    for place, need in enumerate(ascending):
        level = left / (len(ascending) - place)
        if need > level:
            return [min(need, level) for need in needs]
        left -= need
    return list(needs)
