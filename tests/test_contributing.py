"""What docs/contributing.md and docs/architecture.md say of the tree is so."""

from __future__ import annotations

import re
import tomllib

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


def test_the_architecture_has_every_package_in_the_order_of_the_layers() -> None:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = [name.partition("/")[0] for row in re.findall(r"(?m)^\| (`[^|]*) \|", page) for name in re.findall(r"`([a-z_/]+)`", row)]
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c.get("containers") == ["drafter"])
    floors = [{name.strip() for name in layer.split("|")} for layer in reversed(layers)]
    assert set(named) == {name for floor in floors for name in floor}
    heights = [next(n for n, floor in enumerate(floors) if name in floor) for name in named]
    assert heights == sorted(heights)
