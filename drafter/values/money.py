"""Money in figures and in words. Decimal yuan throughout, never float."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from drafter.language import Language
from drafter.values.numerals import capitals

FEN = Decimal("0.01")
TEN_THOUSAND = Decimal(10_000)  # 万, in which offices state amounts
LARGEST = Decimal("999999999999.99")  # where a contract price ends being believable


def to_fen(amount: Decimal) -> Decimal:
    """Return `amount` rounded to the fen, halves up."""
    return amount.quantize(FEN, ROUND_HALF_UP)


def figures(amount: Decimal) -> str:
    """Return the amount with thousands separators and two decimals: 1,234,567.80."""
    return f"{to_fen(amount):,.2f}"


def printed(amount: Decimal, language: Language) -> str:
    """Return the amount as a contract's text names it: 人民币1,200.00元 or RMB 1,200.00."""
    return f"人民币{figures(amount)}元" if language == "zh" else f"RMB {figures(amount)}"


def in_words(amount: Decimal, language: Language) -> str:
    """Return the amount in words: 人民币壹佰贰拾万元整 / Renminbi One Million Two Hundred Thousand Yuan Only.

    支付结算办法 annex 1 lets a 零 stand or go where the yuan place is nought and the jiao place is not. It stands here (捌万元零贰角): no room is left
    for another figure to be written in.
    """
    amount = to_fen(amount)
    return _capitals(amount) if language == "zh" else _english(amount)


def _capitals(amount: Decimal) -> str:
    yuan, fen = int(amount), int(amount % 1 * 100)
    if not fen:
        return f"人民币{capitals(yuan)}元整"
    whole = f"{capitals(yuan)}元" if yuan else ""
    gap = "零" if yuan and (fen < 10 or not yuan % 10) else ""
    jiao = gap + (f"{capitals(fen // 10)}角" if fen >= 10 else "")
    return f"人民币{whole}{jiao}{f'{capitals(fen % 10)}分' if fen % 10 else ''}"


def _english(amount: Decimal) -> str:
    from num2words import num2words

    yuan, fen = int(amount), int(amount % 1 * 100)
    words = num2words(yuan).replace(",", "").title().replace(" And ", " and ")
    cents = f" and {num2words(fen).title()} Fen" if fen else ""
    return f"Renminbi {words} Yuan{cents} Only"
