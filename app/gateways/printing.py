"""Printing through the operating system's own PDF printing: the seal and the ink stay vectors (SR-2).

On CUPS (``app.gateways.cups``) a job can be followed until the paper is out, and trays and both sides can be chosen.
On Windows the document goes to the default printer by the PDF program's print verb, and nothing more is heard of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.common.errors import Refused

MOST_COPIES = 20
"""Copies that one job may ask for."""
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


class Sides(StrEnum):
    """How the pages come onto the paper; the values are IPP's."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


class Outcome(StrEnum):
    """What the printing system says of a job that it was given."""

    UNDER_WAY = "under-way"
    STOPPED = "stopped"  # it has it still, but the printer stands
    PRINTED = "printed"
    CANCELLED = "cancelled"  # by somebody, in the system's own queue
    ABORTED = "aborted"  # by the system
    UNKNOWN = "unknown"  # it keeps no history, or cannot be asked


@dataclass(frozen=True, slots=True)
class PrinterInfo:
    """A printer of the system. ``trays`` are names that ``PrintOptions.tray`` takes, the printer's usual one first.

    ``problem``: empty when it takes documents, otherwise the code of the refusal that sending would raise now.
    """

    name: str
    default: bool = False
    trays: tuple[str, ...] = ()
    two_sided: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a document is printed; an empty ``printer`` is the system's default, an empty ``tray`` the printer's."""

    printer: str = ""
    tray: str = ""
    sides: Sides = Sides.ONE
    copies: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.copies <= MOST_COPIES:
            raise Refused("printing.copies", field="copies", most=MOST_COPIES)


class Printer(Protocol):
    """Takes finished PDFs."""

    def print(self, pdf: bytes) -> None:
        """Hand ``pdf`` over. Refused: ``printing.none``, ``printing.failed``."""
        ...


class PrintingSystem(Protocol):
    """The operating system's printing, as the print queue needs it. Every call may take seconds."""

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers there are, by name; empty when there is no printing system."""
        ...

    def send(self, pdf: bytes, options: PrintOptions) -> str:
        """Hand ``pdf`` over and give the system's name of the job; empty when nothing more can be asked about it.

        Refused: ``printing.none`` (no printing system), ``printing.no_printer`` (no default), ``printing.gone`` (no
        such printer), ``printing.stopped``, ``printing.not_accepting``, ``printing.away`` (the system does not
        answer), ``printing.failed``, ``printing.option``. Nothing was handed over then, but for ``printing.unsure``.
        """
        ...

    def outcome(self, job: str) -> Outcome:
        """What became of a job. Refused: ``printing.away``."""
        ...

    def withdraw(self, job: str) -> None:
        """Take a job back that is not printed yet; one that is finished already is left. Refused: ``printing.away``."""
        ...


class SystemPrinter:
    """The printing of this computer: CUPS, or Windows."""

    def __init__(self, run: Run = subprocess.run) -> None:
        self._run = run
        self._made: PrintingSystem | None = None

    def _system(self) -> PrintingSystem:
        if self._made is None:
            if sys.platform == "win32":
                self._made = _Windows()
            else:
                from app.gateways.cups import Cups

                self._made = Cups(self._run)
        return self._made

    def print(self, pdf: bytes) -> None:
        """Send ``pdf`` to the default printer at once, past the queue. Refused: as :meth:`send`."""
        self.send(pdf, PrintOptions())

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers there are."""
        return self._system().printers()

    def send(self, pdf: bytes, options: PrintOptions) -> str:
        """Hand ``pdf`` over; see :class:`PrintingSystem`."""
        return self._system().send(pdf, options)

    def outcome(self, job: str) -> Outcome:
        """What became of a job."""
        return self._system().outcome(job)

    def withdraw(self, job: str) -> None:
        """Take a job back."""
        self._system().withdraw(job)


WINDOWS_PRINTER = "default"
"""The one name that there is on Windows: which printer it means is set in the system."""


class _Windows:
    """The default printer by the print verb; no trays, no sides, no answer."""

    def printers(self) -> tuple[PrinterInfo, ...]:
        return (PrinterInfo(WINDOWS_PRINTER, default=True),)

    def send(self, pdf: bytes, options: PrintOptions) -> str:
        handle, name = tempfile.mkstemp(prefix="guitai-", suffix=".pdf")
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
        try:
            for _ in range(options.copies):
                # the reader opens the file later: it is swept at the next start
                getattr(os, "startfile")(name, "print")  # noqa: B009 - exists on Windows only
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise Refused("printing.failed") from None
        return ""

    def outcome(self, job: str) -> Outcome:
        return Outcome.UNKNOWN

    def withdraw(self, job: str) -> None:
        """Nothing is known of it any more."""


def sweep() -> int:
    """Remove print files that an earlier run left behind (Windows); how many."""
    left = 0
    for file in Path(tempfile.gettempdir()).glob("guitai-*.pdf"):
        try:
            file.unlink()
            left += 1
        except OSError:
            continue
    return left
