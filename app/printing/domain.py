"""A job of the print queue: what waits for which printer, and what became of it (SR-2, AR-3).

A case never waits for a printer: its papers are queued, and come out when the printer can. A job holds no pages; they
are made anew at the moment of sending and given to the printing system from memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from app.common.errors import Refused
from app.gateways.printing import Outcome, PrintOptions, Sides

FIRST_WAIT = 5
LONGEST_WAIT = 300
"""Seconds until a printer that is away is tried again: twice as long each time, up to the longest."""
MOST_ABORTS = 3
"""So often a job may be given up by the printing system itself before it counts as failed."""
LEASE_SECONDS = 90
"""So long a job on its way belongs to the program that sends it, from its last sign of life. Longer than any printing
system takes to accept a document, or another program of the counter would take it for one that ended."""
LOOK_SECONDS = 1.0
"""How often is asked what became of a document that the printing system has."""


class SourceKind(StrEnum):
    """Where the pages of a job come from."""

    DOCUMENT = "document"  # an archived document; each print of a copy has a number of its own
    OPENING_FORM = "opening-form"  # an unsigned form of a running opening, to be signed by hand (KY-4)
    TRANSFER_FORM = "transfer-form"  # the same of a transfer-out
    CHANGE_FORM = "change-form"  # the same of a change
    RISK_FORM = "risk-form"  # the same of a case of suitability
    DOSSIER_FORM = "dossier-form"  # cover, index, register of loans of a dossier, by its archive number
    KEPT_NOWHERE = "kept-nowhere"  # what nobody may keep: printed past the queue, listed as printed only
    CLASS_TABLE = "class-table"  # a day's table of clients by risk level (RA-7), by its number
    SAMPLING_PLAN = "sampling-plan"  # a year's plan of calls as it stands, by its number (FU-1)
    STAFF_FORM = "staff-form"  # the public page of marketing staff, by staff number
    QUICK_CARD = "quick-card"  # the card of a flow for the teller's desk, by its id; of nobody's data


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"  # for the printer, or for its turn
    SENDING = "sending"  # being made, or in the printing system's hands
    PRINTED = "printed"
    FAILED = "failed"  # waiting would not help; somebody has to see to it
    CANCELLED = "cancelled"


MOVES: Mapping[JobState, frozenset[JobState]] = MappingProxyType(
    {
        JobState.WAITING: frozenset({JobState.SENDING, JobState.CANCELLED}),
        JobState.SENDING: frozenset({JobState.WAITING, JobState.PRINTED, JobState.FAILED, JobState.CANCELLED}),
        JobState.FAILED: frozenset({JobState.WAITING, JobState.CANCELLED}),
        JobState.CANCELLED: frozenset({JobState.WAITING}),
        JobState.PRINTED: frozenset(),
    }
)
"""What can follow a state. From ``printed`` there is no way back: another print is another job, with the mark 补打."""

UNDONE = frozenset({JobState.WAITING, JobState.SENDING, JobState.FAILED})
"""What a person at the counter still has to know of."""


class Note(StrEnum):
    """What is to be known of a job beside its state."""

    NONE = ""
    TWICE = "twice"  # the program ended while sending: the paper may come out, or have come out, twice
    UNCONFIRMED = "unconfirmed"  # the printing system took it and does not tell whether the paper came out


WAIT_FOR = frozenset({
    "printing.none", "printing.no_printer", "printing.gone", "printing.stopped", "printing.not_accepting",
    "printing.away", "printing.failed", "printing.unsure", "printing.aborted",
    "storage.busy", "storage.disk", "storage.cannot_open", "branch.unreachable",
})  # fmt: skip
"""Refusals that time or a hand at the printer mends: the job goes on waiting. With any other it has failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintSettings:
    """How a form is printed at a counter, as it was done last. ``labels``: the copies wanted, in the form's order.

    ``options.copies``: how many of each.
    """

    options: PrintOptions = field(default_factory=PrintOptions)
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One job. Never holds personal data: number and title of the document or form, and who wanted it.

    ``number``: of the document, or of what the form is made from: a case, a dossier, a member of staff.
    ``copy_number``: the how manieth print of this copy it is, given when it is sent; 0 before, and for forms of running
    cases, which have none. ``burnt``: the highest copy number under which it may have come out without anybody knowing.
    ``remote``: the printing system's name of it. ``error``: the code of the last refusal, empty when all is well.
    ``next_at``: not before then. ``owner``: the program that is sending it, whose alone it is until ``leased_until``;
    empty unless it is on its way.
    """

    id: str
    source: SourceKind
    number: str
    form_id: str
    title: str
    copy_label: str
    options: PrintOptions
    why: str
    staff_id: str
    staff_name: str
    station: str
    state: JobState = JobState.WAITING
    tries: int = 0
    aborts: int = 0
    error: str = ""
    note: Note = Note.NONE
    remote: str = ""
    copy_number: int = 0
    burnt: int = 0
    created_at: datetime
    changed_at: datetime
    next_at: datetime
    version: int = 1
    owner: str = ""
    leased_until: datetime | None = None

    def belongs_to(self, owner: str, now: datetime) -> bool:
        """Whether ``owner`` may go on with it at ``now``: it is theirs, or nobody's, or its owner has fallen silent."""
        return self.owner in {"", owner} or self.leased_until is None or self.leased_until <= now

    @property
    def reprint(self) -> bool:
        """Whether it bears, or bore, the mark 补打."""
        return self.copy_number > 1


