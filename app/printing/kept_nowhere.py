"""A paper that may be kept nowhere, such as the recovery sheet: printed at once, registered like every print (SR-2).

The queue makes the pages anew when it sends them, so they would have to be made from something that is kept. Here they
go from memory to the printing system; what stays is that they were printed, when, by whom and at which printer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.common.actor import Actor, Right
from app.common.values import new_id
from app.gateways.printing import PrintingSystem, PrintOptions
from app.printing import storage
from app.printing.domain import JobState, Note, PrintJob, SourceKind
from app.storage.db import Database


@dataclass(frozen=True, slots=True)
class KeptNowhere:
    """``number``: of what it is about; ``pdf``: its pages, which are not stored."""

    form_id: str
    title: str
    number: str
    pdf: bytes = field(repr=False)


def print_kept_nowhere(
    db: Database, system: PrintingSystem, actor: Actor, paper: KeptNowhere, options: PrintOptions
) -> PrintJob:
    """Print it and register that. Needs RECOVERY. One write transaction, audited, when the printing system has it.

    Whether it came out is seen by the two who stand there; the list says that it is unconfirmed. Refused: as
    ``PrintingSystem.send``, and nothing is registered then.
    """
    actor.need(Right.RECOVERY)
    system.send(paper.pdf, options)
    with db.write(actor) as tx:
        job = PrintJob(
            id=new_id(), source=SourceKind.KEPT_NOWHERE, number=paper.number, form_id=paper.form_id, title=paper.title,
            copy_label="", options=options, why="", staff_id=actor.staff_id, staff_name=actor.name,
            station=actor.station, state=JobState.PRINTED, note=Note.UNCONFIRMED, copy_number=1, created_at=tx.at,
            changed_at=tx.at, next_at=tx.at,
        )  # fmt: skip
        storage.add(tx.conn, job)
        told = {"number": job.number, "form": job.form_id, "copy": "", "copy_number": 1, "printer": options.printer,
                "confirmed": False}  # fmt: skip
        tx.audit("printing.printed", "print-job", job.id, after=told)
    return job
