"""Where complex fields begin and end."""

from __future__ import annotations

from lxml import etree

from drafter.redline.comparing.field_ends import FieldEnds
from tests.redline.build import W

_CHAR = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_KINDS = {"[": "begin", "|": "separate", "]": "end"}


def ends(signs: str) -> list[int]:
    """Return the node after the field that begins in each; [ begins, | parts, ] ends a field, anything else is a run."""
    inner = "".join(_CHAR.format(_KINDS[s]) if s in _KINDS else "<w:r><w:t>x</w:t></w:r>" for s in signs)
    found = FieldEnds(list(etree.fromstring(f'<w:p xmlns:w="{W}">{inner}</w:p>')))
    return [found.of(n) if sign == "[" else 0 for n, sign in enumerate(signs)]


def test_a_field_ends_with_its_own_end() -> None:
    assert ends("x[c|r]x") == [0, 6, 0, 0, 0, 0, 0]


def test_a_field_in_a_field_ends_before_it() -> None:
    assert ends("[[c|r]|x]") == [9, 6, 0, 0, 0, 0, 0, 0, 0]


def test_a_field_that_does_not_end_here_has_no_end() -> None:
    assert ends("[c|r") == [0, 0, 0, 0]
    assert ends("][c|r]") == [0, 6, 0, 0, 0, 0]
