"""Faults of the database in plain words: what a disk, a server or a colleague does is a refusal, not a stack trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app.common.errors import Refused
from app.storage.upgrades import GUARD_SIGN

_SQLITE = {
    5: "busy",  # another process writes
    6: "busy",
    8: "read_only",
    10: "disk",  # input/output error
    11: "damaged",
    13: "disk",  # full
    14: "cannot_open",  # rights, a folder that may only be read, a drive that is gone
    26: "damaged",  # not a database, or not with this key
}
_POSTGRESQL = {
    "40001": "busy",  # could not serialize
    "40P01": "busy",  # deadlock
    "55P03": "busy",  # lock not available
    "57014": "busy",  # cancelled by a timeout
    "53100": "disk",  # full
    "25006": "read_only",
    "28": "not_admitted",  # wrong name or password
    "3D": "unreachable",  # no such database
    "53": "busy",  # too many connections
    "57": "unreachable",  # shut down
    "58": "disk",  # input/output error of the server
    "08": "unreachable",
    "XX": "damaged",
}
_TLS = re.compile(r"certificate|does not support SSL|wrong version number", re.IGNORECASE)
_NOT_ADMITTED = re.compile(
    "authentication failed|not permitted to log in|no pg_hba.conf entry|permission denied for database"
    "|认证失败|不允许登录",
    re.IGNORECASE,
)
"""What the driver says when there is no connection yet: it has no code for it, only the server's sentence."""
_NEWER = re.compile(rf"{GUARD_SIGN} \S+ (\S+)")
_CODES = {
    "busy": "storage.busy",
    "disk": "storage.disk",
    "read_only": "storage.read_only",
    "cannot_open": "storage.cannot_open",
    "damaged": "branch.database_damaged",
    "unreachable": "branch.unreachable",
    "not_admitted": "branch.not_admitted",
    "tls": "branch.tls_failed",
}


@contextmanager
def plain_faults() -> Iterator[None]:
    """Turn a fault of the database into a refusal; errors of this program (wrong SQL, broken rules) go on as they are.

    Refused: ``storage.busy``, ``storage.disk``, ``storage.read_only``, ``storage.cannot_open``,
    ``branch.database_damaged``, ``branch.unreachable``, ``branch.not_admitted``, ``branch.tls_failed``,
    ``branch.schema_newer`` (the branch was upgraded while this program ran; ``program``: the version that it needs).
    The transaction has been rolled back: nothing was saved.
    """
    try:
        yield
    except sa.exc.DBAPIError as error:
        fault = _fault(error)
        newer = _NEWER.search(str(error.orig)) if fault == "read_only" else None
        if newer is not None:
            raise Refused("branch.schema_newer", program=newer[1]) from error
        if fault is None:
            raise
        raise Refused(_CODES[fault]) from error


def _fault(error: sa.exc.DBAPIError) -> str | None:
    driver = error.orig
    code = getattr(driver, "sqlite_errorcode", None)
    if isinstance(code, int):
        return _SQLITE.get(code & 0xFF)  # the low byte is the kind, the rest its details
    state = getattr(driver, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2])
    if isinstance(error, sa.exc.OperationalError):
        if _TLS.search(str(driver)):
            return "tls"
        if _NOT_ADMITTED.search(str(driver)):
            return "not_admitted"
    if error.connection_invalidated or isinstance(error, sa.exc.OperationalError):
        return "unreachable"  # the driver has no word from the server at all
    return None
