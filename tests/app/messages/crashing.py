"""A sender that stands still in the middle: ``python -m tests.app.messages.crashing FOLDER ADDRESS WHERE``.

WHERE: ``before`` (the message is marked as on its way, nothing has left) or ``after`` (the gateway has it, its answer
is not kept). It says "now" and waits to be killed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from app.branch.opened import open_branch, standard_store
from app.common.clock import FixedClock
from app.gateways.messages.file_drop import FileDrop
from app.gateways.messages.port import Gateway, Outgoing, Receipt, Told
from app.messages.sending import Sender
from tests.app.messages.outbox import POLICY, http


class Standing:
    """A gateway in whose hands the program stands still."""

    def __init__(self, inner: Gateway, where: str) -> None:
        self._inner = inner
        self._where = where
        self.name = inner.name

    def hand_over(self, message: Outgoing) -> Told:
        if self._where == "after":
            self._inner.hand_over(message)
        print("now", flush=True)
        threading.Event().wait()
        raise AssertionError

    def ask(self, message_id: str) -> Told:
        raise AssertionError(message_id)

    def receipts(self) -> tuple[Receipt, ...]:
        return ()

    def read(self, tokens: object) -> None:
        """Nothing."""

    def check(self) -> Told:
        raise AssertionError


def main(folder: str, address: str, where: str) -> None:
    branch = open_branch(Path(folder), standard_store(), FixedClock(), station="01")
    inner: Gateway = http(address, FixedClock()) if address.startswith("http") else FileDrop(Path(address))
    Sender(branch.db, lambda: Standing(inner, where), lambda: POLICY, lambda tx, message: None, "01").round()


if __name__ == "__main__":
    main(*sys.argv[1:])
