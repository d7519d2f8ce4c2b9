"""A counter that prints: real services on a real database, and a printing system that a test can take away."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from app.archive import storage as ledger
from app.archive.domain import DocumentUse, UseKind
from app.archive.press import FormInfo, Press
from app.archive.service import ArchiveService
from app.auth.service import AuthService
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.gateways.printing import Outcome, PrinterInfo, PrintOptions
from app.printing.domain import PrintJob, PrintSettings, SourceKind
from app.printing.sending import FormPages, Sender
from app.printing.service import PrintingService
from tests.builders import CHEAP, Actors
from tests.dossiers import KnownByHand
from tests.people import add_client, document
from tests.press import NoPress
from tests.users import add_user

PDF = b"%PDF-1.7 not really"
NUMBER = "KH20261120000001-02"
COPIES = COMPANY, CLIENT = "公司留存联", "客户留存联"


class OnePress(NoPress):
    """A press that knows one form and marks renditions so that a test can read them."""

    def info(self, form_id: str) -> FormInfo:
        return FormInfo(form_id, "KH-02", "开户申请表", "2026-11", "agreement", ("client", "branch"), COPIES)

    def rendition(self, pdf: bytes, *, copy_label: str = "", reprint: bool = False) -> bytes:
        return pdf + f"|{copy_label}|{'补打' if reprint else ''}".encode()


@dataclass
class Paper:
    """A printing system by hand: ``away`` a refusal's code while it takes nothing, ``fate`` what becomes of a job."""

    away: str = ""
    fate: Outcome = Outcome.PRINTED
    named: bool = True
    sent: list[tuple[bytes, PrintOptions]] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    before_answer: Callable[[], None] = lambda: None

    def printers(self) -> tuple[PrinterInfo, ...]:
        return (PrinterInfo("front", default=True, trays=("Upper", "Lower"), two_sided=True, problem=self.away),)

    def send(self, pdf: bytes, options: PrintOptions) -> str:
        if self.away:
            raise Refused(self.away)
        self.sent.append((pdf, options))
        self.before_answer()
        return f"front-{len(self.sent)}" if self.named else ""

    def outcome(self, job: str) -> Outcome:
        if self.away == "printing.away":
            raise Refused(self.away)
        return Outcome.CANCELLED if job in self.withdrawn else self.fate

    def withdraw(self, job: str) -> None:
        self.withdrawn.append(job)

    @property
    def pages(self) -> list[str]:
        """The documents that were handed over, as text."""
        return [pdf.decode() for pdf, _ in self.sent]


class PrintCounter:
    """The services of a branch with one archived document, and the sender of counter 01."""

    def __init__(
        self,
        branch: OpenBranch,
        actors: Actors,
        paper: Paper,
        press: Press | None = None,
        pdf: bytes = PDF,
        *,
        fresh: bool = True,
    ) -> None:
        self.branch, self.teller, self.paper = branch, actors.teller, paper
        self.supervisor = actors.supervisor
        self.forms: dict[SourceKind, FormPages] = {}
        self.bell = threading.Event()
        self.dossiers = KnownByHand()
        self.archive = ArchiveService(branch.db, branch.blobs, press or OnePress(), self.dossiers)
        self.service = PrintingService(branch.db, self.archive, press or OnePress(), paper, self.bell)
        self.auth = AuthService(branch.db, costs=CHEAP)
        if fresh:
            self._fill(actors, pdf)

    @classmethod
    def again(cls, branch: OpenBranch, actors: Actors, paper: Paper) -> PrintCounter:
        """The same counter in another program."""
        return cls(branch, actors, paper, fresh=False)

    def _fill(self, actors: Actors, pdf: bytes) -> None:
        name = self.branch.blobs.put(pdf)
        with self.branch.db.write(actors.teller) as work:
            client = add_client(work.conn)
            ledger.add(work.conn, document(client_id=client.id, file_sha256=name))
        for who in (actors.teller, actors.supervisor):
            self.user(actors.admin, who)

    def user(self, admin: Actor, who: Actor) -> None:
        """Let ``who`` sign in."""
        add_user(self.auth, f"login-{who.staff_number}", "korrekt pferd 7", who.staff_id, who.roles)

    @property
    def clock(self) -> FixedClock:
        """The branch's clock."""
        assert isinstance(self.branch.db.clock, FixedClock)
        return self.branch.db.clock

    def sender(self, station: str = "01") -> Sender:
        """The steps of the worker, in a program that has just started."""
        return Sender(self.branch.db, self.archive, self.paper, station, self.forms)

    def queue(self, label: str = COMPANY, **options: object) -> PrintJob:
        """One copy of the document queued by the teller."""
        wanted = PrintSettings(options=PrintOptions(**options), labels=(label,))  # type: ignore[arg-type]  # by name
        return self.service.print_document(self.teller, NUMBER, wanted)[0]

    def job(self, job: PrintJob) -> PrintJob:
        """The job as it is now."""
        return next(found for found in self.service.jobs(self.teller) if found.id == job.id)

    def prints(self) -> list[DocumentUse]:
        """The prints that are registered."""
        uses = self.archive.uses(self.supervisor, NUMBER)
        return [use for use in uses if use.kind is UseKind.PRINT]
