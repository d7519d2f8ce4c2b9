"""Gives the pages what they show, from the branch's services. No Qt; every method runs in a worker.

Codes become words here only where they are the business's own Chinese labels; the pages translate the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from app.auth.denials import audited
from app.bookings.domain import BUSINESS, BookingLine, BookVisit
from app.bookings.importing import BookingImport
from app.bookings.sheet_rows import template
from app.changes.case import CaseSummary as ChangeSummary
from app.changes.case import Status as ChangeStatus
from app.clients.domain import INSTITUTION_PAPER, ClientCard, MaskedField
from app.clients.papers import PaperKind, age_on, standing_of
from app.common.actor import Actor, Right
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.dates import read_date
from app.common.errors import Refused
from app.common.long_work import Watch
from app.counter.services import Services
from app.custody.domain import AccountState
from app.custody.service import AccountLine
from app.gateways.printing import Printer
from app.institutions.domain import LICENCES, Role
from app.institutions.service import InstitutionCard
from app.onboarding.draft import CaseSummary, Status
from app.onboarding.labels import contact_way_label, paper_label
from app.onboarding.steps import Step
from app.risk_cases.domain import RiskLine
from app.staff.domain import practising
from app.storage.durable import write_durable
from app.verification import page
from app.verification.checking import MOST_BYTES, CheckService
from app.verification.filing_page import CheckPages
from ui.pages.bookings import BookingChoices, NewBooking
from ui.pages.changes.words import kind_title
from ui.pages.client_view import (
    LONG_TERM,
    UNWANTED,
    WANTED,
    AccountRow,
    CheckedFile,
    ClientCaseRow,
    ClientView,
    Detail,
    DocumentRow,
)
from ui.pages.opening.words import step_title
from ui.pages.workbench import BookingRow, CaseRow, Workbench
from ui.purposes import Purposes
from ui.widgets.editors import Choice
from ui.widgets.search import Hit

_BOOKING_STATES = {
    "booked": "open",
    "no-show": "no-show",
    "kept": "kept",
    "expired": "expired",
    "cancelled": "cancelled",
}


def local(moment: datetime) -> datetime:
    """``moment`` in the branch's time, as lists show it."""
    return moment.astimezone(BRANCH_ZONE)


class Search:
    """The search box."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def find(self, text: str) -> Sequence[Hit]:
        """Clients that fit, masked."""
        return [
            Hit(
                hit.id,
                hit.name,
                f"{hit.fund_account or hit.number} · {hit.paper_masked} · {hit.mobile_masked}",
                hit.level,
            )
            for hit in self._services.clients.find(self._actor, text)
        ]


class WorkbenchData:
    """Today's bookings and the cases to resume."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def workbench(self) -> Workbench:
        """All the workbench shows; late bookings are marked, and ending certificates reminded of, on the way."""
        self._services.bookings.expire(self._actor)
        if self._actor.may(Right.STAFF_READ):
            self._services.marketing.remind(self._actor)
        self._services.papers.remind(self._actor)
        cases = self._services.opening.unfinished(self._actor)
        unfinished = frozenset(case.case_number for case in cases)
        return Workbench(
            tuple(booking_row(line, unfinished) for line in self._services.bookings.today(self._actor)),
            _unfinished(
                [
                    *(case_row(case) for case in cases),
                    *(change_row(case) for case in self._services.changes.unfinished(self._actor)),
                ]
            ),
            self._services.opening.completed_on(self._actor, branch_day(self._services.clock.now())),
            self._services.transfer.cases(self._actor),
            self._services.transfer.due_accounts(self._actor),
        )


def booking_row(line: BookingLine, unfinished: frozenset[str]) -> BookingRow:
    """A booking as lists show it; a kept one is ``started`` while its case is among the ``unfinished``."""
    state = "started" if line.case_number in unfinished else _BOOKING_STATES[line.state.value]
    return BookingRow(
        line.id, line.number, local(line.planned_at), line.name, line.mobile_masked, line.staff_name, state
    )


def case_row(case: CaseSummary) -> CaseRow:
    """An unfinished case as lists show it."""
    return CaseRow(
        case.case_number, case.case_number, case.name, step_title(Step(case.step)), local(case.opened_at),
        case.teller, case.station,
    )  # fmt: skip


