"""Patterns compiled when they are first used: each can be, and does what a pattern does."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import drafter
from drafter.patterns import regex


def waiting() -> Iterator[tuple[str, Any]]:
    """Yield every pattern at the top of a module, with its name."""
    for module in pkgutil.walk_packages(drafter.__path__, "drafter."):
        if module.name != "drafter.__main__":
            for name, value in vars(import_module(module.name)).items():
                if isinstance(value, type(regex(""))):
                    yield f"{module.name}.{name}", value


def test_every_pattern_can_be_compiled() -> None:
    compiled = {name: re.compile(value.pattern, value.flags & ~re.UNICODE) for name, value in waiting()}
    assert len(compiled) > 150


def test_a_pattern_is_used_as_one_of_re() -> None:
    number = regex(r"(?P<whole>[0-9]+)[.]([0-9]+)", re.IGNORECASE)
    assert number.fullmatch("3.14").groupdict() == {"whole": "3"}  # type: ignore[union-attr]
    assert number.sub(r"\2", "3.14 and 2.71") == "14 and 71"
    assert number.pattern == r"(?P<whole>[0-9]+)[.]([0-9]+)"
    assert number.groups == 2
    assert number.flags & re.IGNORECASE
    assert regex(rb"a+").findall(b"caab") == [b"aa"]


def test_it_is_compiled_once_and_not_before() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")
    right = regex("a")
    assert right.search("a")
    assert right.search is right.search
