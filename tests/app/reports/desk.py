"""Requests put into the database as they are wanted, and what a reader of the report would count by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import sqlalchemy as sa

from app.archive.heads import BranchFacts
from app.archive.press import Press
from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.clients.domain import NewClient
from app.common.actor import Actor
from app.policy.loader import load_policy
from app.policy.transfer import Tier
from app.reports.service import ReportService
from app.samples.people import resident_number
from app.transfer_out import storage
from app.transfer_out.case import RUNNING, Case, Status
from tests.app.onboarding.desk import PlainPress
from tests.builders import Actors, as_owner

MOMENT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
POLICY = load_policy()


@dataclass(frozen=True)
class Asked:
    """One request as far as a report looks at it; ``own`` and ``teller``: staff ids."""

    asked_on: date
    status: Status = Status.CARRIED_OUT
    reason: str = "moved"
    client_class: str = "D"
    assets: str | None = "1000.00"
    tier: Tier | None = Tier.ORDINARY
    own: str = ""
    teller: str = "staff-teller"

    @property
    def left(self) -> Decimal:
        """What left with this client, in yuan."""
        return Decimal(self.assets or 0) if self.status is Status.CARRIED_OUT else Decimal(0)


def reports_of(branch: OpenBranch, press: Press | None = None) -> ReportService:
    """The service on a test branch."""
    settings = branch.settings
    facts = BranchFacts(settings.company, settings.name, settings.address, settings.telephone)
    return ReportService(branch.db, press or PlainPress(), POLICY, branch.db.clock, facts)


def put(branch: OpenBranch, actors: Actors, asked: Iterable[Asked]) -> None:
    """Store these requests in place of those that are there."""
    people: dict[str, Actor] = {actor.staff_id: actor for actor in actors.all()}
    with as_owner(branch) as conn:
        conn.execute(sa.delete(storage.transfer_field))
        conn.execute(sa.delete(storage.transfer_case))
    with branch.db.write(actors.admin) as tx:
        client_id = _client(tx.conn)
        for place, one in enumerate(asked):
            case = _case(place, one, client_id, people[one.teller])
            storage.add(tx.conn, case)
            if one.reason:
                storage.put_field(tx.conn, case.number, "reason", one.reason)


def _client(conn: sa.Connection) -> str:
    known = conn.execute(sa.select(clients.client.c.id)).scalars().first()
    if known is not None:
        return str(known)
    number = resident_number("330102", date(1980, 1, 1), 5)
    new = NewClient(
        name="样客户", paper_kind="resident-id", paper_number=number, sex="男", birth_date=date(1980, 1, 1),
        nationality="CHN", ethnicity="01", paper_issuer="杭州市公安局", paper_from=date(2020, 1, 1), paper_until=None,
        paper_address="示例路1号", mobile="13857130000", address="示例路1号",
    )  # fmt: skip
    return clients.add_client(conn, new, MOMENT).id


def _case(place: int, one: Asked, client_id: str, teller: Actor) -> Case:
    made = Case(
        number=f"ZX{place:08d}", status=one.status, version=1, request_version=1, policy_version="",
        client_id=client_id, fund_account=f"{place:08d}", opened_at=MOMENT, opened_by=teller.staff_id,
        opened_by_number=teller.staff_number, opened_by_name=teller.name, station="01", changed_at=MOMENT,
        tier=one.tier, client_class=one.client_class,
        assets=None if one.assets is None else Decimal(one.assets), turnover=None, figures_from="", own_staff=one.own,
        asked_on=one.asked_on, ready_since=None, submitted_at=None, submitted_digest="", insisted_at=None,
        ended_at=MOMENT, last_step="intake",
    )  # fmt: skip
    return replace(made, ended_at=None) if one.status in RUNNING else made
