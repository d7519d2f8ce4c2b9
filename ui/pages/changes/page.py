"""The page of changes: for whom and what; then steps at the left, fields in the middle, the form at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from app.changes.case import Status
from app.changes.kinds import KINDS
from app.changes.service import ChangeService
from app.changes.steps import State, Step
from app.changes.view import ChangeView, KindLine
from app.common.actor import Actor
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.chooser import ChangeChooser
from ui.pages.changes.done import ChangeDone
from ui.pages.changes.files import ChangeFiles
from ui.pages.changes.frame import ChangeDeck, ChangeFooter, ChangeForm, ChangeHeader
from ui.pages.changes.rail import rail_steps
from ui.pages.changes.session import ChangeSession
from ui.pages.changes.words import step_title
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.case_frame import Raster
from ui.support.case_page import CasePage, nothing
from ui.support.client_display import ClientDisplay
from ui.support.client_session import Sentence
from ui.support.notices import Notices
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import STEPS, Act, hint
from ui.widgets import Step as RailStep


class ChangesPage(CasePage[ChangeView, Step]):
    """Takes a client's change from the identity to the signed, filed form.

    ``view``, ``print_`` get document numbers; ``print_form(case_number, form_id)`` prints a form to be signed by hand
    and is called in a worker; ``changed``: a signal that somebody changed something.
    """

    keys_of_step = Step
    case: ChangeCase
    deck: ChangeDeck

    def __init__(
        self, service: ChangeService, actor: Actor, runner: OpRunner, display: ClientDisplay, raster: Raster, *,
        branch: str = "", view: Callable[[str], None] = nothing, print_: Callable[[str], None] = nothing,
        print_form: Callable[[str, str], object] = nothing, ask: Asker = ask_dialog, sentence: Sentence = say,
        changed: SignalInstance | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(sentence, parent)
        self._ask = ask
        self._latest, self._kinds = Latest(runner, self), Latest(runner, self)
        self._client = ""
        self.case = ChangeCase(service, actor, runner, self)
        self.session = ChangeSession(self.case, display, branch, sentence, self)
        self.deck = ChangeDeck(self.case, sentence)
        self.header, self.footer = ChangeHeader(), ChangeFooter()
        self.notices = Notices(self.case)
        self.live = ChangeForm(self.case, runner, raster, sentence)
        self.chooser = ChangeChooser([KindLine(kind.code, kind.label) for kind in KINDS.values()])
        self.done = ChangeDone(view, print_)
        self.files = ChangeFiles(self.case, self.deck, print_form, ask, self)
        self.set_up(self.chooser)
        self.body.addWidget(self.done)
        self._connect()
        self.retranslate()
        if changed is not None:
            changed.connect(self.look)

    def _connect(self) -> None:
        self.notices.resume_wanted.connect(self.resume)
        self.chooser.chosen.connect(self._start)
        self.chooser.opened.connect(self.resume)
        self.done.client_wanted.connect(self._to_client)
        self.keys.card_read.connect(self.files.card_read)
        self.deck.scan_back_wanted.connect(lambda: self.scan_back_wanted.emit(self.case.number))

    # what a case page asks

    def step_title(self, step: Step) -> str:
        """The name of a step."""
        return step_title(step)

    def rail(self, view: ChangeView, begun: set[Step]) -> list[RailStep]:
        """The steps as the list shows them."""
        return rail_steps(view, begun)

    def order(self, view: ChangeView) -> list[Step]:
        """Those that the kind of change has."""
        return [state.step for state in view.steps if state.state is not State.NOT_NEEDED]

    def last_step(self, view: ChangeView) -> str:
        """The step in which the change was left."""
        return view.case.last_step

    def show_footer(self, view: ChangeView, step: Step) -> None:
        """Which buttons there are."""
        order = self.order(view)
        self.footer.show_buttons(
            first=step is order[0], last=step is order[-1], complete=view.complete,
            running=view.case.status is Status.OPEN, busy=self._busy or self.session.running,
            waits=self.deck.page.waits(),
        )  # fmt: skip

    def show_begin(self) -> None:
        """The kinds of change, and what is unfinished."""
        self._client = ""
        self.chooser.show_client("")
        self.done.forget()
        self.body.setCurrentWidget(self.chooser)

    def finish(self, view: ChangeView) -> None:
        """Close the case; with something missing, say what and go there."""
        if self.left(view):
            self.say_left(view)
        else:
            self.end_by(self.case.complete)

    def ask_cancel(self) -> None:
        """Cancel, with a reason."""
        question = Ask(Kind.REASON, self.tr("Cancel the change"), self.tr("Why is it not gone on with?"))
        self._ask(self, question, self._cancelled)

    def done_page(self) -> ChangeDone:
        """The receipt."""
        return self.done

    # for the program

    def choose(self, client_id: str, name: str, kind: str = "") -> None:
        """Ask what this client wants changed; with ``kind`` begin with that, if it is for this client."""
        self.forget()
        self._client = client_id
        self.chooser.show_client(name)
        self._show_running()
        self.chooser.focus_first()
        self._kinds.ask(
            self.case.service.kinds, self.case.actor, client_id, done=partial(self._kinds_came, kind),
            failed=lambda problem: self.notices.say(self.sentence_of(problem), "danger"),
        )  # fmt: skip

    def resume(self, number: str) -> None:
        """Open a change where it was left."""
        self.forget()
        self.case.resume(number, failed=self._not_opened)

    def suspend(self) -> None:
        """Leave the case; everything is saved."""
        self.forget()
        self._show_running()
        self.suspended.emit()

    def refresh(self) -> None:
        """The page has come up: read anew what it shows."""
        if self.body.currentWidget() is self.chooser:
            self._show_running()
        elif self.case.open and not self._busy:
            self.case.look()

    def look(self, *_: object) -> None:
        """Somebody has changed something: show it, without moving the cursor."""
        if self.isVisible():
            self.refresh()

    def key_hints(self) -> Sequence[tuple[str, str]]:
        """For the status line."""
        if self.body.currentWidget() is self.chooser:
            return [("Enter", self.tr("choose"))]
        return [
            hint(Act.NEXT_STEP), (STEPS, self.tr("steps")), hint(Act.DISPLAY),
            hint(Act.PAPER, self.tr("document")), hint(Act.COMPLETE, self.tr("close the case")),
        ]  # fmt: skip

    # inside

    def _start(self, kind: str) -> None:
        if self._client:
            self._fresh = True
            self.case.start(self._client, kind, failed=self._not_opened)

    def _kinds_came(self, wanted: str, kinds: Sequence[KindLine]) -> None:
        self.chooser.show_kinds(kinds)
        if any(kind.code == wanted and kind.possible for kind in kinds):
            self._start(wanted)

    def _not_opened(self, problem: Exception) -> None:
        self._show_running()
        self.notices.say(self.sentence_of(problem), "danger")

    def _cancelled(self, reason: str) -> None:
        self.session.rest()
        self.case.act(self.case.service.cancel, reason, done=lambda _: self.suspend())

    def _to_client(self, client_id: str) -> None:
        self.forget()
        self.client_wanted.emit(client_id)

    def _show_running(self) -> None:
        self._latest.ask(
            self.case.service.unfinished, self.case.actor, done=self.chooser.show_running,
            failed=lambda problem: self.notices.say(self.sentence_of(problem), "danger"),
        )  # fmt: skip

    def retranslate(self) -> None:
        """Own texts."""
        self.steps.setAccessibleName(self.tr("Steps of the change"))
        super().retranslate()
