"""An independent count of Word's multilevel lists, by style, sharing no code with drafter."""

from __future__ import annotations

DIGITS = "零一二三四五六七八九"


def chinese(n: int) -> str:
    """Return a number below 1000 in Chinese."""
    if n < 10:
        return DIGITS[n]
    if n < 20:
        return "十" + (DIGITS[n % 10] if n % 10 else "")
    if n < 100:
        return DIGITS[n // 10] + "十" + (DIGITS[n % 10] if n % 10 else "")
    rest = n % 100
    if rest == 0:
        return DIGITS[n // 100] + "百"
    middle = "零" + DIGITS[rest] if rest < 10 else DIGITS[rest // 10] + "十" + (DIGITS[rest % 10] if rest % 10 else "")
    return DIGITS[n // 100] + "百" + middle


ROMAN = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"]
LEVELS = ("ContractArticle", "ContractClause", "ContractItem", "ContractSubitem")


class Counter:
    """Counts paragraphs as a word processor does: a level goes up, the levels below it start again."""

    def __init__(self) -> None:
        self.lists: dict[str, list[int]] = {}
        self.single: dict[str, int] = {}

    def number(self, style: str) -> str:
        """Return the number a paragraph of this style prints next."""
        language, base = ("en", style[:-2]) if style.endswith("En") else ("zh", style)
        if base in LEVELS:
            level = LEVELS.index(base)
            counts = self.lists.setdefault(language, [0, 0, 0, 0])
            counts[level] += 1
            counts[level + 1 :] = [0] * (3 - level)
            return self._print(counts, level, language)
        if base in ("ContractChapter", "ContractAnnex"):
            self.single[style] = self.single.get(style, 0) + 1
            n = self.single[style]
            if base == "ContractChapter":
                return f"第{chinese(n)}章" if language == "zh" else f"Part {n}"
            return ("附件" if language == "zh" else "Annex ") + chr(64 + n)
        return ""

    def _print(self, counts: list[int], level: int, language: str) -> str:
        if level == 0:
            return f"第{chinese(counts[0])}条" if language == "zh" else str(counts[0])
        if level == 1:
            return f"{counts[0]}.{counts[1]}"
        if level == 2:
            return f"（{chinese(counts[2])}）" if language == "zh" else f"({chr(96 + counts[2])})"
        return f"{counts[3]}." if language == "zh" else f"({ROMAN[counts[3]]})"
