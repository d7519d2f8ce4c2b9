"""Push to windows: who changes something tells its topic, and every window that listens hears of it at the commit.

On PostgreSQL that is LISTEN/NOTIFY. On SQLite a counter for each topic is looked at every second.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from app.storage.db import metadata

CHANNEL = "guitai_change"
"""The channel of LISTEN/NOTIFY; the payload is the topic. A server's channels are apart for each database."""

change_count = sa.Table(
    "change_count",
    metadata,
    sa.Column("topic", sa.String(40), primary_key=True),
    sa.Column("count", sa.BigInteger, nullable=False),
)

APPEND_ONLY: tuple[str, ...] = ()


def tell(conn: sa.Connection, topic: str) -> None:
    """Say in this transaction that something of ``topic`` changes; heard after the commit, never without one.

    Once or many times a transaction comes to the same.
    """
    if conn.dialect.name == "postgresql":
        # no counter there: its row would let one transaction wait for the other until the end of it
        conn.execute(sa.text("SELECT pg_notify(:channel, :topic)"), {"channel": CHANNEL, "topic": topic})
        return
    more = {"count": change_count.c.count + 1}
    first = sqlite.insert(change_count).values(topic=topic, count=1)
    conn.execute(first.on_conflict_do_update(index_elements=["topic"], set_=more))


def counts(conn: sa.Connection, topics: Collection[str]) -> dict[str, int]:
    """How often each topic was told (SQLite only); without those that never were."""
    rows = conn.execute(sa.select(change_count).where(change_count.c.topic.in_(sorted(topics))))
    found: dict[str, Any] = {row.topic: row.count for row in rows}
    return found


OnChange = Callable[[str], None]
