from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from app.branch.opened import OpenBranch
from app.changes.case import Status
from app.clients.domain import Client
from app.common.errors import Refused
from app.custody import storage as custody
from app.samples import changes as hands
from app.samples.pen import sample_ink
from tests.app.changes.desk import ChangeDesk, change_desk
from tests.app.transfer_out.desk import refused
from tests.builders import Actors

MOBILES = ("13900001234", "13900004321", "13800138000")
PLACES = ("示例市新样路8号", "示例市旧样路9号", "")


@contextmanager
def suppressed(*codes: str) -> Iterator[None]:
    """What is refused with one of these codes is no mistake."""
    try:
        yield
    except Refused as refusal:
        if refusal.code not in codes:
            raise


class AnyOrder(RuleBasedStateMachine):
    """A data change handled in any order: what is filed is what was signed, and nothing changes before that."""

    desk: ChangeDesk
    actors: Actors
    client: Client

    def __init__(self) -> None:
        super().__init__()
        self.before = self.desk.now(self.client.id)
        self.number = self.desk.changes.start(self.actors.teller, self.client.id, "client-data").case.number
        self.done = False

    @property
    def view(self) -> Any:
        return self.desk.changes.view(self.actors.teller, self.number)

    @precondition(lambda self: not self.done)
    @rule(mobile=st.sampled_from(MOBILES))
    def type_mobile(self, mobile: str) -> None:
        self.desk.changes.save_fields(self.actors.teller, self.number, {"mobile": mobile})

    @precondition(lambda self: not self.done)
    @rule(place=st.sampled_from(PLACES))
    def type_address(self, place: str) -> None:
        self.desk.changes.save_fields(self.actors.teller, self.number, {"address": place})

    @precondition(lambda self: not self.done)
    @rule(right=st.booleans())
    def show_paper(self, right: bool) -> None:
        shown = self.before.paper_number if right else "330102199001010011"
        self.desk.changes.save_fields(self.actors.teller, self.number, {"paper_shown": shown, "original_seen": "yes"})

    @precondition(lambda self: not self.done)
    @rule()
    def review(self) -> None:
        with suppressed("changes.step_blocked"):
            _, shown = self.desk.changes.review_for_client(self.actors.teller, self.number)
            self.desk.changes.confirm_review(self.actors.teller, self.number, True, shown)

    @precondition(lambda self: not self.done)
    @rule()
    def sign(self) -> None:
        with suppressed("changes.step_blocked", "changes.form_not_ready"):
            _, shown = self.desk.changes.signature_lines(self.actors.teller, self.number, "client-change")
            self.desk.changes.sign(self.actors.teller, self.number, "client-change", sample_ink(), shown)

    @precondition(lambda self: not self.done)
    @rule()
    def complete(self) -> None:
        whole, view = self.view.complete, self.view
        if not whole:
            with refused("changes.incomplete"):
                self.desk.changes.complete(self.actors.teller, self.number)
            return
        self.desk.changes.complete(self.actors.teller, self.number)
        now = self.desk.now(self.client.id)
        wanted = {name: view.case.text(name) or getattr(self.before, name) for name in ("mobile", "address")}
        assert {name: getattr(now, name) for name in wanted} == wanted
        self.done = True

    @invariant()
    def the_client_is_as_before_until_the_case_is_closed(self) -> None:
        if not self.done:
            assert self.desk.now(self.client.id) == self.before

    @invariant()
    def a_closed_case_has_its_paper_and_an_open_one_none(self) -> None:
        papers = self.desk.services.archive.list_for_case(self.actors.teller, self.number)
        assert len(papers) == int(self.done)
        assert (self.view.case.status is Status.COMPLETED) is self.done

    def teardown(self) -> None:
        if not self.done:
            self.desk.changes.cancel(self.actors.teller, self.number, "试验结束")


def test_a_change_handled_in_any_order_changes_all_or_nothing(sqlite_branch: OpenBranch, actors: Actors) -> None:
    desk = change_desk(sqlite_branch, actors)
    machine = type("AnyOrderHere", (AnyOrder,), {"desk": desk, "actors": actors, "client": desk.client()})
    quick = settings(
        max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=quick)


@pytest.mark.rule("CU-3")
def test_amended_data_are_equal_in_all_accounts_whatever_is_amended_in_whatever_order(
    sqlite_branch: OpenBranch, actors: Actors
) -> None:
    desk = change_desk(sqlite_branch, actors)
    client, other = desk.client(), desk.client("周明远")
    with sqlite_branch.db.write(actors.teller) as tx:
        for place in range(4):
            custody.open_fund_account(tx.conn, client_id=client.id, number=f"880199900{place}", at=tx.at, main=False)
    amendments = [
        {"mobile": MOBILES[0]},
        {"name": "孙立鸣", "proof": "户口簿"},
        {"address": PLACES[0], "mobile": MOBILES[1]},
    ]
    for typed in amendments:
        before = desk.now(client.id)
        hands.do(desk.services, actors.teller, client.id, "client-data", **typed)
        now = desk.now(client.id)
        with sqlite_branch.db.read() as conn:
            owners = {account.client_id for account in custody.fund_accounts(conn, client.id)}
        # one record stands behind all five accounts, so there is nothing that could be out of step
        assert owners == {client.id}
        find = desk.services.clients.find
        for name in typed.keys() - {"proof", "address"}:
            assert [hit.id for hit in find(actors.teller, getattr(now, name))] == [client.id]
            assert client.id not in [hit.id for hit in find(actors.teller, getattr(before, name))]
    assert desk.now(other.id) == other