def change_row(case: ChangeSummary) -> CaseRow:
    """An unfinished change as lists show it: the kind stands where an opening's step stands."""
    return CaseRow(
        case.number, case.number, case.client_name, kind_title(case.kind, case.label), local(case.opened_at),
        case.teller, case.station,
    )  # fmt: skip


def _unfinished(rows: list[CaseRow]) -> tuple[CaseRow, ...]:
    return tuple(sorted(rows, key=lambda row: row.since, reverse=True))


class BookingData:
    """The list of bookings and the form."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def bookings(self) -> Sequence[BookingRow]:
        """Today's and coming bookings, and those that lapsed."""
        service, actor = self._services.bookings, self._actor
        lines = {line.id: line for line in (*service.lapsed(actor), *service.today(actor), *service.upcoming(actor))}
        ordered = sorted(lines.values(), key=lambda line: line.planned_at)
        unfinished = self._unfinished()
        return [booking_row(line, unfinished) for line in ordered]

    def _unfinished(self) -> frozenset[str]:
        """Cases under way; marketing staff are not told of them (OP-4)."""
        if not self._actor.may(Right.COUNTER):
            return frozenset()
        return frozenset(case.case_number for case in self._services.opening.unfinished(self._actor))

    def choices(self) -> BookingChoices:
        """Marketing staff who may practise today, and the business that can be booked."""
        day = branch_day(self._services.clock.now())
        staff = []
        for member in self._services.staff.marketing(self._actor):
            try:
                practising(member, day)
            except Refused:
                continue
            staff.append(Choice(member.id, f"{member.name} {member.number}", member.number))
        return BookingChoices(tuple(staff), tuple(Choice(business, business) for business in BUSINESS))

    def book(self, booking: NewBooking) -> BookingRow:
        """Check and save; refusals carry the form's own field names."""
        try:
            made = self._services.bookings.book(
                self._actor,
                BookVisit(
                    name=booking.name, mobile=booking.mobile, planned_at=_planned(booking), staff_id=booking.staff_id,
                    business=booking.business, note=booking.note,
                ),
            )  # fmt: skip
        except Refused as refused:
            at = "day" if refused.field == "planned_at" else refused.field
            raise Refused(refused.code, field=at, **refused.facts) from refused
        return next(row for row in self.bookings() if row.id == made.id)

    def cancel(self, booking_id: str, reason: str) -> None:
        """Cancel with a reason."""
        self._services.bookings.cancel(self._actor, booking_id, reason)

    def between(self, first: date, last: date) -> Sequence[BookingRow]:
        """Bookings of some days; who has not come is marked on the way (AP-3)."""
        service, actor = self._services.bookings, self._actor
        service.expire(actor)
        unfinished = self._unfinished()
        return [booking_row(line, unfinished) for line in service.between(actor, first, last)]

    def import_sheet(
        self, path: str, *, dry_run: bool, skip: bool, watch: Watch
    ) -> BookingImport:  # fmt: skip
        """Look a sheet over, or book it."""
        return self._services.bookings.import_file(
            self._actor, Path(path), dry_run=dry_run, skip_duplicates=skip, watch=watch
        )  # fmt: skip

    def save_template(self, path: str) -> None:
        """Write the empty sheet."""
        write_durable(Path(path), template())


def _planned(booking: NewBooking) -> datetime:
    try:
        day = read_date(booking.day)
    except Refused as refused:
        raise Refused(refused.code, field="day") from None
    try:
        hour, minute = (int(part) for part in booking.time.replace("：", ":").split(":"))
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BRANCH_ZONE)
    except ValueError:
        raise Refused("opening.time", field="time") from None


def _fund_kind(line: AccountLine, *, several: bool) -> str:
    """What the list calls a fund account: of several, which one trades (CU-2)."""
    if not several or line.account.state is not AccountState.OPEN:
        return "fund-account"
    return "fund-main" if line.account.main else "fund-auxiliary"


