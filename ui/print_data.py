"""Gives the print panel and the print queue what they show, and starts the counter's print worker. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from app.archive.service import ArchiveService
from app.branch.opened import OpenBranch
from app.changes.case import PREFIX as CHANGE_CASES
from app.common.actor import Actor, Right
from app.counter.public_page import public_page
from app.counter.services import Services
from app.gateways.printing import PrinterInfo
from app.policy.values import Policy
from app.printing.domain import PrintJob, PrintSettings, SourceKind
from app.printing.sending import FormPages, Sender
from app.printing.service import PrintingService
from app.printing.worker import PrintWorker
from app.risk_cases.domain import PREFIXES as RISK_CASES
from ui.purposes import Purposes

CARD_FORM = "quick-card"
"""The form id of quick cards: ``forms.quick_cards.card.FORM_ID``, which is not read before a card is wanted."""
TRANSFER_CASES = "ZX"
"""What the numbers of transfer-out cases begin with."""


@dataclass(frozen=True, slots=True)
class Printable:
    """A document to be printed; ``settings`` as it was printed at this counter last, None when it never was.

    ``client_id``: whose it is, empty for papers that are no client's; ``purpose_needed``: it has to be said first what
    they are needed for (AR-3).
    """

    number: str
    form_id: str
    title: str
    pages: int
    copies: tuple[str, ...]
    settings: PrintSettings | None
    client_id: str = ""
    purpose_needed: bool = False


def form_pages(services: Services) -> dict[SourceKind, FormPages]:
    """Who makes the pages of forms that are not archived: of running cases, of dossiers, of staff."""
    return {
        SourceKind.OPENING_FORM: services.opening.printable_form,
        SourceKind.TRANSFER_FORM: services.transfer.printable_form,
        SourceKind.CHANGE_FORM: services.changes.printable_form,
        SourceKind.RISK_FORM: services.risk_cases.printable_form,
        SourceKind.DOSSIER_FORM: services.dossiers.queued_paper,
        SourceKind.CLASS_TABLE: services.class_tables.printable_form,
        SourceKind.SAMPLING_PLAN: services.contact_plans.printable_form,
        SourceKind.STAFF_FORM: partial(public_page, services),
        SourceKind.QUICK_CARD: partial(_card_page, services.policy),
    }


def _card_page(policy: Policy, _actor: Actor, card_id: str, _form_id: str) -> bytes:
    from forms.quick_cards.card import card_pdf

    return card_pdf(card_id, policy)


class PrintData:
    """Printing for one person; every method runs in a worker. ``forms``: see :func:`form_pages`."""

    def __init__(
        self, printing: PrintingService, actor: Actor, forms: Mapping[SourceKind, FormPages], purposes: Purposes
    ) -> None:  # fmt: skip
        self._printing = printing
        self._actor = actor
        self._forms = forms
        self._purposes = purposes
        self.usual = purposes.usual
        self.may_print = actor.may(Right.PRINT)
        self.oversees = actor.may(Right.AUDIT_READ)

    def printable(self, number: str) -> Printable:
        """What is known of a document before it is printed."""
        found, copies = self._printing.copies(self._actor, number)
        settings = self._printing.settings(self._actor, found.form_id)
        client_id = found.client_id or ""
        needed = self._purposes.needed(client_id)
        return Printable(number, found.form_id, found.title, found.pages, copies, settings, client_id, needed)

    def state_purpose(self, client_id: str, why: str) -> None:
        """What the client's papers are needed for, until the person signs out."""
        self._purposes.state(client_id, why)

    def _why(self, number: str) -> str:
        return self._purposes.of(self._printing.copies(self._actor, number)[0].client_id)

    def printers(self) -> tuple[PrinterInfo, ...]:
        """The printers of this computer."""
        return self._printing.printers(self._actor)

    def preview(self, number: str, label: str) -> bytes:
        """What the next print of this copy looks like."""
        return self._printing.preview(self._actor, number, label, self._why(number))

    def print_document(self, number: str, settings: PrintSettings | None) -> int:
        """Queue a document; how many jobs that makes."""
        return len(self._printing.print_document(self._actor, number, settings, self._why(number)))

    def remember(self, form_id: str, settings: PrintSettings, *, general: bool) -> None:
        """Print this form like that from now on."""
        self._printing.remember(self._actor, form_id, settings, general=general)

    def print_form(self, case_number: str, form_id: str) -> None:
        """Queue an unsigned form of a running case (KY-4).

        Its service is asked for it now, so that what it refuses is said at once and its scan can be attached; the pages
        themselves are made anew when they are sent.
        """
        source = SourceKind.OPENING_FORM
        if case_number.startswith(TRANSFER_CASES):
            source = SourceKind.TRANSFER_FORM
        elif case_number.startswith(CHANGE_CASES):
            source = SourceKind.CHANGE_FORM
        elif case_number.startswith(tuple(RISK_CASES.values())):
            source = SourceKind.RISK_FORM
        self._forms[source](self._actor, case_number, form_id)
        self._printing.print_form(self._actor, source, case_number, form_id)

    # quick cards

    def card(self, card_id: str) -> Printable:
        """What is known of a quick card before it is shown. Refused: ``forms.card_unknown``."""
        from forms.quick_cards.card import card

        settings = self._printing.settings(self._actor, CARD_FORM) if self.may_print else None
        return Printable(card_id, CARD_FORM, card(card_id).title, 1, (), settings)

    def card_pages(self, card_id: str) -> bytes:
        """A quick card as PDF; everybody may read it."""
        return self._forms[SourceKind.QUICK_CARD](self._actor, card_id, CARD_FORM)

    def print_card(self, card: Printable, settings: PrintSettings) -> None:
        """Queue a quick card. Refused for those who may not print."""
        source = SourceKind.QUICK_CARD
        self._printing.print_form(self._actor, source, card.number, CARD_FORM, settings, title=card.title)

    def jobs(self, *, everybody: bool) -> Sequence[PrintJob]:
        """Jobs of this counter and one's own, or all of the branch."""
        return self._printing.jobs(self._actor, everybody=everybody)

    def undone(self) -> int:
        """How many jobs of this counter are not printed yet."""
        return self._printing.undone(self._actor)

    def retry(self, job: PrintJob, printer: str | None) -> None:
        """Try a job at once, at another printer when given."""
        self._printing.retry(self._actor, job.id, job.version, printer)

    def cancel(self, job: PrintJob) -> None:
        """Take a job back."""
        self._printing.cancel(self._actor, job.id, job.version)


def print_worker(
    branch: OpenBranch, archive: ArchiveService, printing: PrintingService, forms: Mapping[SourceKind, FormPages]
) -> PrintWorker:
    """The worker of this counter; ``start`` it when the branch is open, ``stop`` it before the branch is closed."""
    bell = printing.bell
    sender = Sender(branch.db, archive, printing.system, branch.station, forms)
    return PrintWorker(sender, bell)
