"""What the client does: reads, sets the password, checks the application, signs on the display or by hand (OP-3..5).

Each act is witnessed by the teller who is signed in at the same counter (OP-4).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.archive import filing
from app.archive.filing import check_ink
from app.archive.papers import AwaitedPaper, print_mark
from app.archive.press import Ink, PressedForm
from app.changes import making, storage
from app.changes.acting import role_word
from app.changes.at_counter import AtCounter
from app.changes.case import KIND
from app.changes.judged import INK, SCAN, Judged, load, review_digest, signed_digest
from app.changes.steps import Step, need_unblocked
from app.changes.view import ChangeView, ReadingSection
from app.clients.credentials import hash_password
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import digest, plain
from app.disclosure.domain import required_seconds
from app.onboarding.password import check_password
from app.storage.db import Writing

PRINTED = "printed:"
"""Begins the name of the act that says with which facts a form was printed."""
Lines = tuple[tuple[str, str], ...]


class WithClient(AtCounter):
    """The client's half."""

    def reading(self, actor: Actor, number: str, form_id: str) -> tuple[ReadingSection, ...]:
        """The sections of a disclosure for the display, with their least seconds (OP-3)."""
        judged = self._judged(actor, number)
        self._need_read(judged, form_id)
        capture = judged.capture(f"read:{form_id}")
        read = capture.value if capture is not None else {}
        return tuple(
            ReadingSection(s.id, s.title, s.paragraphs, required_seconds(s.length, judged.policy), s.id in read)
            for s in self.surface.press.sections(form_id)
        )

    def section_read(self, actor: Actor, number: str, form_id: str, section_id: str, seconds: int) -> ChangeView:
        """A section has been on the display in full for ``seconds``; one transaction.

        Refused: ``changes.step_blocked``, ``opening.unknown_section``, ``opening.read_too_fast``.
        """
        with self._acting(actor, number, Step.READING) as (tx, judged):
            self._need_read(judged, form_id)
            section = next((s for s in self.surface.press.sections(form_id) if s.id == section_id), None)
            if section is None:
                raise Refused("opening.unknown_section", section=section_id)
            least = required_seconds(section.length, judged.policy)
            if seconds < least:
                raise Refused("opening.read_too_fast", least=least, seconds=seconds)
            capture = judged.capture(f"read:{form_id}")
            read = {**(capture.value if capture is not None else {}), section_id: seconds}
            self._capture(tx, judged.case, f"read:{form_id}", read, shown=section_id)
            return self._view(tx.conn, number)

    def confirm_reading(self, actor: Actor, number: str, form_id: str, agreed: bool) -> ChangeView:
        """The client confirms having read and understood, or does not. Refused: ``opening.sections_unread``."""
        with self._acting(actor, number, Step.READING) as (tx, judged):
            self._need_read(judged, form_id)
            capture = judged.capture(f"read:{form_id}")
            read = capture.value if capture is not None else {}
            left = [s for s in self.surface.press.sections(form_id) if s.id not in read]
            if left:
                raise Refused("opening.sections_unread", count=len(left))
            self._yes_or_drop(tx, judged, f"confirmed:{form_id}", {"agreed": True}, agreed)
            return self._view(tx.conn, number)

    def set_password(self, actor: Actor, number: str, digits: str) -> ChangeView:
        """The client's new counter password, from the display; its hash stays in memory until the case is closed.

        Refused: ``password.*`` with the reason; ``changes.step_blocked``, ``changes.step_not_needed`` (OP-5).
        """
        judged = self._judged(actor, number)
        judged.case.need_open()
        need_unblocked(judged.steps, Step.PASSWORD)
        client = judged.client
        check_password(
            digits, length=judged.policy.password_length, birth_date=client.birth_date,
            paper_number=client.paper_number, mobile=client.mobile,
        )  # fmt: skip
        hashed = hash_password(digits)
        with self._acting(actor, number, Step.PASSWORD) as (tx, now):
            self.surface.secrets.put(number, now.client.id, hashed)
            tx.audit("changes.password_set", KIND, number)
            return self._view(tx.conn, number)

    def review_for_client(self, actor: Actor, number: str) -> tuple[Lines, str]:
        """What is to be changed, as lines for the client to check (OP-1), and their digest."""
        judged = self._judged(actor, number)
        need_unblocked(judged.steps, Step.SIGNING)
        return self._lines(judged), review_digest(judged)

    def confirm_review(self, actor: Actor, number: str, agreed: bool, shown: str) -> ChangeView:
        """The client confirms what was ``shown`` as right, or sends it back.

        Refused: ``changes.step_blocked``, ``changes.changed_since_shown``.
        """
        with self._acting(actor, number, Step.SIGNING) as (tx, judged):
            if agreed and review_digest(judged) != shown:
                raise Refused("changes.changed_since_shown")
            self._yes_or_drop(tx, judged, "review", {"digest": shown}, agreed)
            return self._view(tx.conn, number)

    def signature_lines(self, actor: Actor, number: str, form_id: str) -> tuple[Lines, str]:
        """What stands above the pad and the digest of the form. Refused: ``changes.form_not_ready``."""
        judged = self._judged(actor, number)
        _, bound = self._facts(judged, form_id)
        acts = judged.told.acts
        who: Lines = (("姓名", judged.client.name),)
        if acts is not None:
            who = (("机构名称", judged.client.name), (role_word(acts), acts.name))
        lines = (*who, ("文件编号", judged.document_number(form_id)))
        told = form_id == judged.kind.form_id or form_id in judged.told.signs
        return (*lines, *(self._lines(judged) if told else ())), bound

    def sign(self, actor: Actor, number: str, form_id: str, ink: Ink, shown: str) -> ChangeView:
        """The client's signature, bound to what was ``shown`` (its digest); one transaction (OP-4).

        Refused: ``changes.changed_since_shown``, ``changes.step_blocked``, ``changes.form_not_ready``,
        ``changes.by_paper``, ``archive.ink_*``.
        """
        with self._acting(actor, number, Step.SIGNING) as (tx, judged):
            if judged.on_paper(form_id):
                raise Refused("changes.by_paper")
            check_ink(ink)
            _, bound = self._facts(judged, form_id)
            if bound != shown:
                raise Refused("changes.changed_since_shown")
            self._capture(tx, judged.case, f"signature:{form_id}", {INK: plain(ink), "digest": shown}, shown=shown)
            return self._view(tx.conn, number)

    def printable_form(self, actor: Actor, number: str, form_id: str) -> bytes:
        """The unsigned form as PDF, to be signed by hand; that it was printed is kept. One write transaction, audited.

        Refused: ``changes.not_by_paper``, ``changes.step_blocked``, ``changes.form_not_ready``,
        ``changes.changed_elsewhere``.
        """
        pressed, bound = self._to_sign(self._judged(actor, number), form_id)
        with self._acting(actor, number, Step.SIGNING) as (tx, now):
            self._need_same(now, form_id, bound)
            value: dict[str, object] = {"digest": bound, "pages": pressed.pages}
            self._capture(tx, now.case, f"{PRINTED}{form_id}", value, shown=bound)
        return pressed.pdf

    def attach_scan(self, actor: Actor, number: str, form_id: str, content: bytes) -> ChangeView:
        """Keep the scan of a form signed by hand, sealed; an earlier one gives way. One write transaction, audited.

        Refused: as :meth:`printable_form`; ``changes.print_first`` (not printed as it stands now); ``scan.*``;
        ``archive.seal_not_valid``. Takes seconds: run it off the window's thread.
        """
        judged = self._judged(actor, number)
        pressed, bound = self._to_sign(judged, form_id)
        printed = judged.capture(f"{PRINTED}{form_id}")
        if printed is None or printed.value["digest"] != bound:
            raise Refused("changes.print_first", form=form_id, title=pressed.title)
        # the file before the row, as everywhere: a file without a row does no harm
        made = filing.adopt(self.surface.press, self.blobs, pressed, content)
        with self._acting(actor, number, Step.SIGNING) as (tx, now):
            self._need_same(now, form_id, bound)
            value: dict[str, object] = {SCAN: made.file_sha256, "pages": made.pages, "digest": bound}
            self._capture(tx, now.case, f"signature:{form_id}", value, shown=f"scan {made.file_sha256}")
            return self._view(tx.conn, number)

    def awaited_papers(self, actor: Actor) -> tuple[AwaitedPaper, ...]:
        """The forms of open changes that were printed to be signed by hand, by number. One read transaction."""
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            cases = [load(conn, number, self.surface) for number in storage.open_with(conn, PRINTED)]
        return tuple(paper for judged in cases for paper in self._awaited(judged))

    def _awaited(self, judged: Judged) -> Iterator[AwaitedPaper]:
        for form in judged.forms:
            printed, signed = judged.capture(f"{PRINTED}{form.form_id}"), judged.capture(f"signature:{form.form_id}")
            if printed is None or not form.on_paper:
                continue
            facts = making.facts_of(judged, form.form_id)
            yield AwaitedPaper(
                number=form.number, form_id=form.form_id, title=form.title, case_number=judged.case.number,
                client_name=judged.client.name, pages=int(printed.value.get("pages", 0)),
                print_mark="" if facts is None else print_mark(digest(facts)), current=form.printed,
                printed_at=printed.at,
                bound_at=signed.at if signed is not None and form.signed and not form.stale else None,
            )  # fmt: skip

    # -- shared ------------------------------------------------------------------------------------------------

    @contextmanager
    def _acting(self, actor: Actor, number: str, step: Step) -> Iterator[tuple[Writing, Judged]]:
        """One act of the client: a write transaction on the locked, open case, refused when its step is blocked."""
        actor.need(Right.COUNTER)
        with self.db.write(actor) as tx:
            judged = load(tx.conn, number, self.surface, lock=True)
            judged.case.need_open()
            need_unblocked(judged.steps, step)
            yield tx, judged

    def _lines(self, judged: Judged) -> Lines:
        told = judged.told
        changes = tuple((line.label, f"{line.before or '（空）'} → {line.after}") for line in told.lines)
        return (("办理事项", told.what), *changes, *told.notes)

    def _facts(self, judged: Judged, form_id: str) -> tuple[object, str]:
        facts = making.facts_of(judged, form_id) if form_id in judged.form_ids() else None
        if facts is None:
            raise Refused("changes.form_not_ready", form=form_id)
        return facts, signed_digest(self.surface.press.info(form_id).version, facts)

    def _to_sign(self, judged: Judged, form_id: str) -> tuple[PressedForm, str]:
        judged.case.need_open()
        if not judged.on_paper(form_id):
            raise Refused("changes.not_by_paper")
        need_unblocked(judged.steps, Step.SIGNING)
        facts, bound = self._facts(judged, form_id)
        return self.surface.press.press(form_id, facts), bound

    def _need_same(self, now: Judged, form_id: str, bound: str) -> None:
        """Between pressing and writing nobody may have changed the form, nor the way of signing."""
        facts = making.facts_of(now, form_id) if form_id in now.form_ids() else None
        version = self.surface.press.info(form_id).version
        if facts is None or signed_digest(version, facts) != bound or not now.on_paper(form_id):
            raise Refused("changes.changed_elsewhere", number=now.case.number)

    def _need_read(self, judged: Judged, form_id: str) -> None:
        if form_id not in judged.told.reads:
            raise Refused("changes.not_to_be_read", form=form_id)

    def _yes_or_drop(self, tx: Writing, judged: Judged, name: str, value: dict[str, object], agreed: bool) -> None:
        if agreed:
            self._capture(tx, judged.case, name, value, shown="agreed")
        elif name in judged.case.captures:
            storage.drop_capture(tx.conn, judged.case.number, name)
            storage.journal(
                tx.conn, judged.case.number, "act", name, "taken back", None, at=tx.at,
                staff_id=tx.actor.staff_id, station=tx.actor.station,
            )  # fmt: skip
            tx.audit("changes.taken_back", KIND, judged.case.number, before={"of": name})
