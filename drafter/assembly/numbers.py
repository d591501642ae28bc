"""The numbers of a contract as Word's multilevel lists print them, and how references name them."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256

from drafter.language import Language


@lru_cache(maxsize=1024)
def chinese(number: int) -> str:
    """Return 12 as 十二, 101 as 一百零一, as Word's chineseCountingThousand does."""
    import cn2an

    return str(cn2an.an2cn(str(number), "low"))


def roman(number: int) -> str:
    """Return a small number in lower-case Roman numerals."""
    text = ""
    for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text, number = text + sign, number - value
    return text


def letters(number: int) -> str:
    """Return 1 as a, 26 as z, 27 as aa, as Word's lowerLetter does."""
    repeat, index = divmod(number - 1, 26)
    return chr(ord("a") + index) * (repeat + 1)


def chapter_number(n: int, language: Language) -> str:
    """Return 第一章 or Part 1."""
    return f"第{chinese(n)}章" if language == "zh" else f"Part {n}"


def article_number(n: int, language: Language) -> str:
    """Return 第十二条 or 12."""
    return f"第{chinese(n)}条" if language == "zh" else f"{n}"


def paragraph_number(path: tuple[int, ...], language: Language) -> str:
    """Return the number of a paragraph by its path (article, clause, item, subitem): 12.3, （一） or (a), 1. or (i)."""
    if len(path) == 2:
        return f"{path[0]}.{path[1]}"
    if len(path) == 3:
        return f"（{chinese(path[2])}）" if language == "zh" else f"({letters(path[2])})"
    return f"{path[3]}." if language == "zh" else f"({roman(path[3])})"


def annex_number(n: int, language: Language) -> str:
    """Return 附件A or Annex A."""
    return f"附件{chr(64 + n)}" if language == "zh" else f"Annex {chr(64 + n)}"


@lru_cache(maxsize=4096)
def bookmark(target: str, language: Language) -> str:
    """Return the Word bookmark for a reference target: at most 40 characters, letters, digits and underscores."""
    name = re.sub(r"[^A-Za-z0-9]", "_", target)
    if len(name) > 34:
        name = f"{name[:25]}_{sha256(target.encode()).hexdigest()[:8]}"
    return f"r_{name}" + ("_en" if language == "en" else "")
