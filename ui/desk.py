"""Furnishes the window for the person who signed in: the pages that their rights allow, and the ways between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget

from app.common.actor import Actor, Right, Role
from app.common.clock import branch_day
from app.counter.services import Services
from app.gateways.printing import Printer, SystemPrinter
from app.presence.domain import Subject
from app.scans.view import FolderStatus
from ui.account_providers import AccountsData
from ui.customer_display.display import CustomerDisplay
from ui.desk_branch import BranchPages, Ways
from ui.desk_complaints import add_complaint_acts, complaints_page
from ui.desk_contacts import add_acts, add_history, contacts_page
from ui.desk_education import education_page, uses_education
from ui.desk_figures import add_day, begins_with_dashboard, dashboard_page, has_dashboard
from ui.desk_functions import FunctionBox
from ui.desk_messages import add_message_acts, messages_page, sees_messages, unusual_page
from ui.desk_reports import reports_page, sees_reports
from ui.desk_satisfaction import ask_after, asking_of, satisfaction_page
from ui.desk_tasks import add_usual, ring, tasks_page
from ui.desk_ways import DeskWays
from ui.feed import Feed
from ui.main_pages import Build
from ui.main_window import MainWindow
from ui.pages.account import AccountPage
from ui.pages.accounts.panel import AccountsPanel
from ui.pages.audit import AuditPage
from ui.pages.bookings import BookingPage
from ui.pages.client_suitability import ClientSuitability
from ui.pages.clients import ClientPage
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.contacts.page import ContactsPage
from ui.pages.dashboard.page import DashboardPage
from ui.pages.education.page import EducationPage
from ui.pages.marks.panel import MarkPanel
from ui.pages.messages.page import MessagesPage
from ui.pages.opening.page import OpeningPage
from ui.pages.print_queue import PrintQueuePage
from ui.pages.reports.page import ReportsPage
from ui.pages.satisfaction.page import SatisfactionPage
from ui.pages.scans.page import ScansPage
from ui.pages.staff import StaffPage
from ui.pages.tasks.page import TasksPage
from ui.pages.unusual.page import UnusualPage
from ui.pages.users import UsersPage
from ui.pages.workbench import WorkbenchPage
from ui.password_lock import LockData
from ui.print_data import PrintData, form_pages
from ui.printing import PrintDesk
from ui.providers import BookingData, ClientData, WorkbenchData, local
from ui.purposes import Purposes
from ui.reclass_providers import MarkData
from ui.scan_providers import handles_scans, no_status
from ui.staff_providers import AccountData, AuditData, StaffData, UserData
from ui.suitability_providers import SuitabilityData
from ui.support.ask import Asker, ask_dialog
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.task_acts import TaskActs


def furnish(
    window: MainWindow,
    runner: OpRunner,
    services: Services,
    actor: Actor,
    display: CustomerDisplay,
    *,
    printer: Printer | None = None,
    ask: Asker = ask_dialog,
    folder_status: Callable[[], FolderStatus | None] = no_status,
    settings: QSettings | None = None,
) -> Desk:
    """Add the pages for ``actor`` to a window that has none yet. ``folder_status``: what the watch of a folder does.

    ``settings``: of this station, where a person's filters are kept; None: they are not.
    """
    desk = Desk(window, runner, services, actor, display, printer or SystemPrinter(), ask, folder_status, settings)
    window.set_day(branch_day(services.clock.now()))
    return desk


class Desk(DeskWays):
    """The pages of one person, with the ways between them; lives as long as the window.

    Here it is only said which pages there are: each is built by its method when it is first needed (``ui/main_pages``).
    """

    def __init__(
        self, window: MainWindow, runner: OpRunner, services: Services, actor: Actor, display: CustomerDisplay,
        printer: Printer, ask: Asker, folder_status: Callable[[], FolderStatus | None] = no_status,
        settings: QSettings | None = None,
    ) -> None:  # fmt: skip
        purposes = Purposes(services.archive, actor, services.policy.dossier.purposes)
        data = ClientData(services, actor, printer, purposes)
        super().__init__(window, runner, services, actor, ask, purposes, data)
        self._display = display
        self._printer = printer
        self._settings = settings
        self.acts = TaskActs()
        self.feed = Feed(services.branch.db, window)
        pages = form_pages(services)
        self._print_data = PrintData(services.printing, actor, pages, self._purposes)
        self.printing = PrintDesk(window, runner, self._print_data, raster, ask)
        window.card_wanted.connect(self.printing.show_card)
        if actor.may(Right.PRINT):
            self.feed.changed.connect(self.printing.changed)
            self.printing.undone_changed.connect(partial(window.rail.set_badge, "printing"))
        self._branch = BranchPages(
            services, actor, runner, display, printer, ask, self.feed, self._ways(), folder_status
        )
        self._asking = asking_of(window, services, actor, runner, display)
        self._offer_pages()
        self._follow_tasks()
        window.set_finding(actor.may(Right.CLIENT_READ))
        self.functions = FunctionBox(window, self.deeds(), self.client_in_sight, self.show_client)

    def _offer_pages(self) -> None:
        """Every page in the order of the rail: the right it takes, its key, its icon and the method that builds it."""
        first = begins_with_dashboard(self._actor)
        if first:
            self._offer(None, "dashboard", "panel", self._make_dashboard)
        self._offer(Right.COUNTER, "workbench", "home", self._make_workbench)
        self._offer(Right.COUNTER, "opening", "person-plus", self._asked(self._make_opening))
        self._offer(Right.COUNTER, "transfer", "sign-out", self._asked(self._branch.transfer))
        named = self._actor.staff_number in self._services.policy.transfer.named_approvers
        approves = named or self._actor.may(Right.TRANSFER_APPROVE)
        manages = approves and self._actor.may(Right.TRANSFER_READ)
        if manages:
            self._offer(None, "approvals", "ok", self._branch.approvals)
        self._offer(Right.COUNTER, "suitability", "document", self._asked(self._branch.suitability))
        self._offer(Right.CLIENT_READ, "clients", "people", self._make_clients)
        self._offer(Right.BOOKING_WRITE, "bookings", "calendar", self._make_bookings)
        if approves and not manages:  # their own clients' requests only: bookings are their day's work
            self._offer(None, "approvals", "ok", self._branch.approvals)
        self._offer(Right.CLIENT_MARK, "marks", "person", self._branch.marks)
        self._offer(Right.TASK_READ, "tasks", "tick", self._make_tasks)
        self._offer(Right.CONTACT, "contacts", "phone", self._make_contacts)
        self._offer_messages()
        if not first and has_dashboard(self._actor):
            self._offer(None, "dashboard", "panel", self._make_dashboard)
        self._offer(Right.COUNTER, "day_end", "clock", self._branch.day_end)
        self._offer(Right.REPORT_READ, "churn", "panel", self._branch.churn)
        self._offer(Right.REPORT_READ, "classes", "people", self._branch.classes)
        if sees_reports(self._actor):
            self._offer(None, "reports", "list", self._make_reports)
        self._offer(Right.REPORT_READ, "reclass", "filter", self._branch.reclass)
        self._offer(Right.REPORT_READ, "satisfaction", "ok", self._make_satisfaction)
        self._offer(Right.COMPLAINT_TAKE, "complaints", "warning", self._make_complaints)
        if uses_education(self._actor):
            self._offer(None, "education", "inbox", self._make_education)
        self._offer(Right.DOSSIER_READ, "dossier", "archive", self._branch.dossier)
        if handles_scans(self._actor):
            self._offer(None, "scans", "scan", self._make_scans)
        self._offer(Right.COUNTER, "changes", "pen", self._asked(self._branch.changes))
        self._offer(Right.STAFF_READ, "staff", "card", self._make_staff)
        self._offer(Right.USER_CONFIRM, "users", "shield", self._make_users)
        self._offer(Right.WATCH, "watch", "eye", self._branch.watch)
        self._offer(Right.SCREENING, "screening", "shield", self._branch.screening)
        if Role.ADMIN not in self._actor.roles:
            self._offer(Right.POLICY_WRITE, "policy", "settings", self._branch.policy)
        self._offer(Right.AUDIT_READ, "audit", "list", self._make_audit)
        self._offer(Right.PRINT, "printing", "print", self._make_printing)
        self._offer(Right.SNAPSHOT_IMPORT, "snapshot", "download", self._branch.snapshot)
        self._offer(Right.CALENDAR_WRITE, "calendar", "calendar", self._branch.calendar)
        self._offer(None, "pledge", "pen", self._branch.pledge)
        self._offer(None, "account", "person", self._make_account)

    def _offer_messages(self) -> None:
        if sees_messages(self._actor):
            self._offer(None, "messages", "inbox", self._make_messages)
        self._offer(Right.UNUSUAL_WRITE, "unusual", "warning", self._make_unusual)

    def _offer(self, right: Right | None, key: str, icon: str, build: Build) -> None:
        """Offer a page to those who have ``right``, None for everybody; its name is ``page_title(key)``."""
        if right is None or self._actor.may(right):
            self.window.add_page(key, icon, build)

    def _ways(self) -> Ways:
        return Ways(
            client=self.show_client, case=self.resume, document=self._view, find=self.window.search.setFocus,
            home=lambda: self.window.show_page("workbench"), hints=self.window.refresh_hints, scans=self.scan_back,
            print_=self.printing.print_document, print_form=self.printing.print_form, export=self._export,
        )  # fmt: skip

    def _make_workbench(self) -> WorkbenchPage:
        page = WorkbenchPage(
            self._runner, WorkbenchData(self._services, self._actor), lambda: local(self._services.clock.now())
        )
        page.set_person(self._actor.name)
        page.start_booking.connect(self._open_booking)
        page.resume_case.connect(self.resume)
        page.new_opening.connect(lambda: self.start(""))
        page.new_booking.connect(lambda: self.window.show_page("bookings"))
        page.open_transfer.connect(self.resume)
        page.close_account.connect(self._close_account)
        page.find_requested.connect(self.window.search.setFocus)
        self.feed.changed.connect(page.changed)
        add_day(page, self._services, self._actor, self._runner, self.feed, self._printer, self.window)
        return page

    def _make_dashboard(self) -> DashboardPage:
        page = dashboard_page(
            self._services, self._actor, self._runner, self.feed, self._printer, self._ask, self.window
        )
        page.case_wanted.connect(self.resume)
        page.client_wanted.connect(self.show_client)
        return page

    def _make_opening(self) -> OpeningPage:
        page = OpeningPage(
            self._services.opening, self._actor, self._runner, self._display, raster,
            branch=self._services.branch.settings.name, view=self._view, print_=self.printing.print_document,
            export=self._export, print_form=self.printing.print_form, ask=self._ask,
        )  # fmt: skip
        page.suspended.connect(lambda: self.window.show_page("workbench"))
        page.client_wanted.connect(self.show_client)
        page.scan_back_wanted.connect(self.scan_back)
        chip = self._branch.presence(Subject.OPENING, lambda: page.case.number, page)
        page.header.add(chip)
        page.case.viewed.connect(chip.look)
        return page

    def _follow_tasks(self) -> None:
        """What opens to do a task of each kind, and the number of one's own that are due."""
        window = self.window
        add_usual(self.acts, case=self.resume, client=self.show_client, page=window.show_page, has_page=window.has_page)
        if self._actor.may(Right.CONTACT):
            add_acts(self.acts, self.call_client)
        if sees_messages(self._actor):
            add_message_acts(self.acts, self._show_messages)
        if self._actor.may(Right.COMPLAINT_TAKE):
            add_complaint_acts(self.acts, self.show_complaint)
        if self._actor.may(Right.TASK_READ):
            ring(window, self._services, self._actor, self._runner, self.feed)

    def _make_tasks(self) -> TasksPage:
        page = tasks_page(self._services, self._actor, self._runner, self.acts, self.feed, self._settings)
        page.client_wanted.connect(self.show_client)
        page.case_wanted.connect(self.resume)
        return page

    def _make_messages(self) -> MessagesPage:
        return messages_page(self._services, self._actor, self._runner, self._ask, self.feed, self.show_client)

    def _make_unusual(self) -> UnusualPage:
        return unusual_page(self._services, self._actor, self._runner, self._ask, self.feed, self.show_client)

    def _make_contacts(self) -> ContactsPage:
        page = contacts_page(
            self._services, self._actor, self._runner, self._ask, self.feed, self._data.client,
            show_client=self.show_client, show_document=self._view, hints=self.window.refresh_hints,
        )  # fmt: skip
        if self._actor.may(Right.COMPLAINT_TAKE):
            page.complaint_wanted.connect(self.complain)
            page.offer_complaints()
        return page

    def _make_complaints(self) -> ComplaintsPage:
        return complaints_page(
            self._services, self._actor, self._runner, self._ask, self.feed, self._printer, self.show_client
        )

    def _make_scans(self) -> ScansPage:
        page = self._branch.scans()
        page.waiting_changed.connect(partial(self.window.rail.set_badge, "scans"))
        page.refresh()  # the number at its button is wanted before the page is seen
        return page

    def _make_clients(self) -> ClientPage:
        unlocks = self._actor.may(Right.CLIENT_UNLOCK)
        lock = LockData(self._services, self._actor) if unlocks else None
        page = ClientPage(
            self._runner,
            self._data,
            raster,
            ask=self._ask,
            lock=lock,
            print_=self.printing.print_document if self._actor.may(Right.PRINT) else None,
            purposes=self._purposes.usual,
        )
        page.details.seconds = self._services.policy.watch.unmask_seconds
        page.resume_case.connect(self.resume)
        page.find_requested.connect(self.window.search.setFocus)
        page.new_opening.connect(lambda: self.start(""))
        page.offer_leaving(self._actor.may(Right.COUNTER))
        page.leave_wanted.connect(self.leave)
        page.change_wanted.connect(self.change)
        standing = ClientSuitability(
            self._runner, SuitabilityData(self._services, self._actor), offers=self._actor.may(Right.COUNTER)
        )
        standing.wanted.connect(self.suit)
        page.add_chip(standing)
        page.shown.connect(lambda: standing.show_client(shown.id if (shown := page.client()) else ""))
        page.offer_picture(AccountsPanel(self._runner, AccountsData(self._services, self._actor)))
        marks = MarkPanel(self._runner, MarkData(self._services, self._actor))
        page.add_strip(marks)
        add_history(page, self._services, self._actor, self._runner, self._ask, self.feed.changed)
        if self._actor.may(Right.CONTACT):
            page.call_wanted.connect(self.call_client)
            page.offer_calling()
        marks.opened.connect(page.make_room)
        page.shown.connect(lambda: marks.show_client(shown.id if (shown := page.client()) else ""))
        chip = self._branch.presence(Subject.CLIENT, lambda: shown.id if (shown := page.client()) else "", page)
        page.add_chip(chip)
        page.shown.connect(chip.look)
        return page

    def _make_bookings(self) -> BookingPage:
        page = BookingPage(
            self._runner, BookingData(self._services, self._actor), today=branch_day(self._services.clock.now()),
            ask=self._ask,
        )  # fmt: skip
        page.start_booking.connect(self._open_booking)
        return page

    def _make_education(self) -> EducationPage:
        page = education_page(self._services, self._actor, self._runner, self.feed, self._ask)
        page.document_wanted.connect(self._view)
        return page

    def _asked(self, build: Build) -> Build:
        """Builds a page whose clients are asked for a mark at the end (SF-1)."""

        def built() -> QWidget:
            page = build()
            ask_after(self._asking, page)
            return page

        return built

    def _make_satisfaction(self) -> SatisfactionPage:
        return satisfaction_page(self._services, self._actor, self._runner, self.feed, self._ask)

    def _make_reports(self) -> ReportsPage:
        page = reports_page(self._services, self._actor, self._runner, self.feed, self._ask)
        page.print_wanted.connect(self.printing.print_document)
        return page

    def _make_staff(self) -> StaffPage:
        services, actor = self._services, self._actor
        return StaffPage(
            self._runner, StaffData(services, actor, self._printer), self._display,
            branch=services.branch.settings.name, today=branch_day(services.clock.now()),
            can_write=actor.may(Right.STAFF_WRITE),
            can_hand=actor.may(Right.STAFF_WRITE) and actor.may(Right.CLIENT_READ), ask=self._ask,
        )  # fmt: skip

    def _make_printing(self) -> PrintQueuePage:
        page = PrintQueuePage(self._runner, self._print_data)
        self.feed.changed.connect(page.changed)
        return page

    def _make_users(self) -> UsersPage:
        keeps = self._actor.may(Right.USER_WRITE)
        page = UsersPage(self._runner, UserData(self._services, self._actor), keeps=keeps, ask=self._ask)
        self.feed.changed.connect(page.changed)
        return page

    def _make_audit(self) -> AuditPage:
        return AuditPage(self._runner, AuditData(self._services, self._actor))

    def _make_account(self) -> AccountPage:
        return AccountPage(self._runner, AccountData(self._services, self._actor), self._actor)
