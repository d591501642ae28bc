"""Rows for tests, made of the shortest sample."""

from __future__ import annotations

from typing import Any

from drafter.batch.rows import Row
from drafter.errors import Place
from drafter.library.yamlfile import load_yaml
from tests.tools import ROOT


def data(**answers: Any) -> dict[str, Any]:
    """Return the plain data of the minimal sample with other answers."""
    given = load_yaml((ROOT / "samples/minimal.yaml").read_text(encoding="utf-8"), "minimal.yaml", foreign=True)
    return {**given, "answers": {**given["answers"], **answers}}


def row(number: int, **answers: Any) -> Row:
    """Return a row of its own name."""
    return Row(Place("rows", number), f"P{number:03}", data(project_name=f"第{number}号运维项目", **answers))


def rows(count: int) -> list[Row]:
    """Return rows that differ in name and price."""
    return [row(n, price_total_incl=400_000 + 1_000 * n) for n in range(1, count + 1)]
