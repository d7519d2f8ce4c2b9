"""The dashboard and the numbers of the day on the workbench, put together for the person who is signed in."""

from __future__ import annotations

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.counter.services import Services
from app.figures.catalogue import HOME, offered
from app.figures.domain import Span
from app.gateways.printing import Printer
from ui.feed import Feed
from ui.figure_providers import FigureData
from ui.main_window import MainWindow
from ui.pages.dashboard.page import DashboardPage
from ui.pages.workbench import WorkbenchPage
from ui.pages.workbench_day import DayStrip
from ui.support.ask import Asker
from ui.support.run_op import OpRunner


def has_dashboard(actor: Actor) -> bool:
    """Whether there is a figure for this person."""
    return bool(offered(actor))


def begins_with_dashboard(actor: Actor) -> bool:
    """Whether the dashboard is the first page: of managers, compliance, archivist and administrator."""
    return bool(actor.roles & HOME)


def dashboard_page(
    services: Services, actor: Actor, runner: OpRunner, feed: Feed, printer: Printer, ask: Asker, window: MainWindow
) -> DashboardPage:  # fmt: skip
    """The page; its rows lead to pages that the person has."""
    page = DashboardPage(
        runner, FigureData(services, actor, printer), today=branch_day(services.clock.now()),
        span=Span.MONTH if begins_with_dashboard(actor) else Span.WEEK, prints=actor.may(Right.PRINT), ask=ask,
    )  # fmt: skip
    page.page_wanted.connect(lambda key: window.show_page(key) if window.has_page(key) else None)
    feed.changed.connect(page.changed)
    return page


def add_day(
    workbench: WorkbenchPage, services: Services, actor: Actor, runner: OpRunner, feed: Feed, printer: Printer,
    window: MainWindow,
) -> None:  # fmt: skip
    """Put the numbers of the day on the workbench; each leads to its rows on the dashboard."""
    strip = DayStrip(runner, FigureData(services, actor, printer).day)

    def rows(code: str) -> None:
        window.show_page("dashboard")
        page = window.page("dashboard")
        if isinstance(page, DashboardPage):
            page.show_rows(code)

    strip.wanted.connect(rows)
    feed.changed.connect(strip.changed)
    workbench.add_strip(strip)
