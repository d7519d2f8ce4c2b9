"""The opening page: steps at the left, fields in the middle, the live form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.common.actor import Actor
from app.onboarding.steps import Step
from app.onboarding.view import OpeningReceipt, OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.deck import Deck
from ui.pages.opening.done import DonePage
from ui.pages.opening.footer import Footer
from ui.pages.opening.header import Header
from ui.pages.opening.live_form import OpeningForm
from ui.pages.opening.on_paper import OnPaper
from ui.pages.opening.port import ClientDisplay, Opening
from ui.pages.opening.step_rail import rail_steps
from ui.pages.opening.with_client import ClientSession, Sentence
from ui.pages.opening.words import step_title
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.case_frame import Raster
from ui.support.case_page import CasePage, nothing
from ui.support.notices import Notices
from ui.support.run_op import OpRunner
from ui.support.shortcuts import STEPS, Act, bind, hint
from ui.widgets import EmptyState, show_toast
from ui.widgets import Step as RailStep


class OpeningPage(CasePage[OpeningView, Step]):
    """Opens an account, from ``start`` or ``resume`` to the receipt.

    ``view``, ``print_`` and ``export`` get document numbers; ``print_form(case_number, form_id)`` prints a form that is
    to be signed by hand and is called in a worker. Signals besides those of every case: ``completed(receipt)``,
    ``next_client``.
    """

    completed = Signal(object)
    next_client = Signal()
    keys_of_step = Step
    case: OpenCase
    deck: Deck
    header: Header
    footer: Footer

    def __init__(
        self, service: Opening, actor: Actor, runner: OpRunner, display: ClientDisplay, raster: Raster, *,
        branch: str = "", view: Callable[[str], None] = nothing, print_: Callable[[str], None] = nothing,
        export: Callable[[tuple[str, ...]], None] = nothing, print_form: Callable[[str, str], object] = nothing,
        ask: Asker = ask_dialog, sentence: Sentence = say, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(sentence, parent)
        self._runner = runner
        self._ask = ask
        self._papers = (view, print_, export)
        self.done: DonePage | None = None
        self.case = OpenCase(service, actor, runner, self)
        self.session = ClientSession(self.case, display, branch, sentence, self)
        self.deck = Deck(self.case, sentence)
        self.header, self.footer = Header(), Footer()
        self.notices = Notices(self.case)
        self.live = OpeningForm(self.case, runner, raster, sentence)
        self.empty = EmptyState("person-plus")
        self.paper = OnPaper(self.case, self.deck, print_form, ask, self)
        self.set_up(self.empty)
        self._connect()
        bind(Act.CARD, self, self.to_card_line)
        self.retranslate()

    def _connect(self) -> None:
        deck = self.deck
        self.notices.resume_wanted.connect(self.resume)
        self.paper.all_there.connect(lambda: self._act_done(Step.SIGNATURES))
        self.empty.acted.connect(self.start)
        self.next_client.connect(self._make_room)
        self.keys.card_read.connect(self.read_card)
        deck.client_wanted.connect(self.client_wanted)
        deck.card_wanted.connect(self.read_card)
        deck.scan_back_wanted.connect(lambda: self.scan_back_wanted.emit(self.case.number))

    # what a case page asks

    def step_title(self, step: Step) -> str:
        """The name of a step."""
        return step_title(step)

    def rail(self, view: OpeningView, begun: set[Step]) -> list[RailStep]:
        """The steps as the list shows them."""
        return rail_steps(view, begun)

    def order(self, view: OpeningView) -> list[Step]:
        """The steps of this kind of client."""
        return [state.step for state in view.steps]

    def has_step(self, view: OpeningView, step: Step) -> bool:
        """Whether this kind of client has it."""
        return step in self.order(view)

    def last_step(self, view: OpeningView) -> str:
        """The step in which the opening was left."""
        return view.draft.last_step

    def show_footer(self, view: OpeningView, step: Step) -> None:
        """Which buttons there are."""
        self.footer.show_buttons(
            first=step is self.order(view)[0], last=step is Step.SIGNATURES, complete=view.complete,
            running=self.case.open, busy=self._busy or self.session.running, waits=self.deck.page.waits(),
        )  # fmt: skip

    def show_begin(self) -> None:
        """How to begin."""
        if self.done is not None:
            self.done.forget()
        self.body.setCurrentWidget(self.empty)
        self.retranslate()

    def finish(self, view: OpeningView) -> None:
        """Close the opening; with something missing, say what and go there (OP-6)."""
        if view.complete:
            self.end_by(self.case.complete)
        else:
            self.say_left(view)

    def ask_cancel(self) -> None:
        """Why the opening ends."""
        question = Ask(
            Kind.REASON, self.tr("Cancel this opening"),
            self.tr("The case stays in the books and cannot be resumed. Why is it cancelled?"),
            self.tr("Cancel the opening"), danger=True,
        )  # fmt: skip
        self._ask(self, question, self._cancel)

    def done_page(self) -> DonePage:
        """The receipt, built when the first case is closed."""
        if self.done is None:
            self.done = DonePage(*self._papers)
            self.done.next_client.connect(self.next_client)
            self.body.addWidget(self.done)
        return self.done

    # for the program

    def start(self, booking_number: str = "") -> None:
        """Begin a new opening, from a booking when one is given (AP-1)."""
        self.forget()
        again = partial(self.start, booking_number)
        self.case.start(booking_number, failed=partial(self._not_opened, again))
        self._load_staff()

    def resume(self, case_number: str) -> None:
        """Open an unfinished opening where it was left."""
        self.forget()
        again = partial(self.resume, case_number)
        self.case.resume(case_number, failed=partial(self._not_opened, again))
        self._load_staff()

    def refresh(self) -> None:
        """The page has come up: papers may have been scanned back meanwhile."""
        if self.body.currentWidget() is self.side:
            if self.case.open and not self._busy:
                self.case.look()
            self._focus_step()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status line."""
        return [
            hint(Act.CARD, self.tr("read card")),
            hint(Act.NEXT_STEP, self.tr("next step")),
            hint(Act.NEXT_GAP),
            (STEPS, self.tr("steps")),
            hint(Act.DISPLAY, self.tr("customer display")),
            hint(Act.PAPER, self.tr("document")),
            hint(Act.COMPLETE, self.tr("complete")),
        ]

    # the card reader

    def to_card_line(self) -> None:
        """Ready for the card reader."""
        view = self.case.view
        if view is not None and view.institution:
            self.go(Step.PEOPLE)  # a card is somebody's who acts for the institution
        elif self.case.open:
            if self.step is not Step.IDENTITY:
                self.go(Step.IDENTITY)
            identity = self.deck.identity
            identity.card.setFocus(Qt.FocusReason.ShortcutFocusReason)
            identity.area.ensureWidgetVisible(identity.card)

    def read_card(self, line: str) -> None:
        """A card reader has typed ``line``."""
        view = self.case.view
        if view is not None and self.case.open:
            wanted = Step.PEOPLE if view.institution else Step.IDENTITY
            if self.step is not wanted:
                self.go(wanted)
            self.case.read_card(line)

    # inside

    def _viewed(self, view: OpeningView, force: bool) -> None:
        super()._viewed(view, force)
        if force:
            self.notices.hide()
            self._focus_step()

    def _completed(self, receipt: object) -> None:
        super()._completed(receipt)
        if isinstance(receipt, OpeningReceipt):
            self.completed.emit(receipt)

    def _not_opened(self, again: Callable[[], None], problem: Exception) -> None:
        self.notices.offer(self.sentence_of(problem), "danger", self.tr("Try again"), again)

    def _load_staff(self) -> None:
        service, actor = self.case.service, self.case.actor
        for function, done in (
            (service.counter_staff, self.deck.set_everybody),
            (service.marketing_staff, self.deck.set_marketing),
        ):
            self._runner.run(function, actor, done=done, failed=self._no_staff)

    def _no_staff(self, _problem: Exception) -> None:
        show_toast(self, self.tr("The list of staff could not be read. Open the case again."), "warn")

    def _cancel(self, reason: str) -> None:
        self.session.rest()
        self.case.act(self.case.service.cancel, reason, done=lambda _: self.suspend())

    def _make_room(self) -> None:
        self.forget()
        begin = self.empty.findChild(QPushButton)
        if begin is not None:
            begin.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Own texts."""
        self.empty.say(
            self.tr("No opening here"),
            self.tr("Begin a new one, or choose a booking or an unfinished case on the workbench."),
            self.tr("New opening"),
        )
        self.steps.setAccessibleName(self.tr("Steps of the opening"))
        super().retranslate()
