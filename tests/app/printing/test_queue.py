"""The print queue: who may queue what, and what becomes of a job whose printer is there, away, or forgetful."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.audit.reader import AuditReader
from app.common.errors import Refused
from app.gateways.printing import Outcome, PrintOptions, Sides
from app.printing.domain import LEASE_SECONDS, MOST_ABORTS, JobState, Note, PrintSettings, SourceKind
from tests.app.printing.counter import CLIENT, COMPANY, COPIES, NUMBER, PDF, Paper, PrintCounter
from tests.builders import Actors, BranchFactory, document_file


def printed(label: str, *, again: bool = False) -> str:
    return PDF.decode() + f"|{label}|{'补打' if again else ''}"


@pytest.mark.rule("SR-2")
def test_a_document_comes_out_in_all_its_copies_in_order_each_registered_with_its_number(
    counter: PrintCounter, paper: Paper
) -> None:
    jobs = counter.service.print_document(counter.teller, NUMBER, why="当场")
    assert [job.copy_label for job in jobs] == list(COPIES)
    assert counter.bell.is_set()
    sender = counter.sender()
    sender.round()
    assert paper.pages == [printed(COMPANY), printed(CLIENT)]
    assert [counter.job(job).state for job in jobs] == [JobState.SENDING] * 2
    assert counter.prints() == []  # not before the paper is out
    sender.round()
    assert [counter.job(job).state for job in jobs] == [JobState.PRINTED] * 2
    found = sorted(
        (use.copy_label, use.copy_number, use.reprint, use.staff_id, use.station, use.why) for use in counter.prints()
    )
    assert found == [(label, 1, False, counter.teller.staff_id, "01", "当场") for label in sorted(COPIES)]


@pytest.mark.rule("SR-2")
def test_from_the_second_print_of_a_copy_on_it_is_marked_and_counted(counter: PrintCounter, paper: Paper) -> None:
    sender = counter.sender()
    for _ in range(2):
        counter.queue(COMPANY, copies=2)
        for _ in range(2):
            sender.round()
    counter.queue(CLIENT)
    for _ in range(2):
        sender.round()
    assert paper.pages == [printed(COMPANY), *[printed(COMPANY, again=True)] * 3, printed(CLIENT)]
    numbers = [use.copy_number for use in counter.prints() if use.copy_label == COMPANY]
    assert sorted(numbers) == [1, 2, 3, 4]
    assert all(options.copies == 1 for _, options in paper.sent)


@pytest.mark.rule("SR-2")
def test_a_job_that_never_came_out_is_no_print_and_the_next_one_bears_no_mark(
    counter: PrintCounter, paper: Paper
) -> None:
    paper.away = "printing.stopped"
    job = counter.queue()
    counter.sender().round()
    counter.service.cancel(counter.teller, job.id, counter.job(job).version)
    paper.away = ""
    counter.queue()
    sender = counter.sender()
    for _ in range(2):
        sender.round()
    assert paper.pages == [printed(COMPANY)]
    assert [use.copy_number for use in counter.prints()] == [1]


def test_a_job_waits_for_a_printer_that_is_away_longer_each_time_and_comes_out_when_it_is_back(
    counter: PrintCounter, paper: Paper
) -> None:
    paper.away = "printing.none"
    job = counter.queue()
    sender, waits = counter.sender(), list[float]()
    for tries in range(1, 9):
        waits.append(sender.round())
        now = counter.job(job)
        assert (now.state, now.error, now.tries) == (JobState.WAITING, "printing.none", tries)
        assert sender.round() == waits[-1]  # not tried before its time
        assert counter.job(job).tries == tries
        counter.clock.at = now.next_at
    assert waits == [5, 10, 20, 30, 30, 30, 30, 30]  # the queue is looked at at least that often
    assert (counter.job(job).next_at - counter.job(job).changed_at).total_seconds() == 300
    paper.away = ""
    for _ in range(2):
        sender.round()
    now = counter.job(job)
    assert (now.state, now.error, len(paper.sent)) == (JobState.PRINTED, "", 1)


def test_a_job_that_can_never_come_out_fails_with_its_reason_and_holds_up_nothing(
    counter: PrintCounter, paper: Paper
) -> None:
    blob = document_file(counter.branch, hashlib.sha256(PDF).hexdigest())
    job = counter.queue()
    kept = blob.read_bytes()
    blob.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    sender = counter.sender()
    sender.round()
    failed = counter.job(job)
    assert (failed.state, failed.error) == (JobState.FAILED, "storage.blob_altered")
    blob.write_bytes(kept)
    counter.queue(CLIENT)
    counter.service.retry(counter.teller, job.id, failed.version)
    for _ in range(2):
        sender.round()
    assert sorted(paper.pages) == sorted([printed(CLIENT), printed(COMPANY)])


def test_a_form_whose_pages_cannot_be_made_fails_without_stopping_the_queue(
    counter: PrintCounter, paper: Paper
) -> None:
    def broken(*_: object) -> bytes:
        raise ZeroDivisionError

    counter.forms[SourceKind.OPENING_FORM] = broken
    first = counter.service.print_form(counter.teller, SourceKind.OPENING_FORM, "KH1", "application")
    second = counter.service.print_form(counter.teller, SourceKind.TRANSFER_FORM, "ZX1", "application")
    third = counter.queue()
    counter.sender().round()
    assert [counter.job(job).error for job in (first, second, third)] == ["printing.fault", "printing.no_pages", ""]


def test_a_form_of_a_running_case_is_made_when_it_is_sent_and_counts_no_copies(
    counter: PrintCounter, paper: Paper
) -> None:
    asked: list[tuple[str, str, str]] = []

    def pages(actor: object, case: str, form: str) -> bytes:
        asked.append((getattr(actor, "staff_id", ""), case, form))
        return b"as it stands"

    counter.forms[SourceKind.OPENING_FORM] = pages
    job = counter.service.print_form(counter.teller, SourceKind.OPENING_FORM, "KH1", "application")
    assert asked == []
    sender = counter.sender()
    for _ in range(2):
        sender.round()
    assert asked == [(counter.teller.staff_id, "KH1", "application")]
    assert paper.pages == ["as it stands"]
    assert (counter.job(job).state, counter.job(job).copy_number) == (JobState.PRINTED, 0)
    with pytest.raises(ValueError, match="by its number"):
        counter.service.print_form(counter.teller, SourceKind.DOCUMENT, NUMBER, "application")


def test_a_document_that_the_system_gives_up_is_tried_again_and_fails_in_the_end(
    counter: PrintCounter, paper: Paper
) -> None:
    paper.fate = Outcome.ABORTED
    job, sender = counter.queue(), counter.sender()
    for _ in range(MOST_ABORTS):
        sender.round()
        sender.round()
        counter.clock.at = counter.job(job).next_at
    now = counter.job(job)
    assert (now.state, now.error, len(paper.sent)) == (JobState.FAILED, "printing.aborted", MOST_ABORTS)
    assert paper.pages == [printed(COMPANY)] * MOST_ABORTS  # none came out: none is a reprint
    assert counter.prints() == []


def test_a_printer_that_stands_with_the_document_says_so_until_it_goes_on(counter: PrintCounter, paper: Paper) -> None:
    paper.fate = Outcome.STOPPED
    job, sender = counter.queue(), counter.sender()
    for _ in range(3):
        sender.round()
    assert (counter.job(job).state, counter.job(job).error) == (JobState.SENDING, "printing.stopped")
    paper.away = "printing.away"
    sender.round()
    assert (counter.job(job).state, counter.job(job).error) == (JobState.SENDING, "printing.away")
    paper.away, paper.fate = "", Outcome.UNDER_WAY
    sender.round()
    assert counter.job(job).error == ""
    paper.fate = Outcome.PRINTED
    sender.round()
    assert (counter.job(job).state, len(paper.sent)) == (JobState.PRINTED, 1)


def test_a_system_that_tells_nothing_of_its_jobs_counts_as_printed_and_unconfirmed(
    counter: PrintCounter, paper: Paper
) -> None:
    paper.named = False
    first = counter.queue()
    counter.sender().round()
    paper.named, paper.fate = True, Outcome.UNKNOWN
    second, sender = counter.queue(), counter.sender()
    for _ in range(2):
        sender.round()
    for number, job in enumerate((first, second), 1):
        now = counter.job(job)
        assert (now.state, now.note, now.copy_number) == (JobState.PRINTED, Note.UNCONFIRMED, number)
    assert len(counter.prints()) == 2


def test_what_was_withdrawn_at_the_printer_is_cancelled_here_and_can_be_tried_at_another_printer(
    counter: PrintCounter, paper: Paper
) -> None:
    paper.fate = Outcome.STOPPED
    job, sender = counter.queue(), counter.sender()
    sender.round()
    held = counter.job(job)
    assert counter.service.cancel(counter.teller, job.id, held.version).state is JobState.SENDING
    assert paper.withdrawn == ["front-1"]
    sender.round()
    now = counter.job(job)
    assert now.state is JobState.CANCELLED
    counter.service.retry(counter.teller, job.id, now.version, printer="back")
    paper.fate = Outcome.PRINTED
    for _ in range(2):
        sender.round()
    assert [options.printer for _, options in paper.sent] == ["", "back"]
    assert paper.pages == [printed(COMPANY)] * 2
    assert counter.job(job).state is JobState.PRINTED


# a program that ends in the middle


@pytest.mark.rule("SR-2")
def test_a_crash_while_handing_over_leaves_a_job_that_waits_again_with_a_note_and_burns_its_number(
    counter: PrintCounter, paper: Paper
) -> None:
    def crash() -> None:
        raise KeyboardInterrupt

    paper.before_answer = crash
    job = counter.queue()
    with pytest.raises(KeyboardInterrupt):
        counter.sender().round()
    assert (counter.job(job).state, counter.job(job).remote) == (JobState.SENDING, "")
    paper.before_answer = lambda: None
    again = counter.sender()  # another program, which knows nothing of the first
    counter.clock.tick(LEASE_SECONDS)
    again.round()
    now = counter.job(job)
    assert (now.state, now.note) == (JobState.SENDING, Note.TWICE)
    again.round()
    assert paper.pages == [printed(COMPANY), printed(COMPANY, again=True)]
    (use,) = counter.prints()
    assert (use.copy_number, use.reprint) == (2, True)
    assert (counter.job(job).state, counter.job(job).note) == (JobState.PRINTED, Note.TWICE)
    acts = [
        record.act
        for record in AuditReader(counter.branch.db).recent(counter.supervisor, subject=("print-job", job.id))
    ]
    assert acts == ["printing.printed", "printing.interrupted", "printing.queued"]


def test_a_crash_after_the_system_took_it_is_followed_up_and_prints_nothing_twice(
    counter: PrintCounter, paper: Paper
) -> None:
    job = counter.queue()
    counter.sender().round()
    counter.clock.tick(LEASE_SECONDS)
    counter.sender().round()  # another program
    assert (counter.job(job).state, counter.job(job).note, len(paper.sent)) == (JobState.PRINTED, Note.NONE, 1)


def test_a_database_that_is_away_when_the_system_has_taken_it_prints_nothing_twice(
    counter: PrintCounter, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, sender = counter.queue(), counter.sender()
    accepted, tries = sender._accepted, itertools.count()

    def away_once(*facts: object) -> None:
        if next(tries) == 0:
            raise Refused("branch.unreachable")
        accepted(*facts)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(sender, "_accepted", away_once)
    with pytest.raises(Refused, match=r"branch\.unreachable"):
        sender.round()
    for _ in range(2):
        sender.round()
    assert (counter.job(job).state, counter.job(job).note, len(paper.sent)) == (JobState.PRINTED, Note.NONE, 1)


def test_a_handing_over_that_took_too_long_may_have_come_out_and_is_noted(counter: PrintCounter, paper: Paper) -> None:
    def too_long() -> None:
        raise Refused("printing.unsure")

    paper.before_answer = too_long
    job, sender = counter.queue(), counter.sender()
    sender.round()
    now = counter.job(job)
    assert (now.state, now.note, now.burnt) == (JobState.WAITING, Note.TWICE, 1)
    paper.before_answer = lambda: None
    counter.clock.at = now.next_at
    sender.round()
    assert paper.pages[-1] == printed(COMPANY, again=True)


def test_two_counters_never_send_the_same_copy_without_a_mark(
    branch_factory: BranchFactory, database: str, actors: Actors, paper: Paper
) -> None:
    counter = PrintCounter(branch_factory.make(database), actors, paper)
    paper.fate = Outcome.UNDER_WAY
    counter.queue()
    other = counter.sender("02")
    colleague = replace(counter.supervisor, station="02")
    counter.service.print_document(colleague, NUMBER, PrintSettings(labels=(COMPANY,)))
    counter.sender().round()
    assert paper.pages == [printed(COMPANY)]  # each counter sends its own
    other.round()
    assert paper.pages == [printed(COMPANY), printed(COMPANY, again=True)]


# who may what


def test_who_left_or_was_barred_since_has_nothing_printed(counter: PrintCounter, actors: Actors, paper: Paper) -> None:
    job = counter.queue()
    counter.user(actors.admin, actors.admin)
    user = next(u for u in counter.auth.users(actors.admin) if u.staff_id == counter.teller.staff_id)
    counter.auth.close_user(actors.admin, user)
    counter.sender().round()
    assert (counter.job(job).state, counter.job(job).error) == (JobState.FAILED, "printing.person_gone")
    assert paper.sent == []


@pytest.mark.rule("SE-1")
def test_who_may_not_print_is_denied_everything(counter: PrintCounter, actors: Actors) -> None:
    job = counter.queue()
    service, version = counter.service, counter.job(job).version
    acts: list[tuple[Callable[..., object], tuple[object, ...]]] = [
        (service.print_document, (NUMBER,)), (service.jobs, ()), (service.printers, ()), (service.undone, ()),
        (service.settings, ("application",)), (service.remember, ("application", PrintSettings())),
        (service.preview, (NUMBER,)), (service.copies, (NUMBER,)), (service.cancel, (job.id, version)),
        (service.retry, (job.id, version)),
        (service.print_form, (SourceKind.OPENING_FORM, "KH1", "application")),
    ]  # fmt: skip
    for who in (actors.marketing, actors.admin, actors.compliance):
        for act, facts in acts:
            with pytest.raises(Refused, match=r"auth\.denied"):
                act(who, *facts)


def test_one_sees_to_the_jobs_of_this_counter_and_one_s_own_and_a_supervisor_to_all(
    counter: PrintCounter, actors: Actors
) -> None:
    job = counter.queue()
    service = counter.service
    elsewhere = replace(actors.archivist, station="05")
    assert service.jobs(elsewhere) == ()
    with pytest.raises(Refused, match=r"printing\.not_yours"):
        service.cancel(elsewhere, job.id, job.version)
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.jobs(elsewhere, everybody=True)
    assert [found.id for found in service.jobs(actors.archivist)] == [job.id]  # at the same counter
    assert [found.id for found in service.jobs(replace(counter.teller, station="05"))] == [job.id]
    chief = replace(counter.supervisor, station="05")
    assert service.jobs(chief) == ()
    assert [found.id for found in service.jobs(chief, everybody=True)] == [job.id]
    service.cancel(chief, job.id, job.version)
    assert service.undone(counter.teller) == 0


def test_a_job_that_went_on_since_somebody_looked_is_left_alone(counter: PrintCounter, paper: Paper) -> None:
    paper.away = "printing.stopped"
    job = counter.queue()
    counter.sender().round()
    for act in (counter.service.cancel, counter.service.retry):
        with pytest.raises(Refused, match=r"printing\.changed_meanwhile"):
            act(counter.teller, job.id, job.version)
    with pytest.raises(Refused, match=r"printing\.unknown"):
        counter.service.cancel(counter.teller, "nothing", 1)


def test_what_is_printed_can_neither_be_cancelled_nor_tried_again(counter: PrintCounter) -> None:
    job, sender = counter.queue(), counter.sender()
    for _ in range(2):
        sender.round()
    version = counter.job(job).version
    for act in (counter.service.cancel, counter.service.retry):
        with pytest.raises(Refused, match=r"printing\.printed_already"):
            act(counter.teller, job.id, version)


def test_a_wait_is_cut_short_by_trying_again(counter: PrintCounter, paper: Paper) -> None:
    paper.away = "printing.stopped"
    job, sender = counter.queue(), counter.sender()
    sender.round()
    paper.away = ""
    counter.service.retry(counter.teller, job.id, counter.job(job).version)
    sender.round()
    assert len(paper.sent) == 1


def test_undone_jobs_come_first_and_are_counted(counter: PrintCounter, paper: Paper) -> None:
    done, sender = counter.queue(), counter.sender()
    for _ in range(2):
        sender.round()
    paper.away = "printing.stopped"
    waiting = counter.queue(CLIENT)
    counter.clock.tick(1)
    sender.round()
    assert [job.id for job in counter.service.jobs(counter.teller)] == [waiting.id, done.id]
    assert counter.service.undone(counter.teller) == 1


# how a form is printed here


def test_settings_are_remembered_by_form_and_counter(counter: PrintCounter, paper: Paper) -> None:
    service, teller = counter.service, counter.teller
    assert service.settings(teller, "application") is None
    wanted = PrintSettings(options=PrintOptions("back", "Lower", Sides.LONG_EDGE, 2), labels=(CLIENT,))
    service.remember(teller, "application", wanted)
    assert service.settings(teller, "application") == wanted
    assert service.settings(counter.supervisor, "application") == wanted
    assert service.settings(teller, "custody") is None
    assert service.settings(replace(teller, station="02"), "application") is None
    service.remember(teller, "application", replace(wanted, labels=COPIES), general=True)
    general = service.settings(teller, "custody")
    assert general is not None
    assert (general.options.printer, general.labels) == ("back", ())
    service.print_document(teller, NUMBER)
    counter.sender().round()
    assert [options for _, options in paper.sent] == [PrintOptions("back", "Lower", Sides.LONG_EDGE, 1)] * 4
    with pytest.raises(Refused, match=r"archive\.no_such_copy"):
        service.remember(teller, "application", PrintSettings(labels=("第三联",)))


def test_a_copy_that_the_form_does_not_have_or_an_unknown_document_is_not_queued(counter: PrintCounter) -> None:
    with pytest.raises(Refused, match=r"archive\.no_such_copy"):
        counter.queue("第三联")
    with pytest.raises(Refused, match=r"archive\.unknown"):
        counter.service.print_document(counter.teller, "KH9")
    assert counter.service.jobs(counter.teller) == ()


def test_the_preview_shows_the_mark_that_the_next_print_will_bear(counter: PrintCounter) -> None:
    assert counter.service.preview(counter.teller, NUMBER, COMPANY).decode() == printed(COMPANY)
    counter.queue()
    sender = counter.sender()
    for _ in range(2):
        sender.round()
    assert counter.service.preview(counter.teller, NUMBER, COMPANY).decode() == printed(COMPANY, again=True)
    assert counter.service.preview(counter.teller, NUMBER, CLIENT).decode() == printed(CLIENT)
    with pytest.raises(Refused, match=r"archive\.no_such_copy"):
        counter.service.preview(counter.teller, NUMBER, "第三联")
