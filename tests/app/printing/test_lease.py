"""Two programs at one counter: a job on its way belongs to the one that took it, until that falls silent."""

from __future__ import annotations

import pytest

from app.audit.reader import AuditReader
from app.common.errors import Refused
from app.gateways.printing import Outcome
from app.printing.domain import LEASE_SECONDS, LOOK_SECONDS, JobState, Note
from app.printing.worker import PrintWorker
from tests.app.printing.counter import Paper, PrintCounter
from tests.builders import Actors, BranchFactory

DEAD = LEASE_SECONDS + 1


@pytest.fixture
def counter(branch_factory: BranchFactory, actors: Actors, paper: Paper) -> PrintCounter:
    """On a server: SQLCipher gives its file to one program only."""
    return PrintCounter(branch_factory.make("postgresql"), actors, paper)


@pytest.mark.rule("SR-2")
def test_what_one_program_is_handing_over_the_other_leaves_alone(counter: PrintCounter, paper: Paper) -> None:
    first, second = counter.sender(), counter.sender()
    job = counter.queue()
    rests = []
    paper.before_answer = lambda: rests.append(second.round())
    first.round()
    assert (len(paper.sent), counter.job(job).state, counter.job(job).note) == (1, JobState.SENDING, Note.NONE)
    assert (counter.job(job).owner, rests[0] > LOOK_SECONDS) == (first.owner, True)
    first.round()
    assert (counter.job(job).state, len(counter.prints())) == (JobState.PRINTED, 1)
    assert (counter.job(job).owner, counter.job(job).leased_until) == ("", None)


def test_what_the_printing_system_has_is_followed_by_the_program_that_gave_it(
    counter: PrintCounter, paper: Paper
) -> None:
    first, second = counter.sender(), counter.sender()
    job = counter.queue()
    first.round()
    second.round()
    assert counter.job(job).state is JobState.SENDING, "the second does not ask after it"
    first.round()
    assert counter.job(job).state is JobState.PRINTED


@pytest.mark.rule("SR-2")
def test_a_program_that_fell_silent_is_taken_over_from_only_when_its_time_is_up(
    counter: PrintCounter, paper: Paper
) -> None:
    def crash() -> None:
        raise KeyboardInterrupt

    first, second = counter.sender(), counter.sender()
    job = counter.queue()
    paper.before_answer = crash
    with pytest.raises(KeyboardInterrupt):
        first.round()
    paper.before_answer = lambda: None
    counter.clock.tick(LEASE_SECONDS - 1)
    assert second.round() == pytest.approx(1, abs=0.01), "it looks again when the time is up"
    assert (counter.job(job).state, len(paper.sent)) == (JobState.SENDING, 1)
    counter.clock.tick(1)
    second.round()
    second.round()
    now = counter.job(job)
    assert (now.state, now.note, len(paper.sent)) == (JobState.PRINTED, Note.TWICE, 2)
    assert [(use.copy_number, use.reprint) for use in counter.prints()] == [(2, True)]
    acts = [one.act for one in AuditReader(counter.branch.db).recent(counter.supervisor, subject=("print-job", job.id))]
    assert acts.count("printing.interrupted") == 1


def test_a_program_that_goes_on_asking_keeps_its_job_however_long_the_printer_stands(
    counter: PrintCounter, paper: Paper
) -> None:
    first, second = counter.sender(), counter.sender()
    job = counter.queue()
    paper.fate = Outcome.STOPPED
    first.round()
    first.round()
    seen = counter.job(job)
    for _ in range(4):
        counter.clock.tick(LEASE_SECONDS * 2 // 3)
        first.round()
        second.round()
    now = counter.job(job)
    assert (now.owner, now.state, len(paper.sent)) == (first.owner, JobState.SENDING, 1)
    assert now.version == seen.version, "a sign of life is no change that somebody at the counter has to see"
    counter.clock.tick(DEAD)
    second.round()
    assert counter.job(job).owner == second.owner, "the first was not heard of"
    first.round()
    assert counter.job(job).owner == second.owner, "and when it is heard of again it has lost it"


def test_a_handing_over_that_outlasts_its_time_is_finished_by_nobody_but_the_new_owner(
    counter: PrintCounter, paper: Paper
) -> None:
    first, second = counter.sender(), counter.sender()
    job = counter.queue()

    def slow() -> None:
        paper.before_answer = lambda: None
        counter.clock.tick(DEAD)
        second.round()

    paper.before_answer = slow
    first.round()
    for _ in range(2):
        second.round()
        first.round()
    now = counter.job(job)
    assert (now.state, now.note, len(paper.sent)) == (JobState.PRINTED, Note.TWICE, 2)
    assert [use.copy_number for use in counter.prints()] == [2], "registered once, marked, the first number burnt"


def test_two_programs_share_what_waits_and_nothing_comes_out_twice(counter: PrintCounter, paper: Paper) -> None:
    first, second = counter.sender(), counter.sender()
    jobs = [counter.queue() for _ in range(4)]

    def both() -> None:
        paper.before_answer = lambda: None
        second.round()

    paper.before_answer = both
    first.round()
    for sender in (first, second):
        sender.round()
    assert {counter.job(job).state for job in jobs} == {JobState.PRINTED}
    assert (len(paper.sent), sorted(use.copy_number for use in counter.prints())) == (4, [1, 2, 3, 4])


def test_a_program_that_ends_in_order_leaves_what_is_printing_to_the_next_at_once(
    counter: PrintCounter, paper: Paper
) -> None:
    paper.fate = Outcome.UNDER_WAY
    first, second = counter.sender(), counter.sender()
    job = counter.queue()
    first.round()
    worker = PrintWorker(first)
    worker.start()
    worker.stop()
    paper.fate = Outcome.PRINTED
    second.round()
    assert (counter.job(job).state, counter.job(job).note, len(paper.sent)) == (JobState.PRINTED, Note.NONE, 1)


def test_a_database_that_is_gone_when_the_program_ends_holds_nobody_up(
    counter: PrintCounter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone() -> None:
        raise Refused("branch.unreachable")

    sender = counter.sender()
    monkeypatch.setattr(sender, "let_go", gone)
    worker = PrintWorker(sender)
    worker.start()
    worker.stop()
    assert counter.service.undone(counter.teller) == 0


def test_on_one_s_own_file_the_next_program_goes_on_at_once(
    branch_factory: BranchFactory, actors: Actors, paper: Paper
) -> None:
    counter = PrintCounter(branch_factory.make("sqlite"), actors, paper)
    job = counter.queue()
    counter.sender().round()
    counter.sender().round()
    assert counter.job(job).state is JobState.PRINTED
