"""Rows that nobody may change but through this program: each bears an HMAC under a key of the branch (SE-1, SE-2).

Whoever looks after the database server can write into its tables, but cannot make the HMAC. The key hangs on the
engine's dialect, never on a global: two branches may be open at once.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from app.common.values import canonical_json

PURPOSE = "row-seal"
"""The name of the key among the branch's (``BranchKeys.purpose``)."""
_ATTRIBUTE = "guitai_row_seal"


def give_seal_key(engine: sa.Engine, key: bytes) -> None:
    """Let this engine's connections seal rows and check them; ``key`` has 32 bytes."""
    if len(key) != 32:
        raise ValueError("a key of 32 bytes")
    setattr(engine.dialect, _ATTRIBUTE, key)


def row_seal(connection: sa.Connection, table: str, values: Mapping[str, Any]) -> str:
    """The seal (64 hex digits) of a row of ``table`` with these ``values`` by column.

    Without a key it is a programming error: LookupError.
    """
    key: bytes | None = getattr(connection.dialect, _ATTRIBUTE, None)
    if key is None:
        raise LookupError("sealed rows need the branch's key: this engine was given none")
    told = canonical_json([table, {name: _plain(value) for name, value in values.items()}])
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


def is_sealed(connection: sa.Connection, table: str, values: Mapping[str, Any], seal: str) -> bool:
    """Whether ``seal`` is that of the row."""
    return hmac.compare_digest(row_seal(connection, table, values).encode(), seal.encode())


def _plain(value: Any) -> Any:
    # one text for one moment, whatever the database gives back
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else value
