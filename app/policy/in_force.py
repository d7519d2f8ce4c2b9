"""Which policy holds on a day at this branch: what it began with, and the versions decided since (RA-3)."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from app.common.errors import Refused
from app.policy import version_rows
from app.policy.composing import Base, compose, holds
from app.policy.values import Policy, Questionnaire


def policy_on(conn: sa.Connection, base: Base, day: date) -> Policy:
    """The policy of a day. Refused: ``policy.version_altered``, ``policy.broken`` and kin of the files."""
    return compose(base, version_rows.ledger(conn).texts(day))


def questionnaire_on(conn: sa.Connection, base: Base, today: Policy, now: date, day: date) -> Questionnaire:
    """The questionnaire that was in force on ``day``; that of ``today``'s policy when no version came between.

    Refused: as :func:`policy_on`.
    """
    ledger = version_rows.ledger(conn)
    if ledger.texts(day) == ledger.texts(now):
        return today.questionnaire
    return compose(base, ledger.texts(day)).questionnaire


def need_current(conn: sa.Connection, policy: Policy, day: date) -> None:
    """Whether no version has come into force by ``day`` that ``policy`` was put together without.

    Refused: ``policy.outdated``: the program has run past a date, or came up before it. ``policy.version_altered``.
    """
    texts = version_rows.ledger(conn).texts(day)
    if texts and not holds(policy, texts):
        raise Refused("policy.outdated")
