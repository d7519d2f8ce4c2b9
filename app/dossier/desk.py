"""What the use cases of the archive share: a dossier put together, a purpose asked, a use registered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import sqlalchemy as sa

from app.archive import storage as archive
from app.archive.domain import replaced
from app.archive.heads import BranchFacts, Head
from app.archive.press import Press
from app.clients import storage as clients
from app.clients.domain import INSTITUTION_PAPER, Client, ClientKind
from app.clients.papers import PaperKind
from app.common.actor import Actor
from app.common.clock import Clock, branch_day
from app.common.errors import Refused
from app.common.values import clean_text, mask_paper, new_id
from app.custody import storage as custody
from app.custody.domain import AccountState
from app.dossier import destroying_rows, handing_rows, lending_rows, storage
from app.dossier.domain import (
    WHY_LIMIT,
    Dossier,
    FinishedCase,
    Keeping,
    Paper,
    PaperSet,
    SetState,
    Use,
    UseKind,
    by_section,
    keeping,
    missing_forms,
)
from app.dossier.view import DossierView
from app.policy.dossier import DossierPolicy
from app.policy.values import WatchRule
from app.printing.domain import SourceKind
from app.storage.db import Database, Writing


class BlobStore(Protocol):
    """Where the files of documents lie, by the SHA-256 of their content."""

    def put(self, content: bytes) -> str:
        """Keep ``content`` and give its SHA-256."""
        ...

    def get(self, sha256: str) -> bytes:
        """The content. Refused when it is missing or altered."""
        ...

    def remove(self, sha256: str) -> bool:
        """Take a file away for good; False when it was gone already."""
        ...


class PrintQueue(Protocol):
    """The counter's print queue."""

    def print_document(self, actor: Actor, number: str, *, why: str = "") -> object:
        """Queue all copies of an archived document."""
        ...

    def print_form(self, actor: Actor, source: SourceKind, number: str, form_id: str, *, why: str = "") -> object:
        """Queue a form that is made when it is sent."""
        ...


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks into a dossier: whether it is their own work, else what for (AR-3)."""

    dossier: Dossier
    client: Client
    own_work: bool
    why: str


class Desk:
    """The shared ground of the use cases."""

    def __init__(
        self, db: Database, press: Press, blobs: BlobStore, policy: DossierPolicy, clock: Clock, branch: BranchFacts,
        queue: PrintQueue | None = None, watch: WatchRule | None = None,
    ) -> None:  # fmt: skip
        self._db = db
        self._press = press
        self._blobs = blobs
        self._policy = policy
        self._clock = clock
        self._branch = branch
        self._queue = queue
        self._watch = watch or WatchRule()

    def _today(self) -> date:
        return branch_day(self._clock.now())

    def _head(self, number: str, actor: Actor, *, case_number: str = "") -> Head:
        return Head(
            number=number, case_number=case_number or number, made_on=self._today(), branch=self._branch,
            teller_name=actor.name, teller_number=actor.staff_number,
        )  # fmt: skip

    def _own_work(self, conn: sa.Connection, actor: Actor, client_id: str) -> bool:
        since = self._clock.now() - timedelta(days=self._policy.own_work_days)
        return storage.took_in(conn, actor.staff_id, client_id, since)

    def _reader(self, tx: Writing, client_id: str, why: str, *, always: bool = False) -> Reader:
        """Who looks, with a purpose unless it is one's own work (``always``: even then, for what leaves the house)."""
        client = clients.get_client(tx.conn, client_id)
        own = self._own_work(tx.conn, tx.actor, client_id)
        reason = clean_text(why, field="why", limit=WHY_LIMIT, required=False)
        if not reason and (always or not own):
            raise Refused("dossier.purpose_missing", field="why")
        return Reader(storage.opened(tx.conn, client_id, tx.at, tx.actor.staff_id), client, own, reason)

    def _register(
        self, tx: Writing, kind: UseKind, reader: Reader, *, document_number: str = "", **more: object
    ) -> None:
        """Write the use into the register and the audit log."""
        number = reader.dossier.archive_number
        use = Use(
            id=new_id(), archive_number=number, document_number=document_number, kind=kind,
            staff_id=tx.actor.staff_id, staff_name=tx.actor.name, station=tx.actor.station, at=tx.at, why=reader.why,
            own_work=reader.own_work,
        )  # fmt: skip
        storage.add_use(tx.conn, use)
        told = {"document": document_number, "why": reader.why, "own_work": reader.own_work, **more}
        tx.audit(f"dossier.{kind.value}", "dossier", number, after=told)

    # a dossier put together

    def _papers(self, conn: sa.Connection, dossier: Dossier) -> tuple[Paper, ...]:
        gone = destroying_rows.destroyed_of(conn, dossier.archive_number)
        documents = archive.of_client(conn, dossier.client_id)
        former = replaced(documents)
        return tuple(Paper(one, gone.get(one.number), former.get(one.number, "")) for one in documents)

    def _sets(self, conn: sa.Connection, cases: Iterable[FinishedCase]) -> tuple[PaperSet, ...]:
        """The sets of these cases: what is missing by policy, and where the paper is."""
        listed = tuple(cases)
        numbers = [case.number for case in listed]
        documents = storage.documents_of_cases(conn, numbers)
        handed: dict[str, handing_rows.SetRow] = {
            row.case_number: row for row in handing_rows.sets_of_cases(conn, numbers)
        }
        found = []
        for case in listed:
            there = documents.get(case.number, ())
            forms = missing_forms(self._policy.required, case.business, there)
            state, mend_by = _where(handed.get(case.number))
            found.append(PaperSet(case, there, tuple(map(self._title, forms)), state, mend_by))
        return tuple(found)

    def _title(self, form_id: str) -> str:
        try:
            return self._press.info(form_id).title
        except Refused:  # a policy may ask for a form that this program does not have: it is missing by its id
            return form_id

    def _keeping(self, conn: sa.Connection, client_id: str) -> Keeping:
        closed = storage.closed_at(conn, custody.fund_accounts(conn, client_id))
        documents = archive.of_client(conn, client_id)
        last = max((document.made_at for document in documents), default=None)
        return keeping(
            closed and branch_day(closed), last and branch_day(last), self._policy.keeping_years,
        )  # fmt: skip

    def _view(self, conn: sa.Connection, reader: Reader) -> DossierView:
        dossier, client = reader.dossier, reader.client
        number = dossier.archive_number
        loan = lending_rows.out(conn, number)
        lists = destroying_rows.of_dossier(conn, number)
        return DossierView(
            archive_number=number, opened_at=dossier.opened_at, client_id=client.id, client_name=client.name,
            client_number=client.number, institution=client.kind is ClientKind.INSTITUTION,
            paper_kind=paper_label(client.paper_kind), paper_masked=mask_paper(client.paper_number),
            fund_accounts=tuple(
                (account.number, account.state is AccountState.OPEN)
                for account in custody.fund_accounts(conn, client.id)
            ),
            opened_on=client.opened_on, places=storage.places(conn, number),
            sections=by_section(self._papers(conn, dossier)),
            sets=self._sets(conn, storage.finished_cases(conn, client_id=client.id)),
            keeping=self._keeping(conn, client.id), loan=loan,
            loan_overdue=loan is not None and loan.overdue(self._today()),
            destruction=lists[0].number if lists else "", destruction_state=lists[0].state if lists else "",
            own_work=reader.own_work, why=reader.why,
        )  # fmt: skip


def _where(row: handing_rows.SetRow | None) -> tuple[SetState, date | None]:
    """Where the paper of a set is, by its last handing over; and until when it is to be mended."""
    if row is None:
        return SetState.COUNTER, None
    if row.verdict is None:
        return SetState.HANDED, None
    return (SetState.ARCHIVED, None) if row.verdict.accepted else (SetState.SENT_BACK, row.verdict.mend_by)


def paper_label(kind: str) -> str:
    """The Chinese name of a client's identity paper."""
    return "营业执照（统一社会信用代码）" if kind == INSTITUTION_PAPER else PaperKind(kind).label
