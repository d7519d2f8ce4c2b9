"""Lists of requests: in order, whole, and with a number of statements that does not grow with the requests (TO-15)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from app.custody import storage as custody
from app.samples import transfers
from app.samples.transfers import OldClient
from app.transfer_out import storage
from app.transfer_out.case import Status
from tests.app.transfer_out.desk import IMPORTANT, TransferDesk


def statements(desk: TransferDesk, deed: Callable[[], object]) -> int:
    """How many SQL statements something takes."""
    told: list[str] = []

    def note(conn: object, cursor: object, statement: str, *rest: object) -> None:
        told.append(statement)

    engine = desk.services.branch.db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        deed()
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(told)


def fill(desk: TransferDesk, number: str, many: int) -> None:
    """Copies of a request, each of an account of its own."""
    with desk.services.branch.db.write(desk.actors.teller) as tx:
        case = storage.load(tx.conn, number)
        for place in range(many):
            copy = f"ZX2026{place:010d}"
            storage.add(
                tx.conn,
                replace(case, number=copy, fund_account=f"{copy}-K", asked_on=case.asked_on - timedelta(place % 7)),
            )
            for name, value in (
                ("reason", "moved"),
                ("present", "client"),
                ("cond:repo", "yes" if place % 5 else "no"),
            ):
                storage.put_field(tx.conn, copy, name, value)


def test_the_queue_takes_as_many_statements_for_three_hundred_requests_as_for_one(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT)

    def in_another_hour(listing: Callable[..., object]) -> int:
        desk.clock.tick(3600)  # so that the clocks of all requests are looked at again
        return statements(desk, partial(listing, who.supervisor))

    listings = (desk.transfer.queue, desk.transfer.cases)
    few = [in_another_hour(listing) for listing in listings]
    fill(desk, number, 300)
    desk.transfer.refresh_clocks(
        who.supervisor
    )  # those that begin with another clock than they should are written once
    desk.clock.tick(3600)
    desk.transfer.refresh_clocks(who.supervisor)
    many = [in_another_hour(listing) for listing in listings]
    assert len(desk.transfer.queue(who.supervisor)) == 301
    assert all(more <= less + 4 for more, less in zip(many, few, strict=True)), (few, many)
    assert max(many) < 30


def test_the_due_accounts_take_as_many_statements_for_many_as_for_one(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    number = desk.put_before(IMPORTANT, wish_close="yes")
    desk.approve(number)
    transfers.finish(desk.services, who.teller, number)
    few = statements(desk, lambda: desk.transfer.due_accounts(who.teller))
    for place in range(8):
        client = desk.client(OldClient(f"客户{place}", 50 + place, "50000", "1"))
        with desk.services.branch.db.write(who.teller) as tx:
            case = storage.load(tx.conn, number)
            copy = replace(case, number=f"ZX-{place}", client_id=client.id, fund_account=client.fund_account)
            storage.add(tx.conn, copy)
            assert custody.fund_account_by_number(tx.conn, client.fund_account) is not None
    assert len(desk.transfer.due_accounts(who.teller)) == 9
    assert statements(desk, lambda: desk.transfer.due_accounts(who.teller)) == few


def test_of_all_requests_the_newest_are_listed_of_the_running_ones_the_oldest(one_desk: TransferDesk) -> None:
    desk, who = one_desk, one_desk.actors
    first, second = desk.client(IMPORTANT), desk.client(OldClient("后来", 30, "50000", "1"))
    desk.snapshot()
    old = transfers.take_in(desk.services, who.teller, first).case.number
    desk.next_day(3)
    desk.snapshot()
    new = transfers.take_in(desk.services, who.teller, second).case.number
    assert [line.number for line in desk.transfer.cases(who.teller, limit=1)] == [old]
    assert [line.number for line in desk.transfer.cases(who.teller, running=False, limit=1)] == [new]
    desk.transfer.cancel(who.teller, old, "客户撤回")
    assert [line.number for line in desk.transfer.cases(who.teller)] == [new]
    assert {line.status for line in desk.transfer.cases(who.teller, running=False)} == {Status.OPEN, Status.CANCELLED}
    assert [line.number for line in desk.transfer.cases(who.teller, running=False, client_id=first.id)] == [old]
