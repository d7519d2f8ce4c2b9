"""The thread that sends: it works by itself, survives its database, ends when it is told to, and loses nothing."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.common.errors import Refused
from app.gateways.printing import Outcome
from app.printing.domain import JobState, Note, PrintJob
from app.printing.sending import Sender
from app.printing.worker import PrintWorker
from tests.app.printing.counter import COMPANY, Paper, PrintCounter
from tests.builders import Actors, BranchFactory

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30
"""Seconds until a test gives up; nothing here waits for time to pass."""


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Afterwards no worker may be left."""
    yield
    assert [thread for thread in threading.enumerate() if thread.name == "print-worker"] == []


class Told(Sender):
    """Tells after each round; ``until`` waits for a state that a job has then. The clock goes on with each round."""

    def __init__(self, counter: PrintCounter) -> None:
        super().__init__(counter.branch.db, counter.archive, counter.paper, "01", counter.forms)
        self._counter = counter
        self._rounds = threading.Semaphore(0)
        self.fault: Callable[[], None] = lambda: None

    def round(self, stopping: Callable[[], bool] = lambda: False) -> float:
        try:
            self.fault()
            super().round(stopping)
            self._counter.clock.tick(400)
        finally:
            self._rounds.release()
        return 0.0

    def until(self, job: PrintJob, reached: Callable[[PrintJob], bool]) -> PrintJob:
        """The job as it is once it has ``reached`` something."""
        while not reached(now := self._counter.job(job)):
            assert self._rounds.acquire(timeout=PATIENCE)
        return now


def test_what_is_queued_is_printed_without_anybody_waiting_for_it(counter: PrintCounter) -> None:
    steps = Told(counter)
    with PrintWorker(steps, counter.bell):
        job = counter.queue()
        assert steps.until(job, lambda now: now.state is JobState.PRINTED).copy_number == 1
    assert len(counter.prints()) == 1


def test_a_printer_that_goes_away_and_comes_back_is_waited_for(counter: PrintCounter, paper: Paper) -> None:
    paper.away = "printing.stopped"
    steps = Told(counter)
    with PrintWorker(steps, counter.bell):
        job = counter.queue()
        assert steps.until(job, lambda now: now.tries >= 3).state is JobState.WAITING
        paper.away = ""
        steps.until(job, lambda now: now.state is JobState.PRINTED)
    assert len(paper.sent) == 1


def test_a_fault_of_the_database_is_got_over(counter: PrintCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PrintWorker, "fault_wait", 0.0)
    faults: list[Exception] = [Refused("branch.unreachable"), Refused("storage.busy"), OSError("gone")]

    def fail() -> None:
        if faults:
            raise faults.pop()

    steps = Told(counter)
    steps.fault = fail
    job = counter.queue()
    with PrintWorker(steps, counter.bell):
        steps.until(job, lambda now: now.state is JobState.PRINTED)
    assert faults == []


def test_a_stopped_worker_sends_nothing_more_and_what_waits_goes_on_waiting(
    counter: PrintCounter, paper: Paper
) -> None:
    under_way, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        under_way.set()
        assert go_on.wait(PATIENCE)

    paper.before_answer = hold
    first = counter.queue()
    worker = PrintWorker(counter.sender(), counter.bell)
    worker.start()
    with pytest.raises(RuntimeError):
        worker.start()
    assert under_way.wait(PATIENCE)
    second = counter.queue(COMPANY)
    stopper = threading.Thread(target=worker.stop)
    stopper.start()
    while not worker._stopping.is_set():
        assert stopper.is_alive()
    go_on.set()
    stopper.join(PATIENCE)
    worker.stop()
    assert len(paper.sent) == 1
    states = sorted(counter.job(job).state.value for job in (first, second))
    assert states == ["sending", "waiting"]


def test_a_worker_that_was_never_started_can_be_stopped(counter: PrintCounter) -> None:
    PrintWorker(counter.sender()).stop()


@pytest.mark.rule("SR-2")
@pytest.mark.parametrize(
    ("where", "note", "prints"), [("handing-over", Note.TWICE, [(2, True)]), ("following", Note.NONE, [(1, False)])]
)
def test_after_a_kill_the_next_program_goes_on_where_it_was(
    branch_factory: BranchFactory, database: str, actors: Actors, where: str, note: Note, prints: list[tuple[int, bool]]
) -> None:
    branch = branch_factory.make(database)
    job = PrintCounter(branch, actors, Paper()).queue()
    branch.close()
    command = [sys.executable, "-m", "tests.app.printing.crashing", str(branch.folder), where]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"now\n"
        program.kill()
    paper = Paper(fate=Outcome.PRINTED)
    counter = PrintCounter.again(branch_factory.open(branch.folder), actors, paper)
    steps = Told(counter)
    with PrintWorker(steps, counter.bell):
        now = steps.until(job, lambda now: now.state is JobState.PRINTED)
    assert now.note is note
    assert len(paper.sent) == (1 if where == "handing-over" else 0)
    assert [(use.copy_number, use.reprint) for use in counter.prints()] == prints
