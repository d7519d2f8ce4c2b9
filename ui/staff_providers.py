"""Gives the pages of staff, users, own account and audit what they show. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.archive.scan_file import read_scan
from app.audit.reader import AuditReader, AuditRecord
from app.auth.denials import audited
from app.branch.opened import SYSTEM_STAFF_ID
from app.common.actor import Actor, Right, Role
from app.common.clock import branch_day
from app.common.dates import read_date
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import digest
from app.complaints.looking import StaffCount
from app.counter.public_page import PUBLIC_FORM, public_page
from app.counter.services import Services
from app.gateways.printing import Printer
from app.marketing.domain import PrepareHandOver
from app.printing.domain import SourceKind
from app.staff.domain import (
    CertificateState,
    EntryKind,
    Practice,
    PublicPart,
    RegisterEntry,
    StaffKind,
    StaffMember,
    practice,
)
from app.staff.facts import PRACTICE_LABELS
from app.staff.service import AddStaff, Certificate, ChangeStaff, PublicWay, RecordEntry
from ui.customer_display.prompts import Confirmation
from ui.pages.audit import PROGRAM, AuditRow
from ui.pages.proposals import ProposalRow
from ui.pages.staff_handing import HandedRow, Handing
from ui.pages.staff_port import PUBLIC_PROMPT, EntryRow, StaffDetail, StaffRow
from ui.pages.users import UserRow, UserRows
from ui.pages.watch import NoticeRow
from ui.providers import local
from ui.widgets.editors import Choice

AUDIT_ROWS = 500
"""So many of the newest acts are listed."""


class StaffData:
    """The staff register."""

    def __init__(self, services: Services, actor: Actor, printer: Printer) -> None:
        self._services = services
        self._actor = actor
        self._printer = printer

    def members(self) -> Sequence[StaffRow]:
        """Everybody, those who left last."""
        day, soon = self._day(), self._services.policy.certificate_warning_days
        self._services.marketing.remind(self._actor)
        rows = [_row(member, day, soon) for member in self._services.staff.members(self._actor)]
        return sorted(rows, key=lambda row: (row.state is Practice.LEFT, row.number))

    def detail(self, staff_id: str) -> StaffDetail:
        """One member: in full for those who keep the register, else the public part."""
        staff, actor = self._services.staff, self._actor
        member = staff.get(actor, staff_id)
        entries: tuple[EntryRow, ...] = ()
        complaints: int | None = None
        if actor.may(Right.STAFF_WRITE) or actor.staff_id == staff_id:
            names = {person.id: person.name for person in staff.members(actor)}
            found = staff.entries(actor, staff_id)
            entries = tuple(_entry(entry, names) for entry in found)
            complaints = sum(entry.kind is EntryKind.COMPLAINT and not entry.about for entry in found)
        elif member.kind is StaffKind.MARKETING:
            part = staff.public_part(actor, staff_id)
            entries = tuple(EntryRow("", e.kind, e.on, e.text, e.handled) for e in (*part.trainings, *part.violations))
            complaints = part.complaints
        usual = self._services.policy.marketing_authorised if member.kind is StaffKind.MARKETING else ()
        return StaffDetail(
            row=_row(member, self._day(), self._services.policy.certificate_warning_days),
            version=member.version,
            telephone=member.telephone,
            certificate_from=member.certificate_from,
            suspended=member.certificate_state is CertificateState.SUSPENDED,
            left_on=member.left_on,
            authority=member.authority or usual,
            own_authority=member.authority,
            entries=entries,
            complaints=complaints,
            about=self._about(staff_id),
        )

    def _about(self, staff_id: str) -> StaffCount | None:
        """The complaints about a member, for those who see all complaints; never about oneself (CP-3)."""
        if staff_id == self._actor.staff_id or not self._actor.may(Right.COMPLAINT_ALL):
            return None
        return self._services.complaints.staff_count(self._actor, staff_id)

    def add(self, values: Mapping[str, Any]) -> str:
        """Enter a member; a certificate when anything of one was typed."""
        for key in ("number", "name", "kind", "post"):
            _needed(values, key)
        given = any(values[key] for key in ("certificate_number", "certificate_from", "certificate_until"))
        command = AddStaff(
            number=values["number"],
            name=values["name"],
            post=values["post"],
            kind=StaffKind(values["kind"]),
            telephone=values["telephone"],
            certificate=_certificate(values, CertificateState.VALID) if given else None,
            authority=_lines(values["authority"]),
        )
        return self._services.staff.add(self._actor, command).id

    def change(self, staff_id: str, version: int, values: Mapping[str, Any]) -> None:
        """Correct name, post, telephone and authority."""
        for key in ("name", "post"):
            _needed(values, key)
        command = ChangeStaff(
            staff_id=staff_id, version=version, name=values["name"], post=values["post"],
            telephone=values["telephone"], authority=_lines(values["authority"]),
        )  # fmt: skip
        self._services.staff.change(self._actor, command)

    def certify(self, staff_id: str, version: int, values: Mapping[str, Any]) -> None:
        """Enter, renew, suspend or reinstate the certificate."""
        certificate = _certificate(values, CertificateState(_needed(values, "certificate_state")))
        self._services.staff.certify(self._actor, staff_id, version, certificate)

    def record(self, staff_id: str, values: Mapping[str, Any]) -> None:
        """Add an entry to the register."""
        self._services.staff.record(
            self._actor,
            RecordEntry(
                staff_id=staff_id,
                kind=EntryKind(_needed(values, "kind")),
                on=_day_of(values, "on"),
                text=values["text"],
                handled=values["handled"],
                about=values["about"],
            ),
        )

    def leave(self, staff_id: str, version: int, values: Mapping[str, Any]) -> None:
        """Note that the member leaves."""
        self._services.staff.leave(self._actor, staff_id, version, _day_of(values, "on"))

    def show_public(self, staff_id: str) -> Confirmation:
        """The public part for the customer display, in the clients' language; registered."""
        part, state = self._public(staff_id, PublicWay.SHOWN)
        text = "" if not part.problem else "该人员目前不得从事证券营销业务，请勿接受其服务。"
        return Confirmation(
            PUBLIC_PROMPT, "营销人员信息公示", text, public_lines(part, state), agree="我已看完", decline="关闭"
        )

    def print_public(self, staff_id: str) -> None:
        """Queue the public page with the branch's seal; registered before. Without PRINT it goes to the printer."""
        services, actor = self._services, self._actor
        part, _ = self._public(staff_id, PublicWay.PRINTED)
        if actor.may(Right.PRINT):
            services.printing.print_form(actor, SourceKind.STAFF_FORM, part.number, PUBLIC_FORM)
        else:
            self._printer.print(public_page(services, actor, part.number))

    # clients handed over

    def handing(self, staff_id: str) -> Handing:
        """The leaver's clients, or the list that is out."""
        marketing, actor = self._services.marketing, self._actor
        member = self._services.staff.get(actor, staff_id)
        receivers = tuple(Choice(one.id, f"{one.name} {one.number}", one.number)
                          for one in marketing.receivers(actor, staff_id))  # fmt: skip
        served = {one.client_id: one for one in marketing.served(actor, staff_id)}
        listed = [one for one in marketing.hand_overs(actor) if one.leaver_id == staff_id and one.end is None]
        given = {line.client_id: line for line in listed[0].lines} if listed else {}
        rows = tuple(
            HandedRow(
                one.client_id, one.number, one.name, one.mobile_masked, one.since.isoformat(),
                given[one.client_id].receiver_id if one.client_id in given else "",
                given[one.client_id].receiver_name if one.client_id in given else "",
            )
            for one in served.values()
        )  # fmt: skip
        number = listed[0].number if listed else ""
        return Handing(staff_id, member.name, rows, receivers, number, member.left_on)

    def prepare_list(self, staff_id: str, values: Mapping[str, Any], receivers: Mapping[str, str]) -> str:
        """Make the list; its number."""
        plan = PrepareHandOver(
            staff_id=staff_id, on=_day_of(values, "on"), receivers=receivers, absence=values["absence"]
        )  # fmt: skip
        return self._services.marketing.prepare(self._actor, plan).number

    def print_list(self, number: str) -> None:
        """Print the list to be signed."""
        pressed = self._services.marketing.list_form(self._actor, number)
        (copy,) = self._services.press.info(pressed.form_id).copies
        self._printer.print(self._services.press.rendition(pressed.pdf, copy_label=copy))

    def complete_list(self, number: str, path: str, watch: Watch = UNWATCHED) -> None:
        """The signed list is back. Refused: ``scan.*``, as the service."""
        self._services.marketing.complete(self._actor, number, read_scan(path), watch=watch)

    def cancel_list(self, number: str, why: str) -> None:
        """Give the list up."""
        self._services.marketing.cancel(self._actor, number, why)

    def _public(self, staff_id: str, way: PublicWay) -> tuple[PublicPart, Practice]:
        services, actor = self._services, self._actor
        part = services.staff.make_public(actor, staff_id, way, services.policy.marketing_authorised)
        return part, practice(services.staff.get(actor, staff_id), self._day())

    def _day(self) -> date:
        return branch_day(self._services.clock.now())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


