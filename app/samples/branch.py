"""The sample branch: staff, marketing staff, bookings, and openings carried out through the windows' own services."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from app.archive.domain import Document
from app.bookings import storage as bookings
from app.bookings.domain import Booking, BookingState
from app.branch.opened import system_actor
from app.changes.case import PREFIX as CHANGE_CASES
from app.clients import numbers
from app.common.actor import Actor, Role
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.values import new_id
from app.complaints.taking_in import SERIES as COMPLAINTS
from app.contacts.recording import SERIES as CALLS
from app.counter.services import Services
from app.onboarding.steps import State
from app.onboarding.view import OpeningReceipt
from app.risk_cases.domain import PREFIXES, Kind
from app.samples import changes, classes, complaints, contacts, education, messages, reports
from app.samples.at_work import STATION, AtWork
from app.samples.clock import SampleClock
from app.samples.custody import three_banks
from app.samples.institutions import open_institution, shares_move
from app.samples.leaving import Leaving, know_the_years
from app.samples.marketing import hand_over, import_bookings
from app.samples.openings import carry_out
from app.samples.people import (
    BOOKED,
    CLIENTS,
    STAFF,
    as_certified,
    manager,
    user_lines,
    with_running_paper,
)
from app.samples.policy_versions import decide_versions
from app.samples.screening import screen
from app.samples.suitability import acknowledge, import_products, reassess
from app.samples.to_do import share_out
from app.staff.domain import CertificateState, EntryKind, StaffKind
from app.staff.service import AddStaff, Certificate, RecordEntry
from app.suitability import storage as suitability


@dataclass(slots=True)
class DemoReport:
    """What the demo made or found: counts, scores and hashes, for people and scripts."""

    staff: int = 0
    bookings: int = 0
    completed: list[dict[str, Any]] = field(default_factory=list)
    unfinished: list[dict[str, Any]] = field(default_factory=list)
    transfers: list[dict[str, Any]] = field(default_factory=list)
    booked_ahead: int = 0
    handed_over: list[dict[str, Any]] = field(default_factory=list)
    suited: list[dict[str, Any]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    classified: list[dict[str, Any]] = field(default_factory=list)
    called: list[dict[str, Any]] = field(default_factory=list)
    complained: list[dict[str, Any]] = field(default_factory=list)
    exported: list[str] = field(default_factory=list)
    verified: bool = False

    made: bool = True
    seconds: float = 0.0

    def counts(self) -> dict[str, int]:
        """How many of what."""
        return {
            "staff": self.staff,
            "bookings": self.bookings,
            "openings_completed": len(self.completed),
            "openings_unfinished": len(self.unfinished),
            "clients": len({case["client"] for case in self.completed}),
            "transfers_left": sum(case["status"] == "carried-out" for case in self.transfers),
            "transfers_retained": sum(case["status"] == "retained" for case in self.transfers),
            "transfers_running": sum(case["status"] not in ("carried-out", "retained") for case in self.transfers),
            "documents": sum(len(case["documents"]) for case in self._cases()),
            "bookings_ahead": self.booked_ahead,
            "clients_handed_over": sum(len(each["clients"]) for each in self.handed_over),
            "reassessments": sum(case["kind"] == "reassessment" for case in self.suited),
            "mismatches": sum(case["kind"] == "mismatch" for case in self.suited),
            "changes": len(self.changed),
            "calls": len(self.called),
            "complaints": len(self.complained),
            "reclassifications": len(self.classified),
            "exported": len(self.exported),
        }

    def _cases(self) -> Iterator[dict[str, Any]]:
        yield from (*self.completed, *self.transfers, *self.handed_over, *self.suited, *self.changed, *self.called,
                    *self.complained)  # fmt: skip

    def as_json(self, folder: str) -> dict[str, Any]:
        """The report with the users of the sample branch."""
        return {
            "dir": folder,
            "made": self.made,
            "login": {"GUITAI_USER": manager().login, "GUITAI_PASSWORD": manager().password},
            "users": [{"user": m.login, "password": m.password, "roles": list(m.roles)} for m in STAFF if m.login],
            "counts": self.counts(),
            "completed": self.completed,
            "unfinished": self.unfinished,
            "transfers": self.transfers,
            "handed_over": self.handed_over,
            "suitability": self.suited,
            "changes": self.changed,
            "calls": self.called,
            "complaints": self.complained,
            "reclassifications": self.classified,
            "exported": self.exported,
            "verified": self.verified,
            "seconds": self.seconds,
        }

    def lines(self, folder: Path) -> Iterator[str]:
        """The report for people."""
        yield f"Sample branch {'made' if self.made else 'found'} in {folder} ({self.seconds:.1f} s)"
        yield f"  staff {self.staff}, bookings of today {self.bookings}"
        for case in self.completed:
            yield (
                f"  {case['case']}: account {case['fund_account']} opened, score {case['score']} ({case['level']}), "
                f"{len(case['documents'])} documents signed and sealed"
            )
            for document in case["documents"]:
                yield f"    {document['number']}  {document['content_sha256']}"
        for case in self.unfinished:
            yield f"  {case['case']}: left unfinished, to be resumed (missing: {', '.join(case['missing_steps'])})"
        for case in self.transfers:
            how = f"{case['tier']} client, {case['status']}"
            waits = f", waits for: {', '.join(case['blocked_by'])}" if case["blocked_by"] else ""
            yield f"  {case['case']}: {how}, {len(case['documents'])} documents{waits}"
        yield f"  {self.booked_ahead} visits of the coming days booked from a sheet"
        for each in self.handed_over:
            yield f"  {each['list']}: {each['leaver']} left, {len(each['clients'])} clients handed over, list filed"
        for case in self.suited:
            what = "assessed anew" if case["kind"] == "reassessment" else "a mismatch acknowledged"
            yield f"  {case['case']}: {what}, form signed and sealed"
        for case in self.changed:
            forms = ", ".join(document["form"] for document in case["documents"])
            yield f"  {case['case']}: changed with before and after, signed and sealed ({forms})"
        for told in self.complained:
            yield f"  {told['complaint']}: complaint, {told['state']}, {len(told['documents'])} papers filed"
        for call in self.called:
            yield f"  {call['call']}: call recorded for ever, sealed"
        for batch in self.classified:
            yield f"  {batch['batch']}: {batch['clients']} clients classified, {batch['moved']} moved up or down"
        yield f"  {len(self.exported)} documents exported to {folder / 'export'}"
        yield f"  audit chain and documents: {'valid' if self.verified else 'NOT VALID'}"
        yield from user_lines()


def people_the_branch(services: Services) -> dict[str, str]:
    """Enter the staff of the sample branch, with users and the marketing register (MS-1); ids by staff number."""
    setter_up = system_actor(STATION)
    ids: dict[str, str] = {}
    today = branch_day(services.clock.now())
    for person in (as_certified(member, today) for member in STAFF):
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
    """As a branch begins: the first administrator, the manager, then what the one proposes and the other confirms."""
    first = next(person for person in STAFF if "admin" in person.roles)
    auth, roles = services.auth, {Role(role) for role in first.roles}
    auth.first_user(setter_up, first.login, first.password, ids[first.number], roles)
    admin = auth.sign_in(first.login, first.password, STATION)
    second = manager()
    auth.propose_user(admin, second.login, second.password, ids[second.number], {Role(role) for role in second.roles})
    confirms = auth.sign_in(second.login, second.password, STATION)
    for person in STAFF:
        if person.login and person not in (first, second):
            roles = {Role(role) for role in person.roles}
            proposed = auth.propose_user(admin, person.login, person.password, ids[person.number], roles)
            auth.decide(confirms, proposed.id, agreed=True)
    auth.sign_out(admin)
    auth.sign_out(confirms)


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
    times = visit_times(day, [hour for *_, hour in BOOKED], now)
    made: dict[str, str] = {}
    with services.branch.db.write(system_actor(STATION)) as tx:
        for (name, mobile, staff_number, business, _), at in zip(BOOKED, times, strict=True):
            number = numbers.dated_number(tx.conn, "YY", day)
            bookings.add(
                tx.conn,
                Booking(
                    id=new_id(), number=number, name=name, mobile=mobile, paper_number="",
                    planned_at=at, staff_id=ids[staff_number],
                    business=tuple(business.split("、")),
                    note="", state=BookingState.BOOKED, case_number="", created_at=now - timedelta(days=1),
                    created_by=ids[staff_number],
                ),
            )  # fmt: skip
            tx.audit("bookings.booked", "booking", number, after={"staff": ids[staff_number]})
            made[name] = number
    return made


def visit_times(day: date, hours: Sequence[int], now: datetime) -> list[datetime]:
    """The times of visits on ``day`` at these ascending hours, each another one and none over already.

    What would be over is moved behind ``now``, by a quarter of an hour each; shortly before midnight by a minute each,
    back from 23:59.
    """
    quarter = timedelta(minutes=15)
    midnight = datetime.combine(day + timedelta(days=1), time(), BRANCH_ZONE)
    today = now.astimezone(BRANCH_ZONE)
    free = today.replace(minute=0, second=0, microsecond=0)
    while free < today:
        free += quarter
    times: list[datetime] = []
    for place, hour in enumerate(hours):
        wanted = max(datetime.combine(day, time(hour), BRANCH_ZONE), free)
        times.append(min(wanted, midnight - timedelta(minutes=len(hours) - place)))
        free = times[-1] + quarter
    return times


def fill(services: Services, clock: SampleClock | None = None) -> None:
    """Make the sample branch: staff, transfers begun the day before, bookings, openings; one is left unfinished.

    ``clock``: the services' own, put back to the day before; it catches up when that day is done. Without one there
    are no transfers.
    """
    ids = people_the_branch(services)
    know_the_years(services, branch_day(services.clock.now()))
    work = AtWork(services)
    leaving = Leaving(work, ids)
    if clock is not None:
        leaving.before()
        clock.catch_up()
    booked = book_the_day(services, ids)
    actor = work.actor("teller")
    on_display: list[str] = []
    for client in (with_running_paper(each, branch_day(services.clock.now())) for each in CLIENTS):
        booking = booked.get(client.fields["name"], "") if client.booked else ""
        made = carry_out(services, actor, client, booking)
        if isinstance(made, OpeningReceipt) and not client.by_hand:
            on_display.append(made.client_id)
    shares_move(services, actor, open_institution(services, actor).client_id)
    if on_display:
        _suit(work, on_display)
    for client_id in on_display[-1:]:
        changes.do(services, actor, client_id, "client-data", address="浙江省杭州市西湖区示例路18号2幢301室")
    if on_display:
        three_banks(services, actor, on_display[0])
    screen(work)
    if clock is not None:
        decide_versions(work)
        leaving.today()
        import_bookings(work)
        hand_over(work, ids)
        share_out(work, ids)
        classes.reclassify(work, ids)
        classes.mark(work)
        contacts.call(work)
        if on_display:
            complaints.complain(work, ids, on_display[0])
        messages.send(work, on_display)
        education.opinions(services, ids)
        education.events(work)
        reports.schedule(work)
    work.all_go()


def _suit(work: AtWork, clients: Sequence[str]) -> None:
    """Put products in force; the first of these clients insists on one above the level, the last is assessed anew."""
    services, teller = work.services, work.actor("teller")
    import_products(services, work.actor("supervisor"))
    acknowledge(services, teller, clients[0])
    reassess(services, teller, clients[-1])


def look_over(services: Services, report: DemoReport) -> None:
    """Enter in ``report`` what is in the sample branch, as its manager sees it. Refused: as signing in."""
    actor = services.auth.sign_in(manager().login, manager().password, STATION)
    report.staff = len(services.staff.members(actor))
    report.bookings = len(services.bookings.today(actor))
    cases: dict[str, list[Document]] = {}
    for document in services.archive.list_all(actor):
        cases.setdefault(document.case_number, []).append(document)
    leaving = sorted(services.transfer.cases(actor, running=False), key=lambda line: line.number)
    handed = services.marketing.hand_overs(actor)
    others = {line.number for line in leaving} | {listed.number for listed in handed}
    report.completed = [
        _completed(services, actor, number, documents)
        for number, documents in sorted(cases.items())
        if number not in others and not number.startswith((*PREFIXES.values(), CHANGE_CASES, CALLS, COMPLAINTS))
    ]
    report.changed = [
        {"case": number, "documents": [_document(document) for document in documents]}
        for number, documents in sorted(cases.items())
        if number.startswith(CHANGE_CASES)
    ]
    report.called = [
        {"call": number, "documents": [_document(document) for document in documents]}
        for number, documents in sorted(cases.items())
        if number.startswith(CALLS)
    ]
    report.complained = [
        {
            "complaint": line.number, "state": line.state.value,
            "documents": [_document(document) for document in cases.get(line.number, ())],
        }
        for line in sorted(services.complaints.listed(actor), key=lambda line: line.number)
    ]  # fmt: skip
    report.booked_ahead = len(services.bookings.upcoming(actor))
    report.handed_over = [
        {
            "list": listed.number, "leaver": listed.leaver_number,
            "clients": [line.client_number for line in listed.lines],
            "documents": [_document(document) for document in cases.get(listed.number, ())],
        }
        for listed in handed
    ]  # fmt: skip
    report.suited = [
        {
            "case": number, "kind": "reassessment" if number.startswith(PREFIXES[Kind.REASSESSMENT]) else "mismatch",
            "documents": [_document(document) for document in documents],
        }
        for number, documents in sorted(cases.items())
        if number.startswith(tuple(PREFIXES.values()))
    ]  # fmt: skip
    applied = services.reclassification.status(actor).batches
    report.classified = [classes.told(batch) for batch in reversed(applied)]
    for line in leaving:
        report.transfers.append(_transfer(services, actor, line.number, cases.get(line.number, ())))
    for case in sorted(services.opening.unfinished(actor), key=lambda case: case.case_number):
        states = services.opening.view(actor, case.case_number).steps
        missing = [state.step.value for state in states if state.state not in (State.DONE, State.NOT_NEEDED)]
        report.unfinished.append({"case": case.case_number, "missing_steps": missing})
    services.auth.sign_out(actor)


def _transfer(services: Services, actor: Actor, number: str, documents: Sequence[Document]) -> dict[str, Any]:
    view = services.transfer.view(actor, number)
    return {
        "case": number,
        "client": view.client.number,
        "status": view.case.status.value,
        "tier": view.case.tier.value if view.case.tier else "",
        "approvals": [{"step": state.step.value, "status": state.status.value} for state in view.approvals],
        "receipt": view.receipt.number if view.receipt else "",
        "blocked_by": [condition.code for condition in view.accounts.blocks],
        "documents": [_document(document) for document in documents],
    }


def _document(document: Document) -> dict[str, Any]:
    return {
        "number": document.number,
        "form": document.form_id,
        "pages": document.pages,
        "content_sha256": document.content_sha256,
        "file_sha256": document.file_sha256,
    }


def _completed(services: Services, actor: Actor, number: str, documents: Sequence[Document]) -> dict[str, Any]:
    client_id = documents[0].client_id or ""
    hit = services.clients.card(actor, client_id).hit
    with services.branch.db.read() as connection:
        history = suitability.history(connection, client_id)
    assessed = next((one for one in history if one.case_number == number), None)
    return {
        "case": number,
        "client": hit.number,
        "fund_account": hit.fund_account,
        "score": assessed.total if assessed is not None else None,
        "level": services.policy.questionnaire.level_label(assessed.level) if assessed is not None else "",
        "documents": [_document(document) for document in documents],
    }
