"""A database of an earlier schema is brought up to this one: nothing is lost, and the tables are those of the models."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from web import database
from web.models import Base

FIRST = "0001"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    """An empty SQLite database."""
    return database.engine_for(f"sqlite:///{tmp_path / 'desk.sqlite'}")


def differences(engine: Engine) -> list[object]:
    """Return where the tables are other than those of the models."""
    with engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"render_as_batch": True}), Base.metadata))


def test_the_first_schema_is_brought_up_with_what_is_in_it(engine: Engine) -> None:
    database.upgrade(engine, FIRST)
    assert differences(engine) != []
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO account VALUES (1, 'a@office.example.org', '甲', 'zh', NULL, 1, 'u', NULL, NULL, NULL, '2026-01-01 00:00:00')",
            "INSERT INTO counterparty VALUES (1, 1, '某公司', '{\"name\": \"某公司\"}', '2026-01-01 00:00:00')",
            "INSERT INTO project VALUES (1, '机房运维', 'contract', 'standard', '[]', '{}', '{}', 3, NULL, NULL, 1, NULL, NULL, '2026-01-01', '2026-01-01', 1)",
        ):
            connection.execute(text(statement))
    database.upgrade(engine)
    assert differences(engine) == []
    with engine.connect() as connection:
        assert connection.execute(text("SELECT name, archived_at FROM counterparty")).all() == [("某公司", None)]
        assert connection.execute(text("SELECT title, revision FROM project")).all() == [("机房运维", 3)]
    engine.dispose()


def test_a_new_database_has_the_tables_of_the_models(engine: Engine) -> None:
    database.upgrade(engine)
    assert differences(engine) == []
    engine.dispose()
