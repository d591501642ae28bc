"""What was made of files, kept in the user's cache folder, so that content is compiled once and not by every command.

An entry is used while every file it was made of is as it was: the content, our own code, the parsers. A file is as it was when its size, its times and
its inode are; where these do not tell (they differ, or it was written just before the entry was) its bytes decide. Entries are pickles, which may
run code, so they are read only from a folder and a file that are ours and that nobody else can write. Whatever is wrong with an entry or the folder,
the work is done as if there were none.
"""

from __future__ import annotations

import os
import pickle
import stat
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import NamedTuple, TypeVar

from drafter import __version__

T = TypeVar("T")

_HEAD = Struct(">8sIQ")  # magic, CRC-32 of all that follows, length of the list of files
_MAGIC = b"drafter1"
_TICK = 2_000_000_000  # nanoseconds: the coarsest clock of a file system (FAT); within it a file may change and its times not
_DAYS = 30  # after which an entry is swept away
_KINDS = (".md", ".yaml", ".py")
_PACKAGE = Path(__file__).resolve().parent
CODE = (  # what takes part in compiling
    "library", "agreements", "expressions", "types", "values", "language.py", "model.py", "errors.py", "causes.py", "records.py", "patterns.py", "ooxml", "writers/docx",
)  # fmt: skip
_PARSERS = ("docxtpl", "jinja2", "markdown", "pydantic", "ruamel.yaml")  # another release of one may read otherwise

Times = tuple[int, int, int, int]  # size, modified, changed, inode


class Stamp(NamedTuple):
    """What tells that a file is as it was. `times` is None where they cannot tell: it was read within a tick of being written."""

    times: Times | None
    digest: bytes


class Made(NamedTuple):
    """An entry: the stamps of the files it was made of, the parsers among them, and what was made, pickled."""

    stamps: dict[str, Stamp]
    parsers: list[str]
    payload: memoryview


def kept(what: str, roots: Sequence[Path], make: Callable[[], T]) -> T:
    """Return what `make` makes of the files at and under `roots`, before or now. What it returns must never be changed."""
    folder = cache_folder()
    if folder is None:
        return make()
    places = [*map(str, roots), *(str(_PACKAGE / name) for name in CODE), str(sys.modules[make.__module__].__file__)]
    entry = folder / f"{what}-{_key(what, places)}"
    made = _read(entry)
    if made is None or not _is_fresh(made, places, entry):
        return _make(make, places, entry)
    try:
        found: T = pickle.loads(made.payload)
    except Exception:  # whole, and yet not what this Python can read
        return _make(make, places, entry)
    return found


def cache_folder() -> Path | None:
    """Return the folder of entries, made where there is none; nothing where there can be none or others can write it.

    DRAFTER_CACHE names another, or is `off`; else it is the platform's (XDG_CACHE_HOME or ~/.cache, ~/Library/Caches, LOCALAPPDATA).
    """
    path = folder_path()
    try:
        if path is None:
            return None
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path if _is_ours(path.stat()) else None
    except OSError:
        return None


def folder_path() -> Path | None:
    """Return where the folder of entries is or would be; nothing where the user wants none or has no home."""
    chosen = os.environ.get("DRAFTER_CACHE")
    if chosen:
        return None if chosen == "off" else Path(os.path.abspath(chosen))
    named, usual = {"win32": ("LOCALAPPDATA", "~/AppData/Local"), "darwin": ("", "~/Library/Caches")}.get(
        sys.platform, ("XDG_CACHE_HOME", "~/.cache")
    )
    base = os.environ.get(named) or os.path.expanduser(usual)
    return Path(base, "drafter") if os.path.isabs(base) else None


def _is_ours(found: os.stat_result) -> bool:
    """Return whether a folder or file is ours and nobody else can write it. Windows keeps the folders of users apart by itself."""
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)


def _key(what: str, places: Sequence[str]) -> str:
    basis = (what, __version__, sys.version, sys.prefix, places)
    return f"{zlib.crc32(repr(basis).encode()):08x}"


