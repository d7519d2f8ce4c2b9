"""A field as the teller sees it: label, star, editor, and what is wrong right under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import fix, set_state, space
from ui.widgets.labels import label
from ui.widgets.line_edit import EnterMovesOn

if TYPE_CHECKING:
    from ui.widgets.editors import Editor


class LabelledField(QWidget):
    """Label over editor; error, warning or hint under it, in that order of weight.

    ``extra``: widgets at the right of the editor (a read-card button). The error goes away as soon as the value is
    edited; the page puts it back when the value is still wrong on leaving.
    """

    edited = Signal()
    """The person changed the value."""
    left = Signal()
    """The field was left with a new value: save it now."""

    def __init__(
        self,
        text: str,
        editor: QWidget,
        *,
        required: bool = False,
        hint: str = "",
        extra: tuple[QWidget, ...] = (),
        enter_moves_on: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.widget = editor
        self._error = self._warning = ""
        self._offered: QWidget | None = None
        self._hint = hint
        self._label = label(text, "label")
        self._star = label("*" if required else "", "star")
        self._message = label("", "hint", wrap=True)
        fix(self._message, least_height=18)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._build(extra)
        self._label.setBuddy(editor)
        editor.setAccessibleName(text)
        self.editor.edited.connect(self._was_edited)
        self.editor.left.connect(self.left)
        if enter_moves_on and not isinstance(editor, QPlainTextEdit):
            editor.installEventFilter(EnterMovesOn(self))
        self._show_message()

    def _build(self, extra: tuple[QWidget, ...]) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space.HAIR)
        head = QHBoxLayout()
        head.setSpacing(space.HAIR)
        head.addWidget(self._label)
        head.addWidget(self._star)
        head.addStretch(1)
        layout.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.widget, 1)
        for widget in extra:
            row.addWidget(widget)
        narrow = (QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if self.widget.sizePolicy().horizontalPolicy() in narrow:
            row.setStretchFactor(self.widget, 0)
            row.addStretch(1)
        layout.addLayout(row)
        layout.addWidget(self._message)

    @property
    def editor(self) -> Editor:
        """The editor, by what it can do."""
        return cast("Editor", self.widget)

    def value(self) -> Any:
        """The editor's value."""
        return self.editor.value()

    def set_value(self, value: Any) -> None:
        """Show ``value``; says nothing to anyone."""
        self.editor.set_value(value)

    def set_label(self, text: str) -> None:
        """The label (again, when the language changes)."""
        self._label.setText(text)
        self.widget.setAccessibleName(text)

    def label_text(self) -> str:
        """The label as shown."""
        return self._label.text()

    def set_required(self, required: bool) -> None:
        """Whether the star stands there."""
        self._star.setText("*" if required else "")

    def set_hint(self, text: str) -> None:
        """A quiet line under the field."""
        self._hint = text
        self._show_message()

    def set_error(self, text: str) -> None:
        """Say what is wrong; the field turns red."""
        self._error = text
        self._show_message()

    def clear_error(self) -> None:
        """Nothing is wrong any more."""
        self.set_error("")

    def error(self) -> str:
        """What is said to be wrong, or nothing."""
        return self._error

    def set_warning(self, text: str) -> None:
        """Say what deserves a look; it does not stop anything."""
        self._warning = text
        self._show_message()

    def warning(self) -> str:
        """The warning shown, or nothing."""
        return self._warning

    def offer(self, actions: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Buttons under the message, instead of those before; none takes them away."""
        if self._offered is not None:
            self._offered.hide()
            self._offered.deleteLater()
            self._offered = None
        if not actions:
            return
        self._offered = QWidget(self)
        row = QHBoxLayout(self._offered)
        row.setContentsMargins(0, 0, 0, space.XS)
        row.setSpacing(space.M)
        for text, act in actions:
            button = QPushButton(text)
            button.setProperty("role", "link")
            button.setAccessibleName(f"{self.label_text()}: {text}")
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        cast(QVBoxLayout, self.layout()).addWidget(self._offered)
        self._offered.show()

    def offered(self) -> tuple[QPushButton, ...]:
        """The buttons that are offered under the message."""
        return tuple(self._offered.findChildren(QPushButton)) if self._offered is not None else ()

    def focus_editor(self) -> None:
        """Put the cursor here."""
        self.widget.setFocus()

    def message_label(self) -> QLabel:
        """The line under the editor."""
        return self._message

    def _was_edited(self) -> None:
        self.clear_error()
        self.edited.emit()

    def _show_message(self) -> None:
        state = "error" if self._error else "warning" if self._warning else ""
        text = self._error or self._warning or self._hint
        self._message.setText(text)
        set_state(self._message, state or "hint", "role")
        set_state(self.widget, state)
        self.widget.setAccessibleDescription(text)
