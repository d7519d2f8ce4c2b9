"""The managers' part in what clients withhold: asked by one, approved by another, of what they saw (SE-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.approvals import storage as approvals
from app.approvals.domain import TOPIC, Approver, StepKind, Verdict
from app.common.actor import Actor, Right, Role
from app.common.errors import Refused
from app.common.values import clean_text
from app.onboarding import storage
from app.onboarding.completion import Completion
from app.onboarding.draft import Capture
from app.onboarding.judged import Judged, judge
from app.onboarding.steps import person_key
from app.onboarding.withheld import ASKED, KIND, Withheld, act_of, request_of
from app.storage.changes import tell
from app.storage.db import Writing

WORDS_LIMIT = 500
"""Characters of what the client said, and of a question."""


@dataclass(frozen=True, slots=True)
class WithheldCase:
    """An open case whose client withholds something, for the managers. ``asks``, ``decides``: what is the reader's."""

    case_number: str
    client_name: str
    teller_name: str
    opened_at: datetime
    withheld: Withheld
    asks: bool
    decides: bool


class Withholding(Completion):
    """Use cases of the client-service manager and the general manager."""

    def withheld_cases(self, actor: Actor) -> tuple[WithheldCase, ...]:
        """Open cases in which something is withheld and not approved yet, the oldest first.

        Needs WITHHELD. One read transaction.
        """
        actor.need(Right.WITHHELD)
        found = []
        with self.db.read() as conn:
            for number in storage.withholding(conn):
                judged = judge(conn, storage.load(conn, number), self.surface)
                withheld = judged.withheld
                if withheld is None or withheld.approved:
                    continue
                draft = judged.draft
                found.append(
                    WithheldCase(
                        number, draft.text("name").strip(), draft.opened_by_name, draft.opened_at, withheld,
                        asks=Role.CLIENT_MANAGER in actor.roles and withheld.asked is None,
                        decides=_may_decide(actor, judged),
                    )
                )  # fmt: skip
        return tuple(sorted(found, key=lambda case: (case.opened_at, case.case_number)))

    def note_asked(self, actor: Actor, case_number: str, words: str, seen: str) -> None:
        """Note that the client was asked for what is withheld, and what the client said. For the client manager.

        ``seen``: of the ``Withheld`` that the person saw. Needs WITHHELD. Refused: ``opening.not_client_manager``,
        ``opening.nothing_withheld``, ``opening.withheld_changed``, ``opening.withheld_asked_already``, ``text.*``,
        ``opening.not_open``, ``opening.unknown``. One write transaction, audited.
        """
        actor.need(Right.WITHHELD)
        if Role.CLIENT_MANAGER not in actor.roles:
            raise Refused("opening.not_client_manager")
        said = clean_text(words, field="words", limit=WORDS_LIMIT, lines=True)
        with self.db.write(actor) as tx:
            judged, found = self._withheld(tx, case_number)
            if found.seen != seen:
                raise Refused("opening.withheld_changed")
            if found.asked is not None and found.missing != "opening.withheld_sent_back":
                raise Refused("opening.withheld_asked_already")
            draft = judged.draft
            last = [one.version for one in approvals.decisions(tx.conn, KIND, case_number)]
            before = draft.captures.get(ASKED)
            version = max([0, *last, before.value["version"] if before is not None else 0]) + 1
            act = Capture(
                act_of(found, version, actor.name, said), person_key(judged.entered), tx.at, actor.staff_id,
                actor.station,
            )  # fmt: skip
            storage.put_capture(tx.conn, case_number, ASKED, act)
            storage.journal(
                tx.conn, case_number, "capture", ASKED, None, str(version), at=tx.at, staff_id=actor.staff_id,
                station=actor.station,
            )  # fmt: skip
            storage.touch(tx.conn, draft, tx.at)
            tx.audit("opening.withheld_asked", "opening", case_number,
                     after={"version": version, "fields": list(found.fields)})  # fmt: skip
            tell(tx.conn, TOPIC)

    def decide_withheld(
        self, actor: Actor, case_number: str, version: int, *, approved: bool, words: str = ""
    ) -> None:  # fmt: skip
        """The general manager approves that the case goes on without what is withheld, or sends it back with words.

        ``version``: of the ``Asked`` that the person saw. Needs WITHHELD. Refused: ``opening.withheld_changed``,
        ``opening.withheld_own_question`` (who asked does not approve), ``opening.nothing_withheld``,
        ``opening.not_open``, as ``need_may_decide`` (``approvals.took_in``, ``.not_your_step``,
        ``.already_decided``), ``text.*``. One write transaction, audited.
        """
        actor.need(Right.WITHHELD)
        with self.db.write(actor) as tx:
            approvals.lock(tx.conn, KIND, case_number)
            judged, found = self._withheld(tx, case_number)
            if found.asked is None or found.asked.version != version:
                raise Refused("opening.withheld_changed")
            if found.asked.by == actor.staff_id:
                raise Refused("opening.withheld_own_question")
            verdict = Verdict.APPROVED if approved else Verdict.SENT_BACK
            made = approvals.decide(
                tx.conn, request_of(judged.draft, version), StepKind.GENERAL_MANAGER, verdict,
                approver=Approver.of(actor), words=words, at=tx.at,
            )  # fmt: skip
            storage.touch(tx.conn, judged.draft, tx.at)
            told = {"version": version, "verdict": made.verdict.value, "fields": list(found.fields)}
            tx.audit("opening.withheld_decided", "opening", case_number, after=told)
            tell(tx.conn, TOPIC)

    def _withheld(self, tx: Writing, case_number: str) -> tuple[Judged, Withheld]:
        draft = storage.load(tx.conn, case_number, lock=True)
        draft.need_open()
        judged = judge(tx.conn, draft, self.surface)
        found = judged.withheld
        if found is None:
            raise Refused("opening.nothing_withheld")
        return judged, found


def _may_decide(actor: Actor, judged: Judged) -> bool:
    found = judged.withheld
    return (
        found is not None
        and found.asked is not None
        and found.decision is None
        and Role.GENERAL_MANAGER in actor.roles
        and actor.staff_id not in (judged.draft.opened_by, found.asked.by)
    )
