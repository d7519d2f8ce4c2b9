"""Handing papers to the archivist, receiving them or sending them back, and what bad sets come to (AR-2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa

from app.archive import filing
from app.archive.domain import Document
from app.archive.filing import Made
from app.archive.press import PressedForm
from app.auth import storage as users
from app.clients import storage as clients
from app.clients.numbers import dated_number
from app.common.actor import Actor, Right, Role
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.values import clean_text
from app.dossier import facts as f
from app.dossier import handing_rows, storage
from app.dossier.desk import Desk
from app.dossier.domain import TOPIC, WHY_LIMIT, PaperSet, SetState
from app.dossier.handing import (
    A_YEAR,
    MOST_SETS,
    Decision,
    HandedPaper,
    HandedSet,
    HandOver,
    PointsLine,
    SetToHand,
    Verdict,
    checked_decision,
)
from app.staff import storage as staff
from app.storage.changes import tell
from app.storage.db import Writing
from app.tasks import storage as tasks
from app.tasks.domain import NewTask, TaskKind, TaskState

SHEET, MENDING = "handover-sheet", "mending-sheet"
MOST_COPIES = 99
RULE = "AR-2"


@dataclass(frozen=True, slots=True)
class _Receiving:
    """What an archivist's decisions come to, before anything is written."""

    sheet: HandOver
    decided: tuple[HandedSet, ...]
    papers: tuple[Made, ...]
    before: int


