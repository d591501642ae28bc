"""What was made of files, kept: used while they are as they were, never harmful. Tried with real folders, processes and limits."""

from __future__ import annotations

import os
import pickle
import resource
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from drafter.cache import CODE, cache_folder, entries, kept
from drafter.expressions import Field
from drafter.library.body import Item
from tests.tools import ROOT

needs_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be somebody else")


class Content:
    """A folder with two files, and how often it was read."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.reads = folder, 0
        (folder / "part").mkdir(parents=True)
        self.write("a.md", "one")
        self.write("part/b.yaml", "two")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def read(self) -> dict[str, str]:
        self.reads += 1
        return {path.name: path.read_text(encoding="utf-8") for path in sorted(self.folder.rglob("*.*")) if path.is_file()}

    def asked(self) -> dict[str, str]:
        """What a command would get."""
        return kept("test", [self.folder], lambda: self.read())

    def is_right(self) -> bool:
        """Whether a command would get what is in the files."""
        return self.asked() == {path.name: path.read_text(encoding="utf-8") for path in self.folder.rglob("*.*") if path.is_file()}

    def age(self) -> None:
        """Make the entry sure of its files: as if they had been written a while before. Times of change cannot be set, so time has to pass."""
        time.sleep(2.1)
        self.asked()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("DRAFTER_CACHE", str(folder))
    return folder


@pytest.fixture
def content(cache: Path, tmp_path: Path) -> Content:
    return Content(tmp_path / "content")


def test_what_is_as_it_was_is_read_once(content: Content) -> None:
    assert all(content.is_right() for _ in range(3))
    assert content.reads == 1
    content.age()
    assert content.is_right()
    assert content.reads == 1


@pytest.mark.parametrize("aged", [False, True])
def test_what_is_edited_is_seen_at_once(content: Content, aged: bool) -> None:
    content.asked()
    if aged:
        content.age()
    for edit in (
        lambda: content.write("a.md", "uno"),  # as long as before, and within the same tick of the clock where it is not aged
        lambda: content.write("part/c.yaml", "three"),
        lambda: (content.folder / "part/b.yaml").unlink(),
        lambda: (content.folder / "a.md").rename(content.folder / "d.md"),
    ):
        edit()
        assert content.is_right()


def test_an_edit_that_keeps_size_and_time_is_seen(content: Content) -> None:
    content.asked()
    content.age()
    path = content.folder / "a.md"
    before = path.stat()
    content.write("a.md", "uno")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert content.is_right()


def test_many_edits_within_one_tick_are_all_seen(content: Content) -> None:
    for number in range(200):
        content.write("a.md", f"{number:03}")
        assert content.asked()["a.md"] == f"{number:03}"


def test_a_file_that_was_only_touched_is_not_read_anew(content: Content) -> None:
    content.asked()
    (content.folder / "a.md").touch()
    assert content.is_right()
    assert content.reads == 1


def test_what_could_not_be_made_is_not_kept(content: Content, cache: Path) -> None:
    def fails() -> None:
        raise ValueError("not this time")

    with pytest.raises(ValueError, match="not this time"):
        kept("test", [content.folder], fails)
    assert content.is_right()


# --- damage ----------------------------------------------------------------------------------------------------------------------------


def _damages() -> list[Callable[[bytes], bytes]]:
    cuts = [lambda data, share=share: data[: int(len(data) * share)] for share in (0, 0.01, 0.1, 0.5, 0.9, 0.99)]
    flips = [
        lambda data, at=at: data[: int(len(data) * at)] + bytes([data[int(len(data) * at)] ^ 0x41]) + data[int(len(data) * at) + 1 :]
        for at in (0, 0.02, 0.05, 0.3, 0.7, 0.999)
    ]
    return [*cuts, *flips, lambda data: b"\x00" * len(data), lambda data: data + b"more", lambda data: b"drafter1" + os.urandom(len(data))]


@pytest.mark.parametrize("damage", _damages())
def test_a_damaged_entry_is_as_none(content: Content, cache: Path, damage: Callable[[bytes], bytes]) -> None:
    content.asked()
    (entry,) = entries(cache)
    entry.write_bytes(damage(entry.read_bytes()))
    assert content.is_right()
    assert content.reads == 2
    assert content.is_right()
    assert content.reads == 2  # and written again, whole


class Bomb:
    """A pickle that leaves a trace when it is loaded."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.trace),)


