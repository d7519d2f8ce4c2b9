"""The ways between the pages of one person's window: to a client, a case, a paper, and what each begins with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.changes.case import PREFIX as CHANGE_CASES
from app.changes.kinds import KINDS
from app.common.actor import Actor
from app.common.errors import Refused
from app.contacts.domain import ContactKind
from app.counter.services import Services
from app.reports.run_service import PREFIX as REPORT_RUNS
from app.risk_cases.class_table import PREFIX as CLASS_TABLES
from app.risk_cases.domain import PREFIXES as RISK_CASES
from app.suitability.standing import Standing
from ui.desk_complaints import CASES as COMPLAINT_CASES
from ui.desk_functions import Deeds
from ui.main_window import MainWindow
from ui.pages.bookings import BookingPage
from ui.pages.changes.page import ChangesPage
from ui.pages.clients import ClientPage
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.contacts.page import ContactsPage
from ui.pages.messages.page import MessagesPage
from ui.pages.opening.page import OpeningPage
from ui.pages.reports.page import ReportsPage
from ui.pages.scans.page import ScansPage
from ui.pages.suitability.classes import ClassesPage
from ui.pages.suitability.page import SuitabilityPage
from ui.pages.transfer.page import TransferPage
from ui.pages.workbench import WorkbenchPage
from ui.providers import ClientData
from ui.purpose_question import NEEDED, purpose_question
from ui.purposes import Purposes
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import OpRunner
from ui.widgets.banner import show_toast

TRANSFER_CASES = "ZX"
"""What the numbers of transfer-out cases begin with."""

Page = TypeVar("Page", bound=QWidget)


class DeskWays:
    """Brings up pages that are there; who has no such page stays where they are."""

    def __init__(
        self, window: MainWindow, runner: OpRunner, services: Services, actor: Actor, ask: Asker, purposes: Purposes,
        data: ClientData,
    ) -> None:  # fmt: skip
        self.window = window
        self._runner = runner
        self._services = services
        self._actor = actor
        self._ask = ask
        self._purposes = purposes
        self._data = data

    @property
    def transfer(self) -> TransferPage | None:
        """The page of transfer-out; None for those who do not work at a counter."""
        return self._page("transfer", TransferPage)

    @property
    def changes(self) -> ChangesPage | None:
        """The page of changes; None for those who do not work at a counter."""
        return self._page("changes", ChangesPage)

    @property
    def suitability(self) -> SuitabilityPage | None:
        """The page of suitability; None for those who do not work at a counter."""
        return self._page("suitability", SuitabilityPage)

    @property
    def workbench(self) -> WorkbenchPage | None:
        """The workbench; None for those who do not work at a counter."""
        return self._page("workbench", WorkbenchPage)

    @property
    def opening(self) -> OpeningPage | None:
        """The page of the opening; None for those who do not work at a counter."""
        return self._page("opening", OpeningPage)

    @property
    def clients(self) -> ClientPage | None:
        """The page of a client; None for those who may not read clients."""
        return self._page("clients", ClientPage)

    @property
    def bookings(self) -> BookingPage | None:
        """The page of bookings; None for those who make none."""
        return self._page("bookings", BookingPage)

    def _page(self, key: str, kind: type[Page]) -> Page | None:
        page = self.window.page(key) if self.window.has_page(key) else None
        return page if isinstance(page, kind) else None

    def start(self, booking_number: str) -> None:
        """Begin an opening, from a booking when one is given."""
        opening = self.opening
        if opening is not None:
            self.window.show_page("opening")
            opening.start(booking_number)

    def leave(self, client_id: str) -> None:
        """Take in a client's request to transfer out."""
        transfer = self.transfer
        if transfer is None:
            return

        def start() -> None:
            self.window.show_page("transfer")
            transfer.start(client_id)

        self._assessed_first(client_id, start)

    def deeds(self) -> Deeds:
        """What the function codes do beyond bringing a page up."""
        changes = {("changes", kind): partial(self._begin_change, kind) for kind in KINDS}
        return Deeds(
            plain={
                ("opening", "new"): lambda: self.start(""),
                ("complaints", "new"): lambda: self.complain({}),
                ("clients", "check"): self._check_file,
            },
            at_client={
                **changes,
                ("changes", "choose"): self.change,
                ("transfer", "leave"): lambda client_id, _: self.leave(client_id),
                ("suitability", "suit"): lambda client_id, _: self.suit(client_id),
                ("contacts", "call"): lambda client_id, _: self.call_client(client_id),
            },
        )

    def client_in_sight(self) -> tuple[str, str]:
        """Id and name of the client whose page is up; both empty when there is none."""
        if self.window.current_page() != "clients" or self.clients is None:
            return "", ""
        shown = self.clients.client()
        return (shown.id, shown.name) if shown is not None else ("", "")

    def _check_file(self) -> None:
        if self.clients is not None:
            self.clients.check.ask_file()

    def _begin_change(self, kind: str, client_id: str, name: str) -> None:
        self.change(client_id, name, kind)

    def change(self, client_id: str, name: str, kind: str = "") -> None:
        """Ask what a client wants changed, or begin with a change of ``kind``."""
        changes = self.changes
        if changes is None:
            return

        def choose() -> None:
            self.window.show_page("changes")
            changes.choose(client_id, name, kind)

        self._assessed_first(client_id, choose)

    def _assessed_first(self, client_id: str, business: Callable[[], None]) -> None:
        """Begin ``business``; without a valid assessment the teller is told and led to making it first (RA-1)."""
        page = self.suitability

        def known(standing: Standing) -> None:
            if standing.valid or page is None:
                business()
            else:
                self.window.show_page("suitability")
                page.lead(client_id, business)

        standing = self._services.suitability.standing
        self._runner.run(standing, self._actor, client_id, done=known, failed=self.window.show_problem)

    def suit(self, client_id: str) -> None:
        """Look at a client's suitability."""
        if self.suitability is not None:
            self.window.show_page("suitability")
            self.suitability.show_client(client_id)

    def resume(self, case_number: str) -> None:
        """Go on with a case where it was left, whatever its kind; a paper made by a day's end is shown."""
        kinds: tuple[tuple[str | tuple[str, ...], Callable[[str], None]], ...] = (
            (COMPLAINT_CASES, self.show_complaint),
            (CHANGE_CASES, self._resume_change),
            (REPORT_RUNS, self._show_run),
            (CLASS_TABLES, self._show_classes),
            (tuple(RISK_CASES.values()), self._resume_suitability),
            (TRANSFER_CASES, self._resume_transfer),
            ("", self._resume_opening),
        )
        next(way for beginning, way in kinds if case_number.startswith(beginning))(case_number)

    def _resume_change(self, case_number: str) -> None:
        if self.changes is not None:
            self.window.show_page("changes")
            self.changes.resume(case_number)

    def _resume_suitability(self, case_number: str) -> None:
        if self.suitability is not None:
            self.window.show_page("suitability")
            self.suitability.resume(case_number)

    def _resume_transfer(self, case_number: str) -> None:
        if self.transfer is not None:
            self.window.show_page("transfer")
            self.transfer.resume(case_number)

    def _resume_opening(self, case_number: str) -> None:
        if self.opening is not None:
            self.window.show_page("opening")
            self.opening.resume(case_number)

    def _show_run(self, number: str) -> None:
        made = self._page("reports", ReportsPage)
        if made is not None:
            made.show_run(number)
            self.window.show_page("reports")

    def _show_classes(self, number: str) -> None:
        classes = self._page("classes", ClassesPage)
        if classes is not None:
            classes.show_day(date.fromisoformat(number.removeprefix(CLASS_TABLES)))
            self.window.show_page("classes")

    def scan_back(self, case_number: str) -> None:
        """Show the papers of a case that wait to be scanned back."""
        page = self._page("scans", ScansPage)
        if page is not None:
            page.show_case(case_number)
            self.window.show_page("scans")

    def show_client(self, client_id: str) -> None:
        """Show a client's page."""
        clients = self.clients
        if clients is not None:
            clients.show_client(client_id)
            self.window.show_page("clients")

    def _close_account(self, fund_account: str) -> None:
        """Close the account of a client who left; without a snapshot the teller states that nothing is open (TO-12)."""
        services, actor = self._services, self._actor

        def done(_: object) -> None:
            show_toast(self.window, _words("The fund account is closed."))
            if self.workbench is not None:
                self.workbench.refresh()

        def failed(problem: Exception) -> None:
            if isinstance(problem, Refused) and problem.code == "transfer.state_by_hand":
                sure = Ask(Kind.CONFIRM, _words("Close the fund account"), say(problem))
                self._ask(self.window, sure, lambda _: close(by_hand=True))
                return
            self.window.show_problem(problem)

        def close(*, by_hand: bool) -> None:
            act = partial(services.transfer.close_account, actor, fund_account, by_hand=by_hand)
            self._runner.run(act, done=done, failed=failed)

        close(by_hand=False)

    def _open_booking(self, booking_id: str) -> None:
        """A booking kept already leads to its case; a fresh one begins one."""
        services, actor = self._services, self._actor

        def came(found: tuple[str, str]) -> None:
            number, case_number = found
            if case_number:
                self.resume(case_number)
            else:
                self.start(number)

        def look() -> tuple[str, str]:
            booking = services.bookings.get(actor, booking_id)
            return booking.number, booking.case_number

        self._runner.run(look, done=came, failed=self.window.show_problem)

    def _view(self, number: str) -> None:
        """Show an archived document on its client's page."""

        def came(document: object) -> None:
            client_id = getattr(document, "client_id", "")
            clients = self.clients if client_id else None
            if clients is not None:
                clients.show_document(client_id, number)
                self.window.show_page("clients")

        self._runner.run(self._services.archive.get, self._actor, number, done=came, failed=self.window.show_problem)

    def _export(self, numbers: tuple[str, ...]) -> None:
        def to(folder: str, why: str = "") -> None:
            def failed(problem: Exception) -> None:
                if isinstance(problem, Refused) and problem.code == NEEDED and not why:
                    self._ask(self.window, purpose_question(self._purposes.usual), partial(to, folder))
                else:
                    self.window.show_problem(problem)

            self._runner.run(
                self._data.export_all, numbers, folder, why,
                done=lambda _: show_toast(self.window, _words("Saved.")), failed=failed,
            )  # fmt: skip

        self._ask(self.window, Ask(Kind.FOLDER, _words("Save documents to")), to)

    def call_client(self, client_id: str, kind: ContactKind = ContactKind.OTHER, task_id: str = "") -> None:
        """Call or visit a client, for a task or of one's own accord."""
        page = self._page("contacts", ContactsPage)
        if page is not None:
            self.window.show_page("contacts")
            page.start(client_id, kind, task_id)

    def complain(self, known: object) -> None:
        """Take a complaint in that begins with what a call told."""
        page = self._page("complaints", ComplaintsPage)
        if page is not None and isinstance(known, dict):
            self.window.show_page("complaints")
            page.start(known)

    def show_complaint(self, number: str) -> None:
        """Show one complaint."""
        page = self._page("complaints", ComplaintsPage)
        if page is not None:
            self.window.show_page("complaints")
            page.open(number)

    def _show_messages(self, client_id: str) -> None:
        page = self._page("messages", MessagesPage)
        if page is not None:
            self.window.show_page("messages")
            page.show_client(client_id)


def _words(text: str) -> str:
    return QCoreApplication.translate("Desk", text)


def _marked() -> tuple[str, ...]:
    """The texts of ``_words``, where the translation tool can see them."""
    translate = QCoreApplication.translate
    return (
        translate("Desk", "Saved."),
        translate("Desk", "Save documents to"),
        translate("Desk", "The fund account is closed."),
        translate("Desk", "Close the fund account"),
    )
