"""The forms that pages can be bound to: printed forms of running cases, and archived documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.archive import storage as ledger
from app.archive.domain import Document
from app.archive.papers import AwaitedPaper, print_mark
from app.archive.press import Press
from app.changes.service import ChangeService
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.onboarding.service import OpeningService
from app.risk_cases.service import RiskCaseService
from app.scans import binding
from app.scans.domain import Kind
from app.scans.sorting import Awaited
from app.storage.blobs import Blobs
from app.storage.db import Database
from app.transfer_out.service import TransferService


@dataclass(slots=True)
class Waiting:
    """Finds them. Marks of archived documents are read once: their files never change."""

    db: Database
    blobs: Blobs
    opening: OpeningService
    transfer: TransferService
    changes: ChangeService
    risk_cases: RiskCaseService
    press: Press
    _marks: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def of(self, actor: Actor, numbers: Iterable[str]) -> dict[str, Awaited]:
        """All printed forms of running cases (with COUNTER), and those of ``numbers`` that are archived documents."""
        found: dict[str, Awaited] = {}
        if actor.may(Right.COUNTER):
            found |= {one.number: self._running(actor, one, Kind.OPENING) for one in self.opening.awaited_papers(actor)}
            found |= {
                one.number: self._running(actor, one, Kind.TRANSFER) for one in self.transfer.awaited_papers(actor)
            }
            found |= {one.number: self._running(actor, one, Kind.CHANGE) for one in self.changes.awaited_papers(actor)}
            found |= {one.number: self._running(actor, one, Kind.RISK) for one in self.risk_cases.awaited_papers(actor)}
        for number in dict.fromkeys(numbers):
            if number not in found:
                archived = self._archived(number)
                if archived is not None:
                    found[number] = archived
        return found

    def archived(self, number: str) -> bool:
        """Whether this is a document of the archive whose file is there."""
        return self._archived(number) is not None

    def _running(self, actor: Actor, one: AwaitedPaper, kind: Kind) -> Awaited:
        pages = one.pages
        if not pages and kind is not Kind.RISK:  # printed by a release that did not keep it
            flows: dict[Kind, OpeningService | TransferService | ChangeService] = {
                Kind.OPENING: self.opening,
                Kind.TRANSFER: self.transfer,
                Kind.CHANGE: self.changes,
            }
            pressed = flows[kind].preview(actor, one.case_number, one.form_id)
            pages = 1 if pressed is None else pressed.pages
        return Awaited(
            number=one.number, form_id=one.form_id, title=one.title, case_number=one.case_number,
            client_name=one.client_name, kind=kind, pages=pages, print_mark=one.print_mark, current=one.current,
            printed_at=one.printed_at, bound_at=one.bound_at,
        )  # fmt: skip

    def _archived(self, number: str) -> Awaited | None:
        with self.db.read() as conn:
            found = ledger.by_number(conn, number)
            copies = binding.copies(conn, number) if found is not None else ()
        mark = None if found is None else self._mark(found)
        if found is None or mark is None:
            return None
        return Awaited(
            number=number, form_id=found.form_id, title=found.title, case_number=found.case_number, client_name="",
            kind=Kind.ARCHIVED, pages=found.pages, print_mark=mark, current=True, printed_at=None,
            bound_at=copies[-1].made_at if copies else None,
        )  # fmt: skip

    def _mark(self, document: Document) -> str | None:
        """The print mark of an archived document; None when its file is gone (destroyed by the rules) or damaged."""
        kept = self._marks.get(document.content_sha256)
        if kept is None:
            try:
                kept = print_mark(self.press.facts_sha256(self.blobs.get(document.file_sha256)))
            except Refused as refusal:
                return "" if refusal.code == "forms.no_facts" else None
            self._marks[document.content_sha256] = kept
        return kept
