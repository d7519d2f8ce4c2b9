"""Compliance keeps the watch list and decides on whom it was found to fit (KY-3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.clients import storage as clients
from app.clients.domain import Client, ClientKind
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.common.values import clean_text
from app.due_diligence import hit_rows, screening, storage
from app.due_diligence.domain import LONGEST_REASON, Decision, Hit, Subject, Verdict, WatchList, need_other
from app.due_diligence.hit_rows import TOPIC
from app.due_diligence.importing import Importing
from app.due_diligence.people import people_of
from app.institutions import storage as institutions
from app.storage.changes import tell
from app.storage.db import Database, Writing

CHUNK = 200
"""Clients looked up in one transaction when a new list came."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """How far the registered clients have been looked up in the list in force; ``of``: how many there are."""

    checked: int
    of: int
    found: int
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListStatus:
    """The list in force, how far its recheck is, how many hits wait; None before the first list."""

    watch: WatchList | None
    recheck: Recheck | None
    open_hits: int
    versions: tuple[WatchList, ...]


class ScreeningService(Importing):
    """Use cases of the watch list. All need SCREENING, which compliance alone has: nobody else may know of a hit."""

    def __init__(self, db: Database, threshold: int) -> None:
        self._db = db
        self._threshold = threshold

    def status(self, actor: Actor) -> ListStatus:
        """The list in force and what there is to do. One read transaction."""
        actor.need(Right.SCREENING)
        with self._db.read() as conn:
            watch = storage.in_force(conn)
            recheck = None if watch is None else _recheck(conn, watch)
            return ListStatus(watch, recheck, hit_rows.count_open(conn), storage.lists(conn))

    def hits(self, actor: Actor, *, open_only: bool = True, limit: int = 500) -> tuple[Hit, ...]:
        """Hits, undecided ones first, at most ``limit`` (1 to 1000). One read transaction."""
        actor.need(Right.SCREENING)
        with self._db.read() as conn:
            found = hit_rows.hits(conn, open_only=open_only, limit=min(max(limit, 1), 1000))
            known = clients.get_clients(conn, [hit.client_id for hit in found if hit.client_id])
            numbers = {client.id: client.number for client in known.values()}
            return tuple(replace(hit, client_number=numbers.get(hit.client_id, "")) for hit in found)

    def decide(self, actor: Actor, hit_ids: Sequence[str], verdict: Verdict, reason: str) -> tuple[Hit, ...]:
        """Decide on hits, all with one reason, or on none. One write transaction, audited.

        Refused: ``text.required`` at ``reason``, ``screening.unknown``, ``screening.own_case`` (four eyes),
        ``screening.decided_already``.
        """
        actor.need(Right.SCREENING)
        words = clean_text(reason, field="reason", limit=LONGEST_REASON, lines=True)
        wanted = tuple(dict.fromkeys(hit_ids))
        try:
            with self._db.write(actor) as tx:
                watch = storage.in_force(tx.conn)
                version = 0 if watch is None else watch.version
                made = Decision(verdict, words, actor.staff_id, actor.name, tx.at, version)
                for hit_id in wanted:
                    self._decide(tx, hit_id, made)
                tell(tx.conn, TOPIC)
                return tuple(hit_rows.get(tx.conn, hit_id) for hit_id in wanted)
        except IntegrityError:  # somebody else was a moment faster
            raise Refused("screening.decided_already") from None

    def _decide(self, tx: Writing, hit_id: str, made: Decision) -> None:
        hit = hit_rows.get(tx.conn, hit_id)
        need_other(hit, made.by)
        if hit.decision is not None:
            raise Refused("screening.decided_already")
        hit_rows.decide(tx.conn, hit, made)
        told = {"case": hit.case_number, "client": hit.client_id, "verdict": made.verdict.value,
                "list": made.list_version}  # fmt: skip
        tx.audit("screening.decided", "screening", hit.id, after=told)

    def recheck(self, actor: Actor, chunk: int = CHUNK) -> Recheck | None:
        """Look the next ``chunk`` clients up in the list in force; None when there is no list or nothing is left.

        One write transaction: it can be broken off at any time and goes on where it was. Call it until None.
        """
        actor.need(Right.SCREENING)
        with self._db.write(actor) as tx:
            watch = storage.in_force(tx.conn)
            state = None if watch is None else storage.recheck_of(tx.conn, watch.id)
            if watch is None or state is None or state.finished_at is not None:
                return None
            some = clients.after(tx.conn, state.after_client, chunk)
            found = sum(screening.note(tx, _people(tx, client), client_id=client.id) for client in some)
            finished = tx.at if len(some) < chunk else None
            storage.recheck_went_on(
                tx.conn, watch.id, after_client=some[-1].id if some else state.after_client,
                checked=state.checked + len(some), found=state.found + found, finished_at=finished,
            )  # fmt: skip
            if finished is not None:
                told = {"list": watch.version, "clients": state.checked + len(some), "hits": state.found + found}
                tx.audit("screening.rechecked", "screening", watch.id, after=told)
                tell(tx.conn, TOPIC)
            return _recheck(tx.conn, watch)


def _people(tx: Writing, client: Client) -> tuple[Subject, ...]:
    if client.kind is not ClientKind.INSTITUTION:
        return people_of(client)
    return people_of(client, institutions.of_client(tx.conn, client.id), storage.statement_of(tx.conn, client.id))


def _recheck(conn: sa.Connection, watch: WatchList) -> Recheck | None:
    state = storage.recheck_of(conn, watch.id)
    if state is None:
        return None
    return Recheck(state.checked, clients.count_clients(conn), state.found, state.finished_at)
