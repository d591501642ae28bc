"""A small share of the mutated files that `benchmarks/fuzz_redline.py` makes, and the cases that once went wrong."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.fuzz_redline import mutated, no_longer_than, tried
from drafter.ooxml.container import pack

COUNT = 200


def test_mutated_files_are_read_or_refused() -> None:
    totals: Counter[str] = Counter()
    with no_longer_than(120):
        for number in range(COUNT):
            totals[tried(number, every=2)] += 1
    assert totals["read"] > COUNT / 2
    assert totals["refused"] > COUNT / 20


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_case_is_its_number(number: int) -> None:
    base, data = mutated(number)
    assert (base, data) == mutated(number)
    assert data != pack(base)
