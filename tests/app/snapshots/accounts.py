"""Fund accounts that the branch has."""

from __future__ import annotations

from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.custody import storage as custody
from tests.people import NOON, add_client


def register(branch: OpenBranch, by: Actor, *numbers: str) -> None:
    """A client with these fund accounts, the first of them the main one."""
    with branch.db.write(by) as tx:
        client = add_client(tx.conn)
        for place, number in enumerate(numbers):
            custody.open_fund_account(tx.conn, client_id=client.id, number=number, at=NOON, main=place == 0)
