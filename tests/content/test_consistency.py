"""What counsel found contradictory or unlawful in the texts (docs/legal-notes.md): the words that now say it, in both languages and every position.

Each row of consistency.yaml: answers, and for each clause, position and language what its text holds and what it lacks. An annex is named by its code.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from drafter.content import load_content
from drafter.drafting import Draft
from drafter.language import LANGUAGES
from drafter.library.yamlfile import read_yaml
from drafter.model import paragraphs_of
from drafter.questionnaire.answers import answers_from
from tests.tools import ROOT, draft

ROWS: dict[str, dict[str, Any]] = read_yaml(Path(__file__).with_name("consistency.yaml"))
POSITIONS = ("preferred", "fallback", "brief")


@lru_cache(maxsize=1)
def _sample(name: str) -> dict[str, Any]:
    return read_yaml(ROOT / f"samples/{name}.yaml")["answers"]  # type: ignore[no-any-return]


def _drafted(row: dict[str, Any], language: str, position: str) -> Draft:
    """Return the contract of a row with its clause in a position: the full profile, or lite for the brief texts."""
    clause, library = row["clause"], load_content().library
    given = {**(_sample(row["sample"]) if "sample" in row else {}), **row.get("answers", {})}
    header = {"profile": "lite"} if position == "brief" else {"profile": "full"}
    if position == "fallback" and clause in library.clauses:
        header["positions"] = {clause: position}  # type: ignore[assignment]
    return draft(answers_from({**header, "answers": given}, "case", load_content()), language)  # type: ignore[arg-type]


def _text(one: Draft, clause: str, language: str) -> str:
    for provision in one.contract.provisions:
        if provision.clause.id == clause:
            return "\n".join("".join(i.text for i in p.inlines) for p in provision.paragraphs[language])  # type: ignore[index]
    titles = {a.form.title[language]: a.form.code for a in one.contract.annexes}  # type: ignore[index]
    found, inside = [], False
    for paragraph in (p for block in one.annexes for p in paragraphs_of(block)):
        inside = titles.get(paragraph.text) == clause if paragraph.style == "annex" else inside
        found += [paragraph.text] * inside
    assert found, f"{clause} is not in the contract"
    return "\n".join(found)


CASES = [
    (name, language, position) for name, row in ROWS.items() for language in LANGUAGES for position in row.get("positions", ["preferred"])
]


@pytest.mark.parametrize(("name", "language", "position"), CASES, ids=lambda v: v)
def test_what_counsel_mended_stays_mended(name: str, language: str, position: str) -> None:
    row = ROWS[name]
    text = _text(_drafted(row, language, position), row["clause"], language)
    for words in row.get("holds", {}).get(language, []):
        assert words in text
    for words in row.get("lacks", {}).get(language, []):
        assert words not in text
