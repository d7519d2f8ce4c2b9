"""Gives the page of dossiers and the pledge what they show. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.archive.press import Ink, PressedForm
from app.clients.service import ClientService
from app.common.actor import Actor, Right
from app.common.clock import Clock, branch_day
from app.common.dates import read_date
from app.common.errors import Refused
from app.common.long_work import UNWATCHED, Watch
from app.dossier import lending, reading
from app.dossier.domain import Use
from app.dossier.handing import Decision, SetToHand
from app.dossier.lending_rows import Loan
from app.dossier.pledging import PledgeLine
from app.dossier.service import DossierService
from app.dossier.view import DossierView
from ui.pages.dossier.port import COVER, INDEX, LOANS, Abilities, DestructionLists, Found, HandingLists, Page
from ui.widgets.editors import Choice

_FORMS = {COVER: reading.COVER, INDEX: reading.INDEX, LOANS: lending.REGISTER}


def abilities(actor: Actor, purposes: Sequence[str] = ()) -> Abilities:
    """What ``actor`` may do with dossiers; ``purposes``: those of the policy, to choose from."""
    may = actor.may
    writes, destroys = may(Right.DOSSIER_WRITE), may(Right.DOSSIER_DESTROY)
    return Abilities(
        writes=writes, destroys=destroys, hands=may(Right.COUNTER), exports=may(Right.DOCUMENT_EXPORT),
        prints=may(Right.PRINT), registers=writes or destroys or may(Right.AUDIT_READ), staff_id=actor.staff_id,
        purposes=tuple(purposes),
    )  # fmt: skip


class DossierData:
    """Dossiers (AR-1 to AR-4)."""

    def __init__(self, dossiers: DossierService, clients: ClientService, actor: Actor, clock: Clock) -> None:
        self._dossiers = dossiers
        self._clients = clients
        self._actor = actor
        self._clock = clock

    def find(self, text: str) -> Sequence[Found]:
        """Clients by archive number, or by whatever clients are found by."""
        hits = self._clients.find(self._actor, text)
        if not hits and text.strip():
            try:
                card = self._clients.card(self._actor, self._dossiers.client_of(self._actor, text))
            except Refused:
                return ()
            hits = (card.hit,)
        return tuple(Found(hit.id, hit.name, hit.number, hit.paper_masked) for hit in hits)

    def own_work(self, client_id: str) -> bool:
        """Whether no purpose has to be stated."""
        return self._dossiers.own_work(self._actor, client_id)

    def look(self, client_id: str, why: str) -> DossierView:
        """The dossier; registered."""
        return self._dossiers.look(self._actor, client_id, why)

    def glance(self, client_id: str, number: str) -> bytes:
        """A document for its small picture."""
        return self._dossiers.glance(self._actor, client_id, number)

    def document(self, client_id: str, number: str, why: str) -> bytes:
        """A document; registered."""
        return self._dossiers.document(self._actor, client_id, number, why)

    def print_document(self, client_id: str, number: str, why: str) -> None:
        """Queue a document; registered."""
        self._dossiers.print_document(self._actor, client_id, number, why)

    def paper(self, client_id: str, form: str, why: str) -> Page:
        """Cover, index or register of loans."""
        made = self._pressed(client_id, form, why)
        return Page(made.pdf, made.pages, made.title)

    def print_paper(self, client_id: str, form: str, why: str) -> None:
        """Queue the same; registered as a print."""
        self._dossiers.print_paper(self._actor, client_id, _FORMS[form], why)

    def _pressed(self, client_id: str, form: str, why: str) -> PressedForm:
        if form == COVER:
            return self._dossiers.cover(self._actor, client_id, why)
        if form == INDEX:
            return self._dossiers.index(self._actor, client_id, why)
        return self._dossiers.loan_register(self._actor, client_id)

    def set_place(self, client_id: str, values: Mapping[str, Any], seen: int) -> None:
        """Note where the paper lies."""
        texts = {name: str(values[name]) for name in ("room", "shelf", "box", "why")}
        self._dossiers.set_place(self._actor, client_id, **texts, seen=seen)

    def borrowers(self) -> Sequence[Choice]:
        """To whom a dossier may be lent."""
        return [Choice(one.id, f"{one.name} {one.number}") for one in self._dossiers.borrowers(self._actor)]

    def lend(self, client_id: str, values: Mapping[str, Any]) -> None:
        """Lend a dossier."""
        if not values["borrower"]:
            raise Refused("text.required", field="borrower")
        due = _day(str(values["due_on"]), "due_on")
        self._dossiers.lend(self._actor, client_id, values["borrower"], values["why"], due)

    def export(self, client_id: str, path: str, why: str, watch: Watch = UNWATCHED) -> None:
        """Write the whole dossier."""
        self._dossiers.export(self._actor, client_id, Path(path), why, watch=watch)

    def uses(self, client_id: str) -> Sequence[Use]:
        """Who looked."""
        return self._dossiers.uses(self._actor, client_id)

    def handing(self, *, everybody: bool) -> HandingLists:
        """Sets to hand over, sheets, points."""
        actor, dossiers = self._actor, self._dossiers
        hands, writes = actor.may(Right.COUNTER), actor.may(Right.DOSSIER_WRITE)
        sets = dossiers.sets_to_hand(actor, everybody=everybody) if hands else ()
        names = {
            one.case.client_id: self._clients.card(actor, one.case.client_id).hit.name
            for one in {one.case.client_id: one for one in sets}.values()
        }
        return HandingLists(
            sets, dossiers.handovers(actor) if hands or writes else (), dossiers.points(actor) if writes else (),
            names, self._today(),
        )  # fmt: skip

    def hand_over(self, sets: Sequence[SetToHand], note: str) -> str:
        """Hand papers over; the sheet's number."""
        return self._dossiers.hand_over(self._actor, sets, note).number

    def receive(self, number: str, decisions: Sequence[Decision]) -> None:
        """Decide on a sheet."""
        self._dossiers.receive(self._actor, number, decisions)

    def sheet(self, number: str) -> Page:
        """A sheet to look at."""
        made = self._dossiers.handover_form(self._actor, number)
        return Page(made.pdf, made.pages, made.title)

    def loans(self, *, out_only: bool) -> tuple[tuple[Loan, ...], date]:
        """Loans, and today."""
        return self._dossiers.loans(self._actor, out_only=out_only), self._today()

    def bring_back(self, loan_id: str, note: str) -> None:
        """Take a dossier in again."""
        self._dossiers.bring_back(self._actor, loan_id, note)

    def destruction(self) -> DestructionLists:
        """What is due, and the register."""
        writes = self._actor.may(Right.DOSSIER_WRITE)
        due = self._dossiers.due_for_destruction(self._actor) if writes else ()
        return DestructionLists(due, self._dossiers.destructions(self._actor), self._today())

    def propose(self, client_ids: Sequence[str], why: str) -> str:
        """Put dossiers on a list; its number."""
        return self._dossiers.propose_destruction(self._actor, client_ids, why).number

    def decide(self, number: str, *, approved: bool, words: str) -> None:
        """Decide on a list."""
        self._dossiers.decide_destruction(self._actor, number, approved=approved, words=words)

    def witness(self, number: str) -> None:
        """Be the witness."""
        self._dossiers.witness_destruction(self._actor, number)

    def destroy(self, number: str, watch: Watch = UNWATCHED) -> None:
        """Destroy what is on a list."""
        self._dossiers.destroy(self._actor, number, watch=watch)

    def _today(self) -> date:
        return branch_day(self._clock.now())


class PledgeData:
    """The pledge of confidentiality (SE-1)."""

    def __init__(self, dossiers: DossierService, actor: Actor) -> None:
        self._dossiers = dossiers
        self._actor = actor

    def own(self) -> tuple[Page, str]:
        """The text to be signed, and the day it was signed (empty: not yet)."""
        signed = self._dossiers.pledge_signed(self._actor)
        made = self._dossiers.pledge_form(self._actor)
        return Page(made.pdf, made.pages, made.title), branch_day(signed.at).isoformat() if signed else ""

    def sign(self, ink: Ink) -> None:
        """Sign the text in force."""
        self._dossiers.sign_pledge(self._actor, ink)

    def register(self) -> Sequence[PledgeLine]:
        """Who signed what, for those who read the staff register."""
        return self._dossiers.pledges(self._actor) if self._actor.may(Right.STAFF_READ) else ()


def _day(text: str, field: str) -> date | None:
    """A day as typed; None for nothing. Refused: what ``read_date`` refuses, at ``field``."""
    if not text.strip():
        return None
    try:
        return read_date(text)
    except Refused as refused:
        raise Refused(refused.code, field=field, **refused.facts) from refused
