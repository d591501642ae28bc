"""Numbers as documents print them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from drafter.values.numbers import printed_number


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (9999, "9999"), (10000, "10,000"), (Decimal("2364360"), "2,364,360"), (Decimal("99.50"), "99.5"), (Decimal("12345.60"), "12,345.6"),
        (Decimal("0.05"), "0.05"), (-12345, "-12,345"), (Decimal("-9999.5"), "-9999.5"),
    ],
)  # fmt: skip
def test_numbers_from_ten_thousand_on_are_grouped(value: int | Decimal, said: str) -> None:
    assert printed_number(value) == said
