"""What a running program does for the outbox: it prepares the day, and sends. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from app.common.clock import branch_day
from app.counter.lost_messages import make_task
from app.counter.services import Services, branch_facts
from app.messages.service import background_sender
from app.messages.worker import MessageWorker
from app.rhythm.seal import remind_of_seal
from app.rhythm.service import prepare_once


def message_worker(services: Callable[[], Services]) -> MessageWorker:
    """The worker of this program; ``services``: those of the day. ``stop`` it before the branch is closed."""
    first = services()
    branch = first.branch
    looked: set[date] = set()

    def prepare() -> None:
        prepare_once(branch.db, services().policy, branch_facts(branch), branch.station)
        # every station has a certificate of its own; looked at once a day
        if (today := branch_day(first.clock.now())) not in looked:
            looked.add(today)
            remind_of_seal(branch.db, services().policy, services().press.seal_ends(), branch.station)

    sender = background_sender(branch, lambda: services().policy.messages, first.clock, make_task)
    return MessageWorker(sender, first.messages.bell, prepare)
