"""The form of a case on paper: printed to be signed by hand, awaited, and filed when it has come back (KY-4)."""

from __future__ import annotations

from collections.abc import Iterator

from app.archive.papers import AwaitedPaper, print_mark
from app.archive.press import PressedForm
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import digest
from app.onboarding.draft import Capture
from app.risk_cases import storage
from app.risk_cases.domain import RiskReceipt, Step, need_step
from app.risk_cases.judging import Judged, Surface, judge, view_of
from app.storage.db import Database

PRINTED = "printed"
"""The capture that the form was printed: what it was bound to, and how many pages it had."""


class OnPaper:
    """The part of the use cases that has to do with paper. All need ``counter`` (OP-4)."""

    _db: Database
    _surface: Surface

    def _judged(self, actor: Actor, case_number: str) -> Judged:
        raise NotImplementedError

    def _pressed(self, judged: Judged, form_id: str) -> PressedForm:
        raise NotImplementedError

    def complete(self, actor: Actor, case_number: str, scan: bytes | None = None) -> RiskReceipt:
        """Seal and archive the signed form."""
        raise NotImplementedError

    def printable_form(self, actor: Actor, case_number: str, form_id: str) -> bytes:
        """The unsigned form as PDF, to be signed by hand; of an open case it is kept that it was printed.

        Refused: ``risk.step_blocked``, ``risk.other_kind``, ``risk.changed_elsewhere``. One write transaction.
        """
        judged = self._judged(actor, case_number)
        judged.case.need_open()
        need_step(view_of(judged), Step.SIGNATURES)
        pressed = self._pressed(judged, form_id)
        with self._db.write(actor) as tx:
            now = judge(tx.conn, storage.load(tx.conn, case_number, lock=True), self._surface)
            now.case.need_open()
            if now.bound() != judged.bound():
                raise Refused("risk.changed_elsewhere", number=case_number)
            value = {"digest": judged.bound(), "pages": pressed.pages}
            capture = Capture(value, judged.person, tx.at, actor.staff_id, actor.station)
            # it changes nothing of the case: whoever files it in this moment is not to be held up
            storage.put_capture(tx.conn, case_number, PRINTED, capture)
            tx.audit("risk.printed", "risk-case", case_number, after={"form": form_id, "of": judged.bound()})
        return pressed.pdf

    def awaited_papers(self, actor: Actor) -> tuple[AwaitedPaper, ...]:
        """The forms of open cases that were printed to be signed by hand, by number. One read transaction."""
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            cases = [judge(conn, storage.load(conn, one), self._surface) for one in storage.open_with(conn, PRINTED)]
        return tuple(paper for judged in cases for paper in self._awaited(judged))

    def _awaited(self, judged: Judged) -> Iterator[AwaitedPaper]:
        printed, facts = judged.case.captures.get(PRINTED), judged.facts()
        if printed is None or not judged.by_paper:
            return
        yield AwaitedPaper(
            number=judged.case.document_number, form_id=judged.case.form_id,
            title=self._surface.press.info(judged.case.form_id).title, case_number=judged.case.number,
            client_name=judged.client.name, pages=int(printed.value.get("pages", 0)),
            print_mark="" if facts is None else print_mark(digest(facts)),
            current=printed.value["digest"] == judged.bound(), printed_at=printed.at, bound_at=None,
        )  # fmt: skip

    def file_signed(self, actor: Actor, case_number: str, form_id: str, scan: bytes) -> RiskReceipt:
        """File the case with the scan of its form, signed by hand as it was printed. Takes seconds.

        Refused: ``risk.print_first`` when it was not printed as it stands now, ``risk.other_kind``, and as
        :meth:`complete`.
        """
        judged = self._judged(actor, case_number)
        judged.case.need_open()
        printed = judged.capture(PRINTED)
        if form_id != judged.case.form_id:
            raise Refused("risk.other_kind", number=case_number)
        if printed is None or printed.value["digest"] != judged.bound():
            raise Refused("risk.print_first", number=case_number)
        return self.complete(actor, case_number, scan)
