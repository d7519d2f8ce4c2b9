"""A branch with clients whose figures a snapshot tells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.branch.opened import OpenBranch
from app.classification import storage as classes
from app.classification.domain import ClientClass, Source
from app.custody import storage as custody
from app.policy.loader import load_transfer
from app.policy.transfer import TransferPolicy
from app.reclassification.domain import Batch, Plan
from app.reclassification.service import ReclassificationService
from app.snapshots import storage as snapshots
from app.snapshots.domain import SnapshotInfo
from tests.app.snapshots.states import TAKEN, state
from tests.builders import Actors
from tests.people import NOON, add_client
from tests.press import NoPress

POLICY = load_transfer()
FACTS = BranchFacts("样例证券", "样例营业部", "样例路1号", "010-1")

Figures = tuple[str, str]


@dataclass
class ClassDesk:
    """The service, the people, and clients by name: ``desk.client("甲")``."""

    branch: OpenBranch
    who: Actors
    policy: TransferPolicy = POLICY
    press: Press = field(default_factory=NoPress)
    ids: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, list[str]] = field(default_factory=dict)
    taken: int = 0

    @property
    def service(self) -> ReclassificationService:
        return ReclassificationService(self.branch.db, self.press, self.policy, self.branch.db.clock, FACTS)

    def client(self, name: str, accounts: int = 1) -> str:
        """A client with open fund accounts; their id."""
        place = len(self.ids) + 1
        with self.branch.db.write(self.who.teller) as tx:
            made = add_client(tx.conn, name=name, paper_number=f"1101011990030{place:05d}", mobile=f"138{place:08d}")
            self.accounts[name] = [f"88{place:06d}{number}" for number in range(accounts)]
            for number in self.accounts[name]:
                custody.open_fund_account(
                    tx.conn, client_id=made.id, number=number, at=NOON, main=number.endswith("0")
                )  # fmt: skip
        self.ids[name] = made.id
        return made.id

    def snapshot(self, **figures: Figures | list[Figures]) -> SnapshotInfo:
        """A snapshot that tells assets and turnover of the accounts of these clients, newer than the one before."""
        told = []
        for name, known in figures.items():
            each = known if isinstance(known, list) else [known]
            for number, (assets, turnover) in zip(self.accounts[name], each, strict=True):
                told.append(state(number, assets=Decimal(assets), turnover=Decimal(turnover)))
        self.taken += 1
        with self.branch.db.write(self.who.supervisor) as tx:
            moment = TAKEN + timedelta(hours=self.taken)
            return snapshots.put_snapshot(tx.conn, told, moment, self.who.supervisor.staff_id, "snapshot.csv")

    def by_hand(self, name: str, code: str, assets: str, turnover: str = "1") -> None:
        """A class given at the counter."""
        with self.branch.db.write(self.who.teller) as tx:
            classes.add(
                tx.conn, self.ids[name], code=code, assets=Decimal(assets), turnover=Decimal(turnover),
                policy_version="by hand", source=Source.BY_HAND, at=tx.at, by=self.who.teller.staff_id,
            )  # fmt: skip

    def dry_run(self, *, back: bool = False) -> Plan:
        """A dry run of the general manager's."""
        made = self.service.dry_run(self.who.general_manager, back=back)
        assert made is not None
        return made

    def apply(self, plan: Plan | None = None) -> Batch:
        """Apply a dry run, a fresh one when none is given."""
        seen = plan or self.dry_run()
        made = self.service.apply(self.who.general_manager, seen.id, seen.digest)
        assert made is not None
        return made

    def code(self, name: str) -> str:
        """The class in force, empty without one."""
        found = self.latest(name)
        return found.code if found else ""

    def latest(self, name: str) -> ClientClass | None:
        """The newest decision."""
        with self.branch.db.read() as conn:
            return classes.latest(conn, self.ids[name])

    def decisions(self, name: str) -> int:
        """How many there are."""
        with self.branch.db.read() as conn:
            return len(classes.history(conn, self.ids[name]))

    def with_policy(self, version: str, **changed: object) -> ClassDesk:
        """The same branch under another policy."""
        return replace(self, policy=replace(self.policy, version=version, **changed))  # type: ignore[arg-type]  # by name
