"""Whether the papers of a case have left the counter: a mark on the case itself (AR-2).

The truth are the sheets of the hand-over (``handover_set``), which are only ever added to. The mark is set in the same
transaction, for whoever asks what still lies at the counter would otherwise look up every case that ever ended.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

HANDED = "handed"


def handed_column() -> sa.Column[Any]:
    """The mark: whether the papers of the case were handed to the archivist at least once."""
    return sa.Column(HANDED, sa.Boolean, nullable=False, default=False, server_default="0")


def unhanded_index(table: str, number: str, ended: str) -> sa.Index:
    """Holds the cases of ``table`` without the mark, and all that a list of them says: small, and nothing else is read.

    ``number`` and ``ended``: the columns with a case's number and the moment at which it ended. The mark itself comes
    first: a database without statistics takes the index of which it knows the most columns.
    """
    return sa.Index(
        f"ix_{table}_unhanded", HANDED, "status", ended, "opened_by", "opened_by_name", "client_id", number,
        sqlite_where=sa.text(f"{HANDED} = 0"), postgresql_where=sa.text(f"NOT {HANDED}"),
    )  # fmt: skip