class ClientData:
    """A client's page."""

    def __init__(
        self, services: Services, actor: Actor, printer: Printer, purposes: Purposes | None = None
    ) -> None:  # fmt: skip
        self._services = services
        self._actor = actor
        self._printer = printer
        self._purposes = purposes or Purposes(services.archive, actor, services.policy.dossier.purposes)

    def client(self, client_id: str) -> ClientView:
        """Everything of one client, masked."""
        services, actor = self._services, self._actor
        card = services.clients.card(actor, client_id)
        needed = self._purposes.needed(client_id)
        return ClientView(
            id=client_id,
            number=card.hit.number,
            name=card.hit.name,
            level=card.hit.level,
            details=(*_details(card, services.institutions.card(actor, client_id)), self._advertising(client_id)),
            accounts=self._accounts(card, client_id),
            cases=(
                *(_change(case) for case in services.changes.cases_of(actor, client_id)),
                *(_case(case) for case in services.opening.cases_of(actor, client_id)),
                *(_risk_case(case) for case in services.risk_cases.cases_of(actor, client_id)),
            ),
            documents=() if needed else self._documents(client_id),
            purpose_needed=needed,
            paper=standing_of(card.paper_until, self._today(), services.policy.paper_expiry_warning_days).value,
            older=self._is_older(card),
        )

    def _advertising(self, client_id: str) -> Detail:
        """Whether advertising may be sent; a duty is sent whatever the client says of it (FU-2)."""
        wanted = self._services.messages.wants_advertising(self._actor, client_id)
        changes = self._actor.may(Right.MESSAGE_WRITE)
        return Detail("advertising", WANTED if wanted else UNWANTED, changes=changes)

    def set_advertising(self, client_id: str, wanted: bool, why: str) -> None:
        """Keep what the client wants of advertising; registered."""
        self._services.messages.set_advertising(self._actor, client_id, wanted, why)

    def _today(self) -> date:
        return branch_day(self._services.clock.now())

    def _is_older(self, card: ClientCard) -> bool:
        person = card.paper_kind != INSTITUTION_PAPER
        return person and age_on(card.birth_date, self._today()) >= self._services.policy.older.age

    def state_purpose(self, client_id: str, why: str) -> None:
        """What the client's papers are needed for."""
        self._purposes.state(client_id, why)

    def _documents(self, client_id: str) -> tuple[DocumentRow, ...]:
        archive, actor = self._services.archive, self._actor
        listed = archive.list_for_client(actor, client_id, self._purposes.of(client_id))
        gone = archive.destroyed(actor, client_id)
        rows = []
        for one in listed:
            row = DocumentRow(
                one.number, one.number, one.title, one.form_version, local(one.made_at), one.pages, True
            )  # fmt: skip
            end = gone.get(one.number)
            if end is not None:
                row = replace(row, destroyed=end.destruction, destroyed_on=branch_day(end.at))
            rows.append(row)
        return tuple(rows)

    def _why(self, number: str) -> str:
        """What was said of the papers of the client whose document it is."""
        return self._purposes.of(self._services.archive.get(self._actor, number).client_id)

    def _accounts(self, card: ClientCard, client_id: str) -> tuple[AccountRow, ...]:
        lines = self._services.custody.accounts(self._actor, client_id)
        several = sum(line.account.state is AccountState.OPEN for line in lines) > 1
        in_order = sorted(lines, key=lambda one: (one.account.state is not AccountState.OPEN, not one.account.main))
        fund = [
            AccountRow(
                _fund_kind(line, several=several), line.account.number, branch_day(line.account.opened_at),
                line.account.state.value,
                f"{self._services.policy.label('banks', line.bank)} *{line.bank_account_masked[-4:]}"
                if line.bank else "",
            )
            for line in in_order
        ]  # fmt: skip
        return (*fund, *(AccountRow(market.value, number, None, "registered") for market, number in card.accounts))

    def unmask(self, client_id: str, key: str, reason: str) -> str:
        """One detail in full, registered."""
        return self._services.clients.unmask(self._actor, client_id, MaskedField(key), reason)

    def document(self, document_id: str) -> bytes:
        """The sealed PDF, the look registered."""
        return self._services.archive.get_pdf(self._actor, document_id, self._why(document_id))

    def export(self, document_id: str, path: str) -> None:
        """Save the sealed PDF as ``path``; registered with who and when."""
        why = self._why(document_id)
        self._services.archive.export_as(self._actor, document_id, Path(path), why)

    def export_all(self, numbers: Sequence[str], folder: str, why: str = "") -> None:
        """Save several documents of one client into a folder; registered with who, when and why."""
        said = why or (self._why(numbers[0]) if numbers else "")
        self._services.archive.export(self._actor, numbers, Path(folder), said)

    def print_document(self, document_id: str) -> None:
        """Print every copy that the form is made in, each with its label (SR-2)."""
        document = self._services.archive.get(self._actor, document_id)
        for label in self._services.press.info(document.form_id).copies or ("",):
            why = self._purposes.of(document.client_id)
            self._printer.print(self._services.archive.printable(self._actor, document_id, label, why))

    def check(self, document_id: str) -> CheckedFile:
        """Check a document of the archive; look and check are registered."""
        return self._checked(self._services.archive.get_pdf(self._actor, document_id, self._why(document_id)))

    def check_file(self, path: str) -> CheckedFile:
        """Check a PDF that came back. Refused: ``archive.cannot_read``."""
        try:
            with Path(path).open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except OSError:
            raise Refused("archive.cannot_read") from None
        return self._checked(content)

    def _checked(self, content: bytes) -> CheckedFile:
        services, actor = self._services, self._actor
        checking = audited(CheckService(services.branch.db, services.press, services.clock), services.auth)
        found = checking.check(actor, content)
        by = f"{actor.name}（工号{actor.staff_number}）"
        pressed, sealed = page.sealed(services.press, services.branch.settings, found, by)
        number, title = (found.document.number, found.document.title) if found.document is not None else ("", "")
        made = CheckedFile(found.verdict.value, number, title, sealed, pressed.pages, pressed)
        gone = found.destroyed
        return made if gone is None else replace(made, destroyed=gone.destruction, destroyed_on=branch_day(gone.at))

    def print_page(self, found: CheckedFile) -> str:
        """Archive the verification page of a check, to be printed like every document; its number."""
        services = self._services
        if found.pressed is None:
            raise Refused("archive.unknown")
        pages = audited(CheckPages(services.branch.db, services.press, services.branch.blobs), services.auth)
        return pages.keep(self._actor, found.pressed, found.page).number


