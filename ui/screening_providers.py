"""Gives the page of the watch list what it shows. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.common.actor import Actor
from app.common.dates import read_date
from app.common.long_work import Cancelled, Progress
from app.counter.services import Services
from app.due_diligence.domain import Hit, Verdict
from app.due_diligence.sheet_rows import template
from app.storage.durable import write_durable
from ui.pages.screening.port import HitRow, StatusRow
from ui.providers import local

if TYPE_CHECKING:
    from app.due_diligence.importing import ListImport


class ScreeningData:
    """Hits and the list, for compliance."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def status(self) -> StatusRow:
        """The list in force."""
        found = self._services.screening.status(self._actor)
        watch, recheck = found.watch, found.recheck
        if watch is None:
            return StatusRow(open_hits=found.open_hits)
        return StatusRow(
            version=watch.version, source=watch.source, dated=watch.dated, entries=watch.entries,
            checked=recheck.checked if recheck is not None else 0, clients=recheck.of if recheck is not None else 0,
            finished=recheck is None or recheck.finished_at is not None, open_hits=found.open_hits,
        )  # fmt: skip

    def hits(self, *, open_only: bool) -> Sequence[HitRow]:
        """Undecided ones first."""
        return [self._row(hit) for hit in self._services.screening.hits(self._actor, open_only=open_only)]

    def decide(self, hit_id: str, *, cleared: bool, reason: str) -> None:
        """Let the business go on, or stop it."""
        verdict = Verdict.CLEARED if cleared else Verdict.STOPPED
        self._services.screening.decide(self._actor, [hit_id], verdict, reason)

    def recheck(self) -> bool:
        """Look some more clients up in the list; whether there are any left."""
        done = self._services.screening.recheck(self._actor)
        return done is not None and done.finished_at is None

    def import_list(
        self, path: str, source: str, dated: str, *, dry_run: bool,
        progress: Progress, cancelled: Cancelled,
    ) -> ListImport:  # fmt: skip
        """Look a file over, or put it in force."""
        return self._services.screening.import_list(
            self._actor, Path(path), source=source, dated=read_date(dated), dry_run=dry_run,
            progress=progress, cancelled=cancelled,
        )  # fmt: skip

    def save_template(self, path: str) -> None:
        """Write the empty sheet."""
        write_durable(Path(path), template())

    def _row(self, hit: Hit) -> HitRow:
        decision, match = hit.decision, hit.match
        return HitRow(
            id=hit.id, subject=hit.subject.name, part=hit.subject.part.value, number=hit.subject.number,
            where=hit.case_number or hit.client_number, entry=match.entry.name,
            entry_number=match.entry.number, entry_remark=match.entry.remark, score=match.score,
            by_number=match.by_number, other_number=hit.other_number, list_version=hit.list_version,
            found_at=local(hit.found_at), opened_by=hit.opened_by_name, own=hit.opened_by == self._actor.staff_id,
            verdict=decision.verdict.value if decision is not None else "",
            reason=decision.reason if decision is not None else "",
            decided_by=decision.by_name if decision is not None else "",
            decided_at=local(decision.at) if decision is not None else None,
        )  # fmt: skip
