"""The library check finds each kind of mistake, with file and line: a copy of the library is spoilt and checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.lint.library import check_library
from drafter.resources import library_dir

DISPUTE = "general/general-dispute.md"

MISTAKES = [
    ("unknown-name", DISPUTE, "{{ negotiation_days }}", "{{ negotiation_dayz }}"),
    ("reference", "quality/quality-service-credit.md", "[](#A-SLA)", "[](#A-SLB)"),
    ("reference", "quality/quality-service-credit.md", "(#risk-liability.setoff)", "(#risk-liability.nothing)"),
    ("parity", DISPUTE, "within {{ negotiation_days }} after", "soon after"),
    ("parity", DISPUTE, "5. This clause is independent", "5. Extra.\n6. This clause is independent"),
    ("body", DISPUTE, "\n3. 协商不成的，任何一方可以将", "\n7. 协商不成的，任何一方可以将"),
    ("vague", DISPUTE, "双方应先行协商。", "双方应及时协商。"),
    ("term", DISPUTE, "双方应继续履行本合同未发生争议的部分", "双方应继续履行本协议未发生争议的部分"),
    ("typed-reference", DISPUTE, "本条独立于本合同", "第十二条独立于本合同"),
    ("example", DISPUTE, "dispute_mode: court,", "dispute_moda: court,"),
    ("schema", DISPUTE, "need: mandatory", "need: perhaps"),
    ("yaml", DISPUTE, "need: mandatory", "need: [mandatory"),
    ("law", DISPUTE, "CPL-24", "CPL-2444"),
    ("guard", DISPUTE, "本条独立于本合同的其他条款", "本条独立于[](#risk-liability-cap)"),
    ("anchor", DISPUTE, "{#arbitration .key", "{#forum .key"),
    ("punctuation", DISPUTE, "双方应先行协商。", "双方应先行协商。。"),
]


@pytest.mark.parametrize(("code", "file", "right", "wrong"), MISTAKES, ids=lambda v: v[:24] if isinstance(v, str) else "")
def test_a_mistake_is_found_where_it_is(tmp_path: Path, code: str, file: str, right: str, wrong: str) -> None:
    folder = tmp_path / "clause_library"
    shutil.copytree(library_dir(), folder)
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    found = [f for f in check_library(load_content(), folder)[1] if f.code == code and f.place.file == file]
    assert found, f"{code} not found"
    assert all(f.place.line for f in found)
    assert all(f.what.zh and f.what.en for f in found)


@pytest.mark.parametrize(
    ("file", "line", "text"),
    [
        ("rules/security.yaml", 0, "R-PAY-01: {severity: info, when: is_cii, message: {zh: 一, en: one}}\n"),
        ("risk/questions.yaml", 0, "sign_date: {label: {zh: 一, en: one}, help: {zh: 一, en: one}, type: date}\n"),
        ("risk/general-dispute.md", 1, ""),
    ],
)
def test_what_two_files_define_is_found_in_the_second(tmp_path: Path, file: str, line: int, text: str) -> None:
    folder = tmp_path / "clause_library"
    shutil.copytree(library_dir(), folder)
    given = (folder / file).read_text(encoding="utf-8") if text else (folder / DISPUTE).read_text(encoding="utf-8")
    (folder / file).write_text(given + text, encoding="utf-8")
    found = [f for f in check_library(load_content(), folder)[1] if f.code == "schema"]
    assert [(f.place.file, f.place.line) for f in found] == [(file, line or given.count("\n") + 1)]
    assert "twice" in found[0].what.en
    assert "重复" in found[0].what.zh