def _row(member: StaffMember, day: date, soon: int) -> StaffRow:
    return StaffRow(
        member.id, member.number, member.name, member.kind, member.post, member.certificate_number,
        member.certificate_until, practice(member, day, soon),
    )  # fmt: skip


def _entry(entry: RegisterEntry, names: Mapping[str, str]) -> EntryRow:
    by = names.get(entry.recorded_by, "")
    return EntryRow(entry.id, entry.kind, entry.on, entry.text, entry.handled, by)


def public_lines(part: PublicPart, state: Practice) -> tuple[tuple[str, str], ...]:
    """The public part as a client reads it (MS-1)."""
    since, until = part.certificate_from, part.certificate_until
    lines = [
        ("姓名", part.name),
        ("工号", part.number),
        ("岗位", part.post),
        ("联系电话", part.telephone),
        ("执业证书", part.certificate_number),
        ("有效期", f"{since.isoformat()} 至 {until.isoformat()}" if since and until else ""),
        ("执业状态", PRACTICE_LABELS[state]),
        ("服务范围", "\n".join(part.authority)),
        ("培训情况", "\n".join(f"{e.on.isoformat()} {e.text}" for e in part.trainings) or "没有登记"),
        ("被投诉次数", "；".join((f"{part.complaints}次", *part.dealt))),
        (
            "违规情况",
            "\n".join(f"{e.on.isoformat()} {e.text}；处理：{e.handled}" for e in part.violations) or "没有登记",
        ),
    ]
    return tuple((name, value) for name, value in lines if value)


