"""Content is handed down: nothing but its own module loads it, and another one is drafted from, read back, filled in and reviewed against."""

from __future__ import annotations

import ast
import pickle
import re
import shutil
from pathlib import Path

import pytest

from drafter.content import Content, load_content
from drafter.errors import FileError
from drafter.questionnaire.answers import parse_answers
from drafter.services.batches import run
from drafter.services.drafting import draft_document
from drafter.services.files import Upload
from drafter.services.forms import choose_forms
from drafter.services.inspecting import inspect, verify
from drafter.services.library import search
from drafter.services.questionnaire import needs, why
from drafter.services.registers import import_register
from drafter.services.reviewing import Review, review_contract
from tests.tools import ROOT, refused

LOADERS = {"load_library", "load_agreement", "load_forms"}
EDGES = ("drafter/cli/", "drafter/api.py", "drafter/content.py")
MARK = "甲方专用条款"
CLAUSE = "general/general-dispute.md"
SAMPLE = ROOT / "samples/lite-below-threshold.yaml"


def calls() -> list[tuple[str, str]]:
    """Return every call of a loader of content in the package, with the file it stands in."""
    found = []
    for path in sorted((ROOT / "drafter").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (name := getattr(node.func, "id", getattr(node.func, "attr", ""))) in {
                *LOADERS,
                "load_content",
            }:
                found.append((path.relative_to(ROOT).as_posix(), name))
    return found


def test_nothing_below_services_loads_content() -> None:
    found = calls()
    assert {file for file, name in found if name in LOADERS} == {"drafter/content.py"}
    assert [file for file, name in found if name == "load_content" and not file.startswith(EDGES)] == []


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """A copy of the content with words of its own: a title, a heading of registers, a form."""
    folder = tmp_path_factory.mktemp("own")
    for name in ("clause_library", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    _change(folder / "clause_library" / CLAUSE, "title: {zh: ", f"title: {{zh: {MARK}")
    _change(folder / "clause_library/registers.yaml", "  name: [资产名称", f"  name: [{MARK}, 资产名称")
    _change(folder / "templates/forms/F-ACCEPT.yaml", "title: {zh: ", f"title: {{zh: {MARK}")
    return load_content(folder)


def _change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_another_library_is_drafted_from_read_back_and_reviewed_against(own: Content) -> None:
    ours, theirs = (draft_document(content, SAMPLE, "zh").data for content in (load_content(), own))
    assert ours != theirs
    contract = Upload("c.docx", theirs)
    assert inspect(contract).library == own.library.version != load_content().library.version
    assert verify(own, contract).identical
    assert not verify(load_content(), contract).same_library
    review = review_contract(own, contract, "zh")
    assert isinstance(review, Review)
    assert any(item.label is not None and MARK in item.label.zh for item in review.items)
    assert not any(item.label is not None and MARK in item.label.zh for item in review_contract(load_content(), contract, "zh").items)  # type: ignore[union-attr]


def test_another_library_answers_questions_and_fills_forms(own: Content) -> None:
    assert MARK in why(own, "general-dispute", SAMPLE)[0].zh
    assert [hit.clause.id for hit in search(own, [MARK], "zh")] == ["general-dispute"]
    assert search(load_content(), [MARK], "zh") == []
    assert needs(own, SAMPLE) == needs(load_content(), SAMPLE)
    [form] = choose_forms(own, SAMPLE, "zh", only=["F-ACCEPT"]).listing("zh")
    assert MARK in form["title"]


def test_another_library_reads_registers(own: Content, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text(f"资产编号,{MARK},数量\nA-1,核心交换机,2\n", encoding="utf-8")
    assert [row["name"].zh for row in import_register(own, [tmp_path / "r.csv"]).table.rows] == ["核心交换机"]
    with pytest.raises(FileError, match="no asset is named"):
        import_register(load_content(), [tmp_path / "r.csv"])


@pytest.mark.parametrize("workers", [1, 2])
def test_another_library_is_drafted_from_in_every_process(own: Content, tmp_path: Path, workers: int) -> None:
    (tmp_path / "set").mkdir()
    text = SAMPLE.read_text(encoding="utf-8")
    for name in ("a", "b"):
        (tmp_path / f"set/{name}.yaml").write_text(re.sub(r"(?m)^(  project_no:).*$", rf"\1 {name}", text), encoding="utf-8")
    done = run(own, tmp_path / "set", tmp_path / "out", "zh", workers=workers, pattern="{project_no}")
    assert done.counts()["made"] == 2
    made = {path.stem: path.read_bytes() for path in (tmp_path / "out").glob("*.docx")}
    assert made == {name: draft_document(own, tmp_path / f"set/{name}.yaml", "zh").data for name in ("a", "b")}


def test_it_crosses_to_another_process_as_the_name_of_its_folder(own: Content) -> None:
    assert pickle.loads(pickle.dumps(own)) is own
    assert pickle.loads(pickle.dumps(load_content())) is load_content()
    assert str(ROOT).encode() not in pickle.dumps(load_content())
    assert len(pickle.dumps(own)) < 1000


def test_an_agreement_that_there_is_not_is_said(own: Content) -> None:
    from drafter.errors import AnswerError

    with pytest.raises(AnswerError) as caught:
        parse_answers("agreement: lease\nanswers: {}\n", "x.yaml", own)
    assert [finding.code for finding in caught.value.findings] == ["agreement"]


def test_a_folder_of_ones_own_that_is_not_there_or_holds_nothing_is_refused(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with refused(FileError, "content"):
            load_content(own=folder)
