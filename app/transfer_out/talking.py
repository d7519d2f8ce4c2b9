"""The talk, and the client's own acts: insist, sign (TO-3, TO-15, KY-4). One method, one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from app.approvals.domain import Verdict
from app.archive import filing
from app.archive.papers import AwaitedPaper, print_mark
from app.archive.press import Ink, PressedForm
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import clean_text, new_id, plain
from app.storage.db import Writing
from app.transfer_out import fields as typed
from app.transfer_out import making, storage
from app.transfer_out.case import KIND, Case, NewTalk, Status, Talk
from app.transfer_out.evaluation import evaluate, may_submit, teller_bound_to
from app.transfer_out.intake import Intake
from app.transfer_out.judged import Judged, judge, matter_digest
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView

SAID_LIMIT = 1000


class Talking(Intake):
    """Retention persuades, it never obstructs."""

    def add_talk(self, actor: Actor, number: str, talk: NewTalk) -> TransferView:
        """Write down one attempt, for good, by whoever made it (TO-3). Talking takes nothing back.

        Refused: ``text.required`` (what was said), ``transfer.unknown_way``, ``transfer.promise_date`` (a promise
        needs a day from today on), ``transfer.insists`` (who insists is not talked to any more).
        """
        need_talker(actor)
        if talk.way not in making.WAYS:
            raise Refused("transfer.unknown_way", field="way")
        said = {name: clean_text(getattr(talk, name), field=name, limit=SAID_LIMIT, required=name == "said", lines=True)
                for name in ("said", "offered", "promised", "answer")}  # fmt: skip
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            need_sight(actor, case)
            if case.insisted_at is not None:
                raise Refused("transfer.insists")
            judged = judge(tx.conn, case, self.surface)
            if said["promised"] and (talk.promise_due is None or talk.promise_due < judged.today):
                raise Refused("transfer.promise_date", field="promise_due")
            cleaned = NewTalk(
                talk.way, said["said"], said["offered"], said["promised"],
                talk.promise_due if said["promised"] else None, said["answer"], talk.outcome,
            )  # fmt: skip
            made = Talk(new_id(), len(case.talks) + 1, tx.at, actor.staff_id, actor.staff_number, actor.name, cleaned)
            storage.add_talk(tx.conn, number, made)
            storage.change(tx.conn, case, tx.at)
            tx.audit("transfer.talked", KIND, number, after={"talk": made.number, "outcome": talk.outcome})
            return self._settled(tx, number)

    def insist(self, actor: Actor, number: str) -> TransferView:
        """The client insists: the case goes straight to the approvers, or as soon as it can be put before them (TO-15).

        Refused: ``transfer.not_running``. Insisting again changes nothing.
        """
        need_talker(actor)
        with self.db.write(actor) as tx:
            case = self._running(tx.conn, number)
            need_sight(actor, case)
            if case.insisted_at is None:
                storage.change(tx.conn, case, tx.at, insisted_at=tx.at)
                tx.audit("transfer.insisted", KIND, number)
            if case.status is Status.SENT_BACK:
                judged = judge(tx.conn, storage.load(tx.conn, number), self.surface)
                if may_submit(judged, evaluate(judged)):
                    self._submit(tx, judged)
            return self._settled(tx, number)

    def signature_lines(self, actor: Actor, number: str, form_id: str) -> tuple[tuple[tuple[str, str], ...], str]:
        """What stands above the pad, and the digest of what is signed, to be handed to :meth:`sign`."""
        judged = self._judged(actor, number)
        _need_signable(form_id)
        lines = [("姓名", judged.client.name), ("文件编号", making.document_number(number, form_id))]
        if judged.agent:
            lines.insert(1, ("代理人", str(judged.entered.get("agent_name"))))
        if form_id == making.APPLICATION:
            labels = {"sh": "撤销上海指定交易", "sz": "深圳转托管", "fund": "基金转托管", "close": "销资金账户"}
            lines.append(("办理事项", "、".join(labels[wish] for wish in judged.entered.wishes)))
        else:
            back = [typed.RETURNS[c] for c in typed.returns_for(agent=judged.agent)
                    if judged.entered.get(f"return:{c}") == "done"]  # fmt: skip
            lines.append(("已交还", "、".join(back)))
        return tuple(lines), making.bound_to(judged, form_id)

    def sign(self, actor: Actor, number: str, form_id: str, ink: Ink, shown: str) -> TransferView:
        """The client's (or agent's) signature, bound to what was shown (OP-4).

        Refused: ``transfer.not_signed_by_client``, ``transfer.by_paper``, ``transfer.changed_since_shown``,
        ``transfer.step_blocked``, ``archive.ink_too_little``, ``archive.ink_too_much``.
        """
        actor.need(Right.COUNTER)
        filing.check_ink(ink)
        with self.db.write(actor) as tx:
            judged = judge(tx.conn, self._running(tx.conn, number), self.surface)
            if judged.by_paper:
                raise Refused("transfer.by_paper")
            self._need_same(judged, form_id, shown)
            self._capture(tx, judged.case, f"signature:{form_id}", {"ink": plain(ink), "digest": shown})
            storage.change(tx.conn, judged.case, tx.at)
            tx.audit("transfer.signed", KIND, number, after={"form": form_id, "digest": shown})
            return self._settled(tx, number)

    def teller_sign(self, actor: Actor, number: str, form_id: str, ink: Ink, shown: str) -> TransferView:
        """The teller's one signature on all papers of the request (TO-9), bound to what they say now."""
        actor.need(Right.COUNTER)
        filing.check_ink(ink)
        with self.db.write(actor) as tx:
            judged = judge(tx.conn, self._running(tx.conn, number), self.surface)
            self._need_same(judged, form_id, shown)
            value = {"ink": plain(ink), "digest": teller_bound_to(judged), "name": actor.name}
            self._capture(tx, judged.case, "teller", value)
            storage.change(tx.conn, judged.case, tx.at)
            tx.audit("transfer.teller_signed", KIND, number, after={"digest": value["digest"]})
            return self._settled(tx, number)

    def preview(self, actor: Actor, number: str, form_id: str) -> PressedForm | None:
        """The form as far as it is filled, unsigned; None for the receipt while no fee is due. Reads only.

        Refused: ``forms.unknown``.
        """
        judged = self._judged(actor, number, Right.TRANSFER_READ)
        if form_id not in making.CODES:
            raise Refused("forms.unknown", form=form_id)
        if form_id == making.RECEIPT and not judged.fee_lines:
            return None
        return self.surface.press.press(form_id, making.facts_of(judged, form_id))

    def printable_form(self, actor: Actor, number: str, form_id: str) -> bytes:
        """The unsigned form as PDF, to be signed by hand (KY-4); that it was printed is kept.

        Refused: ``transfer.not_by_paper``, ``transfer.not_signed_by_client``, ``transfer.step_blocked``.
        """
        judged = self._judged(actor, number)
        bound = making.bound_to(judged, form_id) if form_id in making.CLIENT_SIGNS else ""
        self._need_paper(judged, form_id, bound)
        pressed = self.surface.press.press(form_id, making.facts_of(judged, form_id))
        with self.db.write(actor) as tx:
            now = judge(tx.conn, self._running(tx.conn, number), self.surface)
            self._need_paper(now, form_id, bound)
            self._capture(tx, now.case, f"printed:{form_id}", {"digest": bound, "pages": pressed.pages})
            tx.audit("transfer.printed_to_sign", KIND, number, after={"form": form_id, "digest": bound})
        return pressed.pdf

    def attach_signed(self, actor: Actor, number: str, form_id: str, scan: bytes) -> TransferView:
        """Keep the scan of a form signed by hand, sealed. Refused: ``transfer.print_first``, ``scan.*``. Seconds."""
        judged = self._judged(actor, number)
        bound = making.bound_to(judged, form_id) if form_id in making.CLIENT_SIGNS else ""
        self._need_paper(judged, form_id, bound)
        printed = judged.capture(f"printed:{form_id}")
        pressed = self.surface.press.press(form_id, making.facts_of(judged, form_id))
        if printed is None or printed.value["digest"] != bound:
            raise Refused("transfer.print_first", title=pressed.title)
        made = filing.adopt(self.surface.press, self.blobs, pressed, scan)
        with self.db.write(actor) as tx:
            now = judge(tx.conn, self._running(tx.conn, number), self.surface)
            self._need_paper(now, form_id, bound)
            value = {"scan": made.file_sha256, "pages": made.pages, "digest": bound}
            self._capture(tx, now.case, f"signature:{form_id}", value)
            storage.change(tx.conn, now.case, tx.at)
            tx.audit("transfer.signed_on_paper", KIND, number, after={"form": form_id, "file": made.file_sha256})
            return self._settled(tx, number)

    def awaited_papers(self, actor: Actor) -> tuple[AwaitedPaper, ...]:
        """The forms of running requests that were printed to be signed by hand, by number. One read transaction."""
        actor.need(Right.COUNTER)
        with self.db.read() as conn:
            numbers = storage.running_captured(conn, "printed:")
            cases = [judge(conn, storage.load(conn, number), self.surface) for number in numbers]
        return tuple(paper for judged in cases for paper in self._awaited(judged))

    def _awaited(self, judged: Judged) -> Iterator[AwaitedPaper]:
        for form_id in making.CLIENT_SIGNS if judged.by_paper else ():
            printed, signed = judged.capture(f"printed:{form_id}"), judged.capture(f"signature:{form_id}")
            if printed is None:
                continue
            bound = making.bound_to(judged, form_id)
            back = signed is not None and "scan" in signed.value and signed.value["digest"] == bound
            yield AwaitedPaper(
                number=making.document_number(judged.case.number, form_id), form_id=form_id,
                title=self.surface.press.info(form_id).title, case_number=judged.case.number,
                client_name=judged.client.name, pages=int(printed.value.get("pages", 0)),
                print_mark=print_mark(bound), current=printed.value["digest"] == bound, printed_at=printed.at,
                bound_at=signed.at if signed is not None and back else None,
            )  # fmt: skip

    # -- shared ------------------------------------------------------------------------------------------------

    def _settled(self, tx: Writing, number: str) -> TransferView:
        """Who insists does not wait for a button: the request goes before the approvers once it can (TO-15)."""
        view = super()._settled(tx, number)
        if view.case.insisted_at is None or view.case.status is not Status.OPEN or not view.may_submit:
            return view
        self._submit(tx, judge(tx.conn, storage.load(tx.conn, number), self.surface))
        return super()._settled(tx, number)

    def _submit(self, tx: Writing, judged: Judged) -> None:
        """Put the request before the approvers; one that was refused comes back as a new version."""
        case = judged.case
        refused = any(d.verdict is Verdict.REFUSED and d.version == case.request_version for d in judged.decisions)
        version = case.request_version + (1 if refused else 0)
        bound = matter_digest(judged)
        storage.change(
            tx.conn, case, tx.at,
            status=Status.SUBMITTED, request_version=version, submitted_at=tx.at, submitted_digest=bound,
        )  # fmt: skip
        tx.audit("transfer.submitted", KIND, case.number, after={"version": version, "digest": bound})

    def _need_same(self, judged: Judged, form_id: str, shown: str) -> None:
        _need_signable(form_id)
        step = Step.APPLICATION if form_id == making.APPLICATION else Step.RETURNS
        state = next(state for state in evaluate(judged) if state.step is step)
        if state.blocked_by:
            raise Refused("transfer.step_blocked", steps=", ".join(step.value for step in state.blocked_by))
        if making.bound_to(judged, form_id) != shown:
            raise Refused("transfer.changed_since_shown")

    def _need_paper(self, judged: Judged, form_id: str, bound: str) -> None:
        if not judged.by_paper:
            raise Refused("transfer.not_by_paper")
        self._need_same(judged, form_id, bound)


def _need_signable(form_id: str) -> None:
    if form_id not in making.CLIENT_SIGNS:
        raise Refused("transfer.not_signed_by_client", form=form_id)


def need_talker(actor: Actor) -> None:
    """Whoever serves at the counter or approves may talk with the client."""
    if not actor.may(Right.COUNTER):
        actor.need(Right.TRANSFER_APPROVE)


def need_sight(actor: Actor, case: Case) -> None:
    """Refuse ``auth.denied`` to somebody who may see their own clients' requests only, when it is not one of them."""
    own = actor.staff_id == case.own_staff and actor.may(Right.TRANSFER_APPROVE)
    if not own:
        actor.need(Right.TRANSFER_READ)
