"""A row of plain texts prints, measures and reads as the cells it stands for; what is written in pieces is what is written whole."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.content import load_content
from drafter.model import Block, Paragraph, Row, Table, Text, TextColumn, TextRow, paragraphs_of
from drafter.ooxml.container import pack
from drafter.questionnaire.answers import answers_data, answers_json
from drafter.writers.docx.pages import Estimate, Measure
from drafter.writers.docx.xml import BodyWriter, encoded, flat
from drafter.writers.html import _table
from tests.tools import sample

TEXTS = st.text('a甲 &<>"“”—·', max_size=30)
COLUMNS = st.lists(st.sampled_from(["left", "center", "right", None]), min_size=1, max_size=4)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Table, Table]:
    """Return a table of plain texts, and the same of cells."""
    languages = draw(st.sampled_from([("zh",), ("en",), ("zh", "en")]))
    columns = tuple(TextColumn("cell", align, languages) for align in draw(COLUMNS))
    one = TEXTS if len(languages) == 1 else TEXTS | st.tuples(TEXTS, TEXTS)
    rows = [TextRow(texts, columns) for texts in draw(st.lists(st.tuples(*[one] * len(columns)), min_size=1, max_size=4))]
    odd = Row(rows[0].cells, header=draw(st.booleans()))
    widths = tuple(range(3, 3 + len(columns)))
    return Table((odd, *rows, odd, *rows), widths), Table((odd, *(Row(r.cells) for r in rows), odd, *(Row(r.cells) for r in rows)), widths)


def written(block: Block) -> str:
    return BodyWriter(9000, 14000, "<w:sectPr/>", "<w:sectPr/>").write([block])


@given(tables())
def test_plain_texts_are_written_measured_and_read_as_cells(pair: tuple[Table, Table]) -> None:
    plain, cells = pair
    assert written(plain) == written(cells)
    assert _table(plain) == _table(cells)
    assert list(paragraphs_of(plain)) == list(paragraphs_of(cells))
    places = []
    for table in pair:
        estimate = Estimate({"ContractCell": Measure(10.5, 14, 2)}, (300, 60), (500, 40))
        estimate.add([table, Paragraph((Text("下一页"),), anchor="end")])
        places.append((estimate.pages, estimate.page, estimate.used))
    assert places[0] == places[1]


@given(st.lists(st.text(max_size=5)))
def test_texts_are_encoded_in_order(texts: list[str]) -> None:
    assert b"".join(encoded(iter(texts))) == "".join(texts).encode("utf-8")


def test_rows_can_be_written_again() -> None:
    row = TextRow(("甲",), (TextColumn("cell", None, ("zh",)),))
    pieces = BodyWriter(9000, 14000, "", "").pieces([Table((row, row), (1,))])
    assert "".join(flat(pieces)) == "".join(flat(pieces))
    assert "".join(flat(pieces)).count("<w:tr>") == 2


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("size", [1, 100, 1 << 16, 1 << 20])
def test_how_a_part_is_cut_does_not_show(size: int, fast: bool) -> None:
    data = b"".join(b"<w:t>%d</w:t>" % zlib.crc32(b"%d" % n) for n in range(20_000))

    def cut() -> Iterator[bytes]:
        return (data[at : at + size] for at in range(0, len(data), size))

    assert pack({"a.xml": cut(), "b.xml": b"b"}, fast) == pack({"b.xml": b"b", "a.xml": data}, fast)


@pytest.mark.parametrize("name", ["m3b-data-bureau", "m1-social-insurance", "minimal", "lite-below-threshold"])
def test_answers_are_the_same_as_json_row_by_row(name: str) -> None:
    library, answers = load_content().library, sample(name)
    whole = json.dumps(answers_data(answers, library), ensure_ascii=False, separators=(",", ":"))
    assert "".join(answers_json(answers, library)) == whole
