"""The page of dossiers on a provider by hand: purposes asked, what is offered to whom, what is told to the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from app.dossier.handing import Decision, SetToHand
from tests.ui.dossier import samples
from tests.ui.dossier.samples import ARCHIVIST, CASE, TELLER, TODAY, TRANSFER, SampleDossiers
from ui.pages.dossier.page import DESTRUCTION, FOLDER, HANDING, LOANS, RECEIVING, DossierPage
from ui.pages.dossier.port import COVER, Abilities
from ui.support.ask import Ask, Kind
from ui.support.run_op import OpRunner

PIXEL = (2, 3, b"\xff" * 24)


@dataclass
class Answers:
    """Answers questions at once, from a list; remembers them."""

    answers: list[str] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)

    def __call__(self, parent: QWidget, question: Ask, answered: Callable[[str], None]) -> None:
        """Give the next answer; none left is a no."""
        self.asked.append(question)
        if self.answers:
            answered(self.answers.pop(0))


@dataclass
class Hands:
    """The page with its provider and answers."""

    page: DossierPage
    provider: SampleDossiers
    answers: Answers
    qtbot: QtBot
    runner: OpRunner

    def settle(self) -> None:
        """Let everything under way arrive."""
        for _ in range(3):
            self.qtbot.waitUntil(self.runner.idle)

    def open(self, *answers: str) -> None:
        """Open the sample dossier."""
        self.answers.answers = list(answers)
        self.page.show_client("k1")
        self.settle()


Make = Callable[..., Hands]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    runner = OpRunner()

    def made(able: Abilities = ARCHIVIST, **state: Any) -> Hands:
        provider, answers = SampleDossiers(pdf=b"%PDF", **state), Answers()
        page = DossierPage(runner, provider, lambda pdf, number, scale: PIXEL, able, ask=answers)
        qtbot.addWidget(page)
        page.resize(1180, 700)
        page.show()
        return Hands(page, provider, answers, qtbot, runner)

    yield made
    runner.close()


@pytest.mark.rule("AR-3")
def test_a_strangers_dossier_opens_with_a_purpose_and_without_one_not_at_all(make: Make) -> None:
    hands = make()
    hands.open()
    assert [question.kind for question in hands.answers.asked] == [Kind.REASON]
    assert hands.page.folder.view() is None
    hands.open("抽查")
    view = hands.page.folder.view()
    assert view is not None
    assert hands.provider.told == [("look", "k1", "抽查")]


@pytest.mark.rule("AR-3")
def test_ones_own_work_opens_without_a_question(make: Make) -> None:
    hands = make(TELLER, own=True)
    hands.open()
    assert hands.answers.asked == []
    assert hands.provider.told == [("look", "k1", "")]


@pytest.mark.rule("AR-1")
def test_papers_stand_by_part_with_a_picture_each_and_enter_shows_one(make: Make) -> None:
    hands = make(own=True)
    hands.open()
    tiles = hands.page.folder.tiles
    assert tiles.drawn() == len(tiles.numbers()) == len(samples.DOCUMENTS)
    assert tiles.numbers()[0] == f"{CASE}-02"
    grid = tiles._grids[0]
    grid.setCurrentRow(0)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    hands.settle()
    assert ("document", f"{CASE}-02", "") in hands.provider.told
    assert hands.page.folder.preview.page_count() == 2


def test_a_picture_that_cannot_be_drawn_leaves_the_page_as_it_is(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = make(own=True)

    def broken(client_id: str, number: str) -> bytes:
        raise Refused("storage.blob_altered")

    monkeypatch.setattr(hands.provider, "glance", broken)
    hands.open()
    assert hands.page.folder.tiles.drawn() == 0
    assert len(hands.page.folder.tiles.numbers()) == len(samples.DOCUMENTS)


@pytest.mark.rule("AR-4")
def test_a_destroyed_paper_says_when_by_whom_and_is_not_asked_for(make: Make) -> None:
    hands = make(own=True, shown=samples.view(destroyed=True, own=True))
    hands.open()
    assert hands.page.folder.tiles.drawn() == 0
    hands.page.folder.show_document(f"{CASE}-02")
    hands.settle()
    assert "XH20471122000001" in hands.page.folder.banner.text()
    assert not [told for told in hands.provider.told if told[0] == "document"]


@pytest.mark.rule("AR-3")
def test_the_purpose_stated_goes_along_with_every_look_and_print(make: Make) -> None:
    hands = make()
    hands.open("司法协助")
    folder = hands.page.folder
    folder.show_document(f"{CASE}-08")
    hands.settle()
    folder.print_shown()
    hands.settle()
    folder.show_paper(COVER)
    hands.settle()
    folder.print_shown()
    hands.settle()
    assert hands.provider.told[1:] == [
        ("document", f"{CASE}-08", "司法协助"), ("print", f"{CASE}-08", "司法协助"),
        ("paper", COVER, "司法协助"), ("print-paper", COVER, "司法协助"),
    ]  # fmt: skip


@pytest.mark.rule("AR-3")
def test_an_export_asks_what_for_and_where_to(make: Make) -> None:
    hands = make(own=True)
    hands.open()
    hands.answers.answers = ["司法协助", "/elsewhere/x.zip"]
    hands.page.folder.export()
    hands.settle()
    assert [question.kind for question in hands.answers.asked] == [Kind.REASON, Kind.SAVE_FILE]
    assert hands.provider.told[-1] == ("export", "/elsewhere/x.zip", "司法协助")


def test_a_refusal_stands_above_and_what_was_shown_stays(make: Make) -> None:
    hands = make(own=True)
    hands.open()
    hands.provider.refusal = Refused("storage.blob_altered")
    hands.page.folder.show_document(f"{CASE}-02")
    hands.settle()
    assert hands.page.folder.banner.isVisible()
    assert hands.page.folder.view() is not None


def test_several_found_are_listed_one_is_opened_nobody_is_said(make: Make) -> None:
    hands = make(own=True)
    folder = hands.page.folder
    folder.asked.setText("林")
    QTest.keyClick(folder.asked, Qt.Key.Key_Return)
    hands.settle()
    assert folder.hits.count() == 2
    QTest.keyClick(folder.hits, Qt.Key.Key_Return)
    hands.settle()
    assert hands.provider.told == [("look", "k1", "")]
    folder.asked.setText("nobody")
    folder.look_up()
    hands.settle()
    assert folder.banner.isVisible()
    folder.asked.setText("DA2026000001")
    folder.look_up()
    hands.settle()
    assert len(hands.provider.told) == 2


@pytest.mark.rule("AR-5")
def test_the_archivist_notes_the_place_and_what_is_wrong_stands_at_its_field(make: Make) -> None:
    hands = make(own=True)
    hands.open()
    folder = hands.page.folder
    folder.beside.edit_place()
    form = folder.beside.place_form
    assert form.values()["box"] == "004"
    form.fields["box"].set_value("018")
    form.fields["why"].set_value("调整")
    hands.provider.refusal = Refused("text.required", field="why")
    form.submit()
    hands.settle()
    assert form.fields["why"].error()
    hands.provider.refusal = None
    form.submit()
    hands.settle()
    place = {"room": "二楼档案室", "shelf": "B1", "box": "018", "why": "调整"}
    assert ("place", place, 2) in hands.provider.told


@pytest.mark.rule("AR-5")
def test_a_place_that_two_note_is_chosen_field_by_field(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    hands = make(own=True)
    hands.open()
    folder, provider = hands.page.folder, hands.provider
    folder.beside.edit_place()
    form = folder.beside.place_form
    form.fields["box"].set_value("018")
    form.fields["why"].set_value("调整")
    shown = folder.view()
    assert shown is not None
    theirs = replace(shown.places[-1], shelf="C9", box="777")
    provider.shown = replace(shown, places=(*shown.places, theirs))

    def taken(*_: object) -> None:
        raise Refused("dossier.changed_elsewhere")

    with monkeypatch.context() as patch:
        patch.setattr(provider, "set_place", taken)
        form.submit()
        hands.settle()
    assert form.clash.differing() == ("box",)
    assert form.fields["shelf"].value() == "C9"
    assert form.fields["why"].value() == "调整"
    assert form.fields["box"].offered()[0].text() == "Take theirs: 777"
    form.fields["box"].offered()[1].click()
    form.submit()
    hands.settle()
    place = {"room": "二楼档案室", "shelf": "C9", "box": "018", "why": "调整"}
    assert ("place", place, 3) in provider.told


def test_the_archivist_lends_and_the_teller_is_not_offered_to(make: Make) -> None:
    hands = make(own=True)
    hands.open()
    folder = hands.page.folder
    assert folder._tools["lend"].isVisibleTo(folder)
    folder.beside.edit_loan()
    hands.settle()
    form = folder.beside.loan_form
    form.fields["borrower"].set_value("c")
    form.fields["why"].set_value("检查")
    form.submit()
    hands.settle()
    assert [told for told in hands.provider.told if told[0] == "lend"] == [
        ("lend", {"borrower": "c", "why": "检查", "due_on": ""})
    ]
    teller = make(TELLER, own=True)
    teller.open()
    for name in ("place", "lend", "loans"):
        assert not teller.page.folder._tools[name].isVisibleTo(teller.page.folder)
    assert teller.page.receiving is None


@pytest.mark.rule("AR-3")
def test_a_loan_past_its_day_is_told_on_the_dossier_and_in_the_list(make: Make) -> None:
    late = samples.loan(days=-5)
    hands = make(own=True, shown=samples.view(lent=late))
    hands.open()
    assert hands.page.folder._lent.isVisibleTo(hands.page.folder)
    assert not hands.page.folder._tools["lend"].isVisibleTo(hands.page.folder)
    hands.page.show_view(LOANS)
    hands.settle()
    row = hands.page.loans.chosen()
    assert row is not None
    assert row.overdue(TODAY)
    hands.answers.answers = ["完好"]
    hands.page.loans.bring_back()
    hands.settle()
    assert hands.provider.told[-1] == ("bring-back", row.id, "完好")


@pytest.mark.rule("AR-2")
def test_the_teller_marks_sets_unticks_papers_and_hands_over(make: Make) -> None:
    hands = make(TELLER)
    hands.page.show_view(HANDING)
    hands.settle()
    handing = hands.page.handing
    assert handing is not None
    assert not handing._go.isEnabled()
    handing.sets.selectRow(1)
    QTest.keyClick(handing.sets, Qt.Key.Key_Space)
    assert handing.marked() == [CASE]
    handing.papers.box(f"{CASE}-03").click()
    handing.note.setText("当日业务")
    handing.hand_over()
    hands.settle()
    copies = {document.number: int(document.number != f"{CASE}-03") for document in samples.DOCUMENTS}
    assert hands.provider.told == [("hand-over", (SetToHand(CASE, copies),), "当日业务")]
    assert handing.marked() == []


def test_a_mark_is_taken_off_by_the_same_key(make: Make) -> None:
    hands = make(TELLER)
    hands.page.show_view(HANDING)
    hands.settle()
    handing = hands.page.handing
    assert handing is not None
    for expected in ([TRANSFER], []):
        handing.sets.selectRow(0)
        handing.mark()
        assert handing.marked() == expected


@pytest.mark.rule("AR-2")
def test_the_archivist_decides_on_each_set_and_missing_papers_are_not_taken_by_default(make: Make) -> None:
    hands = make()
    hands.page.show_view(RECEIVING)
    hands.settle()
    receiving = hands.page.receiving
    assert receiving is not None
    whole, lacking = receiving.rows()
    assert (whole.which.value(), lacking.which.value()) == ("accept", "")
    receiving.receive()
    assert receiving.banner.isVisible()
    assert hands.provider.told == []
    lacking.which.set_value("back")
    lacking._changed()
    lacking.words.set_value("缺清单")
    receiving.receive()
    hands.settle()
    day = TODAY + timedelta(days=3)
    assert hands.provider.told == [
        ("receive", "JJ20261123000001", (Decision(CASE, True), Decision(TRANSFER, False, "缺清单", day)))
    ]


def test_a_sheet_that_was_received_shows_its_verdicts_and_no_button(make: Make) -> None:
    hands = make()
    hands.page.show_view(RECEIVING)
    hands.settle()
    receiving = hands.page.receiving
    assert receiving is not None
    receiving.sheets.selectRow(1)
    assert not receiving._go.isVisibleTo(receiving)
    assert all(not row.which.isVisibleTo(row) for row in receiving.rows())
    receiving.receive()
    assert hands.provider.told == []


@pytest.mark.rule("AR-4")
@pytest.mark.parametrize(
    ("able", "row", "offered"),
    [
        (replace(ARCHIVIST, staff_id="a"), 0, set()),
        (Abilities(destroys=True, staff_id="g"), 0, {"_approve", "_refuse"}),
        (Abilities(destroys=True, staff_id="a"), 0, set()),  # the proposer does not approve
        (Abilities(staff_id="c"), 1, {"_witness"}),
        (Abilities(destroys=True, staff_id="g"), 1, set()),  # who approved is no witness
        (replace(ARCHIVIST, staff_id="a"), 1, set()),
        (replace(ARCHIVIST, staff_id="a"), 2, {"_destroy"}),
        (replace(ARCHIVIST, staff_id="c"), 2, set()),  # the witness does not destroy
        (Abilities(staff_id="x"), 2, set()),
        (replace(ARCHIVIST, staff_id="a"), 3, set()),
        (replace(ARCHIVIST, staff_id="a"), 4, set()),
    ],
)
def test_of_a_list_only_the_next_step_is_offered_to_who_may_take_it(
    make: Make, able: Abilities, row: int, offered: set[str]
) -> None:
    hands = make(able)
    hands.page.show_view(DESTRUCTION)
    hands.settle()
    view = hands.page.destruction
    view.lists.selectRow(row)
    buttons = ("_approve", "_refuse", "_witness", "_destroy")
    assert {name for name in buttons if getattr(view, name).isVisibleTo(view)} == offered


@pytest.mark.rule("AR-4")
def test_each_step_of_a_destruction_is_asked_first_and_then_told(make: Make) -> None:
    hands = make(replace(ARCHIVIST, staff_id="a"))
    hands.page.show_view(DESTRUCTION)
    hands.settle()
    view = hands.page.destruction
    view.due.selectRow(0)
    view.mark()  # it is on a list: not marked
    view.propose()
    view.due.selectRow(1)
    view.mark()
    hands.answers.answers = ["保管期满"]
    view.propose()
    hands.settle()
    view.lists.selectRow(2)
    view.carry_out()  # answered with a no
    hands.answers.answers = ["yes"]
    view.carry_out()
    hands.settle()
    assert hands.provider.told == [("propose", ("k7",), "保管期满"), ("destroy", "XH20261015000001")]
    assert [question.kind for question in hands.answers.asked] == [Kind.REASON, Kind.CONFIRM, Kind.CONFIRM]
    assert all(question.danger for question in hands.answers.asked[1:])


@pytest.mark.rule("AR-4")
def test_approving_refusing_and_witnessing_are_told(make: Make) -> None:
    manager = make(Abilities(destroys=True, staff_id="g"))
    manager.page.show_view(DESTRUCTION)
    manager.settle()
    view = manager.page.destruction
    view.lists.selectRow(0)
    manager.answers.answers = ["有诉讼", "yes"]
    view.refuse()
    manager.settle()
    view.lists.selectRow(0)
    view.approve()
    manager.settle()
    assert manager.provider.told == [
        ("decide", "XH20261123000001", False, "有诉讼"), ("decide", "XH20261123000001", True, ""),
    ]  # fmt: skip
    third = make(Abilities(staff_id="c"))
    third.page.show_view(DESTRUCTION)
    third.settle()
    third.page.destruction.lists.selectRow(1)
    third.answers.answers = ["yes"]
    third.page.destruction.witness()
    third.settle()
    assert third.provider.told == [("witness", "XH20261101000001")]


def test_news_reads_the_lists_anew_but_never_an_open_dossier(make: Make) -> None:
    hands = make(own=True)
    hands.open()
    looks = len(hands.provider.told)
    hands.page.changed("dossier")
    hands.settle()
    assert len(hands.provider.told) == looks
    hands.page.show_view(LOANS)
    hands.settle()
    hands.page.loans.table.set_rows(())
    hands.page.changed("other")
    hands.settle()
    assert hands.page.loans.chosen() is None
    hands.page.changed("dossier")
    hands.qtbot.waitUntil(lambda: hands.page.loans.chosen() is not None)


def test_every_view_has_its_keys_and_reads_anew_by_f5(make: Make) -> None:
    hands = make(samples.EVERYTHING, own=True)
    hands.open()
    for key in (FOLDER, HANDING, RECEIVING, LOANS, DESTRUCTION):
        hands.page.show_view(key)
        hands.settle()
        assert hands.page.shown() == key
        assert hands.page.key_hints()[-1][0] == "F5"
        QTest.keyClick(hands.page, Qt.Key.Key_F5)
        hands.settle()
    hands.page.show_view("nothing")
    assert hands.page.shown() == DESTRUCTION