class HandingOver(Desk):
    """Use cases of those who hand papers over, and of the archivist who receives them."""

    def sets_to_hand(self, actor: Actor, *, everybody: bool = False) -> tuple[PaperSet, ...]:
        """Sets that are at the counter, or came back, of cases that the actor took in; the oldest first.

        ``everybody``: those of the whole branch, to hand over for a colleague. Needs COUNTER. One read transaction.
        """
        actor.need(Right.COUNTER)
        with self._db.read() as conn:
            cases = storage.finished_cases(conn, opened_by="" if everybody else actor.staff_id)
            sets = self._sets(conn, cases)
        return tuple(one for one in sets if one.state in (SetState.COUNTER, SetState.SENT_BACK))

    def hand_over(self, actor: Actor, sets: Sequence[SetToHand], note: str = "") -> HandOver:
        """List papers on a 《客户资料交接表》 and hand them over; a set that came back is listed once more.

        Needs COUNTER. Refused: ``dossier.nothing_to_hand`` (``most``), ``dossier.not_finished``,
        ``dossier.paper_unknown``, ``dossier.copies_wrong``, ``dossier.no_paper``, ``dossier.handed_already``,
        ``text.*``. One write transaction, audited.
        """
        actor.need(Right.COUNTER)
        remark = clean_text(note, field="note", limit=WHY_LIMIT, required=False)
        wanted = {one.case_number: one for one in sets}
        if not 1 <= len(wanted) <= MOST_SETS:
            raise Refused("dossier.nothing_to_hand", field="sets", most=MOST_SETS)
        with self._db.write(actor) as tx:
            cases = {case.number: case for case in storage.finished_cases(tx.conn, numbers=list(wanted))}
            documents = storage.documents_of_cases(tx.conn, list(wanted))
            number = dated_number(tx.conn, "JJ", branch_day(tx.at))
            handing_rows.add(
                tx.conn,
                handing_rows.SheetRow(
                    number, actor.staff_id, actor.staff_number, actor.name, actor.station, tx.at, remark
                ),
            )
            for case_number, one in wanted.items():
                if case_number not in cases:
                    raise Refused("dossier.not_finished", case=case_number)
                client_id = cases[case_number].client_id
                papers = _papers(one, documents.get(case_number, ()))
                handing_rows.add_set(tx.conn, number, case_number, client_id, papers)
                storage.opened(tx.conn, client_id, tx.at, actor.staff_id)
                self._mended(tx, case_number, number)
            tx.audit("dossier.handed_over", "handover", number, after={"cases": sorted(wanted)})
            tell(tx.conn, TOPIC)
            return self._sheets(tx.conn, (handing_rows.sheet(tx.conn, number),))[0]

    def handovers(self, actor: Actor, *, waiting_only: bool = False, limit: int = 200) -> tuple[HandOver, ...]:
        """Sheets, the latest first: all for the archivist, one's own for the counter. One read transaction."""
        own = "" if actor.may(Right.DOSSIER_WRITE) else actor.staff_id
        if own:
            actor.need(Right.COUNTER)
        with self._db.read() as conn:
            return self._sheets(conn, handing_rows.sheets(conn, waiting_only=waiting_only, from_staff=own, limit=limit))

    def handover(self, actor: Actor, number: str) -> HandOver:
        """One sheet: for the archivist and for who handed it over.

        Refused: ``dossier.unknown_handover``, ``dossier.not_your_handover``. One read transaction.
        """
        if not actor.may(Right.DOSSIER_WRITE):
            actor.need(Right.COUNTER)
        with self._db.read() as conn:
            found = self._sheets(conn, (handing_rows.sheet(conn, number),))[0]
        if not actor.may(Right.DOSSIER_WRITE) and found.from_staff != actor.staff_id:
            raise Refused("dossier.not_your_handover")
        return found

    def handover_form(self, actor: Actor, number: str) -> PressedForm:
        """《客户资料交接表》 as it stands, to be looked at or to go along with the paper; as :meth:`handover`."""
        return self._press.press(SHEET, self._sheet_facts(self.handover(actor, number), actor))

    def receive(self, actor: Actor, number: str, decisions: Sequence[Decision]) -> HandOver:
        """Decide on every set of a sheet: into the archive, or back with 《客户资料补齐信息表》 and a date.

        Each bad set counts for who handed it over: points by the policy, within a year; from the policy's number on it
        goes to the general manager as a task. The papers are sealed and archived. A set with forms missing by policy is
        taken only with words on why. Needs DOSSIER_WRITE. Takes seconds. Refused: ``dossier.unknown_handover``,
        ``dossier.own_handover`` (four eyes), ``dossier.received_already``, ``dossier.decisions_incomplete``,
        ``dossier.words_missing``, ``dossier.mend_by_missing``, ``dossier.mend_by_past``, ``archive.seal_not_valid``.
        """
        actor.need(Right.DOSSIER_WRITE)
        with self._db.read() as conn:
            sheet = self._sheets(conn, (handing_rows.sheet(conn, number),))[0]
            since = self._clock.now() - A_YEAR
            before = handing_rows.bad_sendings(conn, sheet.from_staff, since)
        _may_receive(actor, sheet)
        decided = self._decided(actor, sheet, decisions, before)
        papers = self._make_papers(actor, sheet, decided)
        receiving = _Receiving(sheet, decided, papers, before)
        with self._db.write(actor) as tx:
            self._write(tx, receiving)
            return self._sheets(tx.conn, (handing_rows.sheet(tx.conn, number),))[0]

    def points(self, actor: Actor) -> tuple[PointsLine, ...]:
        """Everybody's bad sets of the last year with their points, most points first. One read transaction.

        For the archivist and the person in charge (DOSSIER_WRITE or DOSSIER_DESTROY).
        """
        if not actor.may(Right.DOSSIER_DESTROY):
            actor.need(Right.DOSSIER_WRITE)
        with self._db.read() as conn:
            return handing_rows.points(conn, self._clock.now() - A_YEAR)

    # receiving

    def _decided(
        self, actor: Actor, sheet: HandOver, decisions: Sequence[Decision], before: int
    ) -> tuple[HandedSet, ...]:
        """The sets with their verdicts, counted on from ``before``."""
        by_case = {decision.case_number: decision for decision in decisions}
        if set(by_case) != {one.case_number for one in sheet.sets} or len(by_case) != len(decisions):
            raise Refused("dossier.decisions_incomplete")
        now, found, bad = self._clock.now(), [], before
        for place, one in enumerate(sheet.sets, 1):
            decision = checked_decision(
                by_case[one.case_number], incomplete=bool(one.missing), today=branch_day(now)
            )  # fmt: skip
            bad += not decision.accepted
            verdict = Verdict(
                accepted=decision.accepted, words=decision.words, mend_by=decision.mend_by,
                sending=0 if decision.accepted else bad,
                points=0 if decision.accepted else self._policy.points_of(bad),
                escalated=not decision.accepted and bad >= self._policy.escalate_at, by=actor.staff_id,
                by_name=actor.name, at=now, document_number="" if decision.accepted else f"{sheet.number}-{place:02d}",
            )  # fmt: skip
            found.append(replace(one, verdict=verdict))
        return tuple(found)

    def _make_papers(self, actor: Actor, sheet: HandOver, decided: tuple[HandedSet, ...]) -> tuple[Made, ...]:
        """The sheet with the verdicts, and a 补齐信息表 for each set that goes back: sealed before the transaction."""
        received = replace(sheet, sets=decided)
        pressed = [self._press.press(SHEET, self._sheet_facts(received, actor))]
        pressed += [
            self._press.press(MENDING, self._mending_facts(received, one, actor))
            for one in decided
            if one.verdict is not None and not one.verdict.accepted
        ]
        return tuple(filing.seal(self._press, self._blobs, paper, None) for paper in pressed)

    def _write(self, tx: Writing, receiving: _Receiving) -> None:
        sheet = receiving.sheet
        handing_rows.lock_sender(tx.conn, sheet.from_staff)
        now = self._sheets(tx.conn, (handing_rows.sheet(tx.conn, sheet.number),))[0]
        _may_receive(tx.actor, now)
        if handing_rows.bad_sendings(tx.conn, sheet.from_staff, self._clock.now() - A_YEAR) != receiving.before:
            raise Refused("dossier.changed_elsewhere")  # another sheet of this person was decided on meanwhile
        documents = {}
        for made in receiving.papers:
            document = filing.enter(tx, self._press, made, case_number=sheet.number, client_id=None)
            documents[document.number] = document.content_sha256
        for one in receiving.decided:
            assert one.verdict is not None  # noqa: S101 - each was decided on
            handing_rows.add_verdict(tx.conn, sheet.number, one.case_number, sheet.from_staff, one.verdict)
            if not one.verdict.accepted:
                self._send_back(tx, sheet, one, one.verdict)
        told = {one.case_number: one.verdict and one.verdict.accepted for one in receiving.decided}
        tx.audit("dossier.received", "handover", sheet.number, after={"sets": told, "documents": documents})
        tell(tx.conn, TOPIC)

    def _send_back(self, tx: Writing, sheet: HandOver, one: HandedSet, verdict: Verdict) -> None:
        """What a bad set leads to: a task for the sender, and for the general manager from the policy's number on."""
        assert verdict.mend_by is not None  # noqa: S101 - a set that is sent back has its day
        what = f"补齐业务 {one.case_number} 的客户资料（补齐信息表 {verdict.document_number}）：{verdict.words}"
        self._task(tx, one, what, sheet.from_staff, due=verdict.mend_by)
        if verdict.escalated:
            about = (
                f"{sheet.from_name}（工号{sheet.from_number}）一年内第{verdict.sending}次移交的客户资料不齐，"
                f"见交接表 {sheet.number}，请处理"
            )
            for manager in _general_managers(tx.conn) or ("",):
                self._task(tx, one, about, manager, due=branch_day(tx.at))
            tx.audit(
                "dossier.escalated", "handover", sheet.number,
                after={"case": one.case_number, "staff": sheet.from_staff, "sending": verdict.sending},
            )  # fmt: skip

    def _task(self, tx: Writing, one: HandedSet, text: str, staff_id: str, *, due: date) -> None:
        new = NewTask(
            kind=TaskKind.OTHER, client_id=one.client_id, case_number=one.case_number, due_on=due,
            text=text, rule=RULE, assigned_to=staff_id,
        )  # fmt: skip
        tasks.add(tx.conn, new, at=tx.at, by=tx.actor.staff_id)

    def _mended(self, tx: Writing, case_number: str, number: str) -> None:
        """A set that came back is handed over again: the task to complete it is done."""
        for task in tasks.of_case(tx.conn, case_number, TaskKind.OTHER):
            if task.rule == RULE and task.state is TaskState.OPEN and task.text.startswith("补齐"):
                tasks.finish(
                    tx.conn, task.id, outcome=f"已补齐并重新移交，见交接表 {number}", seen_version=task.version,
                    at=tx.at, actor=tx.actor,
                )  # fmt: skip

    # sheets put together

    def _sheets(self, conn: sa.Connection, rows: Sequence[handing_rows.SheetRow]) -> tuple[HandOver, ...]:
        numbers = [row.number for row in rows]
        sets = handing_rows.sets_of_sheets(conn, numbers)
        papers = handing_rows.papers_of_sheets(conn, numbers)
        people = clients.get_clients(conn, list({one.client_id for one in sets}))
        archives = storage.numbers_of(conn, list(people))
        cases = storage.finished_cases(conn, numbers=list({one.case_number for one in sets}))
        judged = {one.case.number: one for one in self._sets(conn, cases)}
        found: dict[str, list[HandedSet]] = {}
        for row in sets:
            client, one = people[row.client_id], judged[row.case_number]
            handed = HandedSet(
                case_number=row.case_number, business=one.case.business.label, client_id=client.id,
                client_name=client.name, client_number=client.number, archive_number=archives.get(client.id, ""),
                papers=papers.get((row.number, row.case_number), ()), missing=one.missing, verdict=row.verdict,
            )  # fmt: skip
            found.setdefault(row.number, []).append(handed)
        return tuple(
            HandOver(
                row.number, row.from_staff, row.from_number, row.from_name, row.station, row.at, row.note,
                tuple(found.get(row.number, ())), self._today() + timedelta(days=self._policy.mending_days),
            )
            for row in rows
        )  # fmt: skip

    # facts of the forms

    def _sheet_facts(self, sheet: HandOver, actor: Actor) -> f.HandOverFacts:
        verdicts = [one.verdict for one in sheet.sets if one.verdict is not None]
        by = verdicts[0] if verdicts and sheet.received else None
        return f.HandOverFacts(
            head=self._head(sheet.number, actor), handed_by=_person(sheet.from_name, sheet.from_number),
            handed_at=sheet.at, note=sheet.note, sets=tuple(map(_set_facts, sheet.sets)),
            received_by=by.by_name if by else "", received_at=by.at if by else None,
        )  # fmt: skip

    def _mending_facts(self, sheet: HandOver, one: HandedSet, actor: Actor) -> f.MendingFacts:
        verdict = one.verdict
        assert verdict is not None and verdict.mend_by is not None  # noqa: S101, PT018 - of a set that goes back
        return f.MendingFacts(
            head=self._head(verdict.document_number, actor, case_number=sheet.number), handover_number=sheet.number,
            handed_by=_person(sheet.from_name, sheet.from_number), handed_at=sheet.at, case_number=one.case_number,
            business=one.business, client_name=one.client_name, client_number=one.client_number,
            archive_number=one.archive_number, missing=one.missing, words=verdict.words, mend_by=verdict.mend_by,
            sending=verdict.sending, points=verdict.points, escalated=verdict.escalated,
            sent_back_by=verdict.by_name, sent_back_at=verdict.at,
        )  # fmt: skip


