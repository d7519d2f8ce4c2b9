"""A branch in which days end: transfers and openings carried out, and the service that looks at them."""

from __future__ import annotations

from dataclasses import dataclass

from app.approvals.domain import StepKind
from app.branch.opened import OpenBranch
from app.clients.domain import Client
from app.common.actor import Actor
from app.counter.services import branch_facts
from app.day_end.service import DayEndService
from app.samples import transfers
from app.samples.transfers import OldClient
from app.transfer_out.case import Outcome
from tests.app.transfer_out.desk import ORDINARY, TransferDesk, transfer_desk
from tests.builders import Actors

SCAN = b"scan of a paper"


@dataclass
class DayDesk:
    """The transfer desk with its day's end."""

    desk: TransferDesk
    service: DayEndService

    @property
    def who(self) -> Actors:
        return self.desk.actors

    def left(
        self, sample: OldClient = ORDINARY, *, teller: Actor | None = None, scans: tuple[str, ...] = ("id-card",),
        **fields: str,
    ) -> str:  # fmt: skip
        """Let a client leave; the number of the case."""
        number, _ = self.about_to_leave(sample, teller=teller, scans=scans, **fields)
        self.desk.transfer.carry_out(teller or self.who.teller, number)
        return number

    def about_to_leave(
        self, sample: OldClient = ORDINARY, *, teller: Actor | None = None, scans: tuple[str, ...] = ("id-card",),
        **fields: str,
    ) -> tuple[str, Client]:  # fmt: skip
        """Everything but carrying out."""
        by, services = teller or self.who.teller, self.desk.services
        client = self.desk.client(sample)
        self.desk.snapshot()
        number = transfers.take_in(services, by, client, **fields).case.number
        for code in scans:
            services.transfer.attach_scan(by, number, code, SCAN + code.encode())
        transfers.talk(services, by, number, "介绍了网上交易", Outcome.LEAVES)
        transfers.submit(services, by, number)
        transfers.approve(services, self.who.supervisor, number, StepKind.SUPERVISOR)
        transfers.hand_back(services, by, number)
        return number, client

    def stayed(self, sample: OldClient, by: Actor) -> str:
        """A client is taken in by the teller and talked round by somebody."""
        services = self.desk.services
        client = self.desk.client(sample)
        self.desk.snapshot()
        number = transfers.take_in(services, self.who.teller, client).case.number
        transfers.talk(services, by, number, "佣金下调", Outcome.STAYS)
        services.transfer.retain(by, number)
        return number


def day_desk(branch: OpenBranch, actors: Actors) -> DayDesk:
    """The desk at 10:00 of a Friday; days can be closed from 15:00."""
    desk = transfer_desk(branch, actors)
    services = desk.services
    service = DayEndService(
        branch.db, services.press, branch.blobs, services.policy, services.clock, branch_facts(branch)
    )
    return DayDesk(desk, service)
