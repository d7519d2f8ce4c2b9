"""Every policy that a case was ever begun with, and which case with which: it is judged by that one to its end.

A policy's digest is its key: two files may bear the same version by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from app.common.clock import branch_day
from app.common.errors import Refused
from app.policy.in_force import need_current
from app.policy.loader import policy_from_text
from app.policy.values import Policy
from app.storage.db import UtcDateTime, metadata

policy_text = sa.Table(
    "policy_text",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("version", sa.String(40), nullable=False),
    sa.Column("text", sa.Text, nullable=False, comment="JSON: the branch file and the files it names"),
    sa.Column("kept_at", UtcDateTime, nullable=False),
)

case_policy = sa.Table(
    "case_policy",
    metadata,
    sa.Column("case_number", sa.String(32), primary_key=True),
    sa.Column("digest", sa.ForeignKey("policy_text.digest"), nullable=False),
)

APPEND_ONLY = ("policy_text", "case_policy")

_AT_ONCE = 500
"""Numbers asked for in one query; databases have a limit."""


def pin(conn: sa.Connection, case_number: str, policy: Policy, at: datetime) -> None:
    """Judge this new case by ``policy`` from now on, whatever holds later. Refused: ``policy.outdated``."""
    need_current(conn, policy, branch_day(at))
    insert = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    kept = {"digest": policy.digest, "version": policy.version, "text": policy.text, "kept_at": at}
    conn.execute(insert(policy_text).values(kept).on_conflict_do_nothing())
    conn.execute(case_policy.insert().values(case_number=case_number, digest=policy.digest))


def of_case(conn: sa.Connection, case_number: str, today: Policy) -> Policy:
    """What a case is judged by; ``today``'s for one that was begun before policies were kept.

    Refused: ``policy.kept_broken`` when this program cannot read it any more.
    """
    return of_cases(conn, (case_number,), today).get(case_number, today)


def of_cases(conn: sa.Connection, numbers: Sequence[str], today: Policy) -> Mapping[str, Policy]:
    """The same of many: those cases whose policy is not ``today``'s, by number. One query or two, usually."""
    differing: dict[str, str] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = case_policy.c.case_number.in_(numbers[start : start + _AT_ONCE])
        rows = conn.execute(sa.select(case_policy).where(some, case_policy.c.digest != today.digest))
        differing |= {str(row.case_number): str(row.digest) for row in rows}
    policies = {digest: _kept(conn, digest) for digest in set(differing.values())}
    return {number: policies[digest] for number, digest in differing.items()}


def _kept(conn: sa.Connection, digest: str) -> Policy:
    text = conn.execute(sa.select(policy_text.c.text).where(policy_text.c.digest == digest)).scalar_one()
    policy = _read(str(text))
    if policy.digest != digest:
        raise Refused("policy.kept_broken")
    return policy


@lru_cache(maxsize=16)
def _read(text: str) -> Policy:
    return policy_from_text(text)
