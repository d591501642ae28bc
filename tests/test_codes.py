"""Every finding code that drafter raises is named by a test: what nobody names, nobody has looked at."""

from __future__ import annotations

import pytest

from tests.codes import asserted, raised
from tests.tools import ROOT

CODES = raised(ROOT / "drafter")


def test_codes_are_read_off_the_source() -> None:
    assert {"unsafe-file", "template-block", "active-field", "dates", "methods", "unknown-key"} <= set(
        CODES
    )  # one of every way to raise them


@pytest.fixture(scope="module")
def named() -> set[str]:
    """The codes that tests name."""
    return asserted(ROOT / "tests")


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_code_is_named_by_a_test(named: set[str], code: str) -> None:
    assert code in named, f"{code}, raised in drafter/{CODES[code]}, is named by no test"
