"""The form that belongs to the step, made anew while the teller types; old pages stay until the new ones are there."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.archive.press import PressedForm
from app.common.errors import Refused
from ui.support.client_session import Sentence
from ui.support.open_case import CaseAtWindow
from ui.support.run_op import Latest, OpRunner
from ui.widgets import PdfPreview

PAUSE_MS = 350
"""So long nothing new comes before the form is made: making it while a key is down would be felt."""


class LiveForm(QWidget):
    """The right column. A flow says which forms belong to a step. ``closed``: the column is to be shut."""

    closed = Signal()

    def __init__(
        self, case: CaseAtWindow[Any, Any], runner: OpRunner,
        raster: Callable[[bytes, int, float], tuple[int, int, bytes]], sentence: Sentence,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._case = case
        self._sentence = sentence
        self._latest = Latest(runner, self)
        self._step: StrEnum | None = None
        self._form = ""
        self._shown: tuple[str, int] | None = None
        self._titles: tuple[tuple[str, str], ...] = ()
        self.preview = PdfPreview(runner, raster)
        self.preview.printer.hide()  # an unsigned form is no paper to hand out
        self.preview.document_chosen.connect(self.choose)
        self.preview.closed.connect(self.closed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.preview)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self._name_tabs()

    # what a flow says

    def forms_of(self, view: Any, step: StrEnum) -> tuple[tuple[str, str], ...]:
        """The forms of a step with their titles, the first one first. Overridden."""
        raise NotImplementedError

    def version_of(self, view: Any) -> int:
        """Counts the changes of the case: another one means that the form is made anew."""
        return int(view.case.version)

    def kept_back(self, view: Any, form_id: str) -> str:
        """Why the form may not be shown yet, to be read in its place; empty when it may. Overridden."""
        return ""

    # for the page

    @property
    def form_id(self) -> str:
        """The form that is shown."""
        return self._form

    def enter(self, step: StrEnum) -> None:
        """Show what belongs to ``step``; the form that is shown stays when it belongs to this one, too."""
        self._step = step
        forms = self._forms()
        self._form = forms[0][0] if forms else ""
        self.update_view()
        self._timer.stop()
        self._ask()

    def update_view(self) -> None:
        """The case has changed: offer the right forms and have the shown one made anew."""
        if self._case.view is None:
            self.preview.set_documents([])
            self.preview.show_nothing()
            return
        forms = self._forms()
        if self._form not in [form_id for form_id, _ in forms]:
            self._form = forms[0][0] if forms else ""
        if forms != self._titles:
            self._titles = forms
            self.preview.set_documents(forms, self._form)
        self._timer.start()

    def choose(self, form_id: str) -> None:
        """Show this form of the step."""
        self._form = form_id
        self.preview.set_documents(self._titles, form_id)
        self._ask()

    def settle(self) -> None:
        """Make the form now that waits for a pause (for pictures and tests)."""
        if self._timer.isActive():
            self._timer.stop()
            self._ask()

    def forget(self) -> None:
        """Another case: nothing of the old one may stay on the screen."""
        self._latest.forget()
        self._timer.stop()
        self._titles, self._form, self._shown = (), "", None
        self.preview.set_documents([])
        self.preview.show_nothing()

    # inside

    def _forms(self) -> tuple[tuple[str, str], ...]:
        view = self._case.view
        return self.forms_of(view, self._step) if view is not None and self._step is not None else ()

    def _ask(self) -> None:
        view = self._case.view
        if view is None or not self._form:
            self._shown = None
            self.preview.show_nothing()
            return
        if reason := self.kept_back(view, self._form):
            self._latest.forget()
            self._shown = None
            self._nothing(reason)
            return
        wanted = (self._form, self.version_of(view))
        if wanted == self._shown:
            return
        self.preview.show_pressing()
        number = self._case.number
        self._latest.ask(
            self._case.service.preview, self._case.actor, number, self._form,
            done=lambda pressed: self._came(wanted, number, pressed),
            failed=lambda problem: self._failed(wanted, problem),
        )  # fmt: skip

    def _came(self, wanted: tuple[str, int], number: str, pressed: PressedForm | None) -> None:
        if number != self._case.number or wanted[0] != self._form:
            return
        self._shown = wanted
        if pressed is None:
            text = QCoreApplication.translate(
                "LiveForm", "{title} appears here as soon as everything on it has been entered."
            )
            self._nothing(text.format(title=dict(self._titles).get(self._form, "")))
        else:
            self.preview.show_pdf(pressed.pdf, pressed.pages, pressed.title)

    def _failed(self, wanted: tuple[str, int], problem: Exception) -> None:
        if wanted[0] != self._form:
            return
        self._shown = None
        text = QCoreApplication.translate("LiveForm", "The form could not be made. The next entry tries it again.")
        self._nothing(self._sentence(problem) if isinstance(problem, Refused) else text)

    def _nothing(self, text: str) -> None:
        """No form, only the title of the one that is to come and why it is not there."""
        self.preview.show_pdf(b"%", 0, dict(self._titles).get(self._form, ""))
        self.preview.show_nothing(text)

    def _name_tabs(self) -> None:
        self.preview.tabs.setAccessibleName(QCoreApplication.translate("LiveForm", "Forms of this step"))

    def changeEvent(self, event: QEvent) -> None:
        """Say the quiet words anew in the other language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name_tabs()
            if not self.preview.page_count():
                self._shown = None
                QTimer.singleShot(0, self, self._ask)  # after the preview has said its own quiet words
        super().changeEvent(event)
