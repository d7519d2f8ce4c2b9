"""Taking a request in: start, typing, scans, turning away (TO-1, TO-2). One method, one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.approvals.domain import approved
from app.archive import filing
from app.archive.service import BlobStore
from app.cases.case import Capture
from app.clients import numbers
from app.clients import storage as clients
from app.clients.papers import need_unexpired
from app.common.actor import Actor, Right
from app.common.clashes import clashing
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.custody import storage as custody
from app.custody.domain import AccountState, FundAccount
from app.policy import storage as policies
from app.policy.transfer import Tier
from app.receipts import storage as receipts
from app.receipts.domain import Receipt
from app.staff import storage as staff
from app.storage.changes import tell
from app.storage.db import Database, Writing
from app.trading_days import storage as trading_days
from app.transfer_out import fields as typed
from app.transfer_out import figures, storage
from app.transfer_out.case import AUXILIARIES, KIND, RUNNING, Case, Status
from app.transfer_out.facts import EnclosureFacts
from app.transfer_out.judged import Judged, Surface, judge, own_staff_of, ready_since, stated_codes
from app.transfer_out.making import head_of, party
from app.transfer_out.seen import masked_for, view_of
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView

TOPIC = "transfer"
"""What the change feed calls a change of any request."""
ENCLOSURE = "enclosure"
_CASE_PREFIX = "ZX"


class Intake:
    """The first part of the flow, and what all parts share."""

    def __init__(self, db: Database, surface: Surface, blobs: BlobStore) -> None:
        self.db = db
        self.surface = surface
        self.blobs = blobs
        self.policy = surface.policy

    def start(self, actor: Actor, client_id: str, fund_account: str = "") -> TransferView:
        """Take a request in: the clock starts, class and tier are fixed as far as the figures are known (TO-4, TO-15).

        Refused: ``clients.unknown``, ``transfer.no_account``, ``transfer.running_exists``, ``papers.renew_first``.
        """
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            client = clients.get_client(tx.conn, client_id)
            need_unexpired(client.paper_until, branch_day(tx.at))
            account = _account(custody.fund_accounts(tx.conn, client_id), fund_account)
            today = branch_day(tx.at)
            number = numbers.dated_number(tx.conn, _CASE_PREFIX, today)
            case = figures.at_intake(tx.conn, self.surface.rules, client.kind, Case(
                number=number, status=Status.OPEN, version=1, request_version=1,
                policy_version=self.surface.rules.version, client_id=client_id, fund_account=account,
                opened_at=tx.at, opened_by=actor.staff_id, opened_by_number=actor.staff_number,
                opened_by_name=actor.name, station=actor.station, changed_at=tx.at, tier=None, client_class="",
                assets=None, turnover=None, figures_from="", own_staff=own_staff_of(tx.conn, client_id),
                asked_on=today, ready_since=today, submitted_at=None, submitted_digest="", insisted_at=None,
                ended_at=None, last_step=Step.INTAKE.value,
            ))  # fmt: skip
            storage.add(tx.conn, case)
            policies.pin(tx.conn, number, self.surface.policy, tx.at)
            self._put_fields(tx, case, self._preset(tx.conn, case, client.mobile))
            tx.audit("transfer.taken_in", KIND, number, after={"class": case.client_class, "tier": case.tier})
            return self._settled(tx, number)

    def view(self, actor: Actor, number: str) -> TransferView:
        """The request as it stands; reads only. Refused: ``auth.denied``, ``transfer.unknown``."""
        actor.need(Right.TRANSFER_READ)
        with self.db.read() as conn:
            return masked_for(actor, self._view(conn, number))

    def enter_step(self, actor: Actor, number: str, step: Step) -> None:
        """Remember where the teller is, so that resuming leads there."""
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            case = storage.load(tx.conn, number, lock=True)
            if case.status in RUNNING and case.last_step != step.value:
                storage.change(tx.conn, case, tx.at, last_step=step.value)

    def save_fields(
        self, actor: Actor, number: str, values: Mapping[str, str], seen: Mapping[str, str] | None = None
    ) -> TransferView:
        """Keep fields as typed, right or wrong. What is to be approved changing takes the request back (TO-5).

        ``seen``: what the window last knew these fields to hold. Refused: ``transfer.unknown_field``,
        ``transfer.not_running``, ``text.too_long``, ``text.invisible``; ``transfer.clash`` (``fields``, ``by``,
        ``station``) when somebody else has changed one since: nothing is saved then.
        """
        actor.need(Right.COUNTER)
        for name, value in values.items():
            if name not in typed.ALL:
                raise Refused("transfer.unknown_field", name=name)
            if len(value) > typed.FIELD_LIMIT:
                raise Refused("text.too_long", field=name, limit=typed.FIELD_LIMIT, length=len(value))
            if "\0" in value:
                raise Refused("text.invisible", field=name, position=value.index("\0") + 1, character="U+0000")
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            need_no_clash(tx.conn, case, clashing(case.fields, values, seen))
            changed = self._put_fields(tx, case, values)
            if changed:
                self._taken_back(tx, case, changed)
            self._state(tx, case, values)
            return self._settled(tx, number)

    def attach_scan(self, actor: Actor, number: str, document: str, content: bytes) -> TransferView:
        """Keep the scan of a document that was shown, sealed as an archival PDF (TO-1). Takes seconds.

        Refused: ``transfer.unknown_document``, ``transfer.not_running``, ``scan.*``.
        """
        judged = self._judged(actor, number)
        judged.case.need_running()
        if document not in judged.documents:
            raise Refused("transfer.unknown_document", name=document)
        place = list(typed.DOCUMENTS).index(document) + 1
        facts = EnclosureFacts(
            head=head_of(judged, f"{number}-FJ{place}"), party=party(judged), label=typed.DOCUMENTS[document]
        )
        pressed = self.surface.press.press(ENCLOSURE, facts)
        made = filing.adopt(self.surface.press, self.blobs, pressed, content)
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            if document not in judge(tx.conn, case, self.surface).documents:
                raise Refused("transfer.unknown_document", name=document)
            value = {"sha256": made.file_sha256, "pages": made.pages, "number": pressed.number,
                     "content": pressed.content_sha256}  # fmt: skip
            self._capture(tx, case, f"scan:{document}", value)
            storage.change(tx.conn, case, tx.at)
            tx.audit("transfer.scanned", KIND, number, after={"document": document, "file": made.file_sha256})
            return self._settled(tx, number)

    def turn_away(self, actor: Actor, number: str, why: str) -> None:
        """End a request of somebody who is neither the client nor an authorised agent, with the reason (TO-1).

        Refused: ``transfer.entitled`` when whoever is there may ask and every document is there, ``text.required``,
        ``transfer.receipt_open``, ``transfer.not_running``.
        """
        judged = self._judged(actor, number)
        judged.case.need_running()
        stranger = judged.entered.get("present") == "other" or judged.agent_is_staff
        if not stranger and not judged.missing_documents:
            raise Refused("transfer.entitled", field="present")
        self._end(actor, number, Status.TURNED_AWAY, "transfer.turned_away", why)

    def cancel(self, actor: Actor, number: str, reason: str) -> None:
        """End a request that the client takes back, or that was taken in by mistake.

        Refused: ``text.required``, ``transfer.receipt_open`` (void it first), ``transfer.not_running``.
        """
        actor.need(Right.COUNTER)
        self._end(actor, number, Status.CANCELLED, "transfer.cancelled", reason)

    # -- shared ------------------------------------------------------------------------------------------------

    def _end(self, actor: Actor, number: str, status: Status, act: str, why: str) -> None:
        said = clean_text(why, field="reason", limit=200)
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            need_no_receipt(receipts.of_case(tx.conn, number))
            storage.change(tx.conn, case, tx.at, status=status, ended_at=tx.at)
            tx.audit(act, KIND, number, after={"reason": said})
            tell(tx.conn, TOPIC)

    def _judged(self, actor: Actor, number: str, right: Right = Right.COUNTER) -> Judged:
        actor.need(right)
        with self.db.read() as conn:
            return judge(conn, storage.load(conn, number), self.surface)

    def _running(self, conn: sa.Connection, number: str) -> Case:
        case = storage.load(conn, number, lock=True)
        case.need_running()
        return case

    def _view(self, conn: sa.Connection, number: str) -> TransferView:
        return view_of(judge(conn, storage.load(conn, number), self.surface), conn, self.surface)

    def _settled(self, tx: Writing, number: str) -> TransferView:
        """Write down what follows from a change - clock, tier, status - tell the windows, and give the view."""
        case = storage.load(tx.conn, number)
        judged = judge(tx.conn, case, self.surface)
        changed: dict[str, Any] = {}
        ready = ready_since(judged)
        if ready != case.ready_since:
            changed["ready_since"] = ready
        if case.tier is None:
            changed |= figures.as_typed(tx, judged)
            self._preset_booking(tx, judged.case, changed.get("tier"))
        if case.status is Status.SUBMITTED and approved(judged.approvals):
            changed["status"] = Status.APPROVED  # the last open step was that of a member of staff who has left
        if changed:
            storage.change(tx.conn, case, tx.at, **changed)
        tell(tx.conn, TOPIC)
        return masked_for(tx.actor, self._view(tx.conn, number))

    def _preset(self, conn: sa.Connection, case: Case, mobile: str) -> dict[str, str]:
        """What can be filled in for the teller; everything can be changed."""
        values = {"present": "client", "telephone": mobile, AUXILIARIES: self._auxiliaries(conn, case)}
        listed = {account.market.value: account.number for account in clients.accounts(conn, case.client_id)}
        for wish, market in (("sh", "sh_a"), ("sz", "sz_a"), ("fund", "fund")):
            if market in listed:
                values[f"{wish}_number"] = listed[market]
        if case.tier is Tier.CORE:
            values["booked_for"] = self._first_booking(conn, case).isoformat()
        return values

    def _auxiliaries(self, conn: sa.Connection, case: Case) -> str:
        """The client's other accounts, one a line: where the main one is to be closed they are as well (CU-2).

        They are fixed with the request: while it runs no account of the client is opened, tied anew or ended.
        """
        held = [each for each in custody.held(conn, case.client_id) if each.in_use]
        if not any(each.account.main and each.account.number == case.fund_account for each in held):
            return ""
        banks = {bank.code: bank.label for bank in self.policy.banks}
        return "\n".join(
            f"{each.account.number}（{'，'.join(part for part in ('辅资金账户', banks.get(each.bank, '')) if part)}）"
            for each in held if not each.account.main
        )  # fmt: skip

    def _first_booking(self, conn: sa.Connection, case: Case) -> date:
        """The first trading day that is a day ahead (TO-7)."""
        calendar = trading_days.calendar(conn)
        try:
            rules = policies.of_case(conn, case.number, self.surface.policy).transfer
            return calendar.plus(case.asked_on, max(1, rules.booking_days))
        except Refused:
            return case.asked_on

    def _preset_booking(self, tx: Writing, case: Case, tier: Tier | None) -> None:
        if tier is Tier.CORE and not case.text("booked_for"):
            self._put_fields(tx, case, {"booked_for": self._first_booking(tx.conn, case).isoformat()})

    def _put_fields(self, tx: Writing, case: Case, values: Mapping[str, str]) -> dict[str, str]:
        """Store the changed ones with their journal, and give them back."""
        changed = {name: value for name, value in values.items() if case.text(name) != value}
        for name, value in changed.items():
            storage.put_field(tx.conn, case.number, name, value)
            storage.journal(
                tx.conn, case.number, "field", name, case.fields.get(name), value,
                at=tx.at, staff_id=tx.actor.staff_id, station=tx.actor.station,
            )  # fmt: skip
        return changed

    def _taken_back(self, tx: Writing, case: Case, changed: Mapping[str, str]) -> None:
        """Count the change; when it is of what is to be approved, approvals given so far are of another version."""
        matters = any(name not in typed.AFTER_APPROVAL for name in changed)
        if matters and case.status is not Status.OPEN:
            storage.change(tx.conn, case, tx.at, status=Status.OPEN, request_version=case.request_version + 1)
            tx.audit("transfer.changed_after_submission", KIND, case.number, after={"fields": sorted(changed)})
        else:
            storage.change(tx.conn, case, tx.at)

    def _state(self, tx: Writing, case: Case, values: Mapping[str, str]) -> None:
        """Note which conditions were stated today: also one that is answered as it was answered yesterday (TO-2)."""
        said = {name.removeprefix("cond:") for name in values if name.startswith("cond:")}
        if said:
            codes = sorted(said | stated_codes(case.captures.get("stated"), branch_day(tx.at)))
            by = f"{tx.actor.name}（{tx.actor.staff_number}）"
            self._capture(tx, case, "stated", {"by": by, "codes": codes})

    def _capture(self, tx: Writing, case: Case, name: str, value: dict[str, Any]) -> None:
        """Keep an act and tell the journal; pen data never goes into the journal."""
        storage.put_capture(tx.conn, case.number, name, Capture(value, tx.at, tx.actor.staff_id, tx.actor.station))
        shown = str(value.get("digest", value.get("sha256", "")))
        storage.journal(
            tx.conn, case.number, "act", name, None, shown,
            at=tx.at, staff_id=tx.actor.staff_id, station=tx.actor.station,
        )  # fmt: skip


def need_no_receipt(issued: tuple[Receipt, ...]) -> None:
    """Refuse ``transfer.receipt_open`` while money of a client who does not leave after all is in the till (TO-9)."""
    for receipt in issued:
        if receipt.void is None:
            raise Refused("transfer.receipt_open", number=receipt.number)


def _account(held: tuple[FundAccount, ...], wanted: str) -> str:
    """The fund account that is asked for, else the main one. Refused: ``transfer.no_account``."""
    open_ones = [account for account in held if account.state is AccountState.OPEN]
    found = next((a.number for a in open_ones if (a.number == wanted if wanted else a.main)), None)
    if found is None:
        raise Refused("transfer.no_account")
    return found


def need_no_clash(conn: sa.Connection, case: Case, names: tuple[str, ...]) -> None:
    """Refuse ``transfer.clash`` when somebody else has changed these fields."""
    if names:
        by, station = storage.last_writer(conn, case.number, names)
        member = staff.by_id(conn, by)
        raise Refused("transfer.clash", field=names[0], fields=names, by=member.name if member else by, station=station)
