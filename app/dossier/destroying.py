"""Destroying dossiers whose time is up: proposal, approval by another, witness, act; the register stays (AR-4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.archive import filing
from app.archive.domain import Document
from app.clients import storage as clients
from app.clients.numbers import dated_number
from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.common.values import clean_text
from app.dossier import destroying_rows, lending_rows, storage
from app.dossier import facts as f
from app.dossier.desk import Desk
from app.dossier.destroying_rows import Destruction, Item, Step
from app.dossier.domain import TOPIC, WHY_LIMIT, need_over
from app.dossier.erasing import erase_cases, left_files
from app.storage.changes import tell
from app.storage.db import Writing

LIST = "destruction-list"
MOST = 200
"""Dossiers on one list."""


@dataclass(frozen=True, slots=True)
class Due:
    """A dossier whose keeping period is over: it may be proposed. ``archive_number`` empty: it has none yet."""

    client_id: str
    client_name: str
    client_number: str
    archive_number: str
    closed_on: date
    keep_until: date
    listed: bool


class Destroying(Desk):
    """Use cases of destruction; five people's steps, three of them at least different people."""

    def due_for_destruction(self, actor: Actor) -> tuple[Due, ...]:
        """Dossiers whose keeping period is over and whose files are there still, the longest over first.

        Needs DOSSIER_WRITE. One read transaction.
        """
        actor.need(Right.DOSSIER_WRITE)
        today = self._today()
        found = []
        with self._db.read() as conn:
            for client_id in storage.left_clients(conn, before=_years_ago(today, self._policy.keeping_years)):
                kept = self._keeping(conn, client_id)
                if kept.closed_on is None or kept.until is None or not kept.over(today):
                    continue
                client, dossier = clients.get_client(conn, client_id), storage.of_client(conn, client_id)
                number = dossier.archive_number if dossier else ""
                states = {one.state for one in destroying_rows.of_dossier(conn, number)} if number else set()
                if dossier and "done" in states and all(paper.destroyed for paper in self._papers(conn, dossier)):
                    continue
                listed = bool(states - destroying_rows.ENDED)
                found.append(
                    Due(client_id, client.name, client.number, number, kept.closed_on, kept.until, listed)
                )  # fmt: skip
        return tuple(sorted(found, key=lambda due: (due.keep_until, due.client_number)))

    def propose_destruction(self, actor: Actor, client_ids: Sequence[str], why: str) -> Destruction:
        """Put dossiers on a list to be destroyed. Needs DOSSIER_WRITE.

        Refused: ``dossier.nothing_to_destroy`` (``most``), ``dossier.account_open``, ``dossier.too_early`` (``until``),
        ``dossier.lent_out``, ``dossier.listed_already``, ``text.required``. One write transaction, audited.
        """
        actor.need(Right.DOSSIER_WRITE)
        reason = clean_text(why, field="why", limit=WHY_LIMIT)
        wanted = tuple(dict.fromkeys(client_ids))
        if not 1 <= len(wanted) <= MOST:
            raise Refused("dossier.nothing_to_destroy", most=MOST)
        with self._db.write(actor) as tx:
            number = dated_number(tx.conn, "XH", branch_day(tx.at))
            items = tuple(self._item(tx, client_id) for client_id in wanted)
            step = Step(actor.staff_id, actor.name, tx.at)
            destroying_rows.add(tx.conn, Destruction(number, step, reason, items))
            told = {"dossiers": [item.archive_number for item in items], "why": reason}
            tx.audit("dossier.destruction_proposed", "destruction", number, after=told)
            tell(tx.conn, TOPIC)
            return destroying_rows.by_number(tx.conn, number)

    def decide_destruction(self, actor: Actor, number: str, *, approved: bool, words: str = "") -> Destruction:
        """The person in charge approves a list, or refuses it with words. Needs DOSSIER_DESTROY.

        Refused: ``dossier.own_proposal`` (four eyes), ``dossier.decided_already``, ``dossier.refusal_words_missing``,
        ``dossier.unknown_destruction``. One write transaction, audited.
        """
        actor.need(Right.DOSSIER_DESTROY)
        said = clean_text(words, field="words", limit=WHY_LIMIT, required=False)
        if not approved and not said:
            raise Refused("dossier.refusal_words_missing", field="words")
        with self._db.write(actor) as tx:
            before = destroying_rows.by_number(tx.conn, number, lock=True)
            if before.decision is not None:
                raise Refused("dossier.decided_already")
            if before.proposed.by == actor.staff_id:
                raise Refused("dossier.own_proposal")
            destroying_rows.decide(tx.conn, before, Step(actor.staff_id, actor.name, tx.at, said, approved))
            tx.audit("dossier.destruction_decided", "destruction", number, after={"approved": approved, "words": said})
            tell(tx.conn, TOPIC)
            return destroying_rows.by_number(tx.conn, number)

    def witness_destruction(self, actor: Actor, number: str) -> Destruction:
        """A third person confirms to be there when the dossiers are destroyed. Needs DOSSIER_READ.

        Refused: ``dossier.not_approved``, ``dossier.witnessed_already``, ``dossier.witness_not_third``,
        ``dossier.unknown_destruction``. One write transaction, audited.
        """
        actor.need(Right.DOSSIER_READ)
        with self._db.write(actor) as tx:
            before = destroying_rows.by_number(tx.conn, number, lock=True)
            if before.decision is None or not before.decision.approved:
                raise Refused("dossier.not_approved")
            if before.witness is not None:
                raise Refused("dossier.witnessed_already")
            if actor.staff_id in (before.proposed.by, before.decision.by):
                raise Refused("dossier.witness_not_third")
            destroying_rows.bear_witness(tx.conn, before, Step(actor.staff_id, actor.name, tx.at))
            tx.audit("dossier.destruction_witnessed", "destruction", number)
            tell(tx.conn, TOPIC)
            return destroying_rows.by_number(tx.conn, number)

    def destroy(self, actor: Actor, number: str, *, watch: Watch = UNWATCHED) -> Destruction:
        """Destroy what is on an approved and witnessed list; 《档案销毁清册》 is sealed and archived first.

        The ledger's rows stay for ever and say destroyed; the files, their earlier versions and the pen data go, and
        what was typed, answered and signed in the cases (:mod:`app.dossier.erasing`). Files go after the commit: a
        crash between leaves files that :meth:`finish_destruction` takes away. Whatever was lent, or opened again since
        the proposal, stops the whole list. Needs DOSSIER_WRITE. Takes seconds; cancelled at a dossier, nothing is
        destroyed, and once the files go they all go.
        Refused: ``work.cancelled``, ``dossier.not_approved``, ``dossier.not_witnessed``, ``dossier.not_the_destroyer``,
        ``dossier.destroyed_already``, ``dossier.account_open``, ``dossier.too_early``, ``dossier.lent_out``,
        ``dossier.changed_elsewhere`` (a paper came meanwhile), ``archive.seal_not_valid``, ``storage.write_failed``.
        """
        actor.need(Right.DOSSIER_WRITE)
        with self._db.read() as conn:
            before = destroying_rows.by_number(conn, number)
            self._need_ready(conn, actor, before)
            facts = self._list_facts(conn, actor, before)
        of = len(before.items)
        watch.step(0, of)
        pressed = self._press.press(LIST, facts)
        watch.step(0, of)
        made = filing.seal(self._press, self._blobs, pressed, None)
        watch.step(0, of)
        with self._db.write(actor) as tx:
            now = destroying_rows.by_number(tx.conn, number, lock=True)
            self._need_ready(tx.conn, actor, now)
            papers = self._living(tx.conn, now)
            if [paper.number for _, paper in papers] != [p.number for one in facts.dossiers for p in one.papers]:
                raise Refused("dossier.changed_elsewhere")  # a paper came meanwhile that is not on the list
            document = filing.enter(tx, self._press, made, case_number=number, client_id=None)
            files = [
                (paper.number, archive_number, sha256)
                for archive_number, paper in papers
                for sha256 in storage.files_of_document(tx.conn, paper.number)
            ]
            listed = [item.client_id for item in now.items]
            cases = erase_cases(tx, watch.each(listed, of), number)
            step = Step(actor.staff_id, actor.name, tx.at)
            destroying_rows.carry_out(tx.conn, now, step, document.number, files)
            told = {
                "documents": {document.number: document.content_sha256},
                "destroyed": [paper.number for _, paper in papers],
                "erased": list(cases),
            }
            tx.audit("dossier.destroyed", "destruction", number, after=told)
            tell(tx.conn, TOPIC)
            done = destroying_rows.by_number(tx.conn, number)
        self._take_away(number)
        return done

    def finish_destruction(self, actor: Actor, number: str) -> int:
        """Take away what a crash left of a list that was carried out; how many files were still there.

        Needs DOSSIER_WRITE. Refused: ``dossier.not_witnessed`` before it was carried out.
        """
        actor.need(Right.DOSSIER_WRITE)
        with self._db.read() as conn:
            if destroying_rows.by_number(conn, number).done is None:
                raise Refused("dossier.not_witnessed")
        return self._take_away(number)

    def destructions(self, actor: Actor) -> tuple[Destruction, ...]:
        """The register of destructions, kept for ever, the latest first. Needs DOSSIER_READ. One read transaction."""
        actor.need(Right.DOSSIER_READ)
        with self._db.read() as conn:
            return destroying_rows.listed(conn)

    # shared

    def _take_away(self, number: str) -> int:
        with self._db.read() as conn:
            clients_of = [item.client_id for item in destroying_rows.by_number(conn, number).items]
            files = {*destroying_rows.files_of(conn, number), *left_files(conn, clients_of, number)}
        return sum(self._blobs.remove(sha256) for sha256 in sorted(files))

    def _item(self, tx: Writing, client_id: str) -> Item:
        client = clients.get_client(tx.conn, client_id)
        dossier = storage.opened(tx.conn, client_id, tx.at, tx.actor.staff_id)
        kept = self._keeping(tx.conn, client_id)
        need_over(kept, branch_day(tx.at))
        assert kept.closed_on is not None and kept.until is not None  # noqa: S101, PT018 - it is over
        self._need_here(tx.conn, dossier.archive_number)
        papers = [paper.document for paper in self._papers(tx.conn, dossier) if paper.destroyed is None]
        return Item(
            dossier.archive_number, client_id, kept.closed_on, kept.until, len(papers),
            sum(paper.pages for paper in papers), client.name, client.number,
        )  # fmt: skip

    def _need_here(self, conn: sa.Connection, archive_number: str) -> None:
        if lending_rows.out(conn, archive_number) is not None:
            raise Refused("dossier.lent_out", archive=archive_number)

    def _need_ready(self, conn: sa.Connection, actor: Actor, found: Destruction) -> None:
        if found.decision is None or not found.decision.approved:
            raise Refused("dossier.not_approved")
        if found.witness is None:
            raise Refused("dossier.not_witnessed")
        if found.done is not None:
            raise Refused("dossier.destroyed_already")
        if actor.staff_id in (found.decision.by, found.witness.by):
            raise Refused("dossier.not_the_destroyer")
        for item in found.items:
            need_over(self._keeping(conn, item.client_id), self._today())
            self._need_here(conn, item.archive_number)

    def _living(self, conn: sa.Connection, found: Destruction) -> list[tuple[str, Document]]:
        """The documents on a list whose files are there, each with its dossier's number."""
        return [
            (item.archive_number, paper.document)
            for item in found.items
            for paper in self._papers(conn, storage.by_number(conn, item.archive_number))
            if paper.destroyed is None
        ]

    def _list_facts(self, conn: sa.Connection, actor: Actor, found: Destruction) -> f.DestructionFacts:
        assert found.decision is not None and found.witness is not None  # noqa: S101, PT018 - it is ready
        living = self._living(conn, found)
        dossiers = tuple(
            f.DestroyedDossier(
                archive_number=item.archive_number, client_name=item.client_name, client_number=item.client_number,
                closed_on=item.closed_on, keep_until=item.keep_until,
                papers=tuple(
                    f.DestroyedPaper(paper.number, paper.title, paper.pages, paper.content_sha256)
                    for number, paper in living if number == item.archive_number
                ),
            )
            for item in found.items
        )  # fmt: skip
        return f.DestructionFacts(
            head=self._head(found.number, actor), why=found.why, dossiers=dossiers,
            keeping_years=self._policy.keeping_years, proposed=(found.proposed.by_name, found.proposed.at),
            approved=(found.decision.by_name, found.decision.at), approval_words=found.decision.words,
            witnessed=(found.witness.by_name, found.witness.at), done=(actor.name, self._clock.now()),
        )  # fmt: skip


def _years_ago(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
