"""A sheet to fill in: fields, one button that saves and one that leaves; what is refused stands at its field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.common.errors import Refused
from ui.refusals import clear_refusals, show_refusal
from ui.support.record_clash import RecordClash, is_clash
from ui.support.run_op import OpRunner
from ui.support.saving import Saving, not_saved_yet
from ui.support.shortcuts import Act, bind, cap
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import Card, FieldGrid, button, label
from ui.widgets.editors import LineEdit
from ui.widgets.field import LabelledField


class EntryForm(Card):
    """``fields`` in two columns, those in ``wide`` across both. Ctrl+Enter saves, Escape leaves (when it can be left).

    The owner does the saving: it gets ``submitted`` with the values typed and answers with ``accepted`` or ``refused``.
    """

    submitted = Signal(object)
    """``dict`` of field names and values."""
    left = Signal()

    def __init__(
        self,
        fields: Mapping[str, LabelledField],
        *,
        wide: Collection[str] = (),
        can_leave: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.fields = dict(fields)
        self.banner = InlineBanner()
        self.lead = label("", "muted", wrap=True)
        self.lead.hide()
        self.save = button("", "primary")
        self.leave = button("")
        if not can_leave:
            self.leave.hide()  # ``setVisible(True)`` before it has a parent would bring it up as a window
        self.low = QHBoxLayout()
        self.clash = RecordClash(self.fields)
        self._busy = False
        self._saving: Saving | None = None
        self._why: Refused | None = None
        self.add(self.lead)
        self.add(self.banner)
        grid = FieldGrid(columns=2, narrow=150)
        for key, field in self.fields.items():
            grid.add(field, 2 if key in wide else 1)
        self.area = _scrolled(grid)
        self.add(self.area, 1)
        self.low.addWidget(self.leave)
        self.low.addStretch(1)
        self.low.addWidget(self.save)
        self.body.addLayout(self.low)
        self.save.clicked.connect(self.submit)
        self.leave.clicked.connect(self._leave)
        self.banner.acted.connect(self._stop)
        bind(Act.SUBMIT, self, self.submit)
        if can_leave:
            bind(Act.BACK, self, self._leave)

    def add_tool(self, tool: QPushButton) -> None:
        """Put a button at the left below."""
        self.low.insertWidget(0, tool)

    def start(self, values: Mapping[str, Any] | None = None, *, focus: str = "") -> None:
        """Show ``values``, empty where none is given, and put the cursor into ``focus``."""
        for key, field in self.fields.items():
            field.set_value((values or {}).get(key, ""))
        self.clash.begin()
        self.accepted()
        if focus:
            self.fields[focus].focus_editor()

    def values(self) -> dict[str, Any]:
        """What the fields hold."""
        return {key: field.value() for key, field in self.fields.items()}

    def submit(self) -> None:
        """Hand the values to the owner; nothing while an answer is awaited."""
        if self._busy or not self.save.isEnabled() or self.clash.ask():
            return
        clear_refusals(self.fields, self.banner)
        self._set_busy(True)
        self.submitted.emit(self.values())

    def save_by(
        self, runner: OpRunner, function: Callable[..., Any], *facts: Any, done: Callable[[Any], None],
        anew: Callable[[], Any] | None = None, adopt: Callable[[Any], Mapping[str, Any]] = lambda _: {},
    ) -> None:  # fmt: skip
        """Save by ``function(*facts)``; ``done`` as of ``OpRunner.save``, what is refused is shown here.

        While the server is away the fields are locked and it is tried again, until it answers or the person stops it.
        ``anew``: reads the record again, in a worker, when somebody else has changed it meanwhile; ``adopt`` is given
        it, remembers it as what the next try builds on, and gives what the fields would show of it.
        """

        def failed(problem: Exception) -> None:
            if anew is None or not is_clash(problem):
                self.refused(problem)
            else:
                runner.run(
                    anew, done=lambda found: self._clashed(problem, adopt(found)), failed=self.refused, owner=self
                )

        self._saving = runner.save(function, *facts, done=done, failed=failed, waits=self._waits, owner=self)

    def _clashed(self, problem: Exception, theirs: Mapping[str, Any]) -> None:
        self._set_busy(False)
        show_refusal(problem, {}, self.banner)
        self.clash.show(theirs)

    def _waits(self, reason: Refused | None) -> None:
        self._why = reason
        self.area.setEnabled(reason is None)
        if reason is None:
            self.banner.hide()
        else:
            self.banner.say(not_saved_yet(reason), "warn", self.tr("Stop trying"))

    def _stop(self) -> None:
        """No more tries; the reason stays to be read, everything typed stays."""
        saving, why = self._saving, self._why
        if saving is not None and why is not None and saving.waiting:
            saving.stop()
            self.refused(why)

    def _leave(self) -> None:
        if self._why is None:  # what is on its way must be waited for, or stopped, with open eyes
            self.left.emit()

    def accepted(self) -> None:
        """The owner has saved, or has given up: ready again, nothing wrong."""
        self.clash.forget()
        self._set_busy(False)
        clear_refusals(self.fields, self.banner)

    def refused(self, problem: Exception) -> None:
        """Show what was refused; everything typed stays."""
        self._set_busy(False)
        show_refusal(problem, self.fields, self.banner)
        focused = self.focusWidget()
        if focused is not None and self.area.isAncestorOf(focused):
            self.area.ensureWidgetVisible(focused)

    def forget(self) -> None:
        """Empty the fields (passwords)."""
        self.start()

    def tell(self, text: str) -> None:
        """A line above the fields; none takes it away."""
        self.lead.setText(text)
        self.lead.setVisible(bool(text))

    def say(self, title: str, save: str, lead: str = "", labels: Mapping[str, str] | None = None) -> None:
        """The words, again when the language changes."""
        self.set_title(title)
        self.tell(lead)
        self.save.setText(save)
        self.save.setToolTip(cap(Act.SUBMIT))
        self.leave.setText(self.tr("Cancel"))
        for key, text in (labels or {}).items():
            self.fields[key].set_label(text)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.save.setEnabled(not busy)

    def changeEvent(self, event: QEvent) -> None:
        """What was refused was said in the other language."""
        if event.type() == QEvent.Type.LanguageChange:
            clear_refusals(self.fields, self.banner)
            self.clash.say_again()
            if self._why is not None:
                self._waits(self._why)
        super().changeEvent(event)


def _scrolled(grid: FieldGrid) -> QScrollArea:
    """``grid`` in an area: on a low screen the fields give way, never the buttons under them."""
    inside = QWidget()
    inside.setObjectName("scrolled")
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(grid)
    column.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to the fields, which bring themselves into sight
    area.setWidget(inside)
    return area


def secret_field() -> LabelledField:
    """A field for a password: never shown, never remembered by an input method."""
    editor = LineEdit(limit=200)
    editor.setEchoMode(QLineEdit.EchoMode.Password)
    editor.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
    return LabelledField("", editor, required=True)
