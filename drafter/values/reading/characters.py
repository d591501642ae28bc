"""Characters as keyboards and programs make them, brought to one form before anything is read."""

from __future__ import annotations

from functools import lru_cache

from drafter.values.reading.problems import BadValue

LONGEST = 300  # characters of one value that is no text; an amount of a trillion in English words has some 200
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ！ to ～
_SPACES = dict.fromkeys([0xA0, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)], " ")
_FOLDED = str.maketrans({**_FULL_WIDTH, **_SPACES, "￥": "¥", "−": "-", "﹣": "-", "﹪": "%", "\u200b": None, "\ufeff": None})
_WIDTH_OF_CODES = {code: half for code, half in _FULL_WIDTH.items() if chr(half).isalnum() or half == ord("-")} | _SPACES
_ALIKE = str.maketrans({"×": "x", "✕": "x", "*": "x", "－": "-", "—": "-", "–": "-", "“": None, "”": None, '"': None, "'": None})


@lru_cache(maxsize=1 << 13)  # the same words stand in many rows
def folded(text: str) -> str:
    """Return a text in half-width signs with plain spaces, none around it. Not NFKC, which makes 102 of 10².

    Raises BadValue for what is longer than any number, date or choice: nothing is tried on it.
    """
    if len(text) > LONGEST:
        raise BadValue(f"超过{LONGEST}个字符，应为一个值", f"longer than {LONGEST} characters: expected one value")
    return text.translate(_FOLDED).strip()


def half_width_code(text: str) -> str:
    """Return a code with half-width digits, letters and hyphens; brackets and other signs of an official number stay as they are."""
    return text.translate(_WIDTH_OF_CODES).strip()


@lru_cache(maxsize=1 << 13)
def alike(text: str) -> str:
    """Return what is compared of a word: without width, case, spaces, quotation marks, and with one sign for a multiplication."""
    return "".join(folded(text).translate(_ALIKE).split()).casefold()
