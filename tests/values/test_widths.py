"""Widths of words, and columns that are wide enough for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.values.widths import fitted, widest_word, word_width
from tests.tools import need

LIBERATION = Path("/usr/share/fonts/truetype/liberation")


@pytest.mark.parametrize(("bold", "file"), [(False, "LiberationSerif-Regular.ttf"), (True, "LiberationSerif-Bold.ttf")])
def test_characters_are_as_wide_as_in_the_font(bold: bool, file: str) -> None:
    image_font = pytest.importorskip("PIL.ImageFont")
    need((LIBERATION / file).is_file(), "the font Liberation Serif")
    font = image_font.truetype(str(LIBERATION / file), 1000)
    for character in map(chr, (*range(33, 127), 0x2013, 0x2014, 0xB7)):
        assert word_width(character, bold) * 1000 == pytest.approx(font.getlength(character), abs=1), character


@pytest.mark.parametrize(
    ("text", "widest"),
    [
        ("序", None),
        ("序号", "序号"),
        ("2级", "2"),
        ("数量 Quantity", "Quantity"),
        ("YZDR-ROOM-002", "ROOM-"),
        ("on 2026-12-18 or", "2026-12-18"),
        ("21822743E660828", "21822743E660828"),
        ("共12,680,000.00元", "12,680,000.00"),
        ("24-hour", "hour"),
        ("Catalogue\ncode", "Catalogue"),
    ],
)
def test_the_widest_word(text: str, widest: str | None) -> None:
    assert widest_word([text]) == (word_width(widest) if widest else 0)


_WIDTHS = st.lists(st.tuples(st.floats(1, 50), st.floats(0, 60)), min_size=1, max_size=12)


@given(_WIDTHS)
def test_columns_fill_the_line_and_have_what_they_need(columns: list[tuple[float, float]]) -> None:
    widths, needs = [w for w, _ in columns], [n for _, n in columns]
    made = fitted(widths, needs)
    assert sum(made) == pytest.approx(sum(widths))
    if sum(needs) <= sum(widths):
        assert all(width >= need - 1e-9 for width, need in zip(made, needs, strict=True))
    else:  # none gives way before those that need more
        short = [width for width, need in zip(made, needs, strict=True) if width < need - 1e-6]
        assert short
        assert max(short) == pytest.approx(min(short))
        assert max(made) <= max(short) + 1e-6


def test_columns_with_room_keep_their_shares() -> None:
    assert fitted([10, 20, 30], [5, 0, 30]) == [10, 20, 30]
