"""File names from answers: safe everywhere, and never two alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.batch.naming import LONGEST, file_name, pattern_fields, same_names
from drafter.errors import AnswerError, Place
from tests.tools import refused


@given(st.text(), st.text())
def test_a_name_is_safe_on_every_system(number: str, name: str) -> None:
    made = file_name("{a}-{b}", {"a": number, "b": name})
    assert made
    assert not set(made) & set('/\\:*?"<>|\n\r\t\x00 ')
    assert len(made.encode("utf-8", "surrogatepass")) <= LONGEST
    assert made not in (".", "..")
    assert not made.endswith((".", " "))


def test_reserved_names_get_an_underscore() -> None:
    assert file_name("{a}", {"a": "CON"}) == "_CON"
    assert file_name("{a}", {"a": "lpt1.x"}) == "_lpt1.x"


@pytest.mark.parametrize("pattern", ["", "fixed", "{", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a"])
def test_a_pattern_that_is_none_is_refused(pattern: str) -> None:
    with refused(AnswerError, "name-pattern"):
        pattern_fields(pattern)


def test_two_rows_of_one_name_are_told_even_when_only_capitals_differ() -> None:
    first, second, third = (Place("Projects", n) for n in (2, 3, 4))
    [found] = same_names([("A-b", first), ("c", second), ("a-B", third)])
    assert (found.code, found.place) == ("same-name", third)
    assert "Projects:2" in found.what.en
