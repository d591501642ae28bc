"""docs/contributing.md names files that are there, and every one of its tables' rows says what fails."""

from __future__ import annotations

import re

from tests.tools import ROOT

PAGE = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")


def test_every_file_it_names_is_there() -> None:
    named = {name for name in re.findall(r"`((?:drafter|clause_library|templates|tests|docs)/[^`<]*)`", PAGE)} | {"pyproject.toml"}
    assert len(named) > 30
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_table_it_names_is_in_the_file_it_names() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| a")]
    assert len(rows) > 15
    for name, file in re.findall(r"`([A-Z_]{5,})` (?:in|of) `([^`]+\.py)`", PAGE):
        assert re.search(rf"(?m)^{name}\b", (ROOT / file).read_text(encoding="utf-8")), (name, file)
    assert all(len(row.strip("|").split("|")) == 3 for row in rows)
