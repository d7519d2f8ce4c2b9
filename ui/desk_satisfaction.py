"""Satisfaction at the desk: the asking after cases, and the page of figures (SF-1)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.common.actor import Actor
from app.common.clock import branch_day
from app.counter.services import Services
from ui.customer_display.display import CustomerDisplay
from ui.feed import Feed
from ui.main_window import MainWindow
from ui.pages.changes.page import ChangesPage
from ui.pages.opening.page import OpeningPage
from ui.pages.satisfaction.page import SatisfactionPage
from ui.pages.suitability.page import SuitabilityPage
from ui.pages.transfer.page import TransferPage
from ui.satisfaction_asking import SatisfactionAsking
from ui.satisfaction_providers import SatisfactionData
from ui.support.ask import Asker
from ui.support.run_op import OpRunner


def asking_of(
    window: MainWindow, services: Services, actor: Actor, runner: OpRunner, display: CustomerDisplay
) -> SatisfactionAsking:
    """Asks clients after their cases; the window says while one is at it."""
    branch = services.branch.settings.name
    asking = SatisfactionAsking(services.satisfaction, actor, runner, display, branch, window)
    asking.changed.connect(window.status.show_client)
    asking.failed.connect(window.show_problem)
    return asking


def ask_after(asking: SatisfactionAsking, page: QWidget) -> None:
    """Ask the client of every case that ends on this page; not after an assessment that only leads to a business."""
    if isinstance(page, SuitabilityPage):
        page.finished.connect(lambda receipt: None if page.leads else asking.ask(receipt.number))
    elif isinstance(page, OpeningPage | TransferPage | ChangesPage):
        page.case.completed.connect(lambda receipt: asking.ask(receipt.case_number))


def satisfaction_page(services: Services, actor: Actor, runner: OpRunner, feed: Feed, ask: Asker) -> SatisfactionPage:
    """The figures."""
    data = SatisfactionData(services.satisfaction, actor)
    page = SatisfactionPage(runner, data, today=branch_day(services.clock.now()), ask=ask)
    feed.changed.connect(page.changed)
    return page
