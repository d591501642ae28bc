"""Columns of forms: no number and no date is broken over two lines, in any sample, and the widths are a line."""

from __future__ import annotations

import pytest

from drafter.content import load_content
from drafter.forms.fill import fill_forms
from drafter.forms.model import FilledForm
from drafter.forms.selection import chosen_codes, project
from drafter.forms.widths import column_widths, line_width
from drafter.language import Words
from drafter.values.widths import widest_word
from tests.tools import SAMPLES, sample

MARGINS = 1.08  # em: 0.19 cm at each side of a cell, in ten points


def chinese(words: Words) -> str:
    """Return words in Chinese."""
    return words.zh


def filled(name: str) -> list[FilledForm]:
    """Return the forms of a sample."""
    filling = project(load_content(), sample(name), "zh")
    return fill_forms(filling, chosen_codes(filling))[0]


@pytest.mark.parametrize("name", [p.stem for p in SAMPLES])
def test_no_number_is_broken(name: str) -> None:
    broken = []
    for form in filled(name):
        line = line_width(form)
        for table in form.tables:
            widths = column_widths(table, line, chinese)
            assert sum(widths) == pytest.approx(line), (form.code, table.number)
            for index, (column, width) in enumerate(zip(table.columns, widths[table.serial :], strict=True)):
                places = [*(row[index] for row in table.rows), table.totals.get(column.id)]
                said = [p.show("zh") for p in places if p is not None and p.type in ("money", "integer", "decimal", "percent", "date")]
                broken += [f"{form.code} {column.id} {text}" for text in said if widest_word([text]) + MARGINS > width + 1e-9]
    assert broken == []


def test_narrow_columns_take_from_wide_ones() -> None:
    forms = {f.code: f for f in filled("m3b-data-bureau")}
    table = forms["F-BUDGET"].tables[0]
    own = {c.id: c.width for c in table.columns}
    widths = dict(zip(own, column_widths(table, 72.0, chinese)[table.serial :], strict=True))
    assert widths["amount"] / sum(widths.values()) > own["amount"] / sum(own.values())
