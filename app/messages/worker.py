"""The thread that sends messages for as long as the program runs, at one computer of the branch at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.common.errors import Refused
from app.messages.sending import IDLE_SECONDS, Sender
from app.storage.rounds import RoundWorker


class MessageWorker(RoundWorker):
    """Runs a :class:`Sender`.

    ``bell`` is the one of the ``MessageService``: what is queued by a person is looked at at once. ``before``: done
    before each round, what the day brings to be queued.
    """

    name = "message-worker"
    fault_wait = 5.0
    longest_wait = 300.0
    stop_seconds = 45.0

    def __init__(
        self, sender: Sender, bell: threading.Event | None = None, before: Callable[[], object] = lambda: None
    ) -> None:
        super().__init__(sender, bell)
        self._before = before

    def _round(self) -> float:
        try:
            self._before()
            return super()._round()
        except Refused as refused:
            if refused.code != "messages.another_sends":
                raise
            return IDLE_SECONDS
