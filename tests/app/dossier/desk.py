"""An archive for tests: real openings on a real database, a press that makes no PDFs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.archive import storage as ledger
from app.archive.domain import Document
from app.auth.domain import User
from app.auth.storage import insert_user, lock_register
from app.branch.opened import OpenBranch
from app.clients import storage as clients
from app.clients.numbers import case_number, fund_account_number
from app.common.actor import Actor, Role
from app.common.clock import FixedClock, branch_day
from app.common.errors import Refused
from app.common.values import new_id
from app.counter.services import Services, branch_facts
from app.custody import storage as custody
from app.custody.domain import FundAccount
from app.dossier.destroying_rows import Destruction
from app.dossier.service import DossierService
from app.onboarding import making
from app.onboarding.storage import opening
from app.printing.domain import SourceKind
from app.storage.db import Writing
from tests.app.onboarding.desk import PlainPress, client, clock_of, prepared, services_for
from tests.builders import Actors
from tests.people import add_client

LATE = 31 * 86400
"""Seconds after which a case is no longer one's own work."""
YEARS = 20


FORMS = (
    "application", "education", "assessment", "disclosure", "esign-consent", "agreement", "custody", "contents",
)  # fmt: skip


class ArchivePress(PlainPress):
    """The press by hand, whose forms carry their facts."""

    def facts_of(self, pdf: bytes) -> dict[str, Any]:
        """The text before the seal is the facts."""
        if not pdf.startswith(b"{"):
            raise Refused("forms.no_facts")
        facts: dict[str, Any] = json.loads(pdf.split(b"\n")[0])
        return facts


@dataclass
class Queue:
    """A print queue that remembers what came in."""

    came: list[tuple[str, str]]

    def print_document(self, actor: Actor, number: str, *, why: str = "") -> None:
        """Remember it."""
        self.came.append((number, why))

    def print_form(self, actor: Actor, source: SourceKind, number: str, form_id: str, *, why: str = "") -> None:
        """Remember it."""
        self.came.append((f"{source.value} {number} {form_id}", why))


