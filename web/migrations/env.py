"""How Alembic reaches the database: on the connection that web.database hands it."""

from __future__ import annotations

from alembic import context

from web.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
