"""Tables as a page edits them: what is typed, pasted and taken from a file is read by the reader of every entrance, and doubted at its cell."""

from __future__ import annotations

import pytest

from drafter.content import load_content
from drafter.errors import AnswerError, FileError
from drafter.questionnaire.answers import answers_data
from drafter.services.answers import read_answers
from drafter.services.files import Upload
from drafter.services.tables import columns, exported, imported, pasted, read_rows, shown_rows, typed_rows
from tests.tools import refused, sample

CONTENT = load_content()
M3B = sample("m3b-data-bureau")
PLAIN = answers_data(M3B, CONTENT.library)["answers"]
TABLES = [n for n, q in CONTENT.library.questions.items() if q.columns and q.computed is None and PLAIN.get(n)]


@pytest.mark.parametrize("name", TABLES)
def test_an_answer_is_typed_and_read_back(name: str) -> None:
    read, doubts = read_rows(CONTENT, name, typed_rows(CONTENT, name, PLAIN[name]))
    assert doubts == []
    assert read_answers(CONTENT, {"answers": {name: read}}).answers[name] == M3B.answers[name]


@pytest.mark.parametrize("name", TABLES)
def test_what_is_given_out_is_taken_back(name: str) -> None:
    for language in ("zh", "en"):
        taken = imported(CONTENT, name, Upload("a.xlsx", exported(CONTENT, name, PLAIN[name], language)))  # type: ignore[arg-type]
        assert len(taken.rows) == len(PLAIN[name])
        assert [f.what.zh for f in taken.findings if f.severity == "error"] == []


def test_rows_are_pasted_with_headings_and_without() -> None:
    with_heads = "项目名称\t计量单位\t数量\t单价（元）\t税率\n驻场\t人月\t12\t20,000\t6%\n巡检\t次\t4\t3,000.50\t6%\n"
    found = pasted(CONTENT, "price_lines", with_heads)
    assert [(row["item"], row["qty"]) for row in found.rows] == [("驻场", "12"), ("巡检", "4")]
    assert "“单价（元）”" in found.findings[0].what.zh  # said, not dropped without a word
    assert "不含税单价" in found.findings[0].remedy.zh
    bare = pasted(CONTENT, "price_lines", "P1\t驻场\t人月\t12\t20000\r\nP2\t巡检\t次\t4\t3000.5\r\n")
    assert bare.rows[1] == {"code": "P2", "item": "巡检", "unit": "次", "qty": "4", "unit_price": "3000.5"}
    from_second = pasted(CONTENT, "price_lines", "驻场\t人月\n", first="item")
    assert from_second.rows == [{"item": "驻场", "unit": "人月"}]


def test_two_hundred_rows_are_doubted_at_their_cells() -> None:
    lines = "\n".join(f"P{n}\t项目{n}\t次\t{'两百' if n == 7 else n}\t100\t6" for n in range(1, 201))
    read, doubts = read_rows(CONTENT, "price_lines", pasted(CONTENT, "price_lines", lines).rows)
    assert len(read) == 200
    assert {(d.row, d.column) for d in doubts if d.column == "qty"} <= {(6, "qty")}
    assert all(d.column in ("nature", "fixed", "qty") for d in doubts)
    assert "请填写" in next(d for d in doubts if d.column == "nature").what.zh


def test_a_choice_is_pasted_by_its_label() -> None:
    [row] = pasted(CONTENT, "systems", "系统编号\t系统名称\t等级\nS1\t政务平台\tA类\n").rows
    assert row.get("class") == "A"


def test_what_was_typed_is_kept_where_it_is_doubted() -> None:
    read, doubts = read_rows(
        CONTENT, "staff_posts", [{"post": "工程师", "persons": "两三人", "months": "12"}, {"post": " ", "persons": ""}]
    )
    assert read[0]["persons"] == "两三人"
    assert len(read) == 1
    assert "persons" in {d.column for d in doubts if d.row == 0}
    assert not [d for d in doubts if d.row == 1]


def test_computed_columns_and_sums_are_shown() -> None:
    shown, sums = shown_rows(CONTENT, M3B, "price_lines", "zh")
    assert shown[0]["amount_incl"]
    assert "12,680,000.00" in sums["amount_incl"]
    assert next(c for c in columns(CONTENT, "price_lines") if c.id == "amount_incl").computed


@pytest.mark.parametrize("name", ["no_such_table", "term_months", "payment_calendar"])
def test_what_is_no_table_to_fill_in_is_refused(name: str) -> None:
    with refused(AnswerError, "table"):
        columns(CONTENT, name)


def test_a_file_that_is_no_table_is_refused() -> None:
    with pytest.raises(FileError):
        imported(CONTENT, "price_lines", Upload("a.pdf", b"%PDF"))


def test_a_cell_that_cannot_be_read_is_shown_as_it_stood() -> None:
    found = imported(CONTENT, "staff_posts", Upload("a.csv", "岗位,人数,投入月数\n工程师,两三人,12\n".encode()))
    assert found.rows[0]["persons"] == "两三人"
    assert [(f.code, f.place.path) for f in found.findings if f.severity == "error"] == [("cell", "B2")]
    assert ("persons", 0) in {(d.column, d.row) for d in read_rows(CONTENT, "staff_posts", found.rows)[1]}
