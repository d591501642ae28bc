"""An answer file that is wrong: everything that is wrong in it, each by its code, its place and a remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.errors import AnswerError, FileError
from drafter.library.yamlfile import LARGEST
from drafter.questionnaire.answers import parse_answers, read_answer_file

WRONG = [  # code, text, line, path
    ("shape", "- om_mode: M1\n", 1, ""),
    ("shape", "drafter: 1\nanswers: [om_mode]\n", 1, ""),
    ("yaml", "drafter: 1\nanswers: {om_mode: M1\n", 3, ""),
    ("yaml", "drafter: 1\nanswers: {om_mode: &a M1, coverage: *a}\n", 2, ""),
    ("json", '{"drafter": 1,\n "answers": {"om_mode": }}', 2, ""),
    ("version", "drafter: 2\nanswers: {}\n", 1, "drafter"),
    ("unknown-key", "drafter: 1\nanswer: {}\nanswers: {}\n", 2, "answer"),
    ("unknown-key", "drafter: 1\nanswers:\n  om_mod: M1\n", 3, "answers.om_mod"),
    ("unknown-key", "drafter: 1\ninclude: [risk-source-cod]\nanswers: {}\n", 2, "include.0"),
    ("unknown-key", "drafter: 1\npositions: {risk-liabilit: fallback}\nanswers: {}\n", 2, "positions.risk-liabilit"),
    ("position", "drafter: 1\npositions: {general-dispute: middle}\nanswers: {}\n", 2, "positions.general-dispute"),
    ("agreement", "drafter: 1\nagreement: marriage\nanswers: {}\n", 2, "agreement"),
    ("profile", "drafter: 1\nprofile: huge\nanswers: {}\n", 2, "profile"),
    ("type", "drafter: 1\nprofile: [full]\nanswers: {}\n", 2, "profile"),
    ("type", "drafter: 1\ninclude: risk-source-code\nanswers: {}\n", 2, "include"),
    ("type", "drafter: 1\npositions: [fallback]\nanswers: {}\n", 2, "positions"),
    ("value", "drafter: 1\nanswers:\n  term_months: 99\n", 3, "answers.term_months"),
    ("value", "drafter: 1\nanswers:\n  systems:\n    - {name: 甲, class: Z}\n", 4, "answers.systems.0.class"),
]


@pytest.mark.parametrize(("code", "text", "line", "path"), WRONG, ids=[f"{w[0]}-{n}" for n, w in enumerate(WRONG)])
def test_what_is_wrong_is_refused_with_its_place(code: str, text: str, line: int, path: str) -> None:
    with pytest.raises(AnswerError) as refusal:
        parse_answers(text, "a.yaml", load_content())
    [found] = refusal.value.findings
    assert (found.severity, found.code, found.place.file, found.place.line, found.place.path) == ("error", code, "a.yaml", line, path)
    assert found.what.zh
    assert found.what.en


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file() -> None:
    text = "drafter: 7\nprofile: huge\nanswers:\n  term_months: 99\n  om_mod: M1\n"
    with pytest.raises(AnswerError) as refusal:
        parse_answers(text, "a.yaml", load_content())
    assert [(f.code, f.place.line) for f in refusal.value.findings] == [("version", 1), ("profile", 2), ("value", 4), ("unknown-key", 5)]
    assert "om_mode" in refusal.value.findings[3].remedy.en


@pytest.mark.parametrize(("code", "content"), [("encoding", "answers: {}".encode("utf-16")), ("size", None), ("file", b"")])
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, code: str, content: bytes | None) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(content or b"")
    if code == "size":
        os.truncate(path, LARGEST + 1)
    with pytest.raises(FileError) as refusal:
        read_answer_file(tmp_path if code == "file" else path, load_content())
    [found] = refusal.value.findings
    assert (found.code, found.place.file) == (code, str(tmp_path if code == "file" else path))
