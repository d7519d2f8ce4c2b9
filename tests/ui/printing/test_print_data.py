"""What panel and queue are given, on real services; and the counter's worker as the program starts it."""

from __future__ import annotations

import threading

import pytest

from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.errors import Refused
from app.gateways.printing import PrintOptions
from app.printing.domain import JobState, PrintSettings, SourceKind
from app.printing.sending import FormPages
from forms.quick_cards.card import FORM_ID
from tests.app.printing.counter import COMPANY, COPIES, NUMBER, Paper, PrintCounter
from tests.builders import Actors
from ui.print_data import CARD_FORM, PrintData, print_worker
from ui.purposes import Purposes

PATIENCE = 30


@pytest.fixture
def counter(sqlite_branch: OpenBranch, actors: Actors) -> PrintCounter:
    return PrintCounter(sqlite_branch, actors, Paper())


def data(counter: PrintCounter, who: Actor, forms: dict[SourceKind, FormPages] | None = None) -> PrintData:
    return PrintData(counter.service, who, forms or {}, Purposes(counter.archive, who))


def test_a_document_is_printed_as_it_was_remembered(counter: PrintCounter) -> None:
    desk = data(counter, counter.teller)
    found = desk.printable(NUMBER)
    assert (found.number, found.copies, found.settings) == (NUMBER, COPIES, None)
    wanted = PrintSettings(options=PrintOptions("front", "Upper"), labels=(COMPANY,))
    desk.remember(found.form_id, wanted, general=True)
    assert desk.printable(NUMBER).settings == wanted
    assert desk.print_document(NUMBER, None) == 1
    assert desk.undone() == 1
    (job,) = desk.jobs(everybody=False)
    assert (job.options, job.copy_label) == (PrintOptions("front", "Upper"), COMPANY)
    desk.retry(job, "back")
    (job,) = desk.jobs(everybody=False)
    desk.cancel(job)
    assert desk.undone() == 0
    assert [printer.name for printer in desk.printers()] == ["front"]
    assert COMPANY in desk.preview(NUMBER, COMPANY).decode()


def test_only_those_who_may_read_the_audit_oversee_all_counters(counter: PrintCounter) -> None:
    assert data(counter, counter.supervisor).oversees
    assert not data(counter, counter.teller).oversees


@pytest.mark.parametrize(
    ("case", "source"), [("KH20261120000001", SourceKind.OPENING_FORM), ("ZX20261120000001", SourceKind.TRANSFER_FORM)]
)
def test_a_form_is_asked_for_at_once_and_queued_under_its_own_service(
    counter: PrintCounter, case: str, source: SourceKind
) -> None:
    asked: list[tuple[str, str]] = []

    def pages(actor: Actor, number: str, form_id: str) -> bytes:
        asked.append((number, form_id))
        return b"pages"

    data(counter, counter.teller, {source: pages}).print_form(case, "application")
    assert asked == [(case, "application")]
    (job,) = counter.service.jobs(counter.teller)
    assert (job.source, job.number) == (source, case)


def test_a_form_that_its_service_refuses_is_not_queued(counter: PrintCounter) -> None:
    def pages(actor: Actor, number: str, form_id: str) -> bytes:
        raise Refused("opening.not_by_paper")

    with pytest.raises(Refused, match=r"opening\.not_by_paper"):
        data(counter, counter.teller, {SourceKind.OPENING_FORM: pages}).print_form("KH1", "application")
    assert counter.service.jobs(counter.teller) == ()


def test_the_worker_of_the_counter_sends_what_its_desk_queues(counter: PrintCounter) -> None:
    handed_over = threading.Event()
    counter.paper.before_answer = handed_over.set
    with print_worker(counter.branch, counter.archive, counter.service, {}):
        data(counter, counter.teller).print_document(NUMBER, PrintSettings(labels=(COMPANY,)))
        assert handed_over.wait(PATIENCE)
    (job,) = counter.service.jobs(counter.teller)
    assert job.state in {JobState.SENDING, JobState.PRINTED}
    assert [thread for thread in threading.enumerate() if thread.name == "print-worker"] == []


def test_a_quick_card_is_queued_by_who_may_print_and_read_by_everybody(counter: PrintCounter, actors: Actors) -> None:
    def pages(_: Actor, number: str, form_id: str) -> bytes:
        return f"{number} {form_id}".encode()

    desk = data(counter, counter.teller, {SourceKind.QUICK_CARD: pages})
    card = desk.card("opening")
    assert (card.title, card.copies, card.settings) == ("个人开户", (), None)
    wanted = PrintSettings(options=PrintOptions("front"))
    desk.remember(card.form_id, wanted, general=False)
    assert desk.card("opening").settings == wanted
    desk.print_card(card, wanted)
    (job,) = desk.jobs(everybody=False)
    assert (job.source, job.number, job.title) == (SourceKind.QUICK_CARD, "opening", "个人开户")
    reader = data(counter, actors.compliance, {SourceKind.QUICK_CARD: pages})
    assert reader.card_pages("opening") == b"opening quick-card"
    assert reader.card("opening").settings is None
    with pytest.raises(Refused, match=r"auth\.denied"):
        reader.print_card(card, wanted)
    with pytest.raises(Refused, match=r"forms\.card_unknown"):
        reader.card("nothing")


def test_the_form_id_of_cards_is_the_same_on_both_sides() -> None:
    assert CARD_FORM == FORM_ID
