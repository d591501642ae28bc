"""Results are made again exactly when something that they read has changed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from drafter.language import Wording, Words
from drafter.questionnaire.results import Ledger, Made, Result, Watched, same


class Sheet:
    """Two answers, what follows from them, and how often that was made."""

    def __init__(self, **answers: Any) -> None:
        self.ledger = Ledger()
        self.answers = Watched(self.ledger, answers)
        self.counted: dict[str, int] = {}
        self.parity = Result(self.ledger, None, self._parity, ("contract", "parity"))
        self.line = Made(self.ledger)

    def _count(self, what: str) -> None:
        self.counted[what] = self.counted.get(what, 0) + 1

    def _parity(self) -> int:
        self._count("parity")
        return int(self.answers["a"]) % 2

    def text(self, title: str) -> str:
        """Return a text made of a title, the parity of `a`, and `b` where `a` is odd."""
        return str(self.line.of(self._text, (title,)))

    def _text(self, title: str) -> str:
        self._count("text")
        return f"{title} {self.answers.get('b')}" if self.parity.get() else title


def test_what_comes_out_as_before_stops_a_change() -> None:
    sheet = Sheet(a=1, b="x")
    assert sheet.text("t") == "t x"
    sheet.answers.become({"a": 3, "b": "x"})
    assert sheet.text("t") == "t x"
    assert sheet.counted == {"parity": 2, "text": 1}


def test_what_was_not_read_does_not_count() -> None:
    sheet = Sheet(a=2, b="x")
    assert sheet.text("t") == "t"
    sheet.answers.become({"a": 2, "b": "y"})
    assert sheet.text("t") == "t"
    assert sheet.counted == {"parity": 1, "text": 1}
    sheet.answers.become({"a": 1, "b": "y"})
    assert sheet.text("t") == "t y"
    sheet.answers.become({"a": 1})
    assert sheet.text("t") == "t None"
    assert sheet.text("other") == "other None"


def test_names_are_those_of_the_last_reading() -> None:
    sheet = Sheet(a=2, b="x")
    sheet.text("t")
    assert sheet.ledger.names() == {("contract", "parity")}
    assert sheet.ledger.sound


def test_what_is_defined_by_itself_or_went_wrong_is_not_built_on() -> None:
    ledger = Ledger()
    circle = Result(ledger, "begun", lambda: circle.get())
    assert circle.get() == "begun"
    assert not ledger.sound
    ledger = Ledger()
    with pytest.raises(ZeroDivisionError):
        Result(ledger, None, lambda: 1 / 0).get()
    assert not ledger.sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (Decimal("1.0"), Decimal("1.00")),
        (Words("a", "b"), Wording("a", "b")),
        ([1], [True]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ([1], [1, 2]),
    ],
)
def test_what_prints_otherwise_is_not_the_same(one: Any, other: Any) -> None:
    assert same(one, one)
    assert not same(one, other)
