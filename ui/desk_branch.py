"""The pages of clients who leave and of the manager's desk, and the ways between them; built when first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.counter.services import Services
from app.gateways.printing import Printer
from app.presence.domain import Subject
from app.scans.view import FolderStatus
from ui.customer_display.display import CustomerDisplay
from ui.desk_providers import ApprovalData, CalendarData, ChurnData, DayEndData, SnapshotData, WithheldData
from ui.desk_reports import make_after_closing
from ui.dossier_providers import DossierData, PledgeData, abilities
from ui.feed import Feed
from ui.pages.approvals.page import ApprovalsPage
from ui.pages.approvals.withheld import WithheldBar
from ui.pages.calendar import CalendarPage
from ui.pages.changes.page import ChangesPage
from ui.pages.churn import ChurnPage
from ui.pages.day_end import DayEndPage
from ui.pages.dossier.page import DossierPage
from ui.pages.marks.page import MarksPage
from ui.pages.pledge import PledgePage
from ui.pages.policy.page import PolicyPage
from ui.pages.reclass.page import ReclassPage
from ui.pages.scans.page import ScansPage
from ui.pages.screening.page import ScreeningPage
from ui.pages.snapshot import SnapshotPage
from ui.pages.suitability.classes import ClassesPage
from ui.pages.suitability.page import SuitabilityPage
from ui.pages.transfer.page import TransferPage
from ui.pages.watch import WatchPage
from ui.policy_providers import PolicyData
from ui.reclass_providers import MarkData, ReclassData
from ui.scan_providers import ScanData
from ui.screening_providers import ScreeningData
from ui.staff_providers import WatchData
from ui.suitability_providers import ClassesData, RiskPort, SuitabilityData
from ui.support.ask import Asker
from ui.support.presence import PresenceChip
from ui.support.raster import raster
from ui.support.run_op import OpRunner


@dataclass(frozen=True, slots=True)
class Ways:
    """Where these pages lead to: a client by id, a case by number, an archived document by number, the search box.

    ``hints``: the keys at the bottom are said anew; ``scans``: to the papers of a case that wait to be scanned back.
    """

    client: Callable[[str], None]
    case: Callable[[str], None]
    document: Callable[[str], None]
    find: Callable[[], None]
    home: Callable[[], None]
    hints: Callable[[], None]
    scans: Callable[[str], None]
    print_: Callable[[str], None]
    print_form: Callable[[str, str], object]
    export: Callable[[tuple[str, ...]], None]


@dataclass(frozen=True, slots=True)
class BranchPages:
    """Builds the pages of one person."""

    services: Services
    actor: Actor
    runner: OpRunner
    display: CustomerDisplay
    printer: Printer
    ask: Asker
    feed: Feed
    ways: Ways
    folder_status: Callable[[], FolderStatus | None]

    def transfer(self) -> TransferPage:
        """Transfer-out at the counter."""
        services, ways = self.services, self.ways
        page = TransferPage(
            services.transfer, self.actor, self.runner, self.display, raster,
            branch=services.branch.settings.name, view=ways.document, print_=ways.print_, export=ways.export,
            print_form=self.ways.print_form, ask=self.ask, clock=services.clock, changed=self.feed.changed,
        )  # fmt: skip
        page.suspended.connect(ways.home)
        page.body.currentChanged.connect(lambda _: ways.hints())
        page.client_wanted.connect(ways.client)
        page.find_requested.connect(ways.find)
        page.scan_back_wanted.connect(ways.scans)
        chip = self.presence(Subject.TRANSFER, lambda: page.case.number, page)
        page.header.add(chip)
        page.case.viewed.connect(chip.look)
        return page

    def changes(self) -> ChangesPage:
        """Changes that a client asks for."""
        services, ways = self.services, self.ways
        page = ChangesPage(
            services.changes, self.actor, self.runner, self.display, raster, branch=services.branch.settings.name,
            view=ways.document, print_=ways.print_, print_form=ways.print_form, ask=self.ask,
            changed=self.feed.changed,
        )  # fmt: skip
        page.suspended.connect(ways.home)
        page.body.currentChanged.connect(lambda _: ways.hints())
        page.client_wanted.connect(ways.client)
        page.chooser.find_requested.connect(ways.find)
        page.scan_back_wanted.connect(ways.scans)
        chip = self.presence(Subject.CHANGE, lambda: page.case.number, page)
        page.header.add(chip)
        page.case.viewed.connect(chip.look)
        return page

    def presence(self, subject: Subject, current: Callable[[], str], page: QWidget) -> PresenceChip:
        """Who else has open what ``page`` shows."""
        chip = PresenceChip(self.runner, self.services.presence, self.actor, subject, current)
        chip.watch(page)
        self.feed.changed.connect(chip.changed)
        return chip

    def approvals(self) -> ApprovalsPage:
        """The manager's desk."""
        services = self.services
        data = ApprovalData(services.transfer, services.approvals, self.actor)
        page = ApprovalsPage(self.runner, data, ask=self.ask, sees_clients=self.actor.may(Right.CLIENT_READ))
        page.document_wanted.connect(self.ways.document)
        page.client_wanted.connect(self.ways.client)
        self.feed.changed.connect(page.changed)
        if self.actor.may(Right.WITHHELD):
            bar = WithheldBar(self.runner, WithheldData(services.opening, self.actor), self.ask)
            page.add_above(bar)
            self.feed.changed.connect(bar.changed)
            bar.refresh()
        return page

    def calendar(self) -> CalendarPage:
        """The trading calendar."""
        data = CalendarData(self.services.trading_days, self.actor, self.services.clock)
        return CalendarPage(self.runner, data, can_write=self.actor.may(Right.CALENDAR_WRITE), ask=self.ask)

    def snapshot(self) -> SnapshotPage:
        """The trading system's snapshot."""
        services = self.services
        data = SnapshotData(services.snapshots, self.actor, services.clock, services.policy.transfer.snapshot_hours)
        return SnapshotPage(self.runner, data, can_import=self.actor.may(Right.SNAPSHOT_IMPORT), ask=self.ask)

    def dossier(self) -> DossierPage:
        """One client, one dossier."""
        services = self.services
        data = DossierData(services.dossiers, services.clients, self.actor, services.clock)
        able = abilities(self.actor, services.policy.dossier.purposes)
        page = DossierPage(self.runner, data, raster, able, ask=self.ask)
        page.views.currentChanged.connect(lambda _: self.ways.hints())
        self.feed.changed.connect(page.changed)
        return page

    def scans(self) -> ScansPage:
        """Papers signed by hand come back (AR-5, KY-4)."""
        data = ScanData(self.services.scans, self.actor, folder_status=self.folder_status)
        page = ScansPage(self.runner, data, ask=self.ask)
        self.feed.changed.connect(page.changed)
        return page

    def watch(self) -> WatchPage:
        """What was noticed of looks at clients (SE-1)."""
        page = WatchPage(self.runner, WatchData(self.services, self.actor), ask=self.ask)
        self.feed.changed.connect(page.changed)
        return page

    def policy(self) -> PolicyPage:
        """Policy files with their versions (RA-3)."""
        page = PolicyPage(self.runner, PolicyData(self.services, self.actor), ask=self.ask)
        self.feed.changed.connect(page.changed)
        return page

    def screening(self) -> ScreeningPage:
        """The watch list and whom it fits (KY-3)."""
        page = ScreeningPage(self.runner, ScreeningData(self.services, self.actor), ask=self.ask)
        self.feed.changed.connect(page.changed)
        return page

    def pledge(self) -> PledgePage:
        """The pledge to keep what one learns of clients to oneself (SE-1)."""
        return PledgePage(self.runner, PledgeData(self.services.dossiers, self.actor), raster, self.actor.name)

    def suitability(self) -> SuitabilityPage:
        """A client assessed anew, a product checked, a mismatch acknowledged (RA-1, RA-5)."""
        services = self.services
        page = SuitabilityPage(
            RiskPort(services), SuitabilityData(services, self.actor), self.actor, self.runner, self.display,
            branch=services.branch.settings.name, view=self.ways.document, print_form=self.ways.print_form,
            ask=self.ask,
        )  # fmt: skip
        page.find_requested.connect(self.ways.find)
        page.scan_back_wanted.connect(self.ways.scans)
        self.feed.changed.connect(page.changed)
        return page

    def classes(self) -> ClassesPage:
        """Clients by risk level, products, remarkable answers (RA-5, RA-7)."""
        actor = self.actor
        page = ClassesPage(
            self.runner, ClassesData(self.services, actor), today=branch_day(self.services.clock.now()),
            imports=actor.may(Right.PRODUCT_WRITE), watches=actor.may(Right.WATCH), prints=actor.may(Right.PRINT),
            ask=self.ask,
        )  # fmt: skip
        page.client_wanted.connect(self.ways.client)
        return page

    def reclass(self) -> ReclassPage:
        """All clients classified anew (CL-3)."""
        applies = self.actor.may(Right.RECLASSIFY)
        page = ReclassPage(self.runner, ReclassData(self.services, self.actor), applies=applies, ask=self.ask)
        page.client_wanted.connect(self.ways.client)
        return page

    def marks(self) -> MarksPage:
        """One's own clients with their marks (CL-2)."""
        return MarksPage(self.runner, MarkData(self.services, self.actor))

    def churn(self) -> ChurnPage:
        """Why clients leave."""
        services = self.services
        data = ChurnData(services.reports, self.actor)
        return ChurnPage(self.runner, data, today=branch_day(services.clock.now()), ask=self.ask)

    def day_end(self) -> DayEndPage:
        """The end of the teller's day."""
        services = self.services
        data = DayEndData(services.day_end, self.actor, services.clock)
        page = DayEndPage(self.runner, data, ask=self.ask)
        page.case_wanted.connect(self.ways.case)
        page.document_wanted.connect(self.ways.document)
        page.print_wanted.connect(self.ways.print_)
        make_after_closing(page, services, self.actor, self.runner)
        return page
