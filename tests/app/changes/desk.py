"""A counter for tests of changes: services, and registered clients who come back."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.clients.domain import Client
from app.common.clock import branch_day
from app.common.values import new_id
from app.counter.services import Services
from app.institutions import storage as institutions
from app.institutions.domain import Institution, Letter, Person, Role
from app.policy.values import FOUR_LEVELS, Policy
from app.samples import transfers
from app.samples.people import resident_number
from app.samples.transfers import OldClient
from app.snapshots import storage as snapshots
from app.suitability import storage as assessments
from app.suitability.domain import Assessment, valid_until
from tests.app.onboarding.desk import PlainPress, services_for
from tests.builders import Actors

REPRESENTATIVE, AGENT, NEWCOMER = (
    resident_number("330106", born, 41) for born in (date(1971, 4, 2), date(1990, 6, 21), date(1986, 2, 3))
)
"""Papers of who acts, and of who is to act, for an institution."""


def scan_of(printed: bytes) -> bytes:
    """What the plain press takes for the scan of a paper signed by hand."""
    return b"scan of " + printed


@dataclasses.dataclass
class ChangeDesk:
    """Services with the people of a branch."""

    services: Services
    actors: Actors
    press: PlainPress
    made: int = 0

    @property
    def changes(self) -> Any:
        return self.services.changes

    def client(self, name: str = "孙立明", *, institution: bool = False) -> Client:
        """A registered client with account, bank and password."""
        self.made += 1
        sample = OldClient(name, self.made, "50000", "1", institution=institution)
        return transfers.register(self.services, sample, verified_by=self.actors.supervisor.staff_id)

    def institution(self, **agent: Any) -> Client:
        """A registered institution with its people; ``agent``: what is different of the agent or of the letter."""
        client = self.client("示例商贸有限公司", institution=True)
        with self.services.branch.db.write(self.actors.teller) as tx:
            today = branch_day(tx.at)
            given: dict[str, Any] = {
                "paper_until": date(2039, 7, 1), "valid_from": today, "valid_until": today + timedelta(days=300),
                "scope": ("changes", "password", "custody"), **agent,
            }  # fmt: skip
            letter = Letter("示授第1号", given["valid_from"], given["valid_until"], given["scope"])
            people = (
                Person(Role.REPRESENTATIVE, "顾明远", "resident-id", REPRESENTATIVE, date(2018, 1, 10), None),
                Person(
                    Role.AGENT, "沈若溪", "resident-id", AGENT, date(2019, 7, 1), given["paper_until"], "财务经理",
                    letter,
                ),
            )  # fmt: skip
            institutions.add(
                tx.conn,
                Institution(client.id, "business", "limited", "small", "商品销售", people, (), (), (), "KH1", tx.at),
            )
        return client

    def snapshot(self, client: Client, assets: str, *, taken: timedelta = timedelta(0)) -> None:
        """A snapshot of this client's account in force, ``taken`` ago."""
        state = transfers.state_of(OldClient(client.name, 1, assets, "1"), client.fund_account)
        with self.services.branch.db.write(self.actors.teller) as tx:
            snapshots.put_snapshot(tx.conn, [state], tx.at - taken, self.actors.teller.staff_id, "快照.csv", at=tx.at)

    def acting(self, client: Client) -> Institution:
        """What is registered of an institution now."""
        with self.services.branch.db.read() as conn:
            found = institutions.of_client(conn, client.id)
        assert found is not None
        return found

    def now(self, client_id: str) -> Client:
        """The client as registered now."""
        with self.services.branch.db.read() as conn:
            return clients.get_client(conn, client_id)

    def assess(self, client: Client, level: str, months: int = 24, pack: str = FOUR_LEVELS) -> None:
        """A signed assessment of this level, valid for some months from today."""
        with self.services.branch.db.write(self.actors.teller) as tx:
            latest = assessments.latest(tx.conn, client.id, pack)
            assessments.add(
                tx.conn,
                Assessment(
                    id=new_id(), client_id=client.id, case_number="KH1", policy_version="RA4", answers={1: ("A",)},
                    per_question={1: 1}, total=40, level=level, marks=(), assessed_at=tx.at,
                    valid_until=valid_until(tx.at.date(), months), document_number=f"KH1-{new_id()[:4]}",
                    replaces=latest.id if latest is not None else None, pack=pack,
                ),
            )  # fmt: skip


def change_desk(branch: OpenBranch, actors: Actors, policy: Policy | None = None) -> ChangeDesk:
    """A desk on ``branch``, by the shipped policy if no other is given."""
    press = PlainPress()
    return ChangeDesk(services_for(branch, press, policy), actors, press)
