"""Files in and out: Word files given as a path or as bytes, and what is written, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from drafter.errors import FileError, Finding, Place, error
from drafter.overwriting import replace_whole
from drafter.records import dataclass

if TYPE_CHECKING:
    from drafter.ooxml.package import Package

R = TypeVar("R")


@dataclass(frozen=True)
class Upload:
    """A file that came as bytes, and the name that messages call it by."""

    name: str
    data: bytes

    def __str__(self) -> str:
        return self.name


File = Path | Upload


def opened(file: File) -> Package:
    """Return a Word file that is open. Raises FileError for anything that is not a sound one."""
    from drafter.ooxml.package import open_package, read_package

    return read_package(file.data, file.name) if isinstance(file, Upload) else open_package(file)


def title_of(file: File) -> str:
    """Return the name of a file without its folder."""
    return Path(str(file)).name


def refuse_inputs(outputs: Iterable[Path | None], inputs: Iterable[File]) -> None:
    """Raise FileError when an output is one of the files that are read."""
    read = {file.resolve() for file in inputs if isinstance(file, Path)}
    for path in outputs:
        if path is not None and path.resolve() in read:
            what = ("会覆盖读入的文件", "this would replace a file that is read")
            raise FileError(error("output", *what, ("换一个文件名", "give another name"), Place(str(path))))


def write_all(contents: Mapping[Path, bytes], force: bool = False) -> list[Finding]:
    """Write files that are whole already; return which of those they replace were changed by somebody and are kept beside. Raises FileError."""
    return [kept for path, content in contents.items() if (kept := replace_whole(path, content, force)) is not None]


def of_format(writers: Mapping[str, R], name: Path) -> R:
    """Return the writer of the format that the name of a file asks for, by its ending. Raises FileError when there is none."""
    if name.suffix.lower() not in writers:
        known = ", ".join(writers)
        raise FileError(error("format", f"不支持格式，可用：{known}", f"no such format; there are {known}", place=Place(str(name))))
    return writers[name.suffix.lower()]


def made(*wanted: tuple[Path | None, Callable[[Path], bytes]]) -> dict[Path, bytes]:
    """Return the content of every file that was asked for, that is, given a name; what makes it takes the name."""
    return {name: make(name) for name, make in wanted if name is not None}