def _needed(values: Mapping[str, Any], key: str) -> str:
    value = str(values[key])
    if not value:
        raise Refused("text.required", field=key)
    return value


def _day_of(values: Mapping[str, Any], key: str) -> date:
    try:
        return read_date(_needed(values, key))
    except Refused as refused:
        raise Refused(refused.code, field=key, **refused.facts) from None


def _certificate(values: Mapping[str, Any], state: CertificateState) -> Certificate:
    number = _needed(values, "certificate_number")
    return Certificate(number, _day_of(values, "certificate_from"), _day_of(values, "certificate_until"), state)


class UserData:
    """Who can sign in (SE-1)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def users(self) -> UserRows:
        """All users, and the staff without one."""
        members = {member.id: member for member in self._services.staff.members(self._actor)}
        users = self._services.auth.users(self._actor)
        rows = tuple(
            UserRow(
                user, member.number if member else "", member.name if member else "", bool(member and member.active)
            )
            for user in users
            for member in (members.get(user.staff_id),)
        )
        taken = {user.staff_id for user in users}
        free = tuple(
            Choice(m.id, f"{m.name} {m.number}", m.post) for m in members.values() if m.active and m.id not in taken
        )
        return UserRows(rows, free)

    def create(self, values: Mapping[str, Any]) -> str:
        """Propose that a member of staff may sign in; the id of the user to be."""
        staff_id = _needed(values, "staff_id")
        password = repeated(values)
        roles = {Role(role) for role in values["roles"]}
        return self._services.auth.propose_user(self._actor, values["login"], password, staff_id, roles).user_id

    def change(self, row: UserRow, values: Mapping[str, Any]) -> None:
        """Close at once, or propose other roles or to open again."""
        roles = {Role(role) for role in values["roles"]}
        closes = row.user.active and values["active"] != "active"
        if closes and roles == row.user.roles:
            self._services.auth.close_user(self._actor, row.user)
            return
        self._services.auth.propose_change(self._actor, row.user, roles=roles, active=values["active"] == "active")

    def reset(self, row: UserRow, values: Mapping[str, Any]) -> None:
        """Propose a new password for somebody else."""
        self._services.auth.propose_password(self._actor, row.user.id, repeated(values))

    def proposals(self) -> Sequence[ProposalRow]:
        """What waits for a second person, then what was decided."""
        names = {member.id: member.name for member in self._services.staff.members(self._actor)}
        return [
            ProposalRow(
                one, names.get(one.staff_id, ""), local(one.at), one.by == self._actor.staff_id,
                one.staff_id == self._actor.staff_id,
            )
            for one in self._services.auth.proposals(self._actor)
        ]  # fmt: skip

    def decide(self, proposal_id: str, agreed: bool) -> None:
        """Agree or not, as the second person."""
        self._services.auth.decide(self._actor, proposal_id, agreed=agreed)


class WatchData:
    """What was noticed of looks at clients (SE-1)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def notices(self) -> Sequence[NoticeRow]:
        """The newest first; staff by name, clients not at all."""
        names = {m.id: f"{m.name} {m.number}" for m in self._services.staff.members(self._actor)}
        return [
            NoticeRow(
                one.id, one.kind, names.get(one.staff_id, short(one.staff_id)), local(one.since), one.count,
                one.staff_id == self._actor.staff_id,
                *((one.review.by_name, local(one.review.at), one.review.note) if one.review is not None else ()),
            )
            for one in self._services.watch.notices(self._actor)
        ]  # fmt: skip

    def review(self, notice_id: str, note: str) -> None:
        """Mark one as looked into."""
        self._services.watch.review(self._actor, notice_id, note)