def _institution(card: InstitutionCard) -> tuple[Detail, ...]:
    """Who acts for an institution and who owns it, in a line each."""
    people = {line.role: line for line in card.people}
    representative, agent = people.get(Role.REPRESENTATIVE.value), people.get(Role.AGENT.value)
    letter = f"{agent.letter_number}（{agent.letter_until}）" if agent is not None else ""
    return (
        Detail("institution_type", f"{card.type}，{card.size}"),
        Detail("representative", representative.name if representative is not None else ""),
        Detail("agent", f"{agent.name} {agent.post}".strip() if agent is not None else ""),
        Detail("letter", letter),
        Detail("owners", "；".join(f"{owner.name} {owner.why}" for owner in card.owners)),
        Detail("seals", "、".join(card.seals)),
    )


def _details(card: ClientCard, institution: InstitutionCard | None) -> tuple[Detail, ...]:
    firm = card.paper_kind == INSTITUTION_PAPER
    until = card.paper_until.isoformat() if card.paper_until is not None else LONG_TERM
    return tuple(
        detail
        for detail in (
            Detail("number", card.hit.number),
            Detail("paper_kind", institution.licence if institution is not None else _paper_label(card.paper_kind)),
            Detail("paper_number", card.hit.paper_masked, masked=True),
            Detail("paper_until", until),
            Detail("sex", card.sex),
            Detail("founded" if firm else "birth_date", card.birth_date.isoformat()),
            *(_institution(institution) if institution is not None else ()),
            Detail("mobile", card.hit.mobile_masked, masked=True),
            Detail("telephone", card.telephone_masked, masked=True),
            Detail("email", card.email_masked, masked=True),
            Detail("address", card.address_masked, masked=True),
            Detail("contact_way", contact_way_label(card.contact_way)),
            Detail("opened_on", _day(card.hit.opened_on)),
        )
        if detail.value
    )


def _paper_label(kind: str) -> str:
    return LICENCES[0].label if kind == INSTITUTION_PAPER else paper_label(PaperKind(kind))


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _change(case: ChangeSummary) -> ClientCaseRow:
    return ClientCaseRow(
        case.number, case.number, "change", local(case.opened_at), case.status.value,
        case.status is ChangeStatus.OPEN,
    )  # fmt: skip


def _risk_case(case: RiskLine) -> ClientCaseRow:
    return ClientCaseRow(
        case.number, case.number, case.kind.value, local(case.opened_at), case.status.value,
        case.status is Status.OPEN,
    )  # fmt: skip


def _case(case: CaseSummary) -> ClientCaseRow:
    return ClientCaseRow(
        case.case_number, case.case_number, "opening", local(case.opened_at), case.status.value,
        case.status is Status.OPEN,
    )  # fmt: skip
