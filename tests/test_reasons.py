"""What the operating system refuses is said in the user's language, without its own words."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.errors import FileError, reason
from drafter.files import read_file, write_whole
from drafter.questionnaire.answers import read_answer_file
from tests.tools import ROOT

_ENGLISH = re.compile(r"[A-Za-z]{3,}")


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_every_reason_is_in_both_languages(number: int) -> None:
    said = reason(OSError(number, "No such device or address"))
    assert not _ENGLISH.search(said.zh.replace("UTF-8", ""))
    assert said.en
    assert "Errno" not in said.en
    assert "device" not in said.en


@pytest.mark.parametrize("name", ["nowhere.yaml", "folder", "file.txt/below"])
def test_files_that_cannot_be_read_or_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file.txt").write_text("x", encoding="utf-8")
    path = tmp_path / name
    tries: list[Callable[[], object]] = [lambda: read_file(path), lambda: read_answer_file(path, load_content())]
    if name != "nowhere.yaml":
        tries.append(lambda: write_whole(path, b"x"))
    for attempt in tries:
        with pytest.raises(FileError) as refused:
            attempt()
        assert not _ENGLISH.search(refused.value.findings[0].what.zh)


def test_no_module_prints_what_the_operating_system_says() -> None:
    assert [p.name for p in (ROOT / "drafter").rglob("*.py") if "strerror" in p.read_text(encoding="utf-8")] == []