def repeated(values: Mapping[str, Any]) -> str:
    """The password typed twice. Refused: ``auth.password_mismatch``."""
    if values["password"] != values["repeat"]:
        raise Refused("auth.password_mismatch", field="repeat")
    return str(values["password"])


class AccountData:
    """The own account of whoever is signed in."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def change_password(self, values: Mapping[str, Any]) -> None:
        """A new password for oneself; what is wrong with the present one is said at its own field."""
        new = repeated(values)
        try:
            self._services.auth.change_password(self._actor, values["old"], new)
        except Refused as refused:
            if refused.code in ("auth.wrong", "auth.backoff"):
                raise Refused(refused.code, field="old", **refused.facts) from None
            raise


class AuditData:
    """The newest acts of the audit log."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor
        self._reader = audited(AuditReader(services.branch.db), services.auth)

    def acts(self) -> Sequence[AuditRow]:
        """The newest acts; staff by name, clients by the short form of their id only (SE-1)."""
        actor, services = self._actor, self._services
        names = {m.id: f"{m.name} {m.number}" for m in services.staff.members(actor)}
        logins = {u.id: u.login for u in services.auth.users(actor)} if actor.may(Right.USER_WRITE) else {}
        records = self._reader.recent(actor, limit=AUDIT_ROWS)
        return [_act(record, names, {**names, **logins}) for record in records]


def _act(record: AuditRecord, names: Mapping[str, str], subjects: Mapping[str, str]) -> AuditRow:
    subject = subjects.get(record.subject_id, short(record.subject_id))
    if record.act == "auth.signed-in":
        subject = names.get(record.staff_id, subject)
    who = PROGRAM if record.staff_id == SYSTEM_STAFF_ID else names.get(record.staff_id, "")
    return AuditRow(
        f"{record.station}/{record.seq}",
        local(record.at),
        who,
        record.station,
        record.act,
        record.subject_kind,
        subject,
    )


def short(value: str) -> str:
    """An id short enough to be read, long enough to tell two apart."""
    return value if len(value) < 20 else digest(value)[:8]
