"""What the program looks at by itself is named by the library: no question has to be called what it is called here."""

from __future__ import annotations

import ast
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from drafter.content import Content, load_content
from drafter.drafting import draft_contract
from drafter.library import read_library
from drafter.library.roles import ROLES
from drafter.lint.library import check_library
from drafter.questionnaire.answers import parse_answers
from drafter.questionnaire.estimates import estimates
from drafter.questionnaire.situation import Situation
from drafter.resources import library_dir, templates_dir
from drafter.writers.markdown import markdown_bytes
from tests.tools import ROOT

# texts in code that are what questions are called, and are something else: where, which, and what they are
ELSEWHERE = [
    ("drafter/batch", {"project_no"}, "the column of a workbook that tells its rows apart, and the answer it fills"),
    ("drafter/forms/sources.py", {"standards"}, "what the compiled standards.yaml is kept as"),
]


def test_code_knows_no_question_but_by_its_role() -> None:
    questions, found = load_content().library.questions, []
    for path in sorted((ROOT / "drafter").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        texts = {n.value for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        other = {text for start, which, _ in ELSEWHERE if name.startswith(start) for text in which}
        found += [(name, text) for text in sorted((texts & questions.keys()) - ROLES.keys() - other)]
    assert found == []


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of content in which every question and fact that plays a role is called otherwise."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(library_dir(), folder / "clause_library")
    shutil.copytree(templates_dir(), folder / "templates")
    for path in (*folder.rglob("*.yaml"), *folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        shown = otherwise(text)
        if path.name in ("agreement.yaml", "labels.yaml"):
            shown = re.sub(r"(?m)^( *)our_(\w+: )", r"\1\2", shown)  # labels of agreements have names of their own
        path.write_text(text if path.name == "roles.yaml" else shown, encoding="utf-8")
    named = "\n".join(f"{role}: {otherwise(role)}" for role in ROLES)
    (folder / "clause_library/roles.yaml").write_text(named, encoding="utf-8")
    return folder


def otherwise(text: str) -> str:
    """Return a text with the roles of two words called otherwise: `contract_no` is `our_contract_no`."""
    return re.sub(rf"(?<![\w-])({'|'.join(role for role in ROLES if '_' in role)})(?![\w-])", r"our_\1", text)


@pytest.mark.parametrize("agreement", ["contract", "proposal"])
def test_questions_called_otherwise_make_the_same_document(renamed: Path, agreement: str) -> None:
    def drafted(content: Content, answers: str) -> str:
        given = replace(parse_answers(answers, "m3b.yaml", content), agreement=agreement)
        return markdown_bytes(draft_contract(content, given, "bilingual")).decode()

    answers = (ROOT / "samples/m3b-data-bureau.yaml").read_text(encoding="utf-8")
    ours = load_content(renamed)
    assert "our_contract_no" in ours.library.questions
    assert "contract_no" not in ours.library.questions
    assert drafted(ours, otherwise(answers)) == drafted(load_content(), answers)


MISTAKES = [
    ("roles.yaml", "party_b: party_b\n", "", "no question is named for the role party_b"),
    ("roles.yaml", "assets: assets", "asets: assets", "there is no role asets"),
    ("roles.yaml", "assets: assets", "assets: asets", "names asets, which is neither question nor fact"),
    ("roles.yaml", "coverage: coverage", "coverage: term_months", "must be of type choice"),
    ("roles.yaml", "systems: systems", "systems: budget_lines", "plays systems, has no column"),
    ("catalogue.yaml", "  room: {", "  rooms: {", "there is no rooms"),
    ("catalogue.yaml", "post: role_desk}", "post: role_desks}", "role_desks is no question for a text"),
    ("catalogue.yaml", "[infrastructure, hardware]", "[infra, hardware]", "there is no infra"),
    ("catalogue.yaml", "  reports: {post: role_quality}\n", "", "the category reports of the Service Catalogue is not listed"),
    ("catalogue.yaml", "hardware: [room,", "hardware: [rom,", "there is no rom"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "said"), MISTAKES, ids=[m[3][:40] for m in MISTAKES])
def test_a_role_left_unnamed_or_played_by_what_cannot_is_found(tmp_path: Path, file: str, right: str, wrong: str, said: str) -> None:
    folder = tmp_path / "clause_library"
    shutil.copytree(library_dir(), folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    found = [f for f in check_library(load_content(), folder)[1] if f.code in ("role", "catalogue")]
    assert any(said in f.what.en and f.place.file == file and f.place.line for f in found), found


def test_a_library_without_a_role_drafts_without_what_rests_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "clause_library"
    shutil.copytree(library_dir(), folder)
    text = (folder / "roles.yaml").read_text(encoding="utf-8")
    (folder / "roles.yaml").write_text(text.replace("market_quotes: market_quotes", "market_quotes: null"), encoding="utf-8")
    library = read_library(folder)
    assert library.role("market_quotes") == ""
    assert [f for f in check_library(load_content(), folder)[1] if f.code == "role"] == []
    content = load_content()
    answers = parse_answers((ROOT / "samples/m3b-data-bureau.yaml").read_text(encoding="utf-8"), "m3b.yaml", content)
    methods = [e.id for e in estimates(Situation(library, content.agreement("contract"), answers))]
    assert "quotes" not in methods
    assert "quotes" in [e.id for e in estimates(Situation(content.library, content.agreement("contract"), answers))]


def test_an_own_folder_says_its_roles_otherwise_and_keeps_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "clause_library"
    folder.mkdir()
    (folder / "roles.yaml").write_text("market_quotes: null\ncoverage: term_months\n", encoding="utf-8")
    (folder / "catalogue.yaml").write_text("categories: {room: {post: role_lead}}\n", encoding="utf-8")
    content = load_content(own=tmp_path)
    assert (content.library.role("market_quotes"), content.library.role("assets")) == ("", "assets")
    assert content.library.catalogue.categories["room"].post == "role_lead"
    assert content.library.catalogue.hardware == load_content().library.catalogue.hardware
    found = [(f.place.file, f.place.line, f.code) for f in check_library(content)[1]]
    assert found == [("clause_library/roles.yaml", 2, "role")]
