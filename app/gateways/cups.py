"""CUPS: documents go by ``lp`` from memory, never over a file; what there is and what became of it is asked by IPP."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from urllib.parse import quote

from app.common.errors import Refused
from app.gateways import ipp
from app.gateways.ipp import NoAnswer, Operation
from app.gateways.printing import Outcome, PrinterInfo, PrintOptions, Run, Sides

WAIT_SECONDS = 30
"""How long ``lp`` may take to hand a document over."""
ASK_SECONDS = 10
TITLE = "guitai"
"""The title of every job: lists of jobs and banner pages are read by others, and tell nothing (SE-1)."""

_NAME = re.compile(r"[^\s/#'\"\\\-][^\s/#'\"\\]{0,126}")
_TRAY = re.compile(r"[A-Za-z0-9][\w.\-]{0,63}")
_REQUEST = re.compile(rb"request id is (\S+-\d+) \(")
_DEFAULT = re.compile(r"destination: (\S+)")
_TRAYS = re.compile(r"^InputSlot/[^:]*: (.*)$", re.MULTILINE)
_TWO_SIDED = re.compile(r"^Duplex/[^:]*: .*Duplex(No)?Tumble", re.MULTILINE)
_STATES = {3: Outcome.UNDER_WAY, 4: Outcome.UNDER_WAY, 5: Outcome.UNDER_WAY, 6: Outcome.STOPPED,
           7: Outcome.CANCELLED, 8: Outcome.ABORTED, 9: Outcome.PRINTED}  # fmt: skip
_PRINTER_STOPPED = 5
_FACTS = ("printer-name", "printer-state", "printer-is-accepting-jobs", "printer-state-reasons")
_STANDING = frozenset({
    "paused", "stopped", "shutdown", "offline", "media-empty", "media-needed", "media-jam", "cover-open", "door-open",
    "toner-empty", "marker-supply-empty", "timed-out",
})  # fmt: skip
"""Reasons, without their ``-report``, ``-warning``, ``-error``, for which a document stays in the printer's queue."""


