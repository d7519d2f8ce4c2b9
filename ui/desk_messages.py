"""The pages of messages and of lists of unusual accounts, and what does the tasks of lost messages."""

from __future__ import annotations

from collections.abc import Callable

from app.common.actor import Actor, Right
from app.counter.services import Services
from app.tasks.domain import TaskKind
from ui.feed import Feed
from ui.message_providers import MessageData, UnusualData
from ui.pages.messages.page import MessagesPage
from ui.pages.unusual.page import UnusualPage
from ui.support.ask import Asker
from ui.support.run_op import OpRunner
from ui.task_acts import TaskActs


def sees_messages(actor: Actor) -> bool:
    """Whether somebody has to do with the outbox: who sends, and compliance."""
    return actor.may(Right.MESSAGE_WRITE) or actor.may(Right.UNUSUAL_WRITE)


def add_message_acts(acts: TaskActs, show: Callable[[str], None]) -> None:
    """A lost message is seen to on the page of messages; ``show`` gets the client's id."""
    acts.add((TaskKind.SMS_REMINDER,), lambda wanted: show(wanted.client_id))


def messages_page(
    services: Services, actor: Actor, runner: OpRunner, ask: Asker, feed: Feed, show_client: Callable[[str], None]
) -> MessagesPage:
    """The outbox, for those who see clients and tasks."""
    page = MessagesPage(runner, MessageData(services, actor), ask=ask)
    page.client_wanted.connect(show_client)
    feed.changed.connect(page.changed)
    return page


def unusual_page(
    services: Services, actor: Actor, runner: OpRunner, ask: Asker, feed: Feed, show_client: Callable[[str], None]
) -> UnusualPage:
    """Lists of unusual accounts, for compliance, supervisor and general manager."""
    page = UnusualPage(runner, UnusualData(services, actor), ask=ask)
    page.client_wanted.connect(show_client)
    feed.changed.connect(page.changed)
    return page