def _papers(one: SetToHand, documents: Sequence[Document]) -> tuple[HandedPaper, ...]:
    """The lines of a set: as many copies of each document as were counted, one of each when nothing was."""
    known = {document.number: document for document in documents}
    for number, copies in one.copies.items():
        if number not in known:
            raise Refused("dossier.paper_unknown", number=number)
        if not 0 <= copies <= MOST_COPIES:
            raise Refused("dossier.copies_wrong", field="copies", most=MOST_COPIES)
    counted = one.copies or dict.fromkeys(known, 1)
    found = tuple(
        HandedPaper(one.case_number, document.number, document.title, document.pages, counted[document.number])
        for document in documents
        if counted.get(document.number, 0)
    )
    if not found:
        raise Refused("dossier.no_paper", case=one.case_number)
    return found


def _may_receive(actor: Actor, sheet: HandOver) -> None:
    if sheet.from_staff == actor.staff_id:
        raise Refused("dossier.own_handover")
    if any(one.verdict is not None for one in sheet.sets):
        raise Refused("dossier.received_already", number=sheet.number)


def _general_managers(conn: sa.Connection) -> tuple[str, ...]:
    """Staff ids of the general managers who can sign in and are in the register."""
    found = [user.staff_id for user in users.list_users(conn) if user.active and Role.GENERAL_MANAGER in user.roles]
    return tuple(staff_id for staff_id in found if staff.by_id(conn, staff_id) is not None)


def _person(name: str, number: str) -> str:
    return f"{name}（工号{number}）"


def _set_facts(one: HandedSet) -> f.HandedSetFacts:
    return f.HandedSetFacts(
        case_number=one.case_number, business=one.business, client_name=one.client_name,
        client_number=one.client_number, archive_number=one.archive_number,
        papers=tuple(f.HandedLine(p.document_number, p.title, p.pages, p.copies) for p in one.papers),
        missing=one.missing, verdict=_verdict_words(one.verdict),
    )  # fmt: skip


def _verdict_words(verdict: Verdict | None) -> str:
    if verdict is None:
        return ""
    if verdict.accepted:
        return f"接收归档（{verdict.words}）" if verdict.words else "接收归档"
    return f"退回补齐，期限{verdict.mend_by}：{verdict.words}"
