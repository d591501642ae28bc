"""What a batch reads: workbooks, CSV, JSON lines, folders. What is wrong is said with its cell, and the other rows are read."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from drafter.batch.inputs import read_rows
from drafter.batch.rows import Row
from drafter.batch.sheets import PROJECTS
from drafter.batch.workbook import empty_workbook, filled_workbook
from drafter.content import load_content
from drafter.errors import AnswerError, FileError
from drafter.questionnaire.answers import AnswerSet, answers_data
from drafter.questionnaire.cells import LAST_ROW
from drafter.questionnaire.headings import sheet_title
from drafter.writers.pdf.office import office
from tests.batch.rows import data
from tests.tools import ROOT, SAMPLES, need, refused, sample

SAMPLE_BOOK = ROOT / "samples" / "batch-projects.xlsx"
BATCHED = [p.stem for p in SAMPLES if p.stem != "minimal"]


def projects() -> list[tuple[str, str, AnswerSet]]:
    """Return the samples as projects of a workbook."""
    return [(f"YW-2027-{n:02}", "zh", sample(name)) for n, name in enumerate(BATCHED, 1)]


def plain(answers: AnswerSet) -> dict[str, Any]:
    """Return the answers without the project number, by which a row is known."""
    found = answers_data(answers, load_content().library)
    return {"profile": found["profile"], **{k: v for k, v in found["answers"].items() if k != "project_no"}}


def problems(row: Row) -> list[str]:
    """Return what is wrong with a row."""
    try:
        row.answers(load_content())
    except AnswerError as problem:
        return [f.line("en") for f in problem.findings]
    return []


def test_a_workbook_reads_back_to_the_answers_it_was_made_of(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(filled_workbook(load_content(), projects()))
    rows = read_rows(tmp_path / "a.xlsx", load_content())
    assert [plain(row.answers(load_content())) for row in rows] == [plain(answers) for _, _, answers in projects()]
    assert [row.edition for row in rows] == ["zh"] * len(rows)


def test_the_shipped_workbook_is_made_of_the_samples() -> None:
    assert SAMPLE_BOOK.read_bytes() == filled_workbook(load_content(), projects())


@pytest.mark.parametrize(("everything", "drop_downs", "comments"), [(True, 20, 80), (False, 12, 30)])
def test_the_empty_workbook_explains_itself_and_makes_nothing(tmp_path: Path, everything: bool, drop_downs: int, comments: int) -> None:
    made = empty_workbook(load_content(), everything=everything)
    (tmp_path / "a.xlsx").write_bytes(made)
    with pytest.raises(FileError, match="no projects"):
        read_rows(tmp_path / "a.xlsx", load_content())
    book = load_workbook(tmp_path / "a.xlsx")
    sheet = book[sheet_title(PROJECTS)]
    assert sheet.freeze_panes == "B2"
    assert len(sheet.data_validations.dataValidation) > drop_downs
    assert sum(cell.comment is not None for cell in sheet[1]) > comments
    assert "\n" in sheet["A1"].value
    assert empty_workbook(load_content(), everything=everything) == made


def test_the_small_workbook_asks_what_a_contract_asks_on_few_sheets() -> None:
    book = load_workbook(io.BytesIO(empty_workbook(load_content())))
    sheet = book[sheet_title(PROJECTS)]
    heads = [str(cell.value).split("\n")[0] for cell in sheet[1]]
    assert len(heads) < 60
    assert len(book.sheetnames) == 8  # a guide, the projects, five tables, the choices
    assert {"合同总价（含税）（元）", "绩效挂钩比例（%）", "签订日期", "乙方·账号"} <= set(heads)
    shown = {head: cell.value for head, cell in zip(heads, sheet[2], strict=True)}
    assert (shown["运维模式"], shown["可用率档位"][:2]) == ("信息中心自行运维、部分外包", "A ")


def test_what_is_filled_into_the_small_workbook_is_drafted(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(empty_workbook(load_content())))
    for sheet in book.worksheets[1:-1]:
        for row in sheet.iter_rows(min_row=2, max_col=1):
            row[0].value = "001" if row[0].value else None
    book.save(tmp_path / "a.xlsx")
    [row] = read_rows(tmp_path / "a.xlsx", load_content())
    answers = row.answers(load_content()).answers
    assert row.key == "001"
    assert len(answers["systems"]) == len(answers["assets"]) == 2


def test_columns_of_codes_are_text_over_all_their_rows() -> None:
    for everything in (True, False):
        book = load_workbook(io.BytesIO(empty_workbook(load_content(), everything=everything)))
        for sheet in book.worksheets[1:-1]:
            for cell in sheet[1]:
                kind = sheet.column_dimensions[cell.column_letter].number_format
                if str(cell.value).split("\n")[0].endswith(("账号", "·电话", "编号", "序列号", "信用代码", "名称")):
                    assert kind == "@", cell.value
                assert sheet.cell(900, cell.column).value is None


def test_saved_by_libreoffice_calc_it_reads_back_the_same(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    (tmp_path / "a.xlsx").write_bytes(filled_workbook(load_content(), projects()))
    command = [
        str(office()),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(tmp_path / "a.xlsx")], capture_output=True, timeout=200, check=False)
    if not (tmp_path / "out/a.xlsx").exists():
        need(None, "LibreOffice Calc")
    rows = read_rows(tmp_path / "out/a.xlsx", load_content())
    assert [plain(row.answers(load_content())) for row in rows] == [plain(answers) for _, _, answers in projects()]


def changed(tmp_path: Path, change: Callable[[Workbook], None]) -> Path:
    """Return the sample workbook after a change."""
    book = load_workbook(io.BytesIO(SAMPLE_BOOK.read_bytes()))
    change(book)
    path = tmp_path / "changed.xlsx"
    book.save(path)
    return path


def column(sheet: Any, name: str) -> int:
    """Return the number of the column of a question, or of what its heading begins with."""
    question = load_content().library.questions.get(name)
    start = (f"{question.label.zh}\n", f"{question.label.zh}（") if question else name  # with its unit, where it has one
    return next(cell.column for cell in sheet[1] if str(cell.value).startswith(start))


def put(heading: str, value: Any, row: int = 3) -> Callable[[Workbook], None]:
    """Return a change of one cell of the projects."""

    def change(book: Workbook) -> None:
        sheet = book[sheet_title(PROJECTS)]
        sheet.cell(row, column(sheet, heading)).value = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("price_total_incl", "很多"), "Contract Price"),
        (put("mlps_level", "#REF!"), "#REF!"),
        (put("price_total_incl", "=1/0"), "formula"),
        (put("版本", "超级版"), "must be one of"),
        (put("语言", "法文"), "must be one of"),
        (put("project_no", None), "number is missing"),
    ],
)
def test_what_is_wrong_in_a_row_is_said_at_its_cell_and_the_others_are_read(
    tmp_path: Path, change: Callable[[Workbook], None], said: str
) -> None:
    rows = read_rows(changed(tmp_path, change), load_content())
    wrong = [(row, text) for row in rows for text in problems(row)]
    assert wrong
    assert any(said in text for _, text in wrong), wrong
    assert all("changed.xlsx[" in text for _, text in wrong)
    good = [row for row in rows if not problems(row)]
    assert len(good) >= len(BATCHED) - 1


def test_hidden_and_merged_rows_are_said(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[sheet_title(PROJECTS)]
        sheet.row_dimensions[3].hidden = True
        sheet.merge_cells("B4:C4")

    rows = read_rows(changed(tmp_path, change), load_content())
    assert ["hidden" in " ".join(problems(row)) for row in rows] == [False, True, False, False, False]
    assert ["merged" in " ".join(problems(row)) for row in rows] == [False, False, True, False, False]


def test_two_projects_with_one_number_and_rows_of_no_project_are_said(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        sheet = book[sheet_title(PROJECTS)]
        sheet["A3"].value = sheet["A2"].value
        book.worksheets[2]["A2"].value = "no such project"

    found = [f.what.en for row in read_rows(changed(tmp_path, change), load_content()) for f in row.problems if f.code == "project-no"]
    assert any("is that of" in text for text in found)
    assert any("there is no project 'no such project'" in text for text in found)


@pytest.mark.parametrize("heading", ["没有这一列", "repeated"])
def test_unknown_and_repeated_headings_are_refused(tmp_path: Path, heading: str) -> None:
    def change(book: Workbook) -> None:
        sheet = book[sheet_title(PROJECTS)]
        sheet.cell(1, sheet.max_column + 1).value = (
            sheet.cell(1, column(sheet, "price_total_incl")).value if heading == "repeated" else heading
        )

    with pytest.raises(FileError, match="column"):
        read_rows(changed(tmp_path, change), load_content())


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_dates_as_numbers_are_read_in_the_system_of_the_book(tmp_path: Path, epoch: int) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    def change(book: Workbook) -> None:
        if epoch == 1904:
            book.epoch = CALENDAR_MAC_1904
        sheet = book[sheet_title(PROJECTS)]
        cell = sheet.cell(2, column(sheet, "service_start"))
        cell.value, cell.number_format = (46388 if epoch == 1900 else 46388 - 1462), "General"  # 1 January 2027

    row = read_rows(changed(tmp_path, change), load_content())[0]
    assert row.answers(load_content()).answers["service_start"].isoformat() == "2027-01-01"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_of_this_country(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_text("采购项目编号,项目名称,签订日期\nA-1,信息系统运维,2026/12/21\nA-2,终端运维,下周\n", encoding=encoding)
    first, second = read_rows(tmp_path / "a.csv", load_content())
    assert first.answers(load_content()).answers["project_name"].zh == "信息系统运维"
    assert "a.csv:3" in problems(second)[0]


def test_unreadable_csv_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xff\xff\x81,\x00")
    with pytest.raises(FileError):
        read_rows(tmp_path / "a.csv", load_content())


def test_json_lines_and_folders(tmp_path: Path) -> None:
    good = json.dumps(data(), default=str, ensure_ascii=False)
    (tmp_path / "a.jsonl").write_bytes(f"{good}\n{{broken\n\n[1]\n".encode() + b"\xff\n")
    rows = read_rows(tmp_path / "a.jsonl", load_content())
    assert [[f.code for f in row.problems] for row in rows] == [[], ["json"], ["shape"], ["encoding"]]
    assert [row.place.line for row in rows] == [1, 2, 4, 5]
    (tmp_path / "set").mkdir()
    shutil.copy(ROOT / "samples/minimal.yaml", tmp_path / "set/a.yaml")
    (tmp_path / "set/b.yaml").write_text("answers: [", encoding="utf-8")
    (tmp_path / "set/c.json").write_bytes(b"\xff")
    (tmp_path / "set/notes.txt").write_text("no answers")
    rows = read_rows(tmp_path / "set", load_content())
    assert [(row.key, bool(problems(row))) for row in rows] == [("a", False), ("b", True), ("c", True)]


def test_a_source_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.doc").write_text("x")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "a.jsonl").write_text("\n")
    for name, code in (("empty", "empty"), ("a.doc", "format"), ("a.xlsx", "xlsx"), ("a.jsonl", "empty"), ("none.xlsx", "file")):
        with refused(FileError, code):
            read_rows(tmp_path / name, load_content())


def test_a_bomb_and_entities_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 600_000_000)
    parts = zipfile.ZipFile(SAMPLE_BOOK)
    with zipfile.ZipFile(tmp_path / "entity.xlsx", "w") as package:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "xl/workbook.xml":
                content = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + content.split(b"?>", 1)[-1]
            package.writestr(name, content)
    for name in ("bomb.xlsx", "entity.xlsx"):
        with pytest.raises(FileError):
            read_rows(tmp_path / name, load_content())


def test_a_workbook_of_two_hundred_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200 << 20)  # a sparse file: nothing of it may be read
    with pytest.raises(FileError) as caught:
        read_rows(path, load_content())
    assert caught.value.findings[0].code == "size"


def test_ragged_rows_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    full = data()["answers"]
    heads = ["project_no", *(k for k, v in full.items() if isinstance(v, (str, int)) and not isinstance(v, bool))][:12]
    whole = ["P1", *(str(full[h]) for h in heads[1:])]
    lines = [heads, whole, ["P2", *whole[1:3]], [*whole[:1], "", "", "", *whole[4:], "beyond the headings"]]
    lines[3][0] = "P3"
    (tmp_path / "a.csv").write_text("\n".join(",".join(f'"{c}"' for c in line) for line in lines), encoding="utf-8")
    rows = read_rows(tmp_path / "a.csv", load_content())
    assert [row.key for row in rows] == ["P1", "P2", "P3"]
    assert [len(row.data["answers"]) for row in rows] == [len(heads), 3, len(heads) - 3]
    assert [problems(row) for row in rows[1:]] == [[], [p for p in problems(rows[2]) if "[ragged]" in p]]


def test_endless_empty_rows_are_refused_in_bounded_time(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[sheet_title(PROJECTS)].cell(LAST_ROW + 1, 1).value = "X"

    with pytest.raises(FileError, match="rows"):
        read_rows(changed(tmp_path, change), load_content())


def test_what_could_begin_a_formula_is_only_text(tmp_path: Path) -> None:
    answers = sample("minimal")
    from dataclasses import replace

    from drafter.language import Words

    told = replace(answers, answers={**answers.answers, "project_name": Words('=HYPERLINK("http://x")', "+1")})
    (tmp_path / "a.xlsx").write_bytes(filled_workbook(load_content(), [("A", "zh", told)]))
    book = load_workbook(tmp_path / "a.xlsx")
    assert not [c for s in book for row in s.iter_rows() for c in row if c.data_type == "f"]
    assert read_rows(tmp_path / "a.xlsx", load_content())[0].answers(load_content()).answers["project_name"] == Words(
        '=HYPERLINK("http://x")', "+1"
    )


def test_very_many_headings_that_are_not_known_are_cut_short(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(",".join(["project_no", *(f"q{n}x" for n in range(60))]) + "\nP1\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_rows(tmp_path / "a.csv", load_content())
    assert [f.code for f in caught.value.findings] == ["heading"] * 50 + ["more"]
