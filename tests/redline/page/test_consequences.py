"""An article put in renumbers all that follow: what only follows from it stays marked, and is listed as that."""

from __future__ import annotations

import re

import pytest

from drafter.ooxml.package import read_package
from drafter.redline.page.view import View, view
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.writers.docx.write import docx_bytes
from tests.redline.compared import redlined
from tests.redline.oracle import read
from tests.tools import ROOT, answers, draft


def contract(*clauses: str) -> dict[str, bytes]:
    """Return the smallest sample with clauses that it may do without."""
    text = (ROOT / "samples" / "lite-below-threshold.yaml").read_text(encoding="utf-8")
    return read_package(docx_bytes(draft(answers(f"include: [{', '.join(clauses)}]\n{text}"))), "contract.docx")


def said(parts: dict[str, bytes]) -> list[str]:
    """Return what a file says; a list is the same under another number."""
    return [re.sub(r"numId\(val=\d+\)", "numId", line) for line in read(parts)]


@pytest.fixture(scope="module")
def shown() -> View:
    before, after = contract(), contract("service-improvement")
    made = redlined(before, after)
    assert said(accept_reject(made, "accept").package) == said(after)
    assert said(accept_reject(made, "reject").package) == said(before)
    return view(made, "zh")


def test_what_follows_is_listed_as_that(shown: View) -> None:
    assert set(shown.traits.values()) == {"contents", "reference"}
    rest = [change for change in shown.changes if change.number not in shown.traits]
    assert {change.kind for change in rest if change.clause == "service-improvement"} == {"insertion"}
    assert {change.clause for change in rest} == {"service-improvement", "附件H 升级路径表"}  # where numbers are plain text
    assert len(rest) < len(shown.traits)


def test_the_words_between_references_stay(shown: View) -> None:
    assert [change for change in shown.changes if change.before == change.after and not change.text] == []


def test_numbers_of_articles_are_marked_whole(shown: View) -> None:
    numbers = [(c.before, c.after) for c in shown.changes if c.kind == "replacement" and set(c.before) <= set(_DIGITS + "十")]
    assert len(numbers) > 20
    assert {_ORDER[_ORDER.index(before) + 1] for before, _ in numbers} == {after for _, after in numbers}


_DIGITS = "一二三四五六七八九"
_ORDER = [f"{tens}{unit}" for tens in ("", "十", *(d + "十" for d in _DIGITS[1:])) for unit in ("", *_DIGITS)]