def check_move(job: PrintJob, to: JobState) -> None:
    """Refuse ``printing.printed_already``, ``printing.being_sent``, ``printing.ended``: a step that is not possible."""
    if to in MOVES[job.state]:
        return
    if job.state is JobState.PRINTED:
        raise Refused("printing.printed_already")
    if job.state is JobState.SENDING:
        raise Refused("printing.being_sent")
    raise Refused("printing.ended")


def check_seen(job: PrintJob, seen_version: int) -> None:
    """Refuse ``printing.changed_meanwhile`` when it has gone on since somebody looked at it."""
    if job.version != seen_version:
        raise Refused("printing.changed_meanwhile")


def wait_seconds(tries: int) -> int:
    """Seconds until the next try, after ``tries`` (1 or more) that came to nothing."""
    return min(FIRST_WAIT << min(tries - 1, 16), LONGEST_WAIT)


def after_refusal(job: PrintJob, code: str) -> JobState:
    """Whether a job that was refused waits on or has failed. ``job`` as it was before the refusal."""
    if code == "printing.aborted" and job.aborts + 1 >= MOST_ABORTS:
        return JobState.FAILED
    return JobState.WAITING if code in WAIT_FOR else JobState.FAILED


def after_outcome(outcome: Outcome) -> JobState:
    """What a job is once the printing system has said this of it."""
    return {
        Outcome.PRINTED: JobState.PRINTED,
        Outcome.UNKNOWN: JobState.PRINTED,  # it had it and has it no more; noted as unconfirmed
        Outcome.CANCELLED: JobState.CANCELLED,
        Outcome.ABORTED: JobState.WAITING,
    }.get(outcome, JobState.SENDING)


def next_copy_number(printed: int, in_flight: Sequence[int]) -> int:
    """The copy number of the next print: after those that came out, and those that may have or are about to (SR-2).

    So no two sheets without 补打 are ever in the world, at the price of a gap when one of them never came out.
    """
    return max([printed, *in_flight]) + 1


def labels_of(copies: Sequence[str], settings: PrintSettings | None) -> tuple[str, ...]:
    """The copies to print: those of ``settings`` that the form has, or all of the form's; ``("",)`` without labels."""
    chosen = tuple(label for label in copies if settings is not None and label in settings.labels)
    return chosen or tuple(copies) or ("",)


__all__ = [
    "FIRST_WAIT", "LEASE_SECONDS", "LONGEST_WAIT", "LOOK_SECONDS", "MOST_ABORTS", "MOVES", "UNDONE", "WAIT_FOR",
    "JobState", "Note", "Outcome", "PrintJob", "PrintOptions", "PrintSettings", "Sides", "SourceKind", "after_outcome",
    "after_refusal", "check_move", "check_seen", "labels_of", "next_copy_number", "wait_seconds",
]  # fmt: skip
