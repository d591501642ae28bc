"""Which characters a typed text may hold. What could disguise or break a contract is refused, everything else printed literally."""

from __future__ import annotations

import unicodedata

_DIRECTION = {*map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)), "\u200e", "\u200f", "\u061c"}


def forbidden_characters(text: str, lines: bool = False) -> list[str]:
    """Return the code points of `text` that are refused, as U+XXXX, each once.

    Refused: control characters (line breaks only where `lines`), surrogates, noncharacters, private-use characters,
    and the direction overrides by which a text can be made to read differently from what it says.
    """
    if text.isprintable():  # none of these is
        return []
    bad = dict.fromkeys(c for c in text if not _allowed(c, lines))
    return [f"U+{ord(c):04X}" for c in bad]


def _allowed(character: str, lines: bool) -> bool:
    if " " <= character <= "~" or "\u4e00" <= character <= "\u9fff":
        return True
    if character in "\n\r":
        return lines
    if character in _DIRECTION:
        return False
    return unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"} and character not in "\u2028\u2029"


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_cell_text(text: str) -> str:
    """Return text that a spreadsheet shows and never computes, in Excel and when saved as CSV: what could begin a formula gets an apostrophe."""
    shown = "".join(c if c in "\n\t" or c.isprintable() or c == " " else "\ufffd" for c in text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
