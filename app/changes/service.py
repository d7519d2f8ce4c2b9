"""A change, whole: taken in, done with the client, and closed - all in one transaction, or nothing (CU-3, OP-6).

The papers take seconds to make, so they are made before the transaction, from the version of the case that was seen;
the transaction is refused when the case, or the client it is about, has changed meanwhile.
"""

from __future__ import annotations

from datetime import timedelta

from app.archive import filing
from app.archive.filing import PAPER, Made, ink_of
from app.archive.press import Signing
from app.cases.case import PaperMade
from app.changes import making, storage
from app.changes.case import KIND, TOPIC, Status
from app.changes.judged import INK, SCAN, Judged, load
from app.changes.kind import Work
from app.changes.steps import Step, need_complete
from app.changes.view import ChangeReceipt
from app.changes.with_client import WithClient
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.disclosure import storage as disclosure
from app.disclosure.domain import SectionReading
from app.due_diligence import papers
from app.due_diligence.domain import Standing
from app.storage.changes import tell
from app.storage.db import Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind


def _need_ready(judged: Judged) -> None:
    """Refuse what is not done; where only compliance has to decide, say that (KY-3)."""
    left = {each.code for state in judged.steps for each in state.missing}
    if judged.standing is not Standing.FREE and left == {judged.standing.value}:
        raise Refused(judged.standing.value)
    need_complete(judged.steps)


class ChangeService(WithClient):
    """Use cases of changes. Refused everywhere: ``auth.denied``, ``changes.unknown``."""

    def complete(self, actor: Actor, number: str) -> ChangeReceipt:
        """Close the case: papers signed, sealed and filed, the change made, in one transaction. Takes seconds.

        Refused: ``changes.incomplete`` (``steps``), ``changes.not_open``, ``changes.changed_elsewhere``,
        ``screening.undecided``, ``screening.stopped`` (KY-3), ``archive.seal_not_valid``, and what the kind refuses.
        """
        actor.need(Right.COUNTER)
        judged = self._judged(actor, number)
        judged.case.need_open()
        if judged.standing is Standing.UNDECIDED:
            with self.db.write(actor) as tx:
                self._look_up(tx, judged)
        _need_ready(judged)
        made = [self._make(judged, form_id) for form_id in judged.form_ids()]
        with self.db.write(actor) as tx:
            now = load(tx.conn, number, self.surface, lock=True)
            now.case.need_open()
            self._need_unchanged(now, judged)
            _need_ready(now)
            for paper in made:
                filing.enter(tx, self.surface.press, paper, case_number=number, client_id=now.client.id)
            self._keep_readings(tx, now)
            after = now.kind.finish(self._work(tx, now))
            papers.settle(tx, now.client.id)
            self._tell_banks(tx, now)
            storage.touch(tx.conn, now.case, tx.at, status=Status.COMPLETED)
            documents = {m.pressed.number: m.pressed.content_sha256 for m in made}
            tx.audit("changes.completed", KIND, number, after={"kind": now.kind.code, **after, "documents": documents})
            tell(tx.conn, TOPIC)
            receipt = self._receipt(tx, now, made)
        self.surface.secrets.drop(number)
        return receipt

    def _work(self, tx: Writing, now: Judged) -> Work:
        password = self.surface.secrets.get(now.case.number, now.client.id) or ""
        if now.kind.sets_password and not password:
            raise Refused("changes.incomplete", steps=Step.PASSWORD.value, steps_zh="设置密码")
        documents = {form_id: now.document_number(form_id) for form_id in now.form_ids()}
        return Work(tx, now.case, now.client, now.told, documents, password)

    def _tell_banks(self, tx: Writing, now: Judged) -> None:
        """A task for each bank that is to be told what changed (CU-3)."""
        due = branch_day(tx.at) + timedelta(days=now.policy.custody.notice_days)
        for text in now.told.tells:
            new = NewTask(
                kind=TaskKind.BANK_NOTICE, client_id=now.client.id, case_number=now.case.number, due_on=due,
                text=text, rule="CU-3", assigned_to=tx.actor.staff_id,
            )  # fmt: skip
            made = tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)
            tx.audit("tasks.added", "task", made.id, after={"kind": made.kind.value, "case": now.case.number})

    def _need_unchanged(self, now: Judged, then: Judged) -> None:
        """Refuse when the case, the client or anything else that the papers say is another by now."""
        same = now.case.version == then.case.version and now.form_ids() == then.form_ids()
        if not same or any(making.facts_of(now, f) != making.facts_of(then, f) for f in then.form_ids()):
            raise Refused("changes.changed_elsewhere", number=now.case.number)

    def _make(self, judged: Judged, form_id: str) -> Made:
        facts, signature = making.facts_of(judged, form_id), judged.capture(f"signature:{form_id}")
        if facts is None or signature is None:
            raise Refused("changes.form_not_ready", form=form_id)
        pressed = self.surface.press.press(form_id, facts)
        if SCAN in signature.value:
            self.blobs.get(signature.value[SCAN])  # a paper that is damaged or gone is not filed
            return Made(pressed, signature.value[SCAN], signature.value["pages"], PAPER)
        ink = ink_of(signature.value[INK])
        signing = Signing(judged.signer_name, ink, signature.at, signature.witness, signature.station)
        return filing.seal(self.surface.press, self.blobs, pressed, signing)

    def _keep_readings(self, tx: Writing, now: Judged) -> None:
        for form_id in now.told.reads:
            read, confirmed = now.capture(f"read:{form_id}"), now.capture(f"confirmed:{form_id}")
            if read is None or confirmed is None:
                raise Refused("changes.incomplete", steps=Step.READING.value, steps_zh="阅读揭示")
            version = self.surface.press.info(form_id).version
            disclosure.add_readings(
                tx.conn,
                [
                    SectionReading(
                        case_number=now.case.number, form_id=form_id, form_version=version, section_id=section,
                        seconds=int(seconds), confirmed_at=confirmed.at,
                    )
                    for section, seconds in read.value.items()
                ],
            )  # fmt: skip

    def _receipt(self, tx: Writing, now: Judged, made: list[Made]) -> ChangeReceipt:
        info = self.surface.press.info
        return ChangeReceipt(
            case_number=now.case.number, client_id=now.client.id, client_name=now.client.name, what=now.told.what,
            lines=tuple(now.told.lines), completed_at=tx.at,
            documents=tuple(
                PaperMade(
                    m.pressed.number, m.pressed.form_id, m.pressed.title, m.pages, info(m.pressed.form_id).copies,
                    m.pressed.content_sha256,
                )
                for m in made
            ),
            tells=tuple(now.told.tells),
        )  # fmt: skip
