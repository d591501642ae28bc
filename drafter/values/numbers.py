"""Numbers as documents print them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

_GROUPED = 5  # digits of a number that is printed in groups of three


def plain_number(value: Any) -> str:
    """Return a number without needless zeros: 99.50 -> 99.5, 30 -> 30."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed_number(value: Any) -> str:
    """Return a number as documents print it, from 10,000 on with thousands separators (GB/T 15835-2011, 5.1.1): 9999, 2,364,360."""
    text = plain_number(value)
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if len(whole.lstrip("-")) >= _GROUPED else text