def _plant(content: Content, cache: Path, trace: Path) -> Path:
    """Put a whole entry in place that would run code, as somebody would who can write there."""
    content.asked()
    (entry,) = entries(cache)
    good = entry.read_bytes()
    kept("bomb", [content.folder], lambda: Bomb(trace))
    trace.rmdir()  # it went off as it was made
    (bomb,) = (e for e in entries(cache) if e != entry)
    entry.write_bytes(bomb.read_bytes())
    assert entry.read_bytes() != good
    return entry


def test_the_plant_would_go_off(content: Content, cache: Path, tmp_path: Path) -> None:
    _plant(content, cache, tmp_path / "trace")
    content.asked()
    assert (tmp_path / "trace").is_dir()


@pytest.mark.parametrize("mode", [0o622, 0o666, 0o602])
def test_an_entry_that_others_can_write_is_not_read(content: Content, cache: Path, tmp_path: Path, mode: int) -> None:
    _plant(content, cache, tmp_path / "trace").chmod(mode)
    assert content.is_right()
    assert not (tmp_path / "trace").exists()


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_that_others_can_write_is_not_used(content: Content, cache: Path, tmp_path: Path, mode: int) -> None:
    _plant(content, cache, tmp_path / "trace")
    cache.chmod(mode)
    assert cache_folder() is None
    assert content.is_right()
    assert not (tmp_path / "trace").exists()


@needs_root
@pytest.mark.parametrize("whose", ["folder", "entry"])
def test_what_is_somebody_elses_is_not_read(content: Content, cache: Path, tmp_path: Path, whose: str) -> None:
    entry = _plant(content, cache, tmp_path / "trace")
    os.chown(cache if whose == "folder" else entry, 12345, 12345)
    assert content.is_right()
    assert not (tmp_path / "trace").exists()


def test_only_our_entries_are_taken_away(cache: Path, content: Content) -> None:
    content.asked()
    (cache / "my-thesis.txt").write_text("mine", encoding="utf-8")
    old = cache / "test-0.1.part"
    old.write_bytes(b"half")
    os.utime(old, (0, 0))
    content.write("a.md", "again")
    content.asked()
    assert sorted(p.name.split("-")[0] for p in cache.iterdir()) == ["my", "test"]


# --- whole commands --------------------------------------------------------------------------------------------------------------------

COMMAND = [sys.executable, "-m", "drafter", "needs", str(ROOT / "samples/minimal.yaml")]


def _run(folder: str | None, prepare: Callable[[], object] | None = None, **changes: str) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DRAFTER_LANG": "en", **changes}
    environment.pop("DRAFTER_CACHE", None)
    environment |= {"DRAFTER_CACHE": folder} if folder is not None else {}
    done = subprocess.run(COMMAND, capture_output=True, text=True, env=environment, preexec_fn=prepare, timeout=300, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def expected() -> tuple[int, str, str]:
    """What the command says without any cache."""
    code, out, err = _run("off")
    assert code == 0
    assert "Award notice date" in out
    return code, out, err


def test_a_command_says_the_same_with_what_was_kept(expected: tuple[int, str, str], tmp_path: Path) -> None:
    assert [_run(str(tmp_path / "cache")) for _ in range(2)] == [expected] * 2
    assert entries(tmp_path / "cache")


@pytest.mark.parametrize("folder", ["/proc/drafter-cache", "/dev/null/cache", "/dev/full"])
def test_a_folder_that_cannot_be_made_does_no_harm(expected: tuple[int, str, str], folder: str) -> None:
    assert _run(folder) == expected


def test_a_full_disk_does_no_harm(expected: tuple[int, str, str], tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    assert _run(str(folder), lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))) == expected
    assert not list(folder.iterdir())
    assert _run(str(folder)) == expected


