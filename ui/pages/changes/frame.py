"""The parts of the page of changes and where they stand; what they do is in ``page.py``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.changes.kinds import KINDS
from app.changes.service import ChangeService
from app.changes.steps import Step
from app.changes.view import ChangeView, KindLine
from app.common.actor import Actor
from ui.pages.changes.case import ChangeCase
from ui.pages.changes.chooser import ChangeChooser
from ui.pages.changes.done import ChangeDone
from ui.pages.changes.session import ChangeSession
from ui.pages.changes.step_pages import PAGES, ChangeStep
from ui.pages.changes.words import kind_title, step_title
from ui.pages.transfer.live_form import LiveForm
from ui.support.client_display import ClientDisplay
from ui.support.client_session import Sentence, SessionState, Stage
from ui.support.field_keys import FieldKeys
from ui.support.notices import Notices
from ui.support.open_case import Saved
from ui.support.run_op import Latest, OpRunner
from ui.theme import set_state
from ui.widgets import LabelledField, SidePanel, StatusChip, StepList
from ui.widgets.containers import button, label

RAIL_WIDTH = 222
Raster = Callable[[bytes, int, float], tuple[int, int, bytes]]
Papers = tuple[Callable[[str], None], Callable[[str], None]]
"""What can be done with the number of a document: look at it, print it."""


class ChangeForm(LiveForm):
    """The right column: the application in every step, and what is read before it."""

    def _forms(self, view: Any) -> tuple[tuple[str, str], ...]:
        first = [form for form in view.forms if form.read] if self._step is Step.READING else []
        rest = [form for form in view.forms if form not in first]
        return tuple((form.form_id, form.title) for form in (*first, *rest))


class ChangeHeader(QWidget):
    """Title, number, client, kind, what the client does, saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: ChangeView | None = None
        self._saved = Saved.SAVED
        self._state = SessionState()
        self.title = label("", "title")
        self.number = label("", "muted")
        self.client = label("", "heading")
        self.kind = StatusChip()
        self.session = StatusChip("", "info")
        self.saved = label("", "small")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4, 0, 4, 0)
        self._row.setSpacing(10)
        for widget in (self.title, self.number, self.client, self.kind, self.session):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.saved)
        self.retranslate()

    def add(self, widget: QWidget) -> None:
        """A word or a button at the right end."""
        self._row.addWidget(widget)

    def show_view(self, view: ChangeView | None) -> None:
        """The case as it stands."""
        self._view = view
        self.retranslate()

    def show_saved(self, saved: Saved) -> None:
        """Whether everything typed is saved."""
        self._saved = saved
        self.retranslate()

    def show_session(self, state: SessionState) -> None:
        """What the client does meanwhile."""
        self._state = state
        self.retranslate()

    def retranslate(self) -> None:
        """Everything anew, in the present language."""
        self.title.setText(self.tr("Changes"))
        view = self._view
        for widget in (self.number, self.client, self.kind, self.saved):
            widget.setHidden(view is None)
        self.number.setText(view.case.number if view is not None else "")
        self.client.setText(view.client_name[:40] if view is not None else "")
        self.kind.show_state(kind_title(view.kind, view.label) if view is not None else "", "neutral")
        busy = self._state.stage is Stage.WITH_CLIENT and self._state.step is not None
        self.session.setHidden(not busy)
        if self._state.step is not None:
            self.session.setText(self.tr("Client: {step}").format(step=step_title(self._state.step)))
        self.saved.setText(
            {
                Saved.SAVED: self.tr("Everything is saved"),
                Saved.SAVING: self.tr("Saving…"),
                Saved.UNSAVED: self.tr("Not saved yet"),
            }[self._saved]
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class ChangeFooter(QFrame):
    """The buttons under a step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.suspend, self.cancel = button(""), button("", "link")
        self.back, self.next, self.complete = button(""), button("", "primary"), button("", "primary", "ok")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 12)
        row.setSpacing(10)
        row.addWidget(self.suspend)
        row.addWidget(self.cancel)
        row.addStretch(1)
        for made in (self.back, self.next, self.complete):
            row.addWidget(made)
        for made in self.buttons():
            made.setAutoDefault(True)
        self.retranslate()

    def buttons(self) -> tuple[QPushButton, ...]:
        """All of them."""
        return (self.suspend, self.cancel, self.back, self.next, self.complete)

    def show_case(self, *, first: bool, last: bool, complete: bool, running: bool, busy: bool) -> None:
        """Which buttons there are."""
        self.back.setEnabled(not first)
        self.next.setHidden(last)
        self.complete.setHidden(not ((last or complete) and running))
        self.complete.setEnabled(not busy)
        self.cancel.setHidden(not running)
        set_state(self.next, "" if complete and running else "primary", "role")
        set_state(self.complete, "primary" if complete else "", "role")

    def retranslate(self) -> None:
        """Texts."""
        self.suspend.setText(self.tr("&Hold"))
        self.cancel.setText(self.tr("Cancel the change…"))
        self.back.setText(self.tr("&Back"))
        self.next.setText(self.tr("&Next"))
        self.complete.setText(self.tr("Close the case F12"))
        for made in self.buttons():
            made.setAccessibleName(made.text().replace("&", ""))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class ChangesFrame(QWidget):
    """The chooser first; then three columns: steps, the step with its buttons, the live form."""

    def __init__(
        self, service: ChangeService, actor: Actor, runner: OpRunner, display: ClientDisplay, raster: Raster, *,
        branch: str, papers: Papers, sentence: Sentence, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self.step = Step.IDENTITY
        self._latest = Latest(runner, self)
        self.case = ChangeCase(service, actor, runner, self)
        self.session = ChangeSession(self.case, display, branch, sentence, self)
        self.pages: dict[Step, ChangeStep] = {step: page(self.case, sentence) for step, page in PAGES.items()}
        self.deck = QStackedWidget()
        for page in self.pages.values():
            self.deck.addWidget(page)
            page.relabel()
        self.header, self.footer = ChangeHeader(), ChangeFooter()
        self.notices = Notices(self.case)
        self.steps = StepList()
        self.steps.setAccessibleName(self.tr("Steps of the change"))
        self.live = ChangeForm(self.case, runner, raster, sentence)
        self.chooser = ChangeChooser([KindLine(kind.code, kind.label) for kind in KINDS.values()])
        self.done = ChangeDone(*papers)
        self.keys = FieldKeys(self, self)
        self._build()

    def field_of(self, widget: QWidget) -> LabelledField | None:
        """The field of the present step that ``widget`` belongs to."""
        return self.pages[self.step].field_of(widget)

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """Enter or Shift+Enter in a field of the present step."""
        self.pages[self.step].move_on(field, direction)

    def _build(self) -> None:
        rail, middle = QFrame(), QFrame()
        for frame in (rail, middle):
            frame.setObjectName("card")
        rail.setFixedWidth(RAIL_WIDTH)
        beside = QVBoxLayout(rail)
        beside.setContentsMargins(6, 6, 6, 6)
        beside.addWidget(self.steps)
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.deck, 1)
        inside.addWidget(self.footer)
        work = QWidget()
        columns = QHBoxLayout(work)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(rail)
        columns.addWidget(middle, 1)
        self.side = SidePanel(work, self.live, share=0.4)
        self.body = QStackedWidget()
        for widget in (self.chooser, self.side, self.done):
            self.body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self.notices)
        layout.addWidget(self.body, 1)
