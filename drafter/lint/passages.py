"""Checks of a passage of a proposal: its front matter, its tables and both languages."""

from __future__ import annotations

from collections.abc import Iterator

from drafter.errors import Finding, Place, error
from drafter.library.clause import Passage
from drafter.lint.clauses import check_texts
from drafter.lint.names import Names


def check_passage(passage: Passage, names: Names) -> Iterator[Finding]:
    """Yield every finding about a passage."""
    head = Place(passage.file, 1)
    if passage.head.when is not None:
        yield from names.expression(passage.head.when, head)
    yield from names.law(passage.head.law, head)
    for code in passage.head.tables:
        if code not in names.forms:
            yield error("form", f"没有表单 {code}", f"there is no form {code}", ("编写该表单或删去", "write it or take it out"), head)
    yield from check_texts(passage, names)
