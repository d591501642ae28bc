"""A desk kept and brought back: one ZIP file of database, files made, and key, taken while the desk runs."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from drafter.errors import FileError, Place, error
from web.config import Config

DATABASE, KEY, FILES = "desk.sqlite", "secret-key", "files"
_LARGEST = 1 << 40  # bytes unpacked: more than any desk has, and an end to a file that unpacks for ever


def back_up(config: Config, output: Path, force: bool = False) -> int:
    """Write a backup, whole or not at all; return how many files made are in it. Raises FileError: also for a file that is there, unless by `force`.

    The database is copied by SQLite itself, page by page, while others write. A file made after that is left out: the copy knows nothing of it.
    """
    _own_database(config)
    source = config.data / DATABASE
    if output.exists() and not force:
        remedy = ("换一个文件名，或加 --force", "give another name, or --force")
        raise FileError(
            error("backup", "文件已存在，未作任何改动", "the file is there already; nothing was changed", remedy, Place(str(output)))
        )
    if not source.is_file():
        raise FileError(error("backup", "此数据文件夹中没有起草台", "there is no desk in this data folder", place=Place(str(config.data))))
    part = output.with_name(f".{output.name}.part")
    with tempfile.TemporaryDirectory(dir=config.data) as folder:
        copy = Path(folder, DATABASE)
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(copy)) as kept:
            live.backup(kept)
        count = _pack(config.data, copy, part)
    os.replace(part, output)
    return count


def _pack(data: Path, copy: Path, part: Path) -> int:
    made = sorted(path for path in (data / FILES).rglob("*") if path.is_file()) if (data / FILES).is_dir() else []
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(copy, DATABASE)
        archive.write(data / KEY, KEY)
        for path in made:
            archive.write(path, path.relative_to(data).as_posix(), zipfile.ZIP_STORED)
    os.chmod(part, 0o600)  # the key is in it
    return len(made)


def restore(config: Config, backup: Path) -> int:
    """Bring a desk back into a data folder that has none; return how many files made came with it. Raises FileError."""
    _own_database(config)
    if config.data.exists() and any(config.data.iterdir()):
        remedy = ("换一个空文件夹，或先移走原有数据", "give an empty folder, or move what is there away first")
        raise FileError(
            error(
                "backup",
                "数据文件夹不是空的，未作任何改动",
                "the data folder is not empty; nothing was changed",
                remedy,
                Place(str(config.data)),
            )
        )
    try:
        with zipfile.ZipFile(backup) as archive:
            names = _checked(archive, backup)
            config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
            archive.extractall(config.data, names)
    except (OSError, zipfile.BadZipFile):
        raise FileError(error("backup", "不是可用的备份文件", "not a sound backup", place=Place(str(backup)))) from None
    os.chmod(config.data / KEY, 0o600)
    return len(names) - 2


def _checked(archive: zipfile.ZipFile, backup: Path) -> list[str]:
    """Return the names of what is in a backup. Raises FileError where something in it does not belong to a desk."""
    names = archive.namelist()
    own = [n for n in names if n in (DATABASE, KEY) or (n.startswith(f"{FILES}/") and ".." not in n and "\\" not in n)]
    if own != names or not {DATABASE, KEY} <= set(names) or sum(i.file_size for i in archive.infolist()) > _LARGEST:
        raise FileError(error("backup", "不是起草台的备份", "this is no backup of a desk", place=Place(str(backup))))
    return names


def _own_database(config: Config) -> None:
    if config.database is not None and not config.database.startswith("sqlite"):
        remedy = ("用 pg_dump 备份数据库，并复制数据文件夹", "back the database up with pg_dump, and copy the data folder")
        raise FileError(error("backup", "此命令只备份 SQLite 数据库", "this command backs up SQLite only", remedy))
