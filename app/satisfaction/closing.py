"""A month of answers that is over is closed by whoever looks at figures of it first, wherever that is (SF-1)."""

from __future__ import annotations

from app.common.actor import Actor
from app.common.clock import branch_day
from app.policy.satisfaction import SatisfactionRule
from app.satisfaction import storage
from app.satisfaction.domain import TOPIC
from app.storage.changes import tell
from app.storage.db import Database, Writing


def close_over(db: Database, rule: SatisfactionRule, actor: Actor) -> None:
    """Close the months that are over, if any; before figures, reports and dashboards read them.

    One read transaction, a write transaction when there is a month to be closed, audited.
    """
    with db.read() as conn:
        waiting = storage.to_be_closed(conn, branch_day(db.clock.now()))
    if waiting:
        with db.write(actor) as tx:
            close_in(tx, rule)


def close_in(tx: Writing, rule: SatisfactionRule) -> None:
    """The same in the caller's transaction, as the policy asks today: that holds for these months for good."""
    for month in storage.to_be_closed(tx.conn, branch_day(tx.at)):
        if storage.close_month(tx.conn, month, rule.enough, rule.low, tx.at):
            tx.audit("satisfaction.month_closed", "satisfaction", f"{month:%Y-%m}", after={"enough": rule.enough})
            tell(tx.conn, TOPIC)
