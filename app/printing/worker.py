"""The thread that sends what waits at this counter, for as long as the program runs."""

from __future__ import annotations

from app.storage.rounds import RoundWorker


class PrintWorker(RoundWorker):
    """Runs a :class:`app.printing.sending.Sender`.

    ``bell`` is the one of the counter's ``PrintingService``: what is queued is sent at once.
    """

    name = "print-worker"
    fault_wait = 1.0
    longest_wait = 60.0
    stop_seconds = 35.0