class Cups:
    """The printing system of Linux. ``run`` as ``subprocess.run``."""

    def __init__(self, run: Run = subprocess.run) -> None:
        self._run = run

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers there are, by name, with their trays; empty without CUPS or when it does not answer."""
        if shutil.which("lpstat") is None:
            return ()
        try:
            names = self._text("lpstat", "-e").split()
            default = self._default()
            problems = self._problems()
        except Refused:
            return ()
        return tuple(self._info(name, name == default, problems.get(name, "")) for name in sorted(names))

    def _info(self, name: str, default: bool, problem: str) -> PrinterInfo:
        try:
            said = self._text("lpoptions", "-p", name, "-l")
        except Refused:
            said = ""
        return PrinterInfo(name, default, _trays(said), bool(_TWO_SIDED.search(said)), problem)

    def _default(self) -> str:
        found = _DEFAULT.search(self._text("lpstat", "-d"))
        return found.group(1) if found else ""

    def _problems(self) -> dict[str, str]:
        """Why a printer takes nothing, by name; a printer without a problem is there too, with none.

        A server that speaks no plain IPP with us leaves it to ``lp`` to find out.
        """
        return {name: _problem(facts) for name, facts in self._facts().items()}

    def _facts(self) -> dict[str, ipp.Attributes]:
        try:
            found = ipp.ask(self._server(), Operation.PRINTERS, (), _FACTS)
        except NoAnswer:
            return {}
        return {str(facts["printer-name"][0]): facts for facts in found if "printer-name" in facts}

    def send(self, pdf: bytes, options: PrintOptions) -> str:
        """Hand ``pdf`` over; refuses as ``PrintingSystem.send``.

        A printer that stands is refused here already: the document would wait in CUPS's own queue, as a plain file.
        """
        if shutil.which("lp") is None:
            raise Refused("printing.none")
        arguments = _arguments(options)
        printer = options.printer or self._default()
        if not printer:
            raise Refused("printing.no_printer")
        problems = self._problems()
        if problems and printer not in problems and printer not in self._text("lpstat", "-e").split():
            raise Refused("printing.gone")
        if problem := problems.get(printer):
            raise Refused(problem)
        done = self._lp("-d", printer, *arguments, pdf=pdf)
        if done.returncode:
            raise Refused("printing.failed")
        request = _REQUEST.search(done.stdout)
        return request.group(1).decode() if request else ""

    def _lp(self, *arguments: str, pdf: bytes) -> subprocess.CompletedProcess[bytes]:
        command = ["lp", *arguments]
        try:
            return self._run(
                command, input=pdf, capture_output=True, check=False, timeout=WAIT_SECONDS, env=self._words()
            )
        except subprocess.TimeoutExpired:
            raise Refused("printing.unsure") from None  # it may have handed it over before it was ended
        except OSError:
            raise Refused("printing.failed") from None

    def outcome(self, job: str) -> Outcome:
        """What became of a job, as CUPS keeps it in its history. Refused: ``printing.away``."""
        uri = f"ipp://localhost/jobs/{job.rpartition('-')[2]}"
        try:
            found = ipp.ask(self._server(), Operation.JOB, [("job-uri", uri)], ("job-state", "job-printer-uri"))
        except NoAnswer:
            raise Refused("printing.away") from None
        # numbers begin anew when a server was set up again: another printer's job is not ours
        wanted = f"/printers/{quote(job.rpartition('-')[0])}"
        for facts in found:
            uris, states = facts.get("job-printer-uri", ()), facts.get("job-state", ())
            if states and (not uris or str(uris[0]).endswith(wanted)):
                return self._seen(job, _STATES.get(int(states[0]), Outcome.UNKNOWN))
        return Outcome.UNKNOWN

    def _seen(self, job: str, outcome: Outcome) -> Outcome:
        facts = self._facts().get(job.rpartition("-")[0]) if outcome is Outcome.UNDER_WAY else None
        return Outcome.STOPPED if facts is not None and _stands(facts) else outcome

    def withdraw(self, job: str) -> None:
        """Take a job back. Refused: ``printing.away``."""
        try:
            self._run(["cancel", job], capture_output=True, check=False, timeout=ASK_SECONDS, env=self._words())
        except (OSError, subprocess.TimeoutExpired):
            raise Refused("printing.away") from None

    def _server(self) -> str:
        return self._text("lpstat", "-H").strip()

    def _text(self, *command: str) -> str:
        try:
            done = self._run(list(command), capture_output=True, check=False, timeout=ASK_SECONDS, env=self._words())
        except (OSError, subprocess.TimeoutExpired):
            raise Refused("printing.away") from None
        return done.stdout.decode(errors="replace")

    @staticmethod
    def _words() -> dict[str, str]:
        """The environment, with the programs speaking English, which is what is read here."""
        return {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}


def _arguments(options: PrintOptions) -> list[str]:
    """The arguments of ``lp``. Refused: ``printing.option`` for a name that could be another option."""
    if options.printer and not _NAME.fullmatch(options.printer):
        raise Refused("printing.option", field="printer")
    if options.tray and not _TRAY.fullmatch(options.tray):
        raise Refused("printing.option", field="tray")
    made = ["-n", str(options.copies), "-t", TITLE, "-o", "media=A4", "-o", f"sides={Sides(options.sides).value}"]
    return [*made, "-o", f"InputSlot={options.tray}"] if options.tray else made


def _trays(said: str) -> tuple[str, ...]:
    """The names of the trays in what ``lpoptions -l`` says, the usual one (it has a star) first."""
    found = _TRAYS.search(said)
    names = found.group(1).split() if found else []
    return tuple(name.lstrip("*") for name in sorted(names, key=lambda name: not name.startswith("*")))


def _problem(facts: ipp.Attributes) -> str:
    """Why the printer is given nothing now.

    Not for a printer that is off line or has no paper: CUPS learns that it is back by the next document only.
    """
    if facts.get("printer-is-accepting-jobs", (1,))[0] == 0:
        return "printing.not_accepting"
    return "printing.stopped" if facts.get("printer-state", (0,))[0] == _PRINTER_STOPPED else ""


def _stands(facts: ipp.Attributes) -> bool:
    """Whether a document that the printer has stays there until somebody sees to it."""
    if facts.get("printer-state", (0,))[0] == _PRINTER_STOPPED:
        return True
    reasons = (re.sub(r"-(report|warning|error)$", "", str(said)) for said in facts.get("printer-state-reasons", ()))
    return not _STANDING.isdisjoint(reasons)
