"""All rows of a desk's database as plain text, table by table, and back: the same from SQLite and from PostgreSQL, and into either."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import JSON, Column, Connection, DateTime, Engine, LargeBinary, MetaData, Table, event, func, insert, inspect, select, text

VERSION = "alembic_version"  # where Alembic keeps the revision of the schema
_AT_ONCE = 500  # rows


def revision_of(connection: Connection) -> str | None:
    """Return the revision of the schema, None where the database has none."""
    if not inspect(connection).has_table(VERSION):
        return None
    found = connection.scalar(text(f"SELECT version_num FROM {VERSION}"))
    return None if found is None else str(found)


def snapshot(engine: Engine) -> Connection:
    """Return a connection that sees the database as it is at its first question, whatever is written meanwhile."""
    connection = engine.connect()
    if engine.dialect.name != "sqlite":  # which reads one state of its write-ahead log from the first question on
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def tables(connection: Connection) -> list[Table]:
    """Return the tables of a database, each after those that it refers to."""
    metadata = MetaData()
    event.listen(metadata, "column_reflect", _nothing_is_null)
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != VERSION]


def _nothing_is_null(_: Any, __: Table, column: Any) -> None:
    """Have what is nothing be written as NULL, not as the text null, where the column may be NULL."""
    if isinstance(column["type"], JSON):
        column["type"] = JSON(none_as_null=column["nullable"])


def lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """Yield the rows of a table, each a line of JSON: moments as ISO 8601 writes them, bytes in base 64."""
    for row in connection.execution_options(stream_results=True, yield_per=_AT_ONCE).execute(select(table)).mappings():
        yield json.dumps(dict(row), ensure_ascii=False, default=_plain).encode() + b"\n"


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else b64encode(value).decode("ascii")


def put(connection: Connection, table: Table, given: Iterable[bytes]) -> None:
    """Write rows into a table. Raises ValueError, KeyError or an error of SQLAlchemy where they are none of it."""
    rows = (_typed(json.loads(line), table) for line in given)
    while some := list(islice(rows, _AT_ONCE)):
        connection.execute(insert(table), some)
    if connection.dialect.name == "postgresql" and "id" in table.c:
        last = select(func.max(table.c.id)).scalar_subquery()
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


def _typed(row: dict[str, Any], table: Table) -> dict[str, Any]:
    return {name: None if value is None else _reader(table.c[name])(value) for name, value in row.items()}


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    if isinstance(column.type, DateTime):
        return datetime.fromisoformat
    return b64decode if isinstance(column.type, LargeBinary) else lambda value: value