@dataclass
class Archive:
    """The archive of a branch with its services."""

    branch: OpenBranch
    services: Services
    press: ArchivePress
    queue: Queue
    dossiers: DossierService
    actors: Actors

    @property
    def clock(self) -> FixedClock:
        """The clock, which tests may move."""
        return clock_of(self.services)

    def opened(self, place: int = 0, teller: Actor | None = None, without: tuple[str, ...] = ()) -> tuple[str, str]:
        """A client whose account ``teller`` has opened: client id and case number.

        The rows and files are as the flow leaves them; the flow itself takes a second each time, see ``really_opened``.
        """
        who = teller or self.actors.teller
        with self.branch.db.write(who) as tx:
            client = add_client(
                tx.conn, paper_number=f"11010119900307{place:03d}8", mobile=f"138001380{place:02d}",
                name=f"客户{chr(0x4E00 + place)}",
            )  # fmt: skip
            case = case_number(tx.conn, branch_day(tx.at))
            tx.conn.execute(opening.insert().values(_opening_row(tx, case, client.id)))
            account = fund_account_number(tx.conn, "8801")
            custody.open_fund_account(tx.conn, client_id=client.id, number=account, at=tx.at)
            for form_id in (form for form in FORMS if form not in without):
                self.paper(tx, client.id, case, form_id)
        return client.id, case

    def paper(self, tx: Writing, client_id: str, case: str, form_id: str, more: str = "") -> str:
        """A paper of a case in the archive; its number."""
        number = f"{case}-{making.FORM_ORDER.index(form_id) + 1:02d}{more}"
        info = self.press.info(form_id)
        content = json.dumps({"number": number, "form": form_id}).encode()
        sha256 = self.branch.blobs.put(content + b"\nsealed")
        document = Document(
            number=number, form_id=form_id, form_code=info.code, form_version=info.version, title=info.title,
            kind=info.kind, case_number=case, client_id=client_id, pages=2, copies=len(info.copies),
            content_sha256=hashlib.sha256(content).hexdigest(), file_sha256=sha256, level="B-B", made_at=tx.at,
            made_by=tx.actor.staff_id, station=tx.actor.station,
        )  # fmt: skip
        ledger.add(tx.conn, document)
        return number

    def really_opened(self) -> tuple[str, str]:
        """A client whose account was opened by the flow."""
        case = prepared(self.services, self.actors.teller, client())
        return self.services.opening.complete(self.actors.teller, case).client_id, case

    def close(self, client_id: str) -> None:
        """Close the client's accounts, as a transfer-out does, with its row in the audit log."""
        with self.branch.db.write(self.actors.teller) as tx:
            for account in custody.fund_accounts(tx.conn, client_id):
                custody.close_fund_account(tx.conn, account, tx.at)
                tx.audit("custody.account_closed", "fund-account", account.number)

    def years_later(self, years: float = YEARS) -> None:
        """Let so many years and a few days go by."""
        self.clock.at += timedelta(days=years * 365.25 + 3)

    def closed_long_ago(self, place: int = 0) -> str:
        """A client who left more than the policy's years ago."""
        client_id, _ = self.opened(place)
        self.close(client_id)
        self.years_later()
        return client_id

    def witnessed(self, *client_ids: str) -> Destruction:
        """A list that waits for nothing but the act."""
        who = self.actors
        number = self.dossiers.propose_destruction(who.archivist, client_ids, "保管期满").number
        self.dossiers.decide_destruction(who.general_manager, number, approved=True)
        return self.dossiers.witness_destruction(who.compliance, number)

    def accounts(self, conn: sa.Connection, client_id: str) -> tuple[FundAccount, ...]:
        """The client's fund accounts."""
        return custody.fund_accounts(conn, client_id)

    def close_silently(self, conn: sa.Connection, account: FundAccount) -> None:
        """Close an account so that the audit log knows nothing of it."""
        custody.close_fund_account(conn, account, self.clock.now())

    def open_account(self, client_id: str) -> None:
        """The client comes back."""
        with self.branch.db.write(self.actors.teller) as tx:
            number = fund_account_number(tx.conn, "8801")
            custody.open_fund_account(tx.conn, client_id=client_id, number=number, at=tx.at)

    def with_roles(self, who: Actor, *more: Actor) -> Actor:
        """Somebody with the roles of others as well, as happens in a small branch."""
        return replace(who, roles=who.roles.union(*(other.roles for other in more)))

    def two_roles(self) -> Actor:
        """Somebody who is a teller and the archivist as well, as happens in a small branch."""
        return replace(self.actors.teller, roles=frozenset({Role.TELLER, Role.ARCHIVIST}))

    def sign_in_users(self) -> None:
        """A user for each actor, so that their roles are known without signing in."""
        with self.branch.db.write(self.actors.admin) as tx:
            lock_register(tx.conn)
            for actor in self.actors.all():
                user = User(new_id(), actor.staff_number, actor.staff_id, actor.roles, active=True, version=1)
                insert_user(tx.conn, user, "-", tx.at)

    def client_number(self, client_id: str) -> str:
        """The client's number."""
        with self.branch.db.read() as conn:
            return clients.get_client(conn, client_id).number


def archive_of(branch: OpenBranch) -> Archive:
    """The archive of a test branch."""
    press, queue = ArchivePress(), Queue([])
    services = services_for(branch, press)
    dossiers = DossierService(
        branch.db, press, branch.blobs, services.policy.dossier, services.clock, branch_facts(branch), queue
    )
    return Archive(branch, services, press, queue, dossiers, Actors())


def _opening_row(tx: Writing, case: str, client_id: str) -> dict[str, Any]:
    who = tx.actor
    return {
        "case_number": case, "status": "completed", "version": 9, "policy_version": "BR-2026.11", "opened_at": tx.at,
        "changed_at": tx.at, "opened_by": who.staff_id, "opened_by_number": who.staff_number,
        "opened_by_name": who.name, "station": who.station, "booking_number": "", "fund_account": case,
        "client_id": client_id, "last_step": "complete", "completed_at": tx.at,
    }  # fmt: skip
