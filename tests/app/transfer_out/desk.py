"""A branch for tests of transfer-out: clients of every class, a snapshot, approvers who can sign in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.approvals.domain import StepKind, Verdict
from app.audit.storage import audit_log
from app.auth.service import AuthService
from app.branch.opened import OpenBranch
from app.clients.domain import Client
from app.common.actor import Actor, Role
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.counter.services import Services
from app.samples import transfers
from app.samples.transfers import OldClient
from app.snapshots import storage as snapshots
from app.staff import storage as staff
from app.staff.domain import CertificateState
from app.transfer_out.view import TransferView
from tests.app.onboarding.desk import PlainPress, services_for
from tests.builders import CHEAP, Actors
from tests.users import add_user

FRIDAY = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
"""10:00 at the branch on a trading day; Saturday and Sunday follow."""

ORDINARY = OldClient("孙立明", 1, "50000", "1")  # F
IMPORTANT = OldClient("吴婉清", 2, "2000000", "4")  # A
CORE = OldClient("周宏达", 3, "8600000", "4")  # A+
INSTITUTION = OldClient("示例商贸有限公司", 4, "300000", "1", institution=True)


@dataclass
class TransferDesk:
    """Services with the people of a branch. ``snapshot(...)`` puts a snapshot of all registered clients in force."""

    services: Services
    actors: Actors
    press: PlainPress
    registered: list[tuple[OldClient, Client]] = field(default_factory=list)

    @property
    def transfer(self) -> Any:
        return self.services.transfer

    @property
    def clock(self) -> FixedClock:
        clock = self.services.clock
        assert isinstance(clock, FixedClock)
        return clock

    def client(self, sample: OldClient, *, own_staff: bool = False) -> Client:
        """Register a client, with the marketing actor as own staff member when wanted."""
        who = self.actors
        made = transfers.register(
            self.services, sample, staff_id=who.marketing.staff_id if own_staff else "",
            verified_by=who.supervisor.staff_id,
        )  # fmt: skip
        self.registered.append((sample, made))
        return made

    def snapshot(self, **changes: dict[str, Any]) -> None:
        """Take a snapshot now; ``changes`` by client name."""
        states = [
            transfers.state_of(sample, made.fund_account, **changes.get(sample.name, {}))
            for sample, made in self.registered
        ]
        with self.services.branch.db.write(self.actors.supervisor) as tx:
            snapshots.put_snapshot(tx.conn, states, tx.at, self.actors.supervisor.staff_id, "snapshot.csv")

    def put_before(self, sample: OldClient, **typed: str) -> str:
        """A request of a new client who insists, signed and before the approvers, on a snapshot of now; its number."""
        made = self.client(sample)
        self.snapshot()
        return self.asked_for(made, **typed)

    def asked_for(self, made: Client, **typed: str) -> str:
        """A request of this client, who insists, signed and before the approvers."""
        teller = self.actors.teller
        number = transfers.take_in(self.services, teller, made, **typed).case.number
        self.transfer.insist(teller, number)
        transfers.submit(self.services, teller, number)
        return number

    def say(self, who: Actor, number: str, step: StepKind, verdict: Verdict, words: str = "", ground: str = "") -> Any:
        """A decision on what is on the screen now."""
        seen = self.transfer.approval_screen(who, number).seen_version
        return self.transfer.decide(who, number, step, verdict, words, ground, seen)

    def approve(self, number: str) -> None:
        """The marketing director approves, as an important client's request needs."""
        transfers.approve(self.services, self.actors.marketing_director, number, StepKind.DIRECTOR)

    def call(
        self, number: str, step: StepKind, approver: Actor, words: str = "同意", at: datetime | None = None
    ) -> Any:
        """The teller records an approval by telephone."""
        called_at = at or self.clock.now()
        return self.transfer.record_by_telephone(
            self.actors.teller, number, step, approver.staff_id, words, "13857120099", called_at
        )

    def type_in(self, number: str, **typed: str) -> TransferView:
        """The teller types; ``__`` in a name stands for a colon, ``_`` behind it for a hyphen (``doc__id_card``)."""
        view: TransferView = self.transfer.save_fields(self.actors.teller, number, dict(map(_field, typed.items())))
        return view

    def dismiss(self, who: Actor) -> None:
        """A member of staff leaves today."""
        with self.services.branch.db.write(self.actors.admin) as tx:
            member = staff.by_id(tx.conn, who.staff_id)
            assert member is not None
            staff.change(tx.conn, replace(member, active=False, left_on=self.clock.now().date()))

    def next_day(self, days: int = 1) -> None:
        """The same hour, some days later."""
        self.clock.tick(timedelta(days=days).total_seconds())

    def to(self, day: date, hour: int = 10) -> None:
        """Ten o'clock (or another hour) of that day at the branch."""
        self.clock.at = datetime(day.year, day.month, day.day, hour - 8, 0, tzinfo=UTC)


def transfer_desk(branch: OpenBranch, actors: Actors) -> TransferDesk:
    """A desk on ``branch``: the approvers and the marketing member have users, the member may practise."""
    clock = branch.db.clock
    assert isinstance(clock, FixedClock)
    clock.at = FRIDAY
    press = PlainPress()
    services = services_for(branch, press)
    people = (actors.general_manager, actors.supervisor, actors.marketing_director, actors.marketing)
    users = AuthService(branch.db, costs=CHEAP)  # nobody signs in with these passwords here
    add_user(users, "admin", "Xitong-2026-Ceshi", actors.admin.staff_id, {Role.ADMIN})
    for place, who in enumerate(people):
        add_user(users, f"user{place}", f"Mima-2026-{place}-Ceshi", who.staff_id, set(who.roles))
    with branch.db.write(actors.admin) as tx:
        member = staff.by_id(tx.conn, actors.marketing.staff_id)
        assert member is not None
        staff.change(tx.conn, replace(
            member, certificate_number="S1", certificate_from=date(2025, 1, 1), certificate_until=date(2030, 1, 1),
            certificate_state=CertificateState.VALID, authority=("介绍业务",),
        ))  # fmt: skip
    return TransferDesk(services, actors, press)


def other_teller(actors: Actors) -> Actor:
    """A second teller, who took nothing in."""
    return replace(actors.teller, staff_id=actors.client_manager.staff_id, staff_number="9009", name="另一柜员")


def _field(item: tuple[str, str]) -> tuple[str, str]:
    name, value = item
    kind, colon, code = name.partition("__")
    return (f"{kind}:{code.replace('_', '-')}" if colon else name), value


@contextmanager
def refused(code: str, at: str | None = None) -> Iterator[None]:
    """What is done in here is refused with this code, at this field when one is given."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code, caught.value
    if at is not None:
        assert caught.value.field == at


def audited(branch: OpenBranch, act: str) -> list[Any]:
    """What the audit log has after these acts, in order."""
    query = sa.select(audit_log.c.after).where(audit_log.c.act == act).order_by(audit_log.c.station, audit_log.c.seq)
    with branch.db.read() as conn:
        return [json.loads(text) if text else None for text in conn.execute(query).scalars()]
