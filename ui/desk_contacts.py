"""The page of calls and visits, a client's history in the drawer, and the tasks that a call does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SignalInstance

from app.common.actor import Actor, Right
from app.common.clock import branch_day
from app.contacts.domain import KIND_OF, ContactKind
from app.counter.services import Services
from app.tasks.domain import FINISHED_BY, FinishedBy
from ui.contact_providers import ContactData, PlanData
from ui.feed import Feed
from ui.history import ClientHistory
from ui.pages.client_view import ClientView
from ui.pages.clients import ClientPage
from ui.pages.contacts.calling import CallingView
from ui.pages.contacts.page import ContactsPage
from ui.pages.contacts.plans import PlansView
from ui.pages.contacts.rounds import RoundsView
from ui.pages.history.panel import HistoryPanel
from ui.support.ask import Asker
from ui.support.run_op import OpRunner
from ui.task_acts import TaskActs, WantedTask

PAGE = "contacts"
CALLED = tuple(
    kind for kind in KIND_OF if FINISHED_BY.get(kind) is FinishedBy.CONTACT or KIND_OF[kind] is not ContactKind.OTHER
)
"""Kinds of tasks that are done by calling or visiting; promises and the like may be, and are ticked off as well."""


def contacts_page(
    services: Services, actor: Actor, runner: OpRunner, ask: Asker, feed: Feed, client: Callable[[str], ClientView], *,
    show_client: Callable[[str], None], show_document: Callable[[str], None], hints: Callable[[], None],
) -> ContactsPage:  # fmt: skip
    """Calls and visits, for those who make them. ``client``: one client as the client page shows it."""
    calling = CallingView(
        runner, ContactData(services, actor, client), unmasks=actor.may(Right.CLIENT_UNMASK),
        unmask_seconds=services.policy.watch.unmask_seconds,
    )  # fmt: skip
    plans = PlansView(
        runner, PlanData(services, actor), may_plan=actor.may(Right.CONTACT_PLAN), may_print=actor.may(Right.PRINT),
        staff_id=actor.staff_id, year=branch_day(services.clock.now()).year, ask=ask,
    )  # fmt: skip
    data = ContactData(services, actor, client)
    rounds = RoundsView(runner, data, branch_day(services.clock.now()))
    page = ContactsPage(runner, data, calling, plans, rounds)
    page.client_wanted.connect(show_client)
    page.document_wanted.connect(show_document)
    page.body.currentChanged.connect(lambda _: hints())
    feed.changed.connect(page.changed)
    return page


def add_history(
    page: ClientPage, services: Services, actor: Actor, runner: OpRunner, ask: Asker, changed: SignalInstance
) -> None:
    """Put the history of a client into the drawer of the client page. ``changed``: tells topics that changed."""
    panel = HistoryPanel(runner, ClientHistory(services, actor), ask=ask)
    changed.connect(panel.changed)
    page.offer_history(panel)


def add_acts(acts: TaskActs, start: Callable[[str, ContactKind, str], None]) -> None:
    """Let calls do their tasks; ``start`` gets client id, kind and task id."""

    def call(wanted: WantedTask) -> None:
        start(wanted.client_id, KIND_OF.get(wanted.kind, ContactKind.OTHER), wanted.task_id)

    acts.add(CALLED, call)
