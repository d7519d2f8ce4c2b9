"""What the tables of education have in common: who wrote a row, and when."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.storage.db import UtcDateTime


def who() -> tuple[sa.Column[Any], ...]:
    """Columns of moment, staff id and name."""
    return (
        sa.Column("at", UtcDateTime, nullable=False),
        sa.Column("by", sa.String(32), nullable=False),
        sa.Column("by_name", sa.String(100), nullable=False),
    )
