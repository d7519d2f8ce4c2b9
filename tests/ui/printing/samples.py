"""A print queue to look at: jobs in every state, three printers, and a form with its seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.common.errors import Refused
from app.gateways.printing import PrinterInfo, PrintOptions, Sides
from app.printing.domain import JobState, Note, PrintJob, PrintSettings, SourceKind
from forms import catalogue
from forms.engine.press import press_document
from forms.engine.rendition import rendition
from tests.people import NOON
from ui.print_data import Printable

COPIES = COMPANY, CLIENT = "公司留存联", "客户留存联"
PRINTERS = (
    PrinterInfo("front-desk", default=True, trays=("Upper", "Lower", "Manual"), two_sided=True),
    PrinterInfo("back-office", trays=("Tray1",), problem="printing.stopped"),
    PrinterInfo("archive"),
)


def job(number: int, state: JobState, **facts: object) -> PrintJob:
    """A job of the teller at counter 01."""
    plain = PrintJob(
        id=f"job-{number}", source=SourceKind.DOCUMENT, number=f"KH2026112000{number:02d}-02", form_id="application",
        title="开户申请表（个人）", copy_label=COPIES[number % 2], options=PrintOptions("front-desk"), why="",
        staff_id="staff-teller", staff_name="李敏", station="01", state=state,
        created_at=NOON - timedelta(minutes=number), changed_at=NOON, next_at=NOON + timedelta(seconds=160),
    )  # fmt: skip
    return replace(plain, **facts)  # type: ignore[arg-type]  # by name


def jobs() -> list[PrintJob]:
    """One of each kind."""
    return [
        job(1, JobState.WAITING, tries=6, error="printing.stopped", options=PrintOptions("back-office")),
        job(2, JobState.SENDING, remote="front-desk-12", copy_number=1),
        job(3, JobState.WAITING, tries=1, note=Note.TWICE, burnt=1, error="printing.away"),
        job(4, JobState.FAILED, tries=3, error="printing.aborted", title="风险揭示书（创业板）"),
        job(5, JobState.WAITING, source=SourceKind.OPENING_FORM, copy_label="", title="客户证券交易委托代理协议"),
        job(6, JobState.PRINTED, copy_number=2),
        job(7, JobState.PRINTED, copy_number=1, note=Note.UNCONFIRMED, options=PrintOptions()),
        job(8, JobState.CANCELLED),
    ]


@dataclass
class SamplePrinting:
    """Prints nothing; keeps what it was asked. ``problem`` is raised by everything that changes something."""

    oversees: bool = True
    found: list[PrintJob] = field(default_factory=jobs)
    settings: dict[str, PrintSettings] = field(default_factory=dict)
    copies: tuple[str, ...] = COPIES
    asked: list[tuple[object, ...]] = field(default_factory=list)
    problem: Exception | None = None
    usual: tuple[str, ...] = ("客户来访查询本人资料",)
    not_own: bool = False
    may_print: bool = True
    stated: dict[str, str] = field(default_factory=dict)

    def _do(self, *facts: object) -> None:
        if self.problem is not None:
            raise self.problem
        self.asked.append(facts)

    def printable(self, number: str) -> Printable:
        if number == "nothing":
            raise Refused("archive.unknown")
        kept = self.settings.get("application") or self.settings.get("")
        needed = self.not_own and "k1" not in self.stated
        return Printable(number, "application", "开户申请表（个人）", 1, self.copies, kept, "k1", needed)

    def state_purpose(self, client_id: str, why: str) -> None:
        self.stated[client_id] = why

    def printers(self) -> tuple[PrinterInfo, ...]:
        return PRINTERS

    def preview(self, number: str, label: str) -> bytes:
        contents = catalogue.form("contents")
        return rendition(press_document(contents.build(contents.sample())).pdf, copy_label=label)

    def print_document(self, number: str, settings: PrintSettings | None) -> int:
        self._do("print", number, settings)
        return 2

    def remember(self, form_id: str, settings: PrintSettings, *, general: bool) -> None:
        self._do("remember", form_id, general)
        self.settings[form_id] = settings
        if general:
            self.settings[""] = settings

    def print_form(self, case_number: str, form_id: str) -> None:
        self._do("form", case_number, form_id)

    def card(self, card_id: str) -> Printable:
        if card_id == "nothing":
            raise Refused("forms.card_unknown", known="opening")
        return Printable(card_id, "quick-card", "个人开户", 1, (), self.settings.get("quick-card"))

    def card_pages(self, card_id: str) -> bytes:
        return self.preview(card_id, "")

    def print_card(self, card: Printable, settings: PrintSettings) -> None:
        self._do("card", card.number, settings)

    def jobs(self, *, everybody: bool) -> Sequence[PrintJob]:
        return self.found if everybody else [each for each in self.found if each.station == "01"]

    def undone(self) -> int:
        return 5

    def retry(self, job: PrintJob, printer: str | None) -> None:
        self._do("retry", job.id, printer)

    def cancel(self, job: PrintJob) -> None:
        self._do("cancel", job.id)


KEPT = PrintSettings(options=PrintOptions("front-desk", "Lower", Sides.LONG_EDGE, 2), labels=(CLIENT,))
