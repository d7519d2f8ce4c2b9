"""Transfer-out and closing (TO-1 to TO-16), whole: the parts of the flow, its lists, and closing the fund account."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from app.clients import storage as clients
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.custody import storage as custody
from app.custody.domain import AccountState as AccountInUse
from app.gateways.snapshot.values import AccountState
from app.snapshots import storage as snapshots
from app.storage.changes import tell
from app.transfer_out import lists, storage
from app.transfer_out.carrying_out import CarryingOut
from app.transfer_out.case import KIND, RUNNING, Case, Status
from app.transfer_out.conditions import LABELS, standing_codes
from app.transfer_out.intake import TOPIC
from app.transfer_out.judged import judge, ready_since
from app.transfer_out.view import CaseLine, DueAccount, QueueLine

WAITING = (Status.SUBMITTED, Status.SENT_BACK, Status.APPROVED)


class TransferService(CarryingOut):
    """Use cases of transfer-out. Refused everywhere: ``auth.denied``, ``transfer.unknown``."""

    def cases(
        self, actor: Actor, *, running: bool = True, client_id: str = "", limit: int = 500
    ) -> tuple[CaseLine, ...]:
        """Requests with their clocks, nearest deadline first; the ended ones too unless ``running``."""
        actor.need(Right.TRANSFER_READ)
        self.refresh_clocks(actor)
        with self.db.read() as conn:
            found = storage.find(conn, statuses=RUNNING if running else (), client_id=client_id, limit=limit)
            return lists.lines(conn, found, self.surface)

    def queue(self, actor: Actor) -> tuple[QueueLine, ...]:
        """What waits for approvers or to be carried out, nearest deadline first (TO-15).

        Somebody without TRANSFER_READ sees their own clients' requests only.
        """
        self._need_approver(actor)
        if actor.may(Right.TRANSFER_READ):
            self.refresh_clocks(actor)
        with self.db.read() as conn:
            found = storage.find(conn, statuses=WAITING)
            if not actor.may(Right.TRANSFER_READ):
                found = tuple(case for case in found if case.own_staff == actor.staff_id)
            return lists.queue(conn, found, self.surface, actor)

    def refresh_clocks(self, actor: Actor) -> int:
        """Start the clocks that stood still and need not any more, by the snapshot in force; how many (TO-15).

        One transaction when there is something to write, none otherwise.
        """
        actor.need(Right.TRANSFER_READ)
        with self.db.read() as conn:
            ready = [number for number in storage.standing_still(conn) if self._ready(conn, number) is not None]
        if not ready:
            return 0
        with self.db.write(actor) as tx:
            for number in ready:
                case = storage.load(tx.conn, number, lock=True)
                since = self._ready(tx.conn, number)
                if case.status in RUNNING and case.ready_since is None and since is not None:
                    storage.change(tx.conn, case, tx.at, ready_since=since)
                    tx.audit("transfer.block_gone", KIND, number, after={"since": since})
            tell(tx.conn, TOPIC)
        return len(ready)

    def due_accounts(self, actor: Actor) -> tuple[DueAccount, ...]:
        """Fund accounts of clients who left, to be closed, and what the others still wait for (TO-12)."""
        actor.need(Right.TRANSFER_READ)
        with self.db.read() as conn:
            left = storage.find(conn, statuses=(Status.CARRIED_OUT,))
            open_ones = custody.open_numbers(conn, [case.fund_account for case in left])
            wanted = {case.fund_account: case for case in left if case.fund_account in open_ones}
            people = {c.id: c for c in (clients.get_client(conn, case.client_id) for case in wanted.values())}
            states = snapshots.states_of(conn, wanted)
            found = [
                _due(case, people[case.client_id].name, self._open_matters(states.get(account)))
                for account, case in wanted.items()
            ]
        return tuple(sorted(found, key=lambda due: (not due.due, due.left_on, due.fund_account)))

    def close_account(self, actor: Actor, fund_account: str, *, by_hand: bool = False) -> None:
        """Close a fund account that nothing is open on any more (TO-12).

        ``by_hand``: the teller states that nothing is open, where no snapshot knows the account; it is audited.
        Refused: ``transfer.account_not_due``, ``transfer.account_open_matters`` (``what``), ``transfer.state_by_hand``,
        ``custody.auxiliaries_first``.
        """
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            account = custody.fund_account_by_number(tx.conn, fund_account)
            left = account is not None and any(
                case.fund_account == fund_account
                for case in storage.find(tx.conn, statuses=(Status.CARRIED_OUT,), client_id=account.client_id)
            )
            if account is None or not left or account.state is not AccountInUse.OPEN:
                raise Refused("transfer.account_not_due")
            state = snapshots.state_of(tx.conn, fund_account)
            if state is None and not by_hand:
                raise Refused("transfer.state_by_hand")
            matters = self._open_matters(state[0]) if state is not None else ()
            if matters:
                raise Refused("transfer.account_open_matters", what="、".join(matters))
            custody.close_fund_account(tx.conn, account)
            tx.audit("custody.account_closed", "fund-account", fund_account, after={"by_hand": state is None})
            tell(tx.conn, TOPIC)

    def _ready(self, conn: sa.Connection, number: str) -> date | None:
        return ready_since(judge(conn, storage.load(conn, number), self.surface))

    def _open_matters(self, state: AccountState | None) -> tuple[str, ...]:
        """What is still open on an account, in words; that nobody knows is one such matter."""
        if state is None:
            return ("没有该账户的交易系统快照",)
        told = (
            ("上海指定交易未撤销", state.sh_designated),
            ("深圳证券仍在本营业部托管", state.sz_custody),
            ("利息未结清", state.interest_unsettled != 0),
            ("资金未取完", state.cash != 0),
        )
        standing = standing_codes(state, branch_day(self.surface.clock.now()))
        return (*(words for words, stands in told if stands), *(LABELS[code] for code in standing))


def _due(case: Case, client_name: str, matters: tuple[str, ...]) -> DueAccount:
    left_on = branch_day(case.ended_at) if case.ended_at is not None else case.asked_on
    return DueAccount(
        case.fund_account, case.client_id, client_name, case.number, left_on, due=not matters, waits_for=matters
    )
