"""The page of complaints, the tasks that its steps do, and complaints in a client's history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.complaints import labels
from app.complaints.domain import Complaint
from app.complaints.taking_in import SERIES
from app.counter.services import Services
from app.gateways.printing import Printer
from app.tasks.domain import TaskKind
from ui.complaint_providers import ComplaintData
from ui.feed import Feed
from ui.pages.complaints.page import ComplaintsPage
from ui.pages.history.port import HistoryLine
from ui.providers import local
from ui.support.ask import Asker
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.task_acts import TaskActs

CASES = SERIES
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


class ComplaintHistory:
    """The complaints of a client, as far as the person may see them (CP-3)."""

    def __init__(self, services: Services, actor: Actor) -> None:
        self._services = services
        self._actor = actor

    def lines(self, client_id: str) -> Sequence[HistoryLine]:
        """All of them; nothing for who takes none in."""
        if not self._actor.may(Right.COMPLAINT_TAKE):
            return ()
        return [_told(one) for one in self._services.complaints.of_client_whole(self._actor, client_id)]


def _told(one: Complaint) -> HistoryLine:
    text = (
        ("编号", one.number), ("来源", labels.SOURCES[one.source]), ("事实", one.facts), ("诉求", one.demand),
        ("核实", one.finding), ("处理", one.measure), ("答复", one.answer),
    )  # fmt: skip
    return HistoryLine(
        at=local(one.taken_at), what=f"投诉（{labels.KINDS[one.kind]}）", outcome=labels.STATES[one.state],
        by=one.handler_name or one.taken_by_name, text="\n".join(f"{name}：{value}" for name, value in text if value),
        state="ok" if one.ended else "warn", document=one.record_number or one.letter_number,
    )  # fmt: skip
