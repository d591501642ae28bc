"""What is large or unlike ends, exactly, in memory that is in proportion, and in time that is no square of its size.

Here at sizes that a test can bear; `python -m benchmarks.redline --large` takes them whole (docs/benchmarks-redline.md).
"""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from benchmarks.redline_large import LARGE, apart, pages, tried
from benchmarks.redline_pairs import contract_pair
from drafter.language import Edition
from drafter.ooxml.package import Package, open_package
from drafter.redline.comparing.compare import compare
from drafter.redline.comparing.paragraph import Paragraph
from drafter.redline.comparing.script import EditScript
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.existing import redline
from tests.redline.oracle import read, size

TIMES = 4
GROWTH = 2.5 * TIMES  # a square would be sixteen times; the rest is for a machine that does other things too
START = 0.15  # seconds that do not count
MB = 55  # of memory for a megabyte of XML, both files


@pytest.mark.parametrize("name", LARGE)
def test_time_and_memory_grow_with_the_size(name: str) -> None:
    small = tried(name, LARGE[name].tested)
    large = apart(name, TIMES * LARGE[name].tested, timeout=60)
    assert small["exact"]
    assert large["exact"]
    assert large["marked"] > small["marked"] > 0
    assert large["seconds"] < GROWTH * small["seconds"] + START
    assert large["mb"] - large["base_mb"] < MB * large["xml_mb"] + 30


def test_an_edit_in_a_long_paragraph_without_marks_stays_small() -> None:
    made = tried("one paragraph without marks", 100)
    assert made["marked"] < 0.1 * 100 * 1024 / 3


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_contract_of_ours_is_marked_as_little_as_can_be(language: Edition, tmp_path: Path) -> None:
    pair = contract_pair(language, 10, tmp_path)
    made = redline(open_package(pair.before), open_package(pair.after), "Bench").package
    assert size(made) == pair.least
    for verdict, wanted in (("reject", pair.before), ("accept", pair.after)):
        assert read(made, verdict) == read(open_package(wanted))


def test_nothing_of_a_comparison_waits_for_the_collector() -> None:
    before, after = pages(5)
    gc.collect()
    gc.disable()  # what goes in rings would stay
    try:
        kept = _kept()
        tracked(compare(Package(before), Package(after)))
        assert _kept() == kept
    finally:
        gc.enable()


def _kept() -> int:
    return sum(isinstance(found, Package | EditScript | Paragraph) for found in gc.get_objects())
