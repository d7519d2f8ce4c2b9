"""Whether the versions of policy files are as this program wrote them (SE-2), for the verification of a branch."""

from __future__ import annotations

import json

import sqlalchemy as sa

from app.common.errors import Refused
from app.policy import version_rows
from app.policy.versions import Ledger
from app.storage.db import metadata

_DECISIONS = ("policy.decided", "policy.withdrawn", "policy.declined", "policy.taken-back")


def problems(conn: sa.Connection) -> tuple[tuple[str, str], ...]:
    """Row and what is wrong with it, in English, nothing personal: broken seals, and what only the audit log knows."""
    try:
        ledger = version_rows.ledger(conn)
    except Refused:
        return (
            ("policy_proposal", "A version of a policy file, or its decision, was altered outside of the program."),
        )
    return tuple(_missing(conn, ledger))


def _missing(conn: sa.Connection, ledger: Ledger) -> list[tuple[str, str]]:
    log = metadata.tables["audit_log"].c
    acts = ("policy.proposed", "policy.withdrawal-proposed", *_DECISIONS)
    known = {one.id: one for one in ledger.proposals}
    found = []
    for row in conn.execute(sa.select(log.act, log.subject_id, log.after).where(log.act.in_(acts))):
        one = known.get(row.subject_id)
        if one is None or one.sha256 != json.loads(row.after).get("sha256"):
            found.append((f"policy_proposal {row.subject_id}", "The audit log tells of a version that is not there."))
        elif row.act in _DECISIONS and one.open:
            found.append((f"policy_verdict {one.id}", "The audit log tells of a decision that is not there."))
    return found
