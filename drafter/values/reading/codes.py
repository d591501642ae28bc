"""Codes: what is made of digits and is no number."""

from __future__ import annotations

from typing import Any

from drafter.values.reading.problems import BadValue
from drafter.values.uscc import is_valid


def credit_code(raw: Any) -> str:
    """Return a unified social credit code (GB 32100-2015). Raises BadValue."""
    code = str(raw).strip().upper()
    if not is_valid(code):
        raise BadValue(
            "不是有效的统一社会信用代码（18位，末位为校验码）",
            "not a valid unified social credit code (18 characters, the last a check digit)",
        )
    return code
