"""Alembic's environment: the connection comes from the runner, there is no ini file and no offline mode."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context

from app.storage.schema import load_tables

connection: sa.Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=load_tables(),
    # SQLite can alter next to nothing in place; batch mode copies the table
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
    on_version_apply=context.config.attributes.get("applied", ()),
)
context.run_migrations()
