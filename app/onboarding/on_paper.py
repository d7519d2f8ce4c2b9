"""The other way of signing (KY-4): a client who declines electronic signing signs the printed forms by hand.

A form is printed here, signed, scanned and attached. The scan is bound to the facts that were printed: what changed
after the print has to be printed and signed again, what changes after the scan makes the scan stale.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.archive import filing
from app.archive.papers import AwaitedPaper, print_mark
from app.archive.press import PressedForm
from app.archive.service import BlobStore
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import digest
from app.onboarding import making, storage
from app.onboarding.judged import SCAN, Judged, Surface, judge, signed_digest
from app.onboarding.steps import BY_HAND, Step, need_unblocked, signs_by_hand
from app.onboarding.view import OpeningView
from app.onboarding.with_client import WithClient
from app.storage.db import Database

PRINTED = "printed:"
"""Begins the name of the capture that says with which facts a form was printed."""


class OnPaper(WithClient):
    """Printing for signing by hand, and taking back the scan."""

    def __init__(self, db: Database, surface: Surface, blobs: BlobStore) -> None:
        super().__init__(db, surface)
        self.blobs = blobs

    def printable_form(self, actor: Actor, case_number: str, form_id: str) -> bytes:
        """The unsigned form as PDF, to be signed by hand; that it was printed is kept. One write transaction, audited.

        Refused: ``opening.not_by_paper``, ``opening.step_blocked``, ``opening.not_signed_by_client``,
        ``opening.form_not_ready``, ``opening.changed_elsewhere``.
        """
        judged = self._judged(actor, case_number)
        pressed, bound = self._to_sign(judged, form_id)
        with self._acting(actor, case_number, _step_of(form_id)) as (tx, now):
            self._need_same(now, form_id, bound)
            self._capture(tx, now, f"printed:{form_id}", {"digest": bound, "pages": pressed.pages}, shown=bound)
        return pressed.pdf

    def attach_scan(self, actor: Actor, case_number: str, form_id: str, content: bytes) -> OpeningView:
        """Keep the scan of a form signed by hand, sealed; an earlier one gives way. One write transaction, audited.

        Refused: as :meth:`printable_form`; ``opening.print_first`` (not printed as it stands now); ``scan.*``;
        ``archive.seal_not_valid``. Takes seconds: run it off the window's thread.
        """
        judged = self._judged(actor, case_number)
        pressed, bound = self._to_sign(judged, form_id)
        printed = judged.sources.capture(f"printed:{form_id}")
        if printed is None or printed.value["digest"] != bound:
            raise Refused("opening.print_first", form=form_id, title=pressed.title)
        # the file before the row, as everywhere: a file without a row does no harm
        made = filing.adopt(self.surface.press, self.blobs, pressed, content)
        with self._acting(actor, case_number, _step_of(form_id)) as (tx, now):
            self._need_same(now, form_id, bound)
            value = {SCAN: made.file_sha256, "pages": made.pages, "digest": bound}
            self._capture(tx, now, f"signature:{form_id}", value, shown=f"scan {made.file_sha256}")
            return self._seen(tx.conn, case_number)

    def awaited_papers(self, actor: Actor) -> tuple[AwaitedPaper, ...]:
        """The forms of open openings that were printed to be signed by hand, by number. One read transaction."""
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            numbers = storage.open_with(conn, PRINTED)
            cases = [judge(conn, storage.load(conn, number), self.surface) for number in numbers]
        return tuple(paper for judged in cases for paper in self._awaited(judged))

    def _awaited(self, judged: Judged) -> Iterator[AwaitedPaper]:
        for form_id in making.forms_of(judged.sources):
            if not signs_by_hand(judged.draft, judged.entered, form_id):
                continue
            printed = judged.sources.capture(f"{PRINTED}{form_id}")
            if printed is None:
                continue
            info, facts = self.surface.press.info(form_id), making.make_facts(judged.sources, form_id)
            bound = "" if facts is None else signed_digest(info.version, facts)
            signed = judged.sources.capture(f"signature:{form_id}")
            back = signed is not None and SCAN in signed.value and signed.value["digest"] == bound
            yield AwaitedPaper(
                number=making.document_number(judged.draft.case_number, form_id), form_id=form_id, title=info.title,
                case_number=judged.draft.case_number, client_name=judged.entered.get("name"),
                pages=int(printed.value.get("pages", 0)),
                print_mark="" if facts is None else print_mark(digest(facts)),
                current=printed.value["digest"] == bound, printed_at=printed.at,
                bound_at=signed.at if signed is not None and back else None,
            )  # fmt: skip

    def _to_sign(self, judged: Judged, form_id: str) -> tuple[PressedForm, str]:
        """The form as it stands and what a signature on it is bound to."""
        judged.draft.need_open()
        if not signs_by_hand(judged.draft, judged.entered, form_id):
            raise Refused("opening.not_by_paper")
        need_unblocked(judged.steps, _step_of(form_id))
        if form_id not in making.forms_of(judged.sources):
            raise Refused("opening.not_signed_by_client", form=form_id)
        info = self.surface.press.info(form_id)
        if "client" not in info.signers:
            raise Refused("opening.not_signed_by_client", form=form_id)
        facts = making.make_facts(judged.sources, form_id)
        if facts is None:
            raise Refused("opening.form_not_ready", form=form_id)
        return self.surface.press.press(form_id, facts), signed_digest(info.version, facts)

    def _need_same(self, now: Judged, form_id: str, bound: str) -> None:
        """Between pressing and writing nobody may have changed the form, nor the way of signing."""
        facts = making.make_facts(now.sources, form_id)
        version = self.surface.press.info(form_id).version
        same = facts is not None and signed_digest(version, facts) == bound
        if not same or not signs_by_hand(now.draft, now.entered, form_id):
            raise Refused("opening.changed_elsewhere", number=now.draft.case_number)


def _step_of(form_id: str) -> Step:
    """What a form by hand has to wait for: those of an institution go to it before the client signs anything."""
    return Step.PEOPLE if form_id in BY_HAND else Step.SIGNATURES
