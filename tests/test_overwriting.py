"""Files that somebody changed since they were made are never lost: they are kept beside under a dated name, and it is said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import click
import pytest

from drafter.cli.main import COMMANDS, drafter
from drafter.errors import FileError
from drafter.overwriting import replace_whole
from tests.review.helpers import run
from tests.tools import ROOT


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


def test_a_ledger_that_knows_the_file_serves_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE", "off")
    path = tmp_path / "a.txt"
    path.write_bytes(b"made")
    assert replace_whole(path, b"made anew", known=sha256(b"made").hexdigest()) is None
    assert replace_whole(path, b"made again", known=sha256(b"made").hexdigest()) is not None


def test_where_the_new_one_cannot_be_written_the_old_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"theirs")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileError):
        replace_whole(path, b"ours")
    assert (path.read_bytes(), names(tmp_path)) == (b"theirs", ["a.txt"])


# --- one way everywhere --------------------------------------------------------------------------------------------

WRITTEN = {"output", "html", "report", "workbook", "decisions", "table", "page"}  # what commands call the files that they write
READ = {("resolve", "decisions")}


def commands(group: click.Group, names: list[str]) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in names:
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, list(command.commands))
        yield name, command


def test_every_command_that_writes_files_can_be_told_to_replace_them() -> None:
    for name, command in commands(drafter, list(COMMANDS)):
        files = {p.name for p in command.params if isinstance(p.type, click.Path) and (name, p.name) not in READ}
        assert bool(files & WRITTEN) == any("--force" in p.opts for p in command.params), name


def test_nothing_else_writes_files_that_people_may_change() -> None:
    """Files of the program's own are written over: an unfinished interview, the state of a pack, what the desk keeps under its digest, and copies in
    temporary folders: a template sent to the desk, what LibreOffice converts."""
    writing = {
        path.relative_to(ROOT / "drafter").as_posix()
        for path in (ROOT / "drafter").rglob("*.py")
        if re.search(r"\bwrite_whole\(|\.write_bytes\(|\.write_text\([^\n]*encoding=", path.read_text(encoding="utf-8"))
    }
    assert writing == {
        "files.py",
        "overwriting.py",
        "services/interviews.py",
        "services/making.py",
        "services/templates.py",
        "packs/pack.py",
        "writers/pdf/office.py",
    }


def test_what_the_demo_would_replace_is_kept(tmp_path: Path) -> None:
    (tmp_path / "contract-zh.docx").write_bytes(b"edited")
    for arguments, left in (((), 4), (("--force",), 4)):
        code, said = run("demo", "-o", tmp_path, *arguments)
        assert (code, "[kept]" in said) == (0, not arguments)
        assert len(names(tmp_path)) == left


def test_the_empty_workbook_keeps_the_one_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    path.write_bytes(b"filled in")
    code, said = run("batch", "--workbook", path)
    assert (code, "[kept]" in said, len(names(tmp_path))) == (0, True, 2)


@pytest.mark.parametrize(
    "arguments",
    [("budget", "samples/m3b-data-bureau.yaml", "-o"), ("publish", "samples/minimal.yaml", "--draft", "-o")],
)
def test_other_commands_say_it_as_json_too(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / ("a.xlsx" if arguments[0] == "budget" else "a.docx")
    path.write_bytes(b"theirs")
    _, said = run(*arguments, path, "--json")
    assert [f["file"] for f in json.loads(said[said.index("{\n") :])["kept"]] == [str(path)]
