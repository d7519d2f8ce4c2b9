"""Signing on paper through the window: print, attach the scan, be told what is wrong with it; ask again (KY-4)."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtWidgets import QPushButton, QWidget

from app.branch.opened import OpenBranch
from app.common.errors import Refused
from app.counter.services import Services
from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningReceipt
from app.samples.openings import answer, read_through, review, type_in
from app.samples.people import CLIENTS
from tests.builders import Actors, BranchFactory
from tests.ui.opening.conftest import enter_marketer, services_on
from tests.ui.opening.desk import Desk, Key
from ui.customer_display import prompts
from ui.pages.opening.consent import ConsentPage
from ui.pages.opening.signatures import Row
from ui.support.ask import Ask, Kind


@dataclass
class Hands:
    """What the dialogs and the printer are given, by hand."""

    path: str = ""
    asked: list[Ask] = field(default_factory=list)
    printed: list[tuple[str, str]] = field(default_factory=list)
    fault: Exception | None = None
    late: Callable[[str], None] | None = None
    hold: bool = False

    def ask(self, parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        self.asked.append(question)
        if self.hold:
            self.late = answered
        elif self.path:
            answered(self.path)


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def read(branch_factory: BranchFactory, actors: Actors) -> tuple[OpenBranch, str]:
    """A case in which the client has declined electronic signing and read everything; its number."""

    def prepare(branch: OpenBranch) -> str:
        enter_marketer(branch, actors)
        services, who, sample = services_on(branch), actors.teller, CLIENTS[2]
        case = type_in(services, who, sample).draft.case_number
        answer(services, who, case, sample)
        services.opening.confirm_result(who, case, True)
        read_through(services, who, case, "disclosure")
        services.opening.agree_esign(who, case, False)
        for code in ("pen", "photo", "bank"):
            services.opening.consent(who, case, code, code == "bank")
        read_through(services, who, case, "agreement")
        if sample.marketer:
            services.opening.confirm_relationship(who, case, True)
        return case

    return branch_factory.make_from("declined at the desk", "sqlite", prepare)


@pytest.fixture
def services(read: tuple[OpenBranch, str]) -> Services:
    return services_on(read[0])


@pytest.fixture
def counter(make_desk: Callable[..., Desk], services: Services, hands: Hands, read: tuple[OpenBranch, str]) -> Desk:
    """A counter with a case in which the client has declined electronic signing; the signatures are left."""
    made: list[Desk] = []

    def print_form(case_number: str, form_id: str) -> None:
        if hands.fault is not None:
            raise hands.fault
        services.opening.printable_form(made[0].actor, case_number, form_id)
        hands.printed.append((case_number, form_id))

    desk = make_desk(ask=hands.ask, print_form=print_form)
    made.append(desk)
    _, case = read
    services.opening.set_password(desk.actor, case, "739264")
    review(services, desk.actor, case)
    desk.page.resume(case)
    desk.settle()
    desk.go(Step.SIGNATURES)
    return desk


def row(desk: Desk, form_id: str) -> Row:
    page = desk.page.deck.signatures
    return page._rows[[form.form_id for form in page.forms].index(form_id)]


def click(desk: Desk, what: QPushButton) -> None:
    assert what.isVisibleTo(desk.page)
    assert what.isEnabled()
    what.click()
    desk.settle()


def scan_of(pages: int, folder: Path) -> str:
    """The path of a scanned PDF."""
    picture = io.BytesIO()
    Image.new("RGB", (310, 438), "white").save(picture, "PDF")
    made = pikepdf.open(io.BytesIO(picture.getvalue()))
    for _ in range(pages - 1):
        made.pages.append(made.pages[0])
    path = folder / f"scan{pages}.pdf"
    made.save(path)
    return str(path)


@pytest.mark.rule("KY-4")
def test_the_last_step_says_calmly_what_to_do_and_hands_nothing_over(counter: Desk) -> None:
    page = counter.page.deck.signatures
    assert "signs on paper" in page.lead.text()
    assert not page.panel.isVisibleTo(counter.page)
    for form in page.forms:
        shown = row(counter, form.form_id)
        assert shown.chip.text() == "To sign on paper"
        assert (shown.printer.text(), shown.act.text()) == ("Print", "Attach scan…")
        assert shown.printer.isEnabled()
        assert not shown.act.isEnabled()
    assert "esign-consent" not in [form.form_id for form in page.forms]
    assert counter.focus() is row(counter, page.forms[0].form_id).printer


@pytest.mark.rule("KY-4")
def test_printed_signed_and_scanned_the_case_is_completed_from_the_window(
    counter: Desk, hands: Hands, services: Services, tmp_path: Path
) -> None:
    came: list[OpeningReceipt] = []
    counter.page.completed.connect(came.append)
    case = counter.page.case.number
    hands.path = scan_of(9, tmp_path)
    for form in counter.page.deck.signatures.forms:
        click(counter, row(counter, form.form_id).printer)
        assert hands.printed[-1] == (case, form.form_id)
        assert row(counter, form.form_id).chip.text() == "Printed, to be scanned"
        click(counter, row(counter, form.form_id).act)
        question = hands.asked[-1]
        assert (question.kind, form.title in question.title) == (Kind.OPEN_FILE, True)
        assert row(counter, form.form_id).chip.text() == "Scanned"
        assert row(counter, form.form_id).act.text() == "Attach another scan…"
    assert counter.stored.step(Step.SIGNATURES).state is State.DONE
    counter.press(Key.Key_F12)
    (receipt,) = came
    ledger = services.archive.list_for_case(counter.actor, case)
    assert {d.level for d in ledger if d.form_id in [f for _, f in hands.printed]} == {"paper"}
    assert receipt.documents


def test_a_change_after_the_scan_is_told_in_its_row(counter: Desk, hands: Hands, tmp_path: Path) -> None:
    hands.path = scan_of(9, tmp_path)
    click(counter, row(counter, "education").printer)
    click(counter, row(counter, "education").act)
    counter.page.case.put({"education_remark": "补充说明"})
    counter.settle()
    shown = row(counter, "education")
    assert shown.chip.text() == "Changed since scanned"
    assert not shown.act.isEnabled()
    click(counter, shown.printer)
    assert shown.chip.text() == "Printed, to be scanned"
    click(counter, shown.act)
    assert shown.chip.text() == "Scanned"


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"MZ", "neither a PDF"), (b"\xff\xd8\xff", "cannot be read"), (b"\xff\xd8\xff" + bytes(21 << 20), "20 MB")],
    ids=["unknown", "damaged", "large"],
)
def test_a_scan_that_cannot_be_taken_is_refused_in_words_and_the_row_stays(
    counter: Desk, hands: Hands, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(content)
    hands.path = str(path)
    click(counter, row(counter, "custody").printer)
    click(counter, row(counter, "custody").act)
    assert said in counter.page.notices.text()
    assert row(counter, "custody").chip.text() == "Printed, to be scanned"
    assert row(counter, "custody").act.isEnabled()


def test_too_few_pages_and_a_file_that_is_gone_are_told(counter: Desk, hands: Hands, tmp_path: Path) -> None:
    hands.path = scan_of(1, tmp_path)
    click(counter, row(counter, "agreement").printer)
    click(counter, row(counter, "agreement").act)
    assert "1 of" in counter.page.notices.text()
    hands.path = str(tmp_path / "gone.pdf")
    click(counter, row(counter, "agreement").act)
    assert "cannot be opened" in counter.page.notices.text()


def test_a_printer_that_is_not_there_is_told(counter: Desk, hands: Hands) -> None:
    hands.fault = Refused("printing.none")
    click(counter, row(counter, "custody").printer)
    assert counter.page.notices.text()
    assert hands.printed == []
    assert row(counter, "custody").printer.isEnabled()


def test_a_file_chosen_after_the_case_was_left_goes_nowhere(counter: Desk, hands: Hands, tmp_path: Path) -> None:
    click(counter, row(counter, "custody").printer)
    hands.hold = True
    click(counter, row(counter, "custody").act)
    case = counter.page.case.number
    counter.start()
    assert hands.late is not None
    hands.late(scan_of(9, tmp_path))
    counter.settle()
    for number in (case, counter.page.case.number):
        captures = counter.services.opening.view(counter.actor, number).draft.captures
        assert not any(name.startswith("signature:") for name in captures)


@pytest.mark.rule("KY-4")
def test_the_consents_say_that_it_goes_on_by_paper_and_the_client_may_be_asked_again(counter: Desk) -> None:
    counter.go(Step.CONSENT)
    page = counter.page.deck.page
    assert isinstance(page, ConsentPage)
    assert "by paper" in page.paper.text()
    assert not page.panel.give.isVisibleTo(counter.page), "nothing is left to be done"
    page.paper.acted.emit()
    counter.settle()
    prompt = counter.prompt
    assert isinstance(prompt, prompts.Confirmation)
    assert prompt.title == "Electronic signing"
    counter.say()
    assert not counter.view.by_paper
    assert isinstance(counter.prompt, prompts.Confirmation), "the pen data, declined before"
    counter.say()
    assert isinstance(counter.prompt, prompts.Signature)
    counter.sign()
    assert counter.stored.step(Step.CONSENT).state is State.DONE
    assert page.paper.text() == ""
    counter.go(Step.SIGNATURES)
    signatures = counter.page.deck.signatures
    assert signatures.panel.isVisibleTo(counter.page)
    assert not row(counter, "custody").printer.isVisibleTo(counter.page)
    assert row(counter, "custody").act.text() == "Sign"


@pytest.mark.rule("KY-4")
def test_a_client_who_keeps_to_paper_when_asked_again_loses_nothing(
    counter: Desk, hands: Hands, tmp_path: Path
) -> None:
    hands.path = scan_of(9, tmp_path)
    click(counter, row(counter, "custody").printer)
    click(counter, row(counter, "custody").act)
    counter.go(Step.CONSENT)
    page = counter.page.deck.page
    assert isinstance(page, ConsentPage)
    page.paper.acted.emit()
    counter.settle()
    counter.say(False)
    assert counter.view.by_paper
    counter.go(Step.SIGNATURES)
    assert row(counter, "custody").chip.text() == "Scanned"


def test_print_scan_next_by_the_space_bar_alone(counter: Desk, hands: Hands, tmp_path: Path) -> None:
    counter.press(Key.Key_Space)
    first, second = (form.form_id for form in counter.page.deck.signatures.forms[:2])
    assert hands.printed[0][1] == first
    assert counter.focus() is row(counter, first).act
    hands.path = scan_of(9, tmp_path)
    counter.press(Key.Key_Space)
    assert row(counter, first).chip.text() == "Scanned"
    assert counter.focus() is row(counter, second).printer
