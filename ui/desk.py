"""Furnishes the window for the person who signed in: the pages that their rights allow, and the ways between them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.counter.services import Services
from app.gateways.printing import Printer, SystemPrinter
from ui.customer_display.display import CustomerDisplay
from ui.main_window import MainWindow
from ui.pages.account import AccountPage
from ui.pages.audit import AuditPage
from ui.pages.bookings import BookingPage
from ui.pages.clients import ClientPage
from ui.pages.opening.page import OpeningPage
from ui.pages.staff import StaffPage
from ui.pages.users import UsersPage
from ui.pages.workbench import WorkbenchPage
from ui.providers import BookingData, ClientData, WorkbenchData, local
from ui.staff_providers import AccountData, AuditData, StaffData, UserData
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.widgets.banner import show_toast
from ui.widgets.search import Hit


def furnish(
    window: MainWindow,
    runner: OpRunner,
    services: Services,
    actor: Actor,
    display: CustomerDisplay,
    *,
    printer: Printer | None = None,
    ask: Asker = ask_dialog,
) -> Desk:
    """Add the pages for ``actor`` to a window that has none yet."""
    desk = Desk(window, runner, services, actor, display, printer or SystemPrinter(), ask)
    window.set_day(branch_day(services.clock.now()))
    return desk


class Desk:
    """The pages of one person and the ways between them; lives as long as the window."""

    def __init__(
        self, window: MainWindow, runner: OpRunner, services: Services, actor: Actor, display: CustomerDisplay,
        printer: Printer, ask: Asker,
    ) -> None:  # fmt: skip
        self.window = window
        self._runner = runner
        self._services = services
        self._actor = actor
        self._ask = ask
        self._printer = printer
        self._data = ClientData(services, actor, printer)
        window.setProperty("desk", None)
        window.hit_chosen.connect(self._hit)
        self.workbench: WorkbenchPage | None = None
        self.clients: ClientPage | None = None
        self.bookings: BookingPage | None = None
        self.opening: OpeningPage | None = None
        if actor.may(Right.COUNTER):
            self._add_workbench()
            self._add_opening(display)
        if actor.may(Right.CLIENT_READ):
            self._add_clients()
        if actor.may(Right.BOOKING_WRITE):
            self._add_bookings()
        self._add_office(display)
        window.set_finding(actor.may(Right.CLIENT_READ))

    def _add_workbench(self) -> None:
        page = WorkbenchPage(
            self._runner, WorkbenchData(self._services, self._actor), lambda: local(self._services.clock.now())
        )
        page.set_person(self._actor.name)
        page.start_booking.connect(self._open_booking)
        page.resume_case.connect(self.resume)
        page.new_opening.connect(lambda: self.start(""))
        page.new_booking.connect(lambda: self.window.show_page("bookings"))
        self.window.add_page("workbench", lambda: _words("Workbench"), "home", page)
        self.workbench = page

    def _add_opening(self, display: CustomerDisplay) -> None:
        page = OpeningPage(
            self._services.opening, self._actor, self._runner, display, raster,
            branch=self._services.branch.settings.name, view=self._view, print_=self._print, export=self._export,
            print_form=self._print_form, ask=self._ask,
        )  # fmt: skip
        page.suspended.connect(lambda: self.window.show_page("workbench"))
        page.client_wanted.connect(self.show_client)
        self.window.add_page("opening", lambda: _words("Account opening"), "person-plus", page)
        self.opening = page

    def _add_clients(self) -> None:
        page = ClientPage(self._runner, self._data, raster, ask=self._ask)
        page.resume_case.connect(self.resume)
        page.find_requested.connect(self.window.search.setFocus)
        page.new_opening.connect(lambda: self.start(""))
        self.window.add_page("clients", lambda: _words("Clients"), "people", page)
        self.clients = page

    def _add_bookings(self) -> None:
        page = BookingPage(
            self._runner, BookingData(self._services, self._actor), today=branch_day(self._services.clock.now()),
            ask=self._ask,
        )  # fmt: skip
        page.start_booking.connect(self._open_booking)
        self.window.add_page("bookings", lambda: _words("Bookings"), "calendar", page)
        self.bookings = page

    def _add_office(self, display: CustomerDisplay) -> None:
        """Staff, users, audit log by right; the own account for everybody."""
        window, runner, services, actor = self.window, self._runner, self._services, self._actor
        if actor.may(Right.STAFF_READ):
            staff = StaffPage(
                runner, StaffData(services, actor, self._printer), display, branch=services.branch.settings.name,
                today=branch_day(services.clock.now()), can_write=actor.may(Right.STAFF_WRITE),
            )  # fmt: skip
            window.add_page("staff", lambda: _words("Staff"), "card", staff)
        if actor.may(Right.USER_WRITE):
            window.add_page("users", lambda: _words("Users"), "shield", UsersPage(runner, UserData(services, actor)))
        if actor.may(Right.AUDIT_READ):
            window.add_page("audit", lambda: _words("Audit log"), "list", AuditPage(runner, AuditData(services, actor)))
        account = AccountPage(runner, AccountData(services, actor), actor)
        window.add_page("account", lambda: _words("My account"), "person", account)

    def start(self, booking_number: str) -> None:
        """Begin an opening, from a booking when one is given."""
        if self.opening is not None:
            self.window.show_page("opening")
            self.opening.start(booking_number)

    def resume(self, case_number: str) -> None:
        """Go on with an opening where it was left."""
        if self.opening is not None:
            self.window.show_page("opening")
            self.opening.resume(case_number)

    def show_client(self, client_id: str) -> None:
        """Show a client's page."""
        if self.clients is not None:
            self.clients.show_client(client_id)
            self.window.show_page("clients")

    def _hit(self, hit: Hit) -> None:
        self.show_client(hit.key)

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
            if self.clients is not None and client_id:
                self.clients.show_document(client_id, number)
                self.window.show_page("clients")

        self._runner.run(self._services.archive.get, self._actor, number, done=came, failed=self.window.show_problem)

    def _print(self, number: str) -> None:
        def sent(_: object) -> None:
            show_toast(self.window, _words("Sent to the printer."))

        self._runner.run(self._data.print_document, number, done=sent, failed=self.window.show_problem)

    def _print_form(self, case_number: str, form_id: str) -> None:
        """Print a form that is to be signed by hand (KY-4); in a worker."""
        self._printer.print(self._services.opening.printable_form(self._actor, case_number, form_id))

    def _export(self, numbers: tuple[str, ...]) -> None:
        def to(folder: str) -> None:
            self._runner.run(
                self._data.export_all, numbers, folder,
                done=lambda _: show_toast(self.window, _words("Saved.")), failed=self.window.show_problem,
            )  # fmt: skip

        self._ask(self.window, Ask(Kind.FOLDER, _words("Save documents to")), to)


def _words(text: str) -> str:
    return QCoreApplication.translate("Desk", text)


def _marked() -> tuple[str, ...]:
    """The texts of ``_words``, where the translation tool can see them."""
    translate = QCoreApplication.translate
    return (
        translate("Desk", "Workbench"),
        translate("Desk", "Account opening"),
        translate("Desk", "Clients"),
        translate("Desk", "Bookings"),
        translate("Desk", "Staff"),
        translate("Desk", "Users"),
        translate("Desk", "Audit log"),
        translate("Desk", "My account"),
        translate("Desk", "Sent to the printer."),
        translate("Desk", "Saved."),
        translate("Desk", "Save documents to"),
    )
