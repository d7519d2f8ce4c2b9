"""The page of reports at the desk: for everybody who may see one of them."""

from __future__ import annotations

from datetime import date

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.counter.services import Services
from app.reports.catalogue import reports_for
from ui.feed import Feed
from ui.pages.day_end import DayEndPage
from ui.pages.reports.page import ReportsPage
from ui.pages.reports.port import Abilities
from ui.report_providers import ReportsData
from ui.support.ask import Asker
from ui.support.raster import raster
from ui.support.run_op import OpRunner


def sees_reports(actor: Actor) -> bool:
    """Whether there is a report for this person."""
    return bool(reports_for(actor))


def reports_page(services: Services, actor: Actor, runner: OpRunner, feed: Feed, ask: Asker) -> ReportsPage:
    """All reports of the branch that the person may see."""
    able = Abilities(
        prints=actor.may(Right.PRINT) and actor.may(Right.DOCUMENT_READ), unmasks=actor.may(Right.CLIENT_UNMASK),
        schedules=actor.may(Right.REPORT_SCHEDULE), oversees=actor.may(Right.WATCH),
    )  # fmt: skip
    today = branch_day(services.clock.now())
    page = ReportsPage(runner, ReportsData(services, actor), raster, able, today=today, ask=ask)
    feed.changed.connect(page.changed)
    return page


def make_after_closing(page: DayEndPage, services: Services, actor: Actor, runner: OpRunner) -> None:
    """Once a day is closed, make the reports that its end brings; beside the saves, for it takes seconds (RA-7)."""

    def closed(day: date) -> None:
        runner.run(services.report_runs.after_closing, actor, day, failed=page.say_reports, owner=page)

    page.closed.connect(closed)
