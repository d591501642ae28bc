"""The unified social credit code and its check digit (GB 32100-2015)."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))


def check_digit(body: str) -> str:
    """Return the 18th character for the first 17. Raises ValueError for characters outside the code's alphabet."""
    total = sum(_ALPHABET.index(c) * w for c, w in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def is_valid(code: str) -> bool:
    """Return whether `code` has 18 permitted characters and the right check digit."""
    return len(code) == 18 and all(c in _ALPHABET for c in code) and code[17] == check_digit(code[:17])
