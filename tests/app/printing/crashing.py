"""A program that sends what waits in a branch and stops dead: ``python -m tests.app.printing.crashing FOLDER WHERE``.

WHERE: ``handing-over`` (the printing system has it, its answer is not kept yet) or ``following`` (it is). The
program says so on its standard output and then waits to be killed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from app.archive.service import ArchiveService
from app.branch.opened import open_branch, standard_store
from app.common.clock import FixedClock
from app.gateways.printing import Outcome, PrintOptions
from app.printing.sending import Sender
from tests.app.printing.counter import OnePress, Paper
from tests.dossiers import KnownByHand


class Crashing(Paper):
    """A printing system in whose hands the program stands still."""

    where = ""

    def send(self, pdf: bytes, options: PrintOptions) -> str:
        job = super().send(pdf, options)
        if self.where == "handing-over":
            stand_still()
        return job

    def outcome(self, job: str) -> Outcome:
        stand_still()
        return super().outcome(job)


def stand_still() -> None:
    """Say that the moment is there, and wait for the end."""
    print("now", flush=True)
    threading.Event().wait()


def main(folder: str, where: str) -> None:
    branch = open_branch(Path(folder), standard_store(), FixedClock(), station="01")
    system = Crashing()
    system.where = where
    sender = Sender(branch.db, ArchiveService(branch.db, branch.blobs, OnePress(), KnownByHand()), system, "01")
    for _ in range(2):
        sender.round()


if __name__ == "__main__":
    main(*sys.argv[1:])
