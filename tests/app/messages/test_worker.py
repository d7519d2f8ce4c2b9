"""The thread that sends: it sends what waits, survives faults, and lets another program go on at its end."""

from __future__ import annotations

import threading
from pathlib import Path

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.gateways.messages.file_drop import FileDrop
from app.gateways.messages.port import Outgoing, Told
from app.messages.domain import Message, MessageState
from app.messages.worker import MessageWorker
from tests.app.messages.outbox import Outbox
from tests.builders import Actors

PATIENCE = 30


class Ringing(FileDrop):
    """Says when it was handed something."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.handed = threading.Event()

    def hand_over(self, message: Outgoing) -> Told:
        told = super().hand_over(message)
        self.handed.set()
        return told


def test_the_worker_sends_prepares_first_and_gives_its_turn_back(
    sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    outbox = Outbox(sqlite_branch, actors.teller)
    outbox.gateway = drop = Ringing(tmp_path)
    made: list[Message] = []

    def prepare() -> None:
        if not made:
            made.append(outbox.queue())

    with MessageWorker(outbox.sender, before=prepare):
        assert drop.handed.wait(PATIENCE)
    assert outbox.state(made[0]) is MessageState.SENT
    second = outbox.queue("b", mobile="13800138001")
    outbox.another("second").round()
    assert outbox.state(second) is MessageState.SENT


def test_a_fault_does_not_end_the_worker(sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path) -> None:
    outbox = Outbox(sqlite_branch, actors.teller)
    outbox.gateway = drop = Ringing(tmp_path)
    message, bell, failed = outbox.queue(), threading.Event(), threading.Event()

    def fail_once() -> None:
        if not failed.is_set():
            failed.set()
            raise Refused("branch.unreachable")

    with MessageWorker(outbox.sender, bell, fail_once):
        assert failed.wait(PATIENCE)
        for _ in range(PATIENCE * 20):
            bell.set()  # it may not wait yet: a bell that rang before is cleared
            if drop.handed.wait(0.05):
                break
    assert outbox.state(message) is MessageState.SENT
