"""The end of a teller's day: look, mend, close (TO-11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import sqlalchemy as sa

from app.archive import filing
from app.archive import storage as archive
from app.archive.domain import Document
from app.archive.heads import BranchFacts, Head
from app.archive.press import Ink, Press, PressedForm, Signing
from app.archive.service import BlobStore
from app.common.actor import Actor, Right, Role
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.values import digest
from app.day_end import gathering, storage
from app.day_end.domain import ClosedDay, DayView, TellerDay, case_number, closing_problem, day_bounds
from app.day_end.facts import DaySheetFacts
from app.day_end.gathering import Papers
from app.policy.values import Policy
from app.receipts import storage as receipts
from app.risk_cases import class_table
from app.staff import storage as staff
from app.staff.domain import StaffMember
from app.storage.db import Database
from app.transfer_out import making
from app.transfer_out import storage as transfers
from app.transfer_out.case import KIND, Status
from app.transfer_out.facts import EnclosureFacts
from app.transfer_out.fields import DOCUMENTS
from app.transfer_out.intake import ENCLOSURE
from app.transfer_out.judged import Surface, judge

FORM = "day-sheet"
_OVERSEERS = frozenset({Role.SUPERVISOR, Role.GENERAL_MANAGER})


class DayEndService:
    """Use cases of the day's end. A teller sees and closes their own days; supervisor and general manager see all."""

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, policy: Policy, clock: Clock, branch: BranchFacts
    ) -> None:
        self._db = db
        self._press = press
        self._blobs = blobs
        self._policy = policy
        self._clock = clock
        self._branch = branch
        self._papers = Papers(press, policy, branch, blobs)

    def day(self, actor: Actor, day: date | None = None) -> DayView:
        """The signed-in teller's day, today when none is given. Needs COUNTER. One read transaction.

        Every paper's file is read: run it off the window's thread.
        """
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return self._view(conn, _member(conn, actor.staff_id), day or self._today())

    def day_of(self, actor: Actor, staff_id: str, day: date) -> DayView:
        """Another teller's day, for supervisor and general manager; ``may_close`` is False. Reads as :meth:`day`.

        Refused: ``auth.denied``, ``staff.unknown``.
        """
        if staff_id == actor.staff_id:
            return self.day(actor, day)
        _need_overseer(actor)
        with self._db.read() as conn:
            view = self._view(conn, _member(conn, staff_id), day)
        return replace(view, may_close=False, problem=view.problem or Refused("dayend.not_yours"))

    def tellers(self, actor: Actor, day: date) -> tuple[TellerDay, ...]:
        """Everybody who finished a case, took or gave back a fee, or closed, on ``day``; by staff number.

        For supervisor and general manager. Reads the files of all the day's papers. One read transaction.
        """
        _need_overseer(actor)
        with self._db.read() as conn:
            closed = {one.staff_id: one for one in storage.closed_days(conn, day=day, limit=1000)}
            ended = gathering.ended_day(conn, day)
            at_till = storage.tellers_of_receipts(conn, *day_bounds(day))
            members = [m for m in staff.all_members(conn) if m.id in {*closed, *ended.tellers, *at_till}]
            return tuple(self._line(conn, member, day, ended, closed.get(member.id)) for member in members)

    def days(self, actor: Actor, limit: int = 60) -> tuple[ClosedDay, ...]:
        """The actor's own closed days, the latest first; all tellers' for supervisor and general manager.

        Needs COUNTER, or to be one of these two. One read transaction.
        """
        overseer = bool(actor.roles & _OVERSEERS)
        if not overseer:
            actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return storage.closed_days(conn, staff_id="" if overseer else actor.staff_id, limit=limit)

    def sheet(self, actor: Actor, day: date | None = None) -> PressedForm:
        """《柜员日终清单》 as it would be signed now, unsigned, to be looked at. Needs COUNTER. Takes a second."""
        view = self.day(actor, day)
        with self._db.read() as conn:
            member = _member(conn, actor.staff_id)
        return self._press.press(FORM, self._facts(view, member, self._clock.now()))

    def close(self, actor: Actor, day: date, ink: Ink | None, *, shown: str = "") -> str:
        """Close the actor's own day: the sheet is signed by the teller, sealed, archived; gives its number.

        ``shown``: ``DayView.shown`` of what the teller signs for; refused when the day is another meanwhile. The
        papers are checked before, outside the transaction; within it, that nothing was added since. Takes seconds.
        Refused: ``dayend.signature_missing`` (no ink), ``dayend.future_day``, ``dayend.too_early``,
        ``dayend.incomplete``, ``dayend.closed_already``, ``dayend.changed_meanwhile``, ``archive.ink_*``,
        ``archive.seal_not_valid``.
        """
        actor.need(Right.COUNTER)
        view = self.day(actor, day)
        if view.problem is not None:
            raise view.problem
        if shown and shown != view.shown:
            raise Refused("dayend.changed_meanwhile")
        if ink is None:
            raise Refused("dayend.signature_missing", field="signature")
        filing.check_ink(ink)
        with self._db.read() as conn:
            member = _member(conn, actor.staff_id)
        now = self._clock.now()
        pressed = self._press.press(FORM, self._facts(view, member, now))
        teller = Signing(signer=member.name, ink=ink, at=now, witness="", station=actor.station)
        made = filing.seal(self._press, self._blobs, pressed, None, teller)
        number = case_number(day, member.number)
        twice = Refused("dayend.closed_already", day=day.isoformat(), document=pressed.number)
        with self._db.write(actor) as tx:
            if storage.closed_day(tx.conn, member.id, day) is not None:
                raise twice
            if self._numbers(tx.conn, member, day) != _numbers_of(view):
                raise Refused("dayend.changed_meanwhile")
            with storage.once(twice):
                document = filing.enter(tx, self._press, made, case_number=number, client_id=None)
                closed = _closed(view, document, tx.actor.station)
                storage.add(tx.conn, closed)
                # the first who closes a day sends its table of classes to the two directors (RA-7)
                class_table.send(tx, day, self._policy.class_table_to)
            told = {"document": document.number, "content": document.content_sha256, "cases": closed.cases,
                    "receipts": closed.receipts, "taken": closed.taken}  # fmt: skip
            tx.audit("dayend.closed", "day-end", number, after=told)
        return document.number

    def add_copy(self, actor: Actor, number: str, code: str, scan: bytes) -> None:
        """Add the copy of a client's document that a carried-out request lacks, sealed, to the case's papers (TO-10).

        ``code``: as in ``DayView.copies``; ``scan``: PDF, JPEG or PNG. Takes seconds. Needs COUNTER.
        Refused: ``transfer.unknown``, ``dayend.not_carried_out``, ``dayend.unknown_copy``, ``dayend.copy_there``,
        ``scan.*``.
        """
        actor.need(Right.COUNTER)
        if code not in DOCUMENTS:
            raise Refused("dayend.unknown_copy", field="code")
        place = gathering.enclosure_number(number, code)
        surface = Surface(self._press, self._policy, self._clock, self._branch)
        with self._db.read() as conn:
            case = transfers.load(conn, number)
            if case.status is not Status.CARRIED_OUT:
                raise Refused("dayend.not_carried_out", number=number)
            if archive.by_number(conn, place) is not None:
                raise Refused("dayend.copy_there")
            judged = judge(conn, case, surface)
        facts = EnclosureFacts(head=making.head_of(judged, place), party=making.party(judged), label=DOCUMENTS[code])
        made = filing.adopt(self._press, self._blobs, self._press.press(ENCLOSURE, facts), scan)
        with self._db.write(actor) as tx:
            with storage.once(Refused("dayend.copy_there")):
                document = filing.enter(tx, self._press, made, case_number=number, client_id=case.client_id)
            tx.audit(
                "dayend.copy_added", KIND, number,
                after={"code": code, "documents": {document.number: document.content_sha256}},
            )  # fmt: skip

    # -- shared ------------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return branch_day(self._clock.now())

    def _view(self, conn: sa.Connection, member: StaffMember, day: date) -> DayView:
        checked = gathering.checked_cases(conn, gathering.ended_day(conn, day), member.id, self._papers)
        closed = storage.closed_day(conn, member.id, day)
        cases = tuple(one.line for one in checked)
        sheet = closed.document_number if closed is not None else ""
        opens = self._policy.transfer.day_end_from
        problem = closing_problem(day, self._clock.now(), opens=opens, cases=cases, closed=sheet)
        view = DayView(
            day=day, staff_id=member.id, teller=_teller(member), cases=cases,
            unfinished=gathering.unfinished(conn, member.id, day),
            receipts=gathering.day_receipts(conn, member.id, day), taken=receipts.totals(conn, day, member.id).net,
            complete=not any(case.missing for case in cases), closed=sheet,
            closed_at=closed.closed_at if closed is not None else None, may_close=problem is None, problem=problem,
            copies=tuple(copy for one in checked for copy in one.copies),
            after_closing=tuple(c.number for c in cases if closed is not None and c.number not in closed.cases),
            shown="",
        )  # fmt: skip
        return replace(view, shown=digest([day, member.id, view.cases, view.unfinished, view.receipts, view.taken]))

    def _line(
        self, conn: sa.Connection, member: StaffMember, day: date, ended: gathering.EndedDay, closed: ClosedDay | None
    ) -> TellerDay:
        cases = gathering.checked_cases(conn, ended, member.id, self._papers)
        return TellerDay(
            member.id, _teller(member), len(cases), sum(bool(one.line.missing) for one in cases),
            receipts.totals(conn, day, member.id).net, closed.document_number if closed is not None else "",
        )  # fmt: skip

    def _numbers(self, conn: sa.Connection, member: StaffMember, day: date) -> tuple[object, ...]:
        """What a day consists of, without looking at papers: it may be asked for within a write transaction."""
        ended = gathering.ended_day(conn, day)
        return ended.numbers(member.id), gathering.day_receipts(conn, member.id, day)

    def _facts(self, view: DayView, member: StaffMember, now: datetime) -> DaySheetFacts:
        number = case_number(view.day, member.number)
        head = Head(
            number=f"{number}-01", case_number=number, made_on=view.day, branch=self._branch, teller_name=member.name,
            teller_number=member.number,
        )  # fmt: skip
        return DaySheetFacts(
            head=head, day=view.day, teller=view.teller, cases=view.cases, unfinished=view.unfinished,
            receipts=view.receipts, taken=view.taken, complete=view.complete, signed_at=now,
        )  # fmt: skip


def _numbers_of(view: DayView) -> tuple[object, ...]:
    return frozenset(case.number for case in view.cases), view.receipts


def _closed(view: DayView, sheet: Document, station: str) -> ClosedDay:
    return ClosedDay(
        staff_id=view.staff_id, day=view.day, teller=view.teller, document_number=sheet.number,
        closed_at=sheet.made_at, station=station, cases=tuple(case.number for case in view.cases),
        receipts=len(view.receipts), taken=view.taken,
    )  # fmt: skip


def _teller(member: StaffMember) -> str:
    return f"{member.name}（工号{member.number}）"


def _member(conn: sa.Connection, staff_id: str) -> StaffMember:
    member = staff.by_id(conn, staff_id)
    if member is None:
        raise Refused("staff.unknown")
    return member


def _need_overseer(actor: Actor) -> None:
    if not actor.roles & _OVERSEERS:
        raise Refused("auth.denied", right=Right.REPORT_READ.value)
