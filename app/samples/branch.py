"""The sample branch: staff, marketing staff, bookings, and openings carried out through the windows' own services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from app.bookings import storage as bookings
from app.bookings.domain import Booking, BookingState
from app.branch.opened import system_actor
from app.clients import numbers
from app.common.actor import Actor, Role
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.values import new_id
from app.counter.services import Services
from app.onboarding.view import OpeningReceipt
from app.samples.openings import carry_out
from app.samples.people import BOOKED, CLIENTS, STAFF
from app.staff.domain import CertificateState, EntryKind, StaffKind
from app.staff.service import AddStaff, Certificate, RecordEntry

STATION = "01"


@dataclass(slots=True)
class DemoReport:
    """What the demo did: counts, scores and hashes, for people and scripts."""

    staff: int = 0
    bookings: int = 0
    completed: list[dict[str, Any]] = field(default_factory=list)
    unfinished: list[dict[str, Any]] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    verified: bool = False

    def as_json(self, folder: str) -> dict[str, Any]:
        """The report with the users of the sample branch."""
        manager = next(member for member in STAFF if "general-manager" in member.roles)
        return {
            "dir": folder,
            "login": {"GUITAI_USER": manager.login, "GUITAI_PASSWORD": manager.password},
            "users": [{"user": m.login, "password": m.password, "roles": list(m.roles)} for m in STAFF if m.login],
            "counts": {
                "staff": self.staff,
                "bookings": self.bookings,
                "openings_completed": len(self.completed),
                "openings_unfinished": len(self.unfinished),
                "clients": len(self.completed),
                "documents": sum(len(case["documents"]) for case in self.completed),
                "exported": len(self.exported),
            },
            "completed": self.completed,
            "unfinished": self.unfinished,
            "exported": self.exported,
            "verified": self.verified,
        }


def people_the_branch(services: Services) -> dict[str, str]:
    """Enter the staff of the sample branch, with users and the marketing register (MS-1); ids by staff number."""
    setter_up = system_actor(STATION)
    ids: dict[str, str] = {}
    for person in STAFF:
        certificate = None
        if person.certificate and person.certificate_from and person.certificate_until:
            state = CertificateState.SUSPENDED if person.suspended else CertificateState.VALID
            certificate = Certificate(person.certificate, person.certificate_from, person.certificate_until, state)
        member = services.staff.add(
            setter_up,
            AddStaff(
                number=person.number, name=person.name, post=person.post, kind=StaffKind(person.kind),
                telephone=person.telephone, certificate=certificate,
                authority=services.policy.marketing_authorised if certificate else (),
            ),
        )  # fmt: skip
        ids[person.number] = member.id
    _add_users(services, setter_up, ids)
    _add_register(services, setter_up, ids)
    return ids


def _add_users(services: Services, setter_up: Actor, ids: dict[str, str]) -> None:
    with_login = sorted((p for p in STAFF if p.login), key=lambda p: "admin" not in p.roles)
    for place, person in enumerate(with_login):
        make = services.auth.create_user if place else services.auth.first_user
        make(setter_up, person.login, person.password, ids[person.number], {Role(role) for role in person.roles})


def _add_register(services: Services, setter_up: Actor, ids: dict[str, str]) -> None:
    day = branch_day(services.clock.now())
    entries = (
        ("3301201", EntryKind.TRAINING, "证券从业人员后续职业培训，15学时，考核合格", ""),
        ("3301202", EntryKind.TRAINING, "适当性管理与反洗钱专项培训，8学时，考核合格", ""),
        ("3301204", EntryKind.VIOLATION, "未经公司统一安排向客户发送投资建议", "暂停执业，参加合规培训"),
    )
    for number, kind, text, handled in entries:
        on = day - timedelta(days=40)
        services.staff.record(
            setter_up, RecordEntry(staff_id=ids[number], kind=kind, on=on, text=text, handled=handled)
        )


def book_the_day(services: Services, ids: dict[str, str]) -> dict[str, str]:
    """Bookings of today (AP-1), made yesterday; booking numbers by client name."""
    now = services.clock.now()
    day = branch_day(now)
    made: dict[str, str] = {}
    with services.branch.db.write(system_actor(STATION)) as tx:
        for name, mobile, staff_number, business, hour in BOOKED:
            number = numbers.dated_number(tx.conn, "YY", day)
            bookings.add(
                tx.conn,
                Booking(
                    id=new_id(), number=number, name=name, mobile=mobile, paper_number="",
                    planned_at=_at(day, hour), staff_id=ids[staff_number], business=tuple(business.split("、")),
                    note="", state=BookingState.BOOKED, case_number="", created_at=now - timedelta(days=1),
                    created_by=ids[staff_number],
                ),
            )  # fmt: skip
            tx.audit("bookings.booked", "booking", number, after={"staff": ids[staff_number]})
            made[name] = number
    return made


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), BRANCH_ZONE)


def fill(services: Services, report: DemoReport) -> None:
    """Make the sample branch: staff, bookings, and openings done by the teller; one is left unfinished."""
    ids = people_the_branch(services)
    booked = book_the_day(services, ids)
    report.staff, report.bookings = len(ids), len(booked)
    teller = next(person for person in STAFF if "teller" in person.roles and person.login == "teller")
    actor = services.auth.sign_in(teller.login, teller.password, STATION)
    for client in CLIENTS:
        outcome = carry_out(services, actor, client, booked.get(client.fields["name"], "") if client.booked else "")
        if isinstance(outcome, OpeningReceipt):
            report.completed.append(told(outcome))
        else:
            steps = [state.step.value for state in outcome.steps if state.state.value not in ("done", "not-needed")]
            report.unfinished.append({"case": outcome.draft.case_number, "missing_steps": steps})


def told(receipt: OpeningReceipt) -> dict[str, Any]:
    """A finished opening as the report tells of it."""
    return {
        "case": receipt.case_number,
        "client": receipt.client_number,
        "fund_account": receipt.fund_account,
        "score": receipt.total,
        "level": receipt.level_label,
        "documents": [
            {
                "number": document.number,
                "form": document.form_id,
                "pages": document.pages,
                "content_sha256": document.content_sha256,
                "file_sha256": document.file_sha256,
            }
            for document in receipt.documents
        ],
    }
