"""The moment that deadlines and same-day acts are judged at: it does not go back when somebody sets the clock back."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.audit import storage as audit
from app.common.clock import Clock

BELIEVED = timedelta(days=7)
"""So far ahead of this computer's clock what the branch did last is believed.

Whatever lies further in the future was written by a clock that ran wild, and must not hold up the branch for ever.
"""
SKEW = timedelta(minutes=10)
"""So much the clocks of two counters may differ without a word about it."""


def present(conn: sa.Connection, clock: Clock) -> datetime:
    """Now, but never before the newest act in the audit log (``BELIEVED``): a deadline that has passed stays passed."""
    now = clock.now()
    newest = audit.newest(conn, now, now + BELIEVED)
    return now if newest is None else newest


def clock_behind(moment: datetime, clock: Clock) -> bool:
    """Whether this computer's clock is behind ``moment``, which :func:`present` gave, by more than ``SKEW``."""
    return moment - clock.now() > SKEW
