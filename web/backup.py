"""A desk kept and brought back: one ZIP file of every row, the files made and the key, taken while the desk runs; from SQLite or PostgreSQL, into either."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from drafter.errors import FileError, Place, error
from web import database, rows
from web.config import KEY, Config

MANIFEST, ROWS = "desk.json", "rows"
_LARGEST = 1 << 40  # bytes unpacked: more than any desk has, and an end to a file that unpacks for ever


def back_up(config: Config, output: Path, force: bool = False) -> int:
    """Write a backup, whole or not at all; return how many files made are in it. Raises FileError: also for a file that is there, unless by `force`.

    The rows are those of one moment, while others write. Files are copied after them, so that every file that a row names is there.
    """
    if output.exists() and not force:
        remedy = ("换一个文件名，或加 --force", "give another name, or --force")
        _refuse("文件已存在，未作任何改动", "the file is there already; nothing was changed", output, remedy)
    part = output.with_name(f".{output.name}.part")
    try:
        with _opened(config) as engine, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            os.chmod(part, 0o600)  # the key is in it
            _pack_rows(engine, archive, config)
            count = _pack_files(config.data, archive)
        os.replace(part, output)
    finally:
        part.unlink(missing_ok=True)
    return count


@contextmanager
def _opened(config: Config) -> Iterator[Engine]:
    if not (config.data / KEY).is_file() or (config.database is None and not config.sqlite.is_file()):
        _refuse("此数据文件夹中没有起草台", "there is no desk in this data folder", config.data)
    engine = database.engine_for(config.database_url)
    try:
        yield engine
    except SQLAlchemyError as problem:
        raise FileError(database.unusable(problem, engine)) from problem
    finally:
        engine.dispose()


def _pack_rows(engine: Engine, archive: zipfile.ZipFile, config: Config) -> None:
    with rows.snapshot(engine) as connection:
        revision = rows.revision_of(connection)
        if revision is None:
            _refuse("此数据库中没有起草台", "there is no desk in this database", config.data)
        archive.writestr(MANIFEST, json.dumps({"schema": revision}))
        for table in rows.tables(connection):
            with archive.open(f"{ROWS}/{table.name}.jsonl", "w", force_zip64=True) as out:
                out.writelines(rows.lines(connection, table))


def _pack_files(data: Path, archive: zipfile.ZipFile) -> int:
    archive.write(data / KEY, KEY)
    made = sorted(path for path in data.glob("[!.]*/**/*") if path.is_file())
    for path in made:
        archive.write(path, path.relative_to(data).as_posix(), zipfile.ZIP_STORED)
    return len(made)


def restore(config: Config, backup: Path) -> int:
    """Bring a desk back into a data folder and a database that have none, whole or not at all; return how many files made came with it. Raises FileError.

    A backup from an older version comes back as its schema was, and is then brought up to date.
    """
    if config.data.exists() and any(config.data.iterdir()):
        remedy = ("换一个空文件夹，或先移走原有数据", "give an empty folder, or move what is there away first")
        _refuse("数据文件夹不是空的，未作任何改动", "the data folder is not empty; nothing was changed", config.data, remedy)
    try:
        with zipfile.ZipFile(backup) as archive:
            return _unpacked(config, archive, backup)
    except (OSError, zipfile.BadZipFile, ValueError, KeyError) as problem:
        raise FileError(error("backup", "不是可用的备份文件", "not a sound backup", place=Place(str(backup)))) from problem


def _unpacked(config: Config, archive: zipfile.ZipFile, backup: Path) -> int:
    names = _checked(archive, backup)
    config.data.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=config.data.parent, prefix=".restoring-") as folder:
        there = Path(folder, "data")
        there.mkdir(mode=0o700)
        made = [name for name in names if "/" in name and not name.startswith(f"{ROWS}/")]
        archive.extractall(there, [KEY, *made])
        os.chmod(there / KEY, 0o600)
        _put_rows(Config(there, config.database), archive)
        if config.data.exists():
            config.data.rmdir()
        shutil.move(there, config.data)
    return len(made)


def _put_rows(config: Config, archive: zipfile.ZipFile) -> None:
    engine = database.engine_for(config.database_url)
    try:
        with engine.connect() as connection:
            if rows.revision_of(connection) is not None:
                remedy = ("换一个空数据库", "give an empty database")
                _refuse("数据库不是空的，未作任何改动", "the database is not empty; nothing was changed", config.data, remedy)
        _fill(engine, archive)
    finally:
        engine.dispose()


def _fill(engine: Engine, archive: zipfile.ZipFile) -> None:
    try:
        database.upgrade(engine, json.loads(archive.read(MANIFEST))["schema"])
        with engine.begin() as connection:
            for table in rows.tables(connection):
                with archive.open(f"{ROWS}/{table.name}.jsonl") as given:
                    rows.put(connection, table, given)
        database.upgrade(engine)
    except BaseException as problem:
        database.empty(engine)
        if isinstance(problem, SQLAlchemyError):
            raise ValueError(str(problem)) from problem
        raise


def _checked(archive: zipfile.ZipFile, backup: Path) -> list[str]:
    """Return the names of what is in a backup. Raises FileError where something in it does not belong to a desk."""
    names = archive.namelist()
    own = [
        n for n in names if n in (MANIFEST, KEY) or ("/" in n and n[0] not in "./" and not {"..", ""} & set(n.split("/")) and "\\" not in n)
    ]
    if own != names or not {MANIFEST, KEY} <= set(names) or sum(i.file_size for i in archive.infolist()) > _LARGEST:
        _refuse("不是起草台的备份", "this is no backup of a desk", backup)
    return names


def _refuse(zh: str, en: str, place: Path, remedy: tuple[str, str] = ("", "")) -> NoReturn:
    raise FileError(error("backup", zh, en, remedy, Place(str(place))))
