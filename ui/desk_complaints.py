"""The page of complaints, and the tasks that its steps do."""

from __future__ import annotations

from collections.abc import Callable

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.counter.services import Services
from app.gateways.printing import Printer
from app.tasks.domain import TaskKind
from ui.complaint_providers import ComplaintData
from ui.feed import Feed
from ui.pages.complaints.page import ComplaintsPage
from ui.support.ask import Asker
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.task_acts import TaskActs

PAGE = "complaints"
CASES = "TS"
"""What the numbers of complaints begin with."""


def complaints_page(
    services: Services, actor: Actor, runner: OpRunner, ask: Asker, feed: Feed, printer: Printer,
    show_client: Callable[[str], None],
) -> ComplaintsPage:  # fmt: skip
    """Complaints, for those who take them in."""
    page = ComplaintsPage(
        runner, ComplaintData(services, actor, printer), raster, today=branch_day(services.clock.now()),
        counts=actor.may(Right.COMPLAINT_ALL), ask=ask,
    )  # fmt: skip
    page.client_wanted.connect(show_client)
    feed.changed.connect(page.changed)
    return page


def add_complaint_acts(acts: TaskActs, show: Callable[[str], None]) -> None:
    """Let the steps of complaints do their tasks; ``show`` gets the number of a complaint."""
    acts.add((TaskKind.COMPLAINT, TaskKind.COMPLAINT_CALLBACK), lambda wanted: show(wanted.case_number))
