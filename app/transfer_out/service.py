"""Transfer-out and closing (TO-1 to TO-16), whole: the parts of the flow, its lists, and closing the fund account."""

from __future__ import annotations

import sqlalchemy as sa

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.custody import storage as custody
from app.custody.domain import AccountState as AccountInUse
from app.custody.domain import FundAccount
from app.due_diligence import screening
from app.gateways.snapshot.values import AccountState
from app.snapshots import storage as snapshots
from app.storage.changes import tell
from app.storage.db import Writing
from app.transfer_out import clocks, lists, storage
from app.transfer_out.carrying_out import CarryingOut
from app.transfer_out.case import KIND, RUNNING, Case, Status
from app.transfer_out.conditions import LABELS, standing_codes
from app.transfer_out.intake import TOPIC
from app.transfer_out.judged import judge, ready_since
from app.transfer_out.view import CaseLine, DueAccount, QueueLine

WAITING = (Status.SUBMITTED, Status.SENT_BACK, Status.APPROVED)


class TransferService(CarryingOut):
    """Use cases of transfer-out. Refused everywhere: ``auth.denied``, ``transfer.unknown``."""

    _looked_at: clocks.Outside | None = None

    def cases(
        self, actor: Actor, *, running: bool = True, client_id: str = "", limit: int = 500
    ) -> tuple[CaseLine, ...]:
        """Requests with their clocks, nearest deadline first; the ended ones too unless ``running``.

        At most ``limit``: of the running ones those that have waited longest, of all the newest.
        """
        actor.need(Right.TRANSFER_READ)
        self.refresh_clocks(actor)
        with self.db.read() as conn:
            found = storage.find(
                conn, statuses=RUNNING if running else (), client_id=client_id, limit=limit, newest_first=not running
            )
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
        """Start and stop the clocks as the snapshot in force and the day have it; how many (TO-15).

        Looks at the requests only when one of these has changed since the last time; one transaction when there is
        something to write, none otherwise.
        """
        actor.need(Right.TRANSFER_READ)
        with self.db.read() as conn:
            outside = clocks.outside(conn, self.surface)
            if outside == self._looked_at:
                return 0
            moved = clocks.moved(conn, storage.find(conn, statuses=RUNNING), self.surface)
        if moved:
            with self.db.write(actor) as tx:
                self._move_clocks(tx, moved)
        self._looked_at = outside
        return len(moved)

    def _move_clocks(self, tx: Writing, numbers: tuple[str, ...]) -> None:
        # all rows before the first line of audit, in one order: two counters that do this never wait for one another
        for case in [storage.load(tx.conn, number, lock=True) for number in sorted(numbers)]:
            since = ready_since(judge(tx.conn, case, self.surface))
            if case.status in RUNNING and since != case.ready_since:
                storage.change(tx.conn, case, tx.at, ready_since=since)
                act = "transfer.clock_stopped" if since is None else "transfer.clock_started"
                tx.audit(act, KIND, case.number, before={"since": case.ready_since}, after={"since": since})
        tell(tx.conn, TOPIC)

    def due_accounts(self, actor: Actor) -> tuple[DueAccount, ...]:
        """Fund accounts of clients who left, to be closed, and what the others still wait for (TO-12)."""
        actor.need(Right.TRANSFER_READ)
        with self.db.read() as conn:
            left = storage.find(conn, statuses=(Status.CARRIED_OUT,))
            open_ones = custody.open_numbers(conn, [case.fund_account for case in left])
            wanted = {case.fund_account: case for case in left if case.fund_account in open_ones}
            people = lists.clients_of(conn, list(wanted.values()))
            states = snapshots.states_of(conn, wanted)
            asked = self._asked_to_close(conn, [case for case in left if case.fund_account in wanted])
            counts = clocks.outside(conn, self.surface)[1]
            others = custody.auxiliaries_of(conn, list(wanted))
            states |= snapshots.states_of(conn, [number for each in others.values() for number in each])
            found = []
            for account, case in wanted.items():
                name, closing = people[case.client_id].name, account in asked
                for number in (account, *(others.get(account, ()) if closing else ())):
                    found.append(_due(case, number, name, (
                        *(() if closing else ("客户没有申请注销资金账户",)),
                        *self._open_matters(states.get(number) if counts else None),
                        *(f"辅资金账户 {other} 尚未注销" for other in others.get(account, ()) if number == account),
                    )))  # fmt: skip
        return tuple(sorted(found, key=lambda due: (not due.due, due.left_on, due.fund_account)))

    def close_account(self, actor: Actor, fund_account: str, *, by_hand: bool = False) -> None:
        """Close a fund account that the client wants closed and nothing is open on any more (TO-12).

        ``by_hand``: the teller states that nothing is open, where no snapshot that counts knows the account; it is
        audited. Refused: ``transfer.account_not_due``, ``transfer.closing_not_asked``, ``transfer.account_busy``,
        ``transfer.account_open_matters`` (``what``), ``transfer.state_by_hand``, ``custody.auxiliaries_first``,
        ``screening.undecided``, ``screening.stopped`` (KY-3).
        """
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            account = self._closable(tx.conn, fund_account)
            screening.need_client_free(tx.conn, account.client_id)
            state = snapshots.state_of(tx.conn, fund_account)
            if state is not None and not clocks.outside(tx.conn, self.surface)[1]:
                state = None
            if state is None and not by_hand:
                raise Refused("transfer.state_by_hand")
            matters = self._open_matters(state[0]) if state is not None else ()
            if matters:
                raise Refused("transfer.account_open_matters", what="、".join(matters))
            custody.close_fund_account(tx.conn, account, tx.at)
            tx.audit("custody.account_closed", "fund-account", fund_account, after={"by_hand": state is None})
            tell(tx.conn, TOPIC)

    def _closable(self, conn: sa.Connection, fund_account: str) -> FundAccount:
        """The open account of a client who left, wants it closed and has no request about it running."""
        account = custody.fund_account_by_number(conn, fund_account)
        if account is None or account.state is not AccountInUse.OPEN:
            raise Refused("transfer.account_not_due")
        of_client = storage.find(conn, client_id=account.client_id)
        of_this = {fund_account, *(() if account.main else self._main_numbers(conn, account.client_id))}
        cases = [case for case in of_client if case.fund_account in of_this]
        left = [case for case in cases if case.status is Status.CARRIED_OUT]
        if not left:
            raise Refused("transfer.account_not_due")
        if any(case.status in RUNNING for case in cases):
            raise Refused("transfer.account_busy")
        if not of_this & self._asked_to_close(conn, left):
            raise Refused("transfer.closing_not_asked")
        return account

    def _main_numbers(self, conn: sa.Connection, client_id: str) -> tuple[str, ...]:
        """The number of the client's main account: its closing takes the auxiliary ones with it (CU-2)."""
        held = custody.fund_accounts(conn, client_id)
        return tuple(each.number for each in held if each.main and each.state is AccountInUse.OPEN)

    def _asked_to_close(self, conn: sa.Connection, cases: list[Case]) -> frozenset[str]:
        """The accounts that a client asked to have closed, in whichever of these requests."""
        wishes = storage.field_of(conn, [case.number for case in cases], "wish_close")
        return frozenset(case.fund_account for case in cases if wishes.get(case.number) == "yes")

    def _open_matters(self, state: AccountState | None) -> tuple[str, ...]:
        """What is still open on an account, in words; that nobody knows is one such matter."""
        if state is None:
            return ("没有该账户当前有效的交易系统快照",)
        told = (
            ("上海指定交易未撤销", state.sh_designated),
            ("深圳证券仍在本营业部托管", state.sz_custody),
            ("利息未结清", state.interest_unsettled != 0),
            ("资金未取完", state.cash != 0),
        )
        standing = standing_codes(state, branch_day(self.surface.clock.now()))
        return (*(words for words, stands in told if stands), *(LABELS[code] for code in standing))


def _due(case: Case, number: str, client_name: str, matters: tuple[str, ...]) -> DueAccount:
    left_on = branch_day(case.ended_at) if case.ended_at is not None else case.asked_on
    return DueAccount(number, case.client_id, client_name, case.number, left_on, due=not matters, waits_for=matters)
