"""What a w:sym prints: a character of a font by its code; ECMA-376 part 1, 17.3.3.30.

Fonts that are no Unicode fonts have their 256 characters at F000 and above, so that F030 is the zero of an ordinary font. In Symbol the letters
are Greek (Adobe's symbol encoding, unicode.org MAPPINGS/VENDORS/ADOBE/symbol.txt); of Wingdings the signs that stand in contracts are known, by
the Unicode Consortium's L2/11-052. Any other sign is told by its font and code.
"""

from __future__ import annotations

_PRIVATE, _LAST = 0xF000, 0xF0FF
_SYMBOL = dict(
    zip(
        range(0x41, 0x7B),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
        strict=True,
    )
) | {0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x7E: "∼", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←",
     0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
     0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xE5: "∑"}  # fmt: skip
_WINGDINGS = {
    0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x70: "☐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x78: "☒", 0xA1: "○", 0xA2: "○",
    0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x80 + n: sign for n, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿")}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
_SIGNS = frozenset({"wingdings", "wingdings 2", "wingdings 3", "webdings", "marlett"})  # fonts without letters and figures


def symbol(font: str, code: str) -> str:
    """Return the character that a font prints for a code in hexadecimal figures, or the font and the code in brackets."""
    number = int(code, 16) if len(code) <= 6 and code and all(c in "0123456789abcdefABCDEF" for c in code) else 0
    own = number - _PRIVATE if _PRIVATE <= number <= _LAST else number
    family = font.strip().lower()
    known = _FONTS.get(family, {}).get(own) if own <= 0xFF else None
    if known is not None:
        return known
    if family not in _SIGNS and own >= 0x20 and own not in range(0x7F, 0xA0) and not _is_private(own):
        return chr(own)
    return f"[{font} {code}]"


def _is_private(number: int) -> bool:
    return 0xD800 <= number <= 0xF8FF or number > 0xEFFFF
