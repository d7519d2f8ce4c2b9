"""Looking at complaints: the list with its clocks, one complaint whole, those of a client or of staff (CP-3, MS-1)."""

from __future__ import annotations

from dataclasses import dataclass

from app.archive import storage as archive
from app.archive.domain import Document
from app.archive.press import PressedForm
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import mask_mobile
from app.complaints import counting, papers, storage
from app.complaints.counting import Standing
from app.complaints.desk import SUBJECT, Desk
from app.complaints.domain import Complaint, Event, Evidence, Line, Step, Verdict
from app.complaints.seeing import lines, part_of, seen, visible
from app.complaints.steps import steps_for


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One complaint with all that belongs to it. ``steps``: what the actor may do now, the main step first.

    ``contact``: masked; :meth:`Looking.contact` gives it in full.
    """

    complaint: Complaint
    line: Line
    history: tuple[Event, ...]
    evidence: tuple[Evidence, ...]
    documents: tuple[Document, ...]
    steps: tuple[Step, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class StaffCount:
    """The complaints about a member of staff: all, still open, substantiated, found to be misconduct."""

    taken: int
    open: int
    founded: int
    misconduct: int


class Looking(Desk):
    """Reads. Everything needs COMPLAINT_TAKE; what somebody may not see is as good as unknown."""

    def listed(self, actor: Actor, *, open_only: bool = False) -> tuple[Line, ...]:
        """The complaints the actor may see: overdue ones first, then by day, those without a clock last.

        At most the 2,000 latest. One read transaction.
        """
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.read() as conn:
            found = seen(conn, actor, storage.all_complaints(conn, open_only=open_only))
            made = lines(conn, actor, found, self._today())
        return tuple(sorted(made, key=lambda one: (one.ended, one.due is None, one.due or one.taken_on)))

    def view(self, actor: Actor, number: str) -> View:
        """One complaint whole. Refused: ``complaints.unknown``. One read transaction."""
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.read() as conn:
            complaint = visible(conn, actor, number)
            (line,) = lines(conn, actor, [complaint], self._today())
            contact = complaint.complainant.contact
            return View(
                complaint=complaint, line=line, history=storage.history(conn, complaint.id),
                evidence=storage.evidence_of(conn, complaint.id), documents=archive.of_case(conn, number),
                steps=steps_for(part_of(actor), complaint), contact=mask_mobile(contact),
            )  # fmt: skip

    def contact(self, actor: Actor, number: str) -> str:
        """How the complainant is reached, in full. Refused: ``complaints.unknown``. One write transaction, audited."""
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.write(actor) as tx:
            complaint = visible(tx.conn, actor, number)
            tx.audit("complaints.contact_shown", SUBJECT, number)
        return complaint.complainant.contact

    def of_client(self, actor: Actor, client_id: str) -> tuple[Line, ...]:
        """The complaints of a client that the actor may see, the latest first. One read transaction."""
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.read() as conn:
            return lines(conn, actor, seen(conn, actor, storage.of_client(conn, client_id)), self._today())

    def of_client_whole(self, actor: Actor, client_id: str) -> tuple[Complaint, ...]:
        """The same complaints whole, for the client's history. One read transaction."""
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.read() as conn:
            return seen(conn, actor, storage.of_client(conn, client_id))

    def of_contact(self, actor: Actor, contact_id: str) -> tuple[Line, ...]:
        """The complaints that came of a call or visit and that the actor may see. One read transaction."""
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.read() as conn:
            return lines(conn, actor, seen(conn, actor, storage.of_contact(conn, contact_id)), self._today())

    def of_staff(self, actor: Actor, staff_id: str) -> tuple[Line, ...]:
        """The complaints about a member of staff, the latest first; never those about oneself. Needs COMPLAINT_ALL."""
        actor.need(Right.COMPLAINT_ALL)
        if staff_id == actor.staff_id:
            return ()
        with self._db.read() as conn:
            return lines(conn, actor, seen(conn, actor, storage.of_staff(conn, staff_id)), self._today())

    def staff_count(self, actor: Actor, staff_id: str) -> StaffCount:
        """How many there are about a member of staff. Needs COMPLAINT_ALL. One read transaction.

        Refused: ``complaints.unknown``, about oneself.
        """
        actor.need(Right.COMPLAINT_ALL)
        if staff_id == actor.staff_id:
            raise Refused("complaints.unknown")
        with self._db.read() as conn:
            return _count(seen(conn, actor, storage.of_staff(conn, staff_id)), staff_id)

    def standing(self, actor: Actor) -> Standing:
        """How the complaints of the branch stand now. Needs COMPLAINT_ALL. One read transaction."""
        actor.need(Right.COMPLAINT_ALL)
        with self._db.read() as conn:
            return counting.standing(conn, self._today())

    def record_form(self, actor: Actor, number: str) -> PressedForm:
        """《客户投诉记录表》 as it stands, to be printed; it is filed when the complaint is closed. Takes a second.

        Refused: ``complaints.unknown``. One read and one write transaction, audited.
        """
        actor.need(Right.COMPLAINT_TAKE)
        with self._db.read() as conn:
            complaint = visible(conn, actor, number)
            head = self._head(actor, f"{number}-00", number, self._today())
            facts = papers.record_facts(conn, complaint, head)
        pressed = self._press.press(papers.RECORD, facts)
        with self._db.write(actor) as tx:
            tx.audit("complaints.record_printed", SUBJECT, number, after={"content": pressed.content_sha256})
        return pressed


def _count(complaints: tuple[Complaint, ...], staff_id: str) -> StaffCount:
    about = [one for each in complaints for one in each.respondents if one.staff_id == staff_id]
    return StaffCount(
        len(complaints), sum(not one.ended for one in complaints),
        sum(one.verdict in (Verdict.FOUNDED, Verdict.PARTLY) for one in about), sum(one.misconduct for one in about),
    )  # fmt: skip
