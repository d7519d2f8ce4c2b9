"""The transfer page: the requests that run; then steps at the left, fields in the middle, the form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QWidget

from app.common.actor import Actor
from app.common.clock import Clock, SystemClock
from app.transfer_out.case import RUNNING
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferReceipt, TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.deck import Deck
from ui.pages.transfer.done import DonePage
from ui.pages.transfer.files import Files
from ui.pages.transfer.footer import Footer
from ui.pages.transfer.header import Header
from ui.pages.transfer.list_page import TransferListPage
from ui.pages.transfer.live_form import TransferForm
from ui.pages.transfer.port import Transfer
from ui.pages.transfer.questions import Questions
from ui.pages.transfer.rail import rail_steps
from ui.pages.transfer.with_client import ClientSession
from ui.pages.transfer.words import step_title
from ui.refusals import say
from ui.support.ask import Asker, ask_dialog
from ui.support.case_frame import Raster
from ui.support.case_page import CasePage, nothing
from ui.support.client_display import ClientDisplay
from ui.support.client_session import Sentence
from ui.support.notices import Notices
from ui.support.run_op import OpRunner
from ui.support.shortcuts import STEPS, Act, bind, hint
from ui.widgets import Step as RailStep
from ui.widgets import show_toast


class TransferPage(CasePage[TransferView, Step]):
    """Takes a client's request from intake to carrying out (or to the client who stays).

    ``view``, ``print_`` and ``export`` get document numbers; ``print_form(case_number, form_id)`` prints a form that is
    to be signed by hand and is called in a worker. ``changed``: a signal that says that some request was changed by
    somebody (its arguments do not matter); the page then reads anew what it shows. Signals besides those of every case:
    ``completed(receipt)``, ``find_requested`` (find the client who asks for a new request).
    """

    completed = Signal(object)
    find_requested = Signal()
    keys_of_step = Step
    case: TransferCase
    deck: Deck
    header: Header
    footer: Footer

    def __init__(
        self,
        service: Transfer,
        actor: Actor,
        runner: OpRunner,
        display: ClientDisplay,
        raster: Raster,
        *,
        branch: str = "",
        view: Callable[[str], None] = nothing,
        print_: Callable[[str], None] = nothing,
        export: Callable[[tuple[str, ...]], None] = nothing,
        print_form: Callable[[str, str], object] = nothing,
        ask: Asker = ask_dialog,
        sentence: Sentence = say,
        clock: Clock | None = None,
        changed: SignalInstance | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(sentence, parent)
        self._papers = (view, print_, export)
        self.done: DonePage | None = None
        self.case = TransferCase(service, actor, runner, self)
        self.session = ClientSession(self.case, display, branch, sentence, self)
        self.deck = Deck(self.case, sentence, clock or SystemClock())
        self.header, self.footer = Header(), Footer()
        self.notices = Notices(self.case)
        self.live = TransferForm(self.case, runner, raster, sentence)
        self.list = TransferListPage(service, actor, runner)
        self.questions = Questions(self.case, ask, self)
        self.files = Files(self.case, self.deck, print_form, ask, self)
        self.set_up(self.list)
        self._connect()
        bind(Act.INSIST, self, self.insist)
        self.retranslate()
        if changed is not None:
            changed.connect(self.look)

    def _connect(self) -> None:
        deck = self.deck
        self.notices.resume_wanted.connect(self.resume)
        self.list.opened.connect(self.resume)
        self.list.find_requested.connect(self.find_requested)
        self.footer.insist.clicked.connect(self.insist)
        self.questions.ends.connect(self._end_without_papers)
        self.questions.stays_sure.connect(self._stays)
        self.questions.change_sure.connect(self._unlock)
        deck.scan_back_wanted.connect(lambda: self.scan_back_wanted.emit(self.case.number))
        deck.client_wanted.connect(self.client_wanted)
        deck.change_wanted.connect(self.questions.change)
        deck.turn_away.connect(self.questions.turn_away)
        deck.stays.connect(self.questions.stays)
        deck.raise_wanted.connect(self.questions.raise_tier)
        deck.void_wanted.connect(self.questions.void_receipt)

    # what a case page asks

    def step_title(self, step: Step) -> str:
        """The name of a step."""
        return step_title(step)

    def rail(self, view: TransferView, begun: set[Step]) -> list[RailStep]:
        """The steps as the list shows them."""
        return rail_steps(view, begun)

    def last_step(self, view: TransferView) -> str:
        """The step in which the request was left."""
        return view.case.last_step

    def show_footer(self, view: TransferView, step: Step) -> None:
        """Which buttons there are."""
        running, busy = view.case.status in RUNNING, self._busy or self.session.running
        self.footer.show_buttons(
            first=step is Step.INTAKE, last=step is Step.RETURNS, complete=view.may_carry_out, running=running,
            busy=busy, waits=self.deck.page.waits(),
        )  # fmt: skip
        self.footer.show_insist(wanted=running and view.case.insisted_at is None, busy=busy)

    def show_begin(self) -> None:
        """The list of requests."""
        if self.done is not None:
            self.done.forget()
        self.body.setCurrentWidget(self.list)
        self.retranslate()

    def finish(self, view: TransferView) -> None:
        """Carry it out; with something missing, say what and go there."""
        if view.may_carry_out:
            self.end_by(self.case.end_with, self.case.service.carry_out)
        elif self.left(view):
            self.say_left(view)
        else:
            self.notices.say(self.tr("It is not approved yet, so it cannot be carried out."), "warn")
            self.go(Step.APPROVAL)

    def ask_cancel(self) -> None:
        """Why the request ends."""
        self.questions.cancel()

    def done_page(self) -> DonePage:
        """The receipt, built when the first case is closed."""
        if self.done is None:
            self.done = DonePage(*self._papers)
            self.done.next_client.connect(self.to_list)
            self.body.addWidget(self.done)
        return self.done

    # for the program

    def start(self, client_id: str, fund_account: str = "") -> None:
        """Take a request in: the clock starts (TO-15)."""
        self.forget()
        again = partial(self.start, client_id, fund_account)
        self.case.start(client_id, fund_account, failed=partial(self._not_opened, again))

    def resume(self, number: str) -> None:
        """Open a request where it was left."""
        self.forget()
        self.case.resume(number, failed=partial(self._not_opened, partial(self.resume, number)))

    def set_actor(self, actor: Actor) -> None:
        """Somebody else has signed in; the case that was open is left."""
        super().set_actor(actor)
        self.list.actor = actor

    def suspend(self) -> None:
        """Leave the case for the list; everything is saved."""
        self.to_list()
        self.suspended.emit()

    def to_list(self) -> None:
        """Let go of the case and show the list."""
        self.forget()
        self.list.refresh()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """The page has come up: read anew what it shows."""
        if self.body.currentWidget() is self.list:
            self.list.refresh()
        elif self.case.open and not self._busy:
            self.case.look()  # papers may have been scanned back meanwhile
        elif self.body.currentWidget() is self.side:
            self.case.look()
            self._focus_step()

    def look(self, *_: object) -> None:
        """Somebody has changed a request: show it, without moving the cursor."""
        if not self.isVisible():
            return
        if self.body.currentWidget() is self.list:
            self.list.refresh()
        elif self.case.open and not self._busy:
            self.case.look()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status line."""
        if self.body.currentWidget() is self.list:
            return [("Enter", self.tr("open"))]
        return [
            hint(Act.NEXT_STEP, self.tr("next step")),
            (STEPS, self.tr("steps")),
            hint(Act.DISPLAY, self.tr("customer display")),
            hint(Act.INSIST, self.tr("client insists")),
            hint(Act.PAPER, self.tr("document")),
            hint(Act.COMPLETE, self.tr("carry out")),
        ]

    # what only a transfer has

    def insist(self) -> None:
        """The client insists: no more talk, straight to the approvers (TO-15). One key away in every step."""
        view = self.case.view
        if view is None or self._busy or not self.case.open or view.case.insisted_at is not None:
            return
        self.case.act(self.case.service.insist, done=lambda _: self._insisted())

    def _insisted(self) -> None:
        view = self.case.view
        if view is not None:
            submitted = view.case.submitted_at is not None
            text = (
                self.tr("The case is with the approvers now.")
                if submitted
                else self.tr("No more talk is needed. As soon as the steps before are complete, submit it.")
            )
            show_toast(self, text)
        self.go(Step.APPROVAL)

    def _not_opened(self, again: Callable[[], None], problem: Exception) -> None:
        self.list.refresh()
        self.notices.offer(self.sentence_of(problem), "danger", self.tr("Try again"), again)

    def _completed(self, receipt: object) -> None:
        super()._completed(receipt)
        if isinstance(receipt, TransferReceipt):
            self.completed.emit(receipt)

    def _end_without_papers(self, deed: Callable[..., None], reason: str) -> None:
        self.session.rest()
        self.case.act(deed, reason, done=lambda _: self.to_list())

    def _stays(self) -> None:
        if not self._busy:
            self.end_by(self.case.end_with, self.case.service.retain, "")

    def _unlock(self) -> None:
        self.deck.unlock()
        self._focus_step()

    def retranslate(self) -> None:
        """Own texts."""
        self.steps.setAccessibleName(self.tr("Steps of the request"))
        super().retranslate()
