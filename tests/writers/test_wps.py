"""What WPS needs of the files that we write: no fonts of a theme, tables whose grid says how wide the cells are, and what it leaves in files is read."""

from __future__ import annotations

import pytest

from drafter.content import load_content
from drafter.language import Edition
from drafter.ooxml.names import TBL, TBL_GRID, TC, TC_PR, TR, VAL, Element, P, T, W, whole
from drafter.ooxml.order import put_in_order
from drafter.ooxml.package import Package, parse_xml
from drafter.ooxml.validity import faults
from drafter.services.answers import read_answers
from drafter.writers.docx.write import docx_package
from tests.tools import draft, sample

MADE: list[tuple[str, str, Edition]] = [
    ("m3b-data-bureau", "contract", "zh"),
    ("minimal", "contract", "bilingual"),
    ("minimal", "proposal", "en"),
]


def made(name: str, kind: str, edition: Edition) -> Package:
    """Return a document as it is written."""
    given = sample(name) if kind == "contract" else read_answers(load_content(), sample(name), kind)
    return docx_package(draft(given, edition), "made.docx")


@pytest.mark.parametrize(("name", "kind", "edition"), MADE)
def test_no_font_is_that_of_a_theme(name: str, kind: str, edition: Edition) -> None:
    package = made(name, kind, edition)
    assert not [part for part in package if "theme" in part]
    assert not [part for part in package if b"Theme=" in package[part] and not part.endswith("settings.xml")]


@pytest.mark.parametrize(("name", "kind", "edition"), MADE)
def test_the_grid_of_a_table_is_the_width_of_its_cells(name: str, kind: str, edition: Edition) -> None:
    tables = list(made(name, kind, edition).body.iter(TBL))
    assert len(tables) > 5
    for table in tables:
        grid = table.find(TBL_GRID)
        assert grid is not None
        columns = [whole(column.get(W + "w")) for column in grid]
        for row in (r for r in table.iterchildren(TR)):
            at = 0
            for cell in row.iterchildren(TC):
                span, width = _span_and_width(cell)
                assert width == sum(columns[at : at + span])
                at += span
            assert at == len(columns)


def _span_and_width(cell: Element) -> tuple[int, int]:
    properties = cell.find(TC_PR)
    assert properties is not None
    span, width = properties.find(W + "gridSpan"), properties.find(W + "tcW")
    assert width is not None
    return whole(span.get(VAL)) if span is not None else 1, whole(width.get(W + "w"))


@pytest.mark.parametrize(("name", "kind", "edition"), MADE)
def test_what_we_write_stands_in_order(name: str, kind: str, edition: Edition) -> None:
    package = made(name, kind, edition)
    assert not list(faults(package))
    assert not [part for part in package.tracked_parts() if put_in_order(package.root(part))]


def test_comments_of_xml_are_no_text() -> None:
    text = f'<w:p xmlns:w="{W[1:-1]}"><!-- wps --><w:r><w:t>甲<!-- x -->乙</w:t></w:r></w:p>'
    root = parse_xml(text.encode(), "x")
    assert root.tag == P
    assert [t.text for t in root.iter(T)] == ["甲乙"]
