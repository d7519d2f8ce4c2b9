"""What the page of dossiers needs of the program; called in a worker. Refusals name the fields of the sheets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.common.long_work import Watch
from app.dossier.destroying import Due
from app.dossier.destroying_rows import Destruction
from app.dossier.domain import PaperSet, Use
from app.dossier.handing import Decision, HandOver, PointsLine, SetToHand
from app.dossier.lending_rows import Loan
from app.dossier.view import DossierView
from ui.widgets.editors import Choice

COVER, INDEX, LOANS = "cover", "index", "loans"
"""Papers about a dossier that are made anew each time."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """What the person may do. ``writes``: the archivist's work; ``destroys``: decides on destruction.

    ``hands``: hands papers over; ``registers``: sees who looked; ``purposes``: usual ones, to choose from (AR-3).
    """

    writes: bool = False
    destroys: bool = False
    hands: bool = False
    exports: bool = False
    prints: bool = False
    registers: bool = False
    staff_id: str = ""
    purposes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A client that was found: with name and number, and where there is one the archive number."""

    client_id: str
    name: str
    number: str
    paper: str


@dataclass(frozen=True, slots=True)
class Page:
    """A paper to look at."""

    pdf: bytes
    pages: int
    title: str


@dataclass(frozen=True, slots=True)
class HandingLists:
    """What can be handed over, and the sheets that were."""

    sets: tuple[PaperSet, ...]
    sheets: tuple[HandOver, ...]
    points: tuple[PointsLine, ...]
    names: Mapping[str, str]
    """Client id -> name, of the sets."""
    today: date


@dataclass(frozen=True, slots=True)
class DestructionLists:
    """What is due, and the register."""

    due: tuple[Due, ...]
    lists: tuple[Destruction, ...]
    today: date


class DossierProvider(Protocol):
    """Where the page has it from."""

    # ruff: noqa: D102 - named as the use cases of ``DossierService`` that they call
    def find(self, text: str) -> Sequence[Found]: ...
    def own_work(self, client_id: str) -> bool: ...
    def look(self, client_id: str, why: str) -> DossierView: ...
    def glance(self, client_id: str, number: str) -> bytes: ...
    def document(self, client_id: str, number: str, why: str) -> bytes: ...
    def print_document(self, client_id: str, number: str, why: str) -> None: ...
    def paper(self, client_id: str, form: str, why: str) -> Page: ...
    def print_paper(self, client_id: str, form: str, why: str) -> None: ...
    def set_place(self, client_id: str, values: Mapping[str, Any], seen: int) -> None: ...
    def borrowers(self) -> Sequence[Choice]: ...
    def lend(self, client_id: str, values: Mapping[str, Any]) -> None: ...
    def export(self, client_id: str, path: str, why: str, watch: Watch) -> None: ...
    def uses(self, client_id: str) -> Sequence[Use]: ...

    def handing(self, *, everybody: bool) -> HandingLists: ...
    def hand_over(self, sets: Sequence[SetToHand], note: str) -> str: ...
    def receive(self, number: str, decisions: Sequence[Decision]) -> None: ...
    def sheet(self, number: str) -> Page: ...

    def loans(self, *, out_only: bool) -> tuple[tuple[Loan, ...], date]: ...
    def bring_back(self, loan_id: str, note: str) -> None: ...

    def destruction(self) -> DestructionLists: ...
    def propose(self, client_ids: Sequence[str], why: str) -> str: ...
    def decide(self, number: str, *, approved: bool, words: str) -> None: ...
    def witness(self, number: str) -> None: ...
    def destroy(self, number: str, watch: Watch) -> None: ...