def _make(make: Callable[[], T], places: Sequence[str], entry: Path) -> T:
    try:
        stamps = _stamps(places)  # before anything is read: what changes meanwhile is made anew next time
    except OSError:
        return make()  # says what is wrong
    made = make()
    parsers = [str(sys.modules[name].__file__) for name in _PARSERS if name in sys.modules]
    payload = pickle.dumps(made, 5)
    _write(entry, Made(stamps | _stamps(parsers), parsers, memoryview(payload)))
    found: T = pickle.loads(payload)  # as every later command will have it
    return found


# --- stamps ----------------------------------------------------------------------------------------------------------------------------


def _is_fresh(made: Made, places: Sequence[str], entry: Path) -> bool:
    """Return whether every file is as it was. Where bytes had to decide, the entry is written again with times that tell."""
    try:
        seen = dict(_seen([*places, *made.parsers]))
        if seen.keys() != made.stamps.keys():
            return False
        unsure = [path for path, times in seen.items() if made.stamps[path].times != times]
        if any(_digest(path) != made.stamps[path].digest for path in unsure):
            return False
    except OSError:
        return False
    if unsure and all(_tells(times, time.time_ns()) for times in seen.values()):
        _write(entry, made._replace(stamps={path: Stamp(times, made.stamps[path].digest) for path, times in seen.items()}))
    return True


def _stamps(places: Iterable[str]) -> dict[str, Stamp]:
    now = time.time_ns()
    return {path: Stamp(times if _tells(times, now) else None, _digest(path)) for path, times in _seen(places)}


def _tells(times: Times, now: int) -> bool:
    return max(times[1], times[2]) + _TICK < now


def _digest(path: str) -> bytes:
    from hashlib import blake2b  # loads OpenSSL, which takes longer than all else here

    with open(path, "rb") as file:
        return blake2b(file.read(), digest_size=16).digest()


def _seen(places: Iterable[str]) -> Iterator[tuple[str, Times]]:
    """Yield every file at or under the places with what its folder says of it; a place that is not there has none."""
    for place in places:
        with suppress(FileNotFoundError):
            found = os.stat(place)
            if stat.S_ISDIR(found.st_mode):
                yield from _under(place)
            elif stat.S_ISREG(found.st_mode):
                yield place, _times(found)
            else:
                raise OSError(f"{place} is no file")  # a pipe or a device, which can be read once or without end


def _under(folder: str) -> Iterator[tuple[str, Times]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_KINDS):
                yield entry.path, _times(entry.stat())
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _under(entry.path)


def _times(found: os.stat_result) -> Times:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


# --- entries ---------------------------------------------------------------------------------------------------------------------------


def _read(entry: Path) -> Made | None:
    """Return an entry, or nothing where there is none, it is not whole, or others can write it."""
    try:
        with open(entry, "rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            data = memoryview(file.read())
        magic, check, length = _HEAD.unpack_from(data)
        rest = data[_HEAD.size :]
        if magic != _MAGIC or check != zlib.crc32(rest):
            return None
        stamps, parsers = pickle.loads(rest[:length])
        return Made(stamps, parsers, rest[length:])
    except Exception:  # a damaged entry may fail in any way
        return None


def _write(entry: Path, made: Made) -> None:
    """Write an entry so that it appears only when whole; where it cannot be, there is none."""
    files = pickle.dumps((made.stamps, made.parsers), 5)
    check = zlib.crc32(made.payload, zlib.crc32(files))
    part = entry.with_name(f"{entry.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for piece in (_HEAD.pack(_MAGIC, check, len(files)), files, made.payload):
                out.write(piece)
        os.replace(part, entry)
    except OSError:
        with suppress(OSError):
            part.unlink()
    _sweep(entry.parent)


def entries(folder: Path) -> list[Path]:
    """Return the entries in a folder, and what is left of ones that did not get whole."""
    return [path for path in sorted(folder.glob("*-*")) if _is_entry(path)]


def _is_entry(path: Path) -> bool:
    try:
        with open(path, "rb") as file:
            return path.suffix == ".part" or file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _sweep(folder: Path) -> None:
    """Take away what was written long ago: of a library, a release or a Python that may not be there any more."""
    for path in entries(folder):
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - _DAYS * 86_400:
                path.unlink()
