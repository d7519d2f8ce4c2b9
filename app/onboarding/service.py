"""The opening of an account at the counter: start, type, resume, cancel. One method, one transaction.

What the client does on the display is in :mod:`.with_client`, closing the case in :mod:`.completion`;
:class:`OpeningService` is the three together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from app.approvals.domain import TOPIC
from app.archive.press import PressedForm
from app.bookings import storage as bookings
from app.clients import numbers, papers
from app.common.actor import Actor, Right
from app.common.clashes import clashing
from app.common.clock import BRANCH_ZONE, branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.due_diligence import screening
from app.onboarding import fields as typed
from app.onboarding import making, storage
from app.onboarding.draft import CaseSummary, Draft, Status
from app.onboarding.institution_fields import INSTITUTION, KIND_FIELD
from app.onboarding.judged import Judged, judge, view_of
from app.onboarding.steps import Step
from app.onboarding.tax_making import looked_up
from app.onboarding.view import OpeningView
from app.onboarding.withheld import WITHHELD
from app.onboarding.withholding import Withholding
from app.policy import storage as policies
from app.staff import storage as staff
from app.storage.changes import tell
from app.storage.db import Writing

CHINA = "CHN"


class OpeningService(Withholding):
    """Use cases of the opening (OP-1 to OP-6). All need ``counter``, which marketing staff never have (OP-4)."""

    def start(self, actor: Actor, booking_number: str = "", kind: str = "individual") -> OpeningView:
        """Begin an opening, from a booking when one is given (AP-1); one transaction.

        ``kind``: ``individual`` or ``institution``; it can be changed while the case is open.

        Refused: ``auth.denied``, ``bookings.unknown``, ``bookings.not_open``.
        """
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            draft = Draft(
                case_number=numbers.case_number(tx.conn, branch_day(tx.at)),
                status=Status.OPEN,
                version=1,
                policy_version=self.surface.policy.version,
                opened_at=tx.at,
                opened_by=actor.staff_id,
                opened_by_number=actor.staff_number,
                opened_by_name=actor.name,
                station=actor.station,
                booking_number="",
                fund_account=numbers.fund_account_number(tx.conn, self.surface.policy.fund_account_prefix),
                client_id="",
                last_step=(Step.LICENCE if kind == INSTITUTION else Step.IDENTITY).value,
                completed_at=None,
            )
            storage.add(tx.conn, draft)
            policies.pin(tx.conn, draft.case_number, self.surface.policy, tx.at)
            self._put_fields(tx, draft, self._preset(actor, draft, kind))
            tx.audit("opening.started", "opening", draft.case_number, after={"booking": booking_number})
            if booking_number:
                self._bind_booking(tx, storage.load(tx.conn, draft.case_number), booking_number)
            return self._view(tx.conn, draft.case_number)

    def view(self, actor: Actor, case_number: str) -> OpeningView:
        """The opening as it stands; reads only. Refused: ``auth.denied``, ``opening.unknown``."""
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            return self._view(conn, case_number)

    def unfinished(self, actor: Actor) -> list[CaseSummary]:
        """Openings to be resumed, at whatever counter they were begun, last changed first."""
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            return storage.summaries(conn, status=Status.OPEN)

    def completed_on(self, actor: Actor, day: date) -> int:
        """How many openings were completed on a day at the branch."""
        actor.need(Right.COUNTER)
        since = datetime.combine(day, time(), BRANCH_ZONE)
        with self.db.read() as conn:
            return storage.count_completed(conn, since, since + timedelta(days=1))

    def cases_of(self, actor: Actor, client_id: str) -> list[CaseSummary]:
        """The openings of one client."""
        actor.need(Right.CLIENT_READ)
        with self.db.read() as conn:
            return storage.summaries(conn, client_id=client_id)

    def enter_step(self, actor: Actor, case_number: str, step: Step) -> None:
        """Remember where the teller is, so that resuming leads there; one transaction."""
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            draft = storage.load(tx.conn, case_number, lock=True)
            if draft.status is Status.OPEN and draft.last_step != step.value:
                storage.touch(tx.conn, draft, tx.at, step=step.value)
            if draft.status is Status.OPEN:
                self._look_up(tx, case_number)

    def save_field(self, actor: Actor, case_number: str, name: str, value: str) -> OpeningView:
        """Keep a field as typed, right or wrong; what is wrong with it is in the view. One transaction.

        Refused: ``opening.unknown_field``, ``opening.not_open``, ``text.too_long`` over ``FIELD_LIMIT`` characters.
        """
        return self.save_fields(actor, case_number, {name: value})

    def save_fields(
        self, actor: Actor, case_number: str, values: Mapping[str, str], seen: Mapping[str, str] | None = None
    ) -> OpeningView:
        """Keep several fields as typed; one transaction.

        ``seen``: what the window last knew these fields to hold. Refused: ``opening.unknown_field``, ``text.too_long``,
        ``text.invisible`` (NUL), and as :meth:`save_field`; ``opening.clash`` (``fields``, ``by``, ``station``)
        when somebody else has changed one since: nothing is saved then.
        """
        actor.need(Right.COUNTER)
        for name, value in values.items():
            if name not in typed.ALL:
                raise Refused("opening.unknown_field", name=name)
            if len(value) > (limit := typed.limit_of(name)):
                raise Refused("text.too_long", field=name, limit=limit, length=len(value))
            if "\0" in value:
                raise Refused("text.invisible", field=name, position=value.index("\0") + 1, character="U+0000")
        with self.db.write(actor) as tx:
            draft = storage.load(tx.conn, case_number, lock=True)
            draft.need_open()
            self._need_no_clash(tx, draft, clashing(draft.fields, values, seen))
            if self._put_fields(tx, draft, values):
                storage.touch(tx.conn, draft, tx.at)
                if values.keys() & WITHHELD:
                    tell(tx.conn, TOPIC)  # who asks and who approves see it at once (SE-3)
                self._look_up(tx, case_number)
            return self._view(tx.conn, case_number)

    def read_card(self, actor: Actor, case_number: str, burst: str) -> OpeningView:
        """Fill the identity from one line of a card reader that types; of an institution, of who comes for it.

        Refused: ``papers.card_format``.
        """
        actor.need(Right.COUNTER)
        card = papers.parse_card_burst(burst, today=branch_day(self.surface.clock.now()))
        with self.db.read() as conn:
            draft = storage.load(conn, case_number)
        until = card.until.isoformat() if card.until is not None else typed.LONG_TERM[0]
        if draft.text(KIND_FIELD) == INSTITUTION:
            who = "agent" if draft.text("comes") == "agent" else "rep"
            read = {
                "name": card.name, "paper_kind": card.kind.value, "paper_number": card.number,
                "paper_from": card.issued.isoformat(), "paper_until": until,
            }  # fmt: skip
            return self.save_fields(actor, case_number, {f"{who}_{name}": text for name, text in read.items()})
        ethnicity = self.surface.policy.code_of("ethnicity", card.ethnicity)
        return self.save_fields(
            actor,
            case_number,
            {
                "paper_kind": card.kind.value,
                "paper_number": card.number,
                "name": card.name,
                "sex": card.sex,
                "birth_date": card.birth_date.isoformat(),
                "nationality": CHINA,
                "ethnicity": ethnicity or "",
                "paper_issuer": card.issuer,
                "paper_from": card.issued.isoformat(),
                "paper_until": until,
                "paper_address": card.address,
            },
        )

    def use_booking(self, actor: Actor, case_number: str, booking_number: str) -> OpeningView:
        """Bind a booking found at the counter to the case (AP-2).

        Refused: ``bookings.unknown``, ``bookings.not_open``, ``bookings.case_has_one``.
        """
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            draft = storage.load(tx.conn, case_number, lock=True)
            draft.need_open()
            self._bind_booking(tx, draft, booking_number)
            return self._view(tx.conn, case_number)

    def cancel(self, actor: Actor, case_number: str, reason: str) -> None:
        """End an unfinished opening; it stays in the books. One transaction. Refused: ``text.required``."""
        actor.need(Right.COUNTER)
        why = clean_text(reason, field="reason", limit=200)
        with self.db.write(actor) as tx:
            draft = storage.load(tx.conn, case_number, lock=True)
            draft.need_open()
            storage.finish(tx.conn, draft, Status.CANCELLED, tx.at, None)
            bookings.release(tx.conn, case_number)
            tx.audit("opening.cancelled", "opening", case_number, after={"reason": why})
        self.surface.secrets.drop(case_number)

    def preview(self, actor: Actor, case_number: str, form_id: str) -> PressedForm | None:
        """The form as far as it is filled, unsigned; None while it has no subject (no booking, no marketing staff).

        The questionnaire stays blank until the client has signed it (KY-6). Reads only.
        """
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            judged = judge(conn, storage.load(conn, case_number), self.surface)
        facts = making.make_facts(judged.sources, form_id) if _may_see(judged, form_id) else None
        if facts is None:
            facts = making.make_facts(replace(judged.sources, preview=True), form_id)
        return self.surface.press.press(form_id, facts) if facts is not None else None

    def marketing_staff(self, actor: Actor) -> list[tuple[str, str, str]]:
        """Number, name and post of marketing staff still at the branch."""
        actor.need(Right.STAFF_READ)
        with self.db.read() as conn:
            return [(m.number, m.name, m.post) for m in staff.marketing(conn) if m.active]

    def counter_staff(self, actor: Actor) -> list[tuple[str, str]]:
        """Number and name of all staff at the branch, who may have given the education."""
        actor.need(Right.STAFF_READ)
        with self.db.read() as conn:
            return [(m.number, m.name) for m in staff.all_members(conn) if m.active]

    def _preset(self, actor: Actor, draft: Draft, kind: str) -> dict[str, str]:
        """What can be filled in for the teller; everything can be changed."""
        resident = papers.PaperKind.RESIDENT_ID.value
        of_institution = {
            KIND_FIELD: INSTITUTION,
            "rep_paper_kind": resident,
            "agent_paper_kind": resident,
            "comes": "agent",
            "seals": "official,finance,representative",
        }
        return {
            **(of_institution if kind == INSTITUTION else {}),
            "paper_kind": resident,
            "nationality": CHINA,
            "sh_a": "new",
            "sz_a": "new",
            "education_by": actor.staff_number,
            "education_at": draft.opened_at.astimezone(BRANCH_ZONE).strftime("%Y-%m-%d %H:%M"),
        }

    def _need_no_clash(self, tx: Writing, draft: Draft, names: tuple[str, ...]) -> None:
        if names:
            by, station = storage.last_writer(tx.conn, draft.case_number, names)
            member = staff.by_id(tx.conn, by)
            raise Refused(
                "opening.clash", field=names[0], fields=names, by=member.name if member else by, station=station
            )

    def _put_fields(self, tx: Writing, draft: Draft, values: Mapping[str, str]) -> bool:
        """Store the changed ones with their journal; whether any changed."""
        changed = {name: value for name, value in values.items() if draft.text(name) != value}
        for name, value in changed.items():
            storage.put_field(tx.conn, draft.case_number, name, value)
            storage.journal(
                tx.conn, draft.case_number, "field", name, draft.fields.get(name), value,
                at=tx.at, staff_id=tx.actor.staff_id, station=tx.actor.station,
            )  # fmt: skip
        return bool(changed)

    def _bind_booking(self, tx: Writing, draft: Draft, booking_number: str) -> None:
        booking = bookings.keep(tx.conn, booking_number, draft.case_number)
        member = staff.by_id(tx.conn, booking.staff_id)
        known = {
            "name": booking.name,
            "mobile": booking.mobile,
            "paper_number": booking.paper_number,
            "brought": "yes",
            "marketer": member.number if member is not None else "",
            "booking_checked": "booked",
        }
        # what the booking knows is filled in, never typed twice; what was typed already stays
        fresh = {name: value for name, value in known.items() if value and not draft.text(name)}
        self._put_fields(tx, draft, fresh)
        storage.set_booking(tx.conn, draft, booking_number, tx.at)
        tx.audit("opening.booking_used", "opening", draft.case_number, after={"booking": booking_number})

    def _look_up(self, tx: Writing, case_number: str) -> None:
        """Put whom the watch list fits before compliance; the counter sees nothing of it but that it waits (KY-3)."""
        draft = storage.load(tx.conn, case_number)
        entered = typed.read_fields(draft.fields, self.surface.policy, tx.at)
        screening.note(
            tx, looked_up(entered), case_number=case_number, opened_by=draft.opened_by,
            opened_by_name=draft.opened_by_name,
        )  # fmt: skip

    def _view(self, conn: sa.Connection, case_number: str) -> OpeningView:
        return view_of(judge(conn, storage.load(conn, case_number), self.surface), conn)


def _may_see(judged: Judged, form_id: str) -> bool:
    """Whether the teller may see the form as it will be: not the questionnaire before it is signed (KY-6)."""
    return form_id != "assessment" or any(
        form.form_id == form_id and form.signed and not form.stale for form in judged.around.forms
    )
