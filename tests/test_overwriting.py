"""Files that somebody changed since they were made are never lost: they are kept beside under a dated name, and it is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from drafter.overwriting import replace_whole
from tests.review.helpers import run


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_what_nobody_changed_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert [replace_whole(path, data) for data in (b"one", b"two", b"two")] == [None, None, None]
    assert (path.read_bytes(), names(tmp_path)) == (b"two", ["a.txt"])


def test_what_somebody_changed_is_kept_beside_and_said_in_both_languages(tmp_path: Path) -> None:
    path = tmp_path / "合同.v1.docx"
    replace_whole(path, b"made")
    for edit in (b"edited", b"edited again"):
        path.write_bytes(edit)
        kept = replace_whole(path, b"made anew " + edit)
        assert kept is not None
        [beside] = [p for p in tmp_path.iterdir() if p.read_bytes() == edit]
        assert beside.name in kept.what.zh
        assert beside.name in kept.what.en
        assert (kept.code, beside.suffix) == ("kept", ".docx")
        assert beside.name.startswith("合同.v1.2")
    assert len(names(tmp_path)) == 3


def test_a_file_of_which_nothing_is_known_is_kept_and_one_with_the_same_bytes_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DRAFTER_CACHE", "off")
    path = tmp_path / "a.txt"
    path.write_bytes(b"theirs")
    assert replace_whole(path, b"theirs") is None
    assert replace_whole(path, b"ours") is not None
    assert len(names(tmp_path)) == 2


def test_force_lets_it_go(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"theirs")
    assert replace_whole(path, b"ours", force=True) is None
    assert (path.read_bytes(), names(tmp_path)) == (b"ours", ["a.txt"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_draft_keeps_a_contract_that_was_edited_by_hand(tmp_path: Path, language: str) -> None:
    out = tmp_path / "contract.md"
    assert run("draft", "samples/minimal.yaml", "-o", out, "--quiet") == (0, "")
    assert run("draft", "samples/lite-below-threshold.yaml", "-o", out, "--quiet") == (0, "")  # nobody changed it
    out.write_text("edited", encoding="utf-8")
    code, said = run("draft", "samples/minimal.yaml", "-o", out, "--quiet", language=language)
    assert (code, "[kept]" in said, "contract.2" in said) == (0, True, True)
    [beside] = [p for p in tmp_path.iterdir() if p != out]
    assert beside.read_text(encoding="utf-8") == "edited"
    out.write_text("edited", encoding="utf-8")
    assert run("draft", "samples/minimal.yaml", "-o", out, "--quiet", "--force") == (0, "")
    assert len(names(tmp_path)) == 2


def test_draft_says_it_as_json_too(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "contract.md"
    out.write_text("theirs", encoding="utf-8")
    _, said = run("draft", "samples/minimal.yaml", "-o", out, "--json")
    assert [f["code"] for f in json.loads(said[said.index("{") :])["kept"]] == ["kept"]