@needs_root
def test_a_disk_that_is_full_in_truth_does_no_harm(expected: tuple[int, str, str], tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        assert [_run(str(disk / "cache")) for _ in range(2)] == [expected] * 2
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert _run(str(disk / "cache")) == expected
        assert _run(str(disk / "other")) == expected
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _nobodys_python(environment: dict[str, str]) -> str | None:
    """Return a Python of this version that any user can run with our packages, if there is one."""
    check = f"import sys, click, pydantic, lxml.etree, ruamel.yaml, drafter; assert sys.version_info[:2] == {sys.version_info[:2]}"
    for python in (sys.executable, "/usr/bin/python3"):
        with suppress(OSError):
            command = [python, "-c", check]
            if not subprocess.run(command, user=12345, group=12345, cwd="/", env=environment, check=False, capture_output=True).returncode:
                return python
    return None


@needs_root
@pytest.mark.parametrize("home", [None, "", "/", "/nonexistent", "relative"])
def test_a_user_without_a_home_is_served(expected: tuple[int, str, str], home: str | None) -> None:
    """A user that no list knows, in a container, without any folder to write to."""
    environment = {k: v for k, v in os.environ.items() if k not in ("HOME", "XDG_CACHE_HOME", "DRAFTER_CACHE")}
    environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")]), "DRAFTER_LANG": "en"}
    environment |= {} if home is None else {"HOME": home}
    python = _nobodys_python(environment)
    if python is None:
        pytest.skip("another user cannot run this Python")
    command = [python, *COMMAND[1:]]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, user=12345, group=12345, cwd="/", timeout=300, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == expected


def test_many_at_once_agree(expected: tuple[int, str, str], tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DRAFTER_LANG": "en", "DRAFTER_CACHE": str(tmp_path / "cache")}
    runs = [subprocess.Popen(COMMAND, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) for _ in range(4)]
    told = [(*run.communicate(timeout=300), run.returncode) for run in runs]
    assert {(code, out, err) for out, err, code in told} == {expected}
    assert not list((tmp_path / "cache").glob("*.part"))


def test_the_cache_can_be_asked_for_and_cleared(tmp_path: Path) -> None:
    def drafter(*arguments: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "DRAFTER_LANG": "en", "DRAFTER_CACHE": str(tmp_path / "cache")}
        command: Sequence[str] = [sys.executable, "-m", "drafter", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300, check=True).stdout

    drafter("library", "stats")
    assert "1 entries" in drafter("cache")
    assert "1 entries taken away" in drafter("cache", "clear")
    assert "0 entries" in drafter("cache")


def _trees(items: Sequence[Item]) -> list[str]:
    """Return the trees of all expressions in paragraphs, which do not count when expressions are compared."""
    inner = [item for top in items for item in top.walk()]
    asked = [item.when for item in inner if item.when is not None]
    return [repr(e.tree) for e in (*asked, *(piece.expression for item in inner for piece in item.pieces if isinstance(piece, Field)))]


def test_all_code_that_compiles_is_known_to_the_cache() -> None:
    """Else a change of ours would not be seen."""
    code = (
        "import sys; from drafter.content import load_content; content = load_content();"
        "content.library; content.agreement(); content.forms; print(*sorted(m for m in sys.modules if m.startswith('drafter.')))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DRAFTER_CACHE": "off"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, timeout=300, check=True)
    known = {f"drafter.{name.removesuffix('.py')}" for name in CODE} | {
        f"drafter.{name}" for name in ("cache", "content", "memo", "resources")
    }
    assert {".".join(module.split(".")[:2]) for module in done.stdout.split()} <= known


def test_the_library_is_the_same_from_a_pickle() -> None:
    """Nothing of it gets lost or other on the way, whatever of it is packed."""
    from drafter.library import read_library
    from drafter.resources import library_dir

    read = read_library(library_dir())
    back = pickle.loads(pickle.dumps(read.packed(), 5))
    assert (back.version, back.clause_terms, back.asked, back.findings) == (read.version, read.clause_terms, read.asked, read.findings)
    for name in ("clauses", "passages", "questions", "rules", "instruments", "articles", "sources", "terms", "questionnaire"):
        there, here = getattr(back, name), getattr(read, name)
        assert (dict(there), list(there)) == (dict(here), list(here)) if name not in ("terms", "questionnaire") else there == here
    for key, text in read.texts.items():
        for part, words in text.parts.items():
            again = back.texts[key].parts[part].items
            assert (again, _trees(again)) == (words.items, _trees(words.items))
