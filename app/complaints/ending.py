"""A complaint that the complainant takes back, and one that goes to another level (CP-1, CP-2)."""

from __future__ import annotations

from dataclasses import replace

from app.archive import filing
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.complaints import labels, storage
from app.complaints.checks import check_level
from app.complaints.desk import Desk
from app.complaints.domain import WORDS_LIMIT, Complaint, Level, Source, State, Step
from app.complaints.follow_up import enter_register
from app.complaints.seeing import part_of, visible
from app.complaints.steps import check_step


class Ending(Desk):
    """Withdrawal, level. Refused: as ``check_step``, ``complaints.changed_elsewhere``, ``text.*``; all is audited."""

    def withdraw(self, actor: Actor, number: str, way: Source | None, why: str, version: int) -> Complaint:
        """The complainant takes it back: how that was said, and why. It has no deadline any more, and stays counted.

        Needs COMPLAINT_TAKE: who sees all complaints, or took it in; never who handled it. Grave ones, those with
        compensation and what may be misconduct wait for compliance's word, with the clock running on. When it is over
        《客户投诉记录表》 is sealed and filed; what was found of staff until then stays found (MS-1). Takes a second.
        Refused: ``complaints.withdrawal_way`` without a way, or when the regulator passed the word on.
        """
        actor.need(Right.COMPLAINT_TAKE)
        if way is None or way is Source.REGULATOR:
            raise Refused("complaints.withdrawal_way", field="way")
        reason = clean_text(why, field="why", limit=WORDS_LIMIT, lines=True)
        said, told = f"{labels.SOURCES[way]}：{reason}", {"way": way.value}
        with self._db.read() as conn:
            waits = visible(conn, actor, number).to_withdraw
        if not waits:
            return self._end(actor, number, Step.WITHDRAW, said, version, told)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.WITHDRAW)
            return self._moved(tx, before, replace(before, state=State.WITHDRAWING), Step.WITHDRAW, said, more=told)

    def let_go(self, actor: Actor, number: str, words: str, version: int) -> Complaint:
        """Compliance agrees to a withdrawal: it is over. Needs COMPLAINT_CLEAR; never who handled it. Takes a second.

        Refused: ``text.required`` without words.
        """
        actor.need(Right.COMPLAINT_CLEAR)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, lines=True)
        return self._end(actor, number, Step.LET_GO, said, version)

    def keep_on(self, actor: Actor, number: str, words: str, version: int) -> Complaint:
        """Compliance has it gone on with, where it stood before the withdrawal. Needs COMPLAINT_CLEAR.

        Refused: ``text.required`` without words.
        """
        actor.need(Right.COMPLAINT_CLEAR)
        said = clean_text(words, field="words", limit=WORDS_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.KEEP_ON)
            *_, stood, _withdrawn = storage.history(tx.conn, before.id)
            return self._moved(tx, before, replace(before, state=stood.state), Step.KEEP_ON, said)

    def change_level(self, actor: Actor, number: str, level: Level, why: str, version: int) -> Complaint:
        """Another level answers for it. Its days stay: they run from the taking in, whoever answers (CP-2).

        Needs COMPLAINT_TAKE. Up by its handler, by who took it in, by who sees all; down by the last alone, and not
        when they handled it. Refused: ``complaints.level_same``, ``complaints.level_down``.
        """
        actor.need(Right.COMPLAINT_TAKE)
        reason = clean_text(why, field="why", limit=WORDS_LIMIT, lines=True)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, Step.LEVEL)
            check_level(part_of(actor), before, level)
            said = f"{labels.LEVELS[before.level]}→{labels.LEVELS[level]}：{reason}"
            told = {"from": before.level.value, "to": level.value}
            return self._moved(tx, before, replace(before, level=level), Step.LEVEL, said, more=told)

    def _end(
        self, actor: Actor, number: str, step: Step, said: str, version: int, told: dict[str, str] | None = None
    ) -> Complaint:
        """Withdrawn for good, with its record filed. It counts as late when its answer was overdue by then."""
        with self._db.read() as conn:
            before = visible(conn, actor, number)
            if before.version != version:
                raise Refused("complaints.changed_elsewhere")
            check_step(part_of(actor), before, step)
            made = self._record(conn, actor, replace(before, state=State.WITHDRAWN), step, said)
        with self._db.write(actor) as tx:
            before = self._stepping(tx, number, version, step)
            client = before.complainant.client_id or None
            document = filing.enter(tx, self._press, made, case_number=number, client_id=client)
            late = before.late or before.overdue(branch_day(tx.at))
            after = replace(before, state=State.WITHDRAWN, record_number=document.number, was_late=late)
            enter_register(tx, after)
            return self._moved(tx, before, after, step, said, more=told)
