"""The database: an engine, a session a request, writes one after another, brought up to date on start."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as Alembic
from sqlalchemy import Connection, Engine, MetaData, create_engine, event
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from drafter.errors import FileError, Finding, Place, error

_BEGIN = "drafter_begin"  # an execution option: how SQLite begins a transaction
BUSY_MS = 10_000  # how long a write waits for another


def engine_for(url: str) -> Engine:
    """Return the engine of a database. Raises FileError where the URL names none that is known."""
    try:
        engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    except Exception as problem:  # each driver has its own: a URL that does not parse, a driver that is not installed
        what = f"{type(problem).__name__}: {problem}".splitlines()[0][:200]
        remedy = ("例如 postgresql+psycopg://用户@主机/库", "for instance postgresql+psycopg://user@host/name")
        raise FileError(error("database", f"无法使用此数据库：{what}", f"this database cannot be used: {what}", remedy)) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    """Have a connection wait for others, keep what is committed through a power cut, and leave transactions to us."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def sessions(engine: Engine) -> scoped_session[Session]:
    """Return the sessions of an application, one a thread; a request ends its own."""
    return scoped_session(sessionmaker(engine, expire_on_commit=False))


@contextmanager
def writing(db: scoped_session[Session]) -> Iterator[Session]:
    """Run one transaction that no other writes beside, committed to disk at its end; what was read before is read anew.

    SQLite takes its write lock at once, for a reader that becomes a writer is refused when another wrote meanwhile. Elsewhere rows are
    locked as they are selected `with_for_update`.
    """
    db.rollback()
    session = db()
    session.connection(execution_options={_BEGIN: "BEGIN IMMEDIATE"})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database up to a revision of the schema. Raises FileError where it cannot be opened."""
    settings = Alembic()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    try:
        with engine.connect() as connection:
            settings.attributes["connection"] = connection
            command.upgrade(settings, revision)
            connection.commit()
    except Exception as problem:
        raise FileError(unusable(problem, engine)) from problem


def empty(engine: Engine) -> None:
    """Take every table out of a database."""
    metadata = MetaData()
    metadata.reflect(engine)
    metadata.drop_all(engine)


def unusable(problem: Exception, engine: Engine) -> Finding:
    """Return what is said of a database that does not do as it is told."""
    what = str(getattr(problem, "orig", problem)).splitlines()[0][:200]
    place = Place(engine.url.render_as_string(hide_password=True))
    remedy = ("检查地址、权限和磁盘", "check address, permissions and disk")
    return error("database", f"无法打开数据库：{what}", f"the database cannot be opened: {what}", remedy, place)
