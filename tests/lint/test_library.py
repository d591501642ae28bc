"""The library check finds each kind of mistake, with file and line: a copy of the content is spoilt in many places, and checked once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.errors import Finding
from drafter.lint.library import check_library
from drafter.resources import library_dir, templates_dir

DISPUTE, LANGUAGE, PUBLICITY = "general/general-dispute.md", "general/general-language.md", "general/general-publicity.md"
ORPHAN = "orphan_days: {label: {zh: 孤儿, en: Orphan}, help: {zh: 无人使用。, en: Nobody uses it.}, type: integer}\n"
TWIN = "twin_days: {label: {zh: 孤儿, en: Orphan}, help: {zh: 名称相同。, en: The same label.}, type: integer, default: 1}\n"
AGAIN = "sign_date: {label: {zh: 再签, en: Again}, help: {zh: 重复。, en: Twice.}, type: date}\n"

MISTAKES = [  # code, file, what stands there, and what is put in its place; each text stands once, or its first place is meant
    ("unknown-name", DISPUTE, "{{ negotiation_days }}", "{{ negotiation_dayz }}"),
    ("anchor", DISPUTE, "{#arbitration .key", "{#forum .key"),
    ("punctuation", DISPUTE, "双方应先行协商。", "双方应先行协商。。"),
    ("reference", "quality/quality-service-credit.md", "[](#A-SLA)", "[](#A-SLB)"),
    ("reference", "cost/cost-bond.md", "(#risk-liability.setoff)", "(#risk-liability.nothing)"),
    ("parity", LANGUAGE, "within {{ translation_days }} after signature", "soon after signature"),
    ("position", LANGUAGE, "# en fallback", "# zh brief\n1. 以{{ prevailing_language }}为准。\n# en fallback"),
    ("undefined", LANGUAGE, "A missing English text does not", "A missing English text, says the Wonder Board, does not"),
    ("parity", PUBLICITY, "6. Within {{ archive_submit_days }}", "6. Extra.\n7. Within {{ archive_submit_days }}"),
    ("when", PUBLICITY, "when: is_gov_procurement\n", ""),
    ("body", "general/general-assignment.md", "\n3. 乙方可以将已经验收", "\n7. 乙方可以将已经验收"),
    ("vague", "cost/cost-expenses.md", "5. 乙方不得为甲方的工程建设", "5. 乙方应及时报告。乙方不得为甲方的工程建设"),
    ("term", "staffing/staffing-conduct.md", "每一乙方人员在进场", "依照本协议，每一乙方人员在进场"),
    (
        "typed-reference",
        "service/service-desk.md",
        "乙方应自服务期限开始之日起设立服务台",
        "依照第十二条，乙方应自服务期限开始之日起设立服务台",
    ),
    ("guard", "service/service-config.md", "# zh preferred\n1. ", "# zh preferred\n1. 依照[](#risk-liability-cap)，"),
    ("example", "security/security-media.md", "examples:\n  - {", "examples:\n  - {no_such_question: 1}\n  - {"),
    ("schema", "security/security-vuln.md", "need: mandatory", "need: perhaps"),
    ("yaml", "service/service-knowledge.md", "need: mandatory", "need: [mandatory"),
    ("law", "governance/gov-audit.md", "law: [", "law: [CPL-2444, "),
    ("default", "risk/questions.yaml", "# ", f"{ORPHAN}# "),
    ("unused", "risk/questions.yaml", "# ", f"{TWIN}# "),
    ("label", "risk/questions.yaml", "", ""),
    ("ask", "risk/questions.yaml", "", ""),
    ("question", "questionnaire.yaml", "[systems, assets,", "[systems, twin_days, no_such_question, assets,"),
    ("topic", "questionnaire.yaml", "first: mlps_level", "first: mlps_levels"),
    ("outline", "contract/agreement.yaml", "clauses: [general-basis,", "clauses: [no-such-clause, general-basis,"),
    ("unknown-name", "scope/questions.yaml", "when: \"has(service_categories, 'room')\"", "when: \"has(service_kinds, 'room')\""),
    ("outline", "contract/agreement.yaml", "clauses: [general-parties,", "clauses: [quality-measurement, general-parties,"),
    ("next-term", "general/questions.yaml", "next_term: annual_service_fee", "next_term: last_fee"),
    ("unknown-name", "rules/procurement.yaml", "row.eol_date <= service_end", "row.eol <= service_end"),
    ("field", "rules/service.yaml", "{{ onsite_headcount }}多于", "{{ onsite_headcount }多于"),
    ("unknown-clause", "rules/security.yaml", "included('security-crypto')", "included('security-cryptos')"),
]
TWICE = [
    ("rules/procurement.yaml", "R-PAY-01: {severity: info, when: is_cii, message: {zh: 一, en: one}}\n"),
    ("scope/questions.yaml", AGAIN),
]


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Finding]]:
    """A copy of library and templates with all the mistakes, and what the check finds."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(templates_dir(), folder / "templates")
    shutil.copytree(library_dir(), folder / "clause_library")
    for _, file, right, wrong in MISTAKES:
        text = _path(folder, file).read_text(encoding="utf-8")
        assert right in text, (file, right)
        _path(folder, file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    for file, text in TWICE:
        with _path(folder, file).open("a", encoding="utf-8") as out:
            out.write(text)
    shutil.copy(folder / "clause_library/general/general-notice.md", folder / "clause_library/risk/general-notice.md")
    return folder, check_library(load_content(folder))[1]


def _path(folder: Path, file: str) -> Path:
    return folder / ("templates" if file.endswith("agreement.yaml") else "clause_library") / file


@pytest.mark.parametrize(("code", "file", "right"), [m[:3] for m in MISTAKES], ids=lambda v: v[:24].strip())
def test_a_mistake_is_found_where_it_is(spoilt: tuple[Path, list[Finding]], code: str, file: str, right: str) -> None:
    found = [f for f in spoilt[1] if f.code == code and f.place.file == file]
    assert found, f"{code} not found"
    assert all(f.what.zh and f.what.en for f in found)
    assert all(f.severity == ("warning" if code in ("unused", "undefined") else "error") for f in found)
    if file.endswith(".md"):
        text = (library_dir() / file).read_text(encoding="utf-8")
        line = text[: text.index(right)].count("\n") + 1  # mistakes of the same file may have moved it by a line or two
        assert any(f.place.line == 1 or 0 <= f.place.line - line <= 2 for f in found)


@pytest.mark.parametrize("file", [*(file for file, _ in TWICE), "risk/general-notice.md"])
def test_what_two_files_define_is_found_in_the_second(spoilt: tuple[Path, list[Finding]], file: str) -> None:
    [found] = [f for f in spoilt[1] if f.code == "schema" and f.place.file == file]
    last = _path(spoilt[0], file).read_text(encoding="utf-8").count("\n")
    assert found.place.line == (1 if file.endswith(".md") else last)
    assert "twice" in found.what.en
    assert "重复" in found.what.zh
