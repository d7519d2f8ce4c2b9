"""The version and date of a policy text as they stand in its lines, and their change there."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from app.policy.reading import PolicyProblem
from ui.i18n import language
from ui.pages.policy.editor import PolicyEditor
from ui.theme import fix, space
from ui.widgets.containers import label
from ui.widgets.editors import DateEdit, LineEdit
from ui.widgets.field import LabelledField

_LINES = {
    "version": re.compile(r'^\s*version\s*=\s*"(?P<value>[^"\\]*)"'),
    "effective": re.compile(r"^\s*effective\s*=\s*(?P<value>\d{4}-\d\d-\d\d)"),
}


def head_line(text: str, key: str) -> tuple[int, str]:
    """The line (from 1) on which ``version`` or ``effective`` stands, and its value; 0 where it is not found."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("["):
            break  # tables begin: what comes is not the file's own
        if found := _LINES[key].match(line):
            return number, found["value"]
    return 0, ""


class Writing(QWidget):
    """An editor with the version and date above it, and what is wrong below."""

    changed = Signal()
    """Somebody has typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = PolicyEditor()
        self.version = LabelledField("", LineEdit(limit=40))
        self.effective = LabelledField("", DateEdit())
        self.state = label("", "muted", wrap=True)
        self.problems = QListWidget()
        self.problems.setWordWrap(True)
        self._found: tuple[PolicyProblem, ...] = ()
        self._showing = False
        self._build()
        self.editor.textChanged.connect(self._typed)
        for key, field in (("version", self.version), ("effective", self.effective)):
            field.left.connect(self._writer(key, field))
        self.problems.itemActivated.connect(self._go)
        self.problems.itemClicked.connect(self._go)
        self._retranslate()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(space.L)
        fix(self.version, most_width=220)
        fix(self.effective, most_width=180)
        head.addWidget(self.version)
        head.addWidget(self.effective)
        head.addWidget(self.state, 1)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, space.XS, 0, 0)
        column.setSpacing(space.XS)
        column.addWidget(self.problems, 1)
        self._below = below
        split = QSplitter()
        split.setOrientation(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.editor)
        split.addWidget(below)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 1)
        split.setSizes([400, 110])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(space.XS)
        whole.addLayout(head)
        whole.addWidget(split, 1)
        self.setFocusProxy(self.editor)

    def show_text(self, text: str) -> None:
        """Begin with this text; nobody has typed yet."""
        self._showing = True
        self.editor.show_text(text)
        self._read_head()
        self.show_problems(())
        self._showing = False

    def set_reading(self, reading: bool) -> None:
        """Show the text only, without fields to change it."""
        for field in (self.version, self.effective):
            field.setVisible(not reading)
        self.state.setVisible(not reading)

    def text(self) -> str:
        """What stands there now."""
        return self.editor.toPlainText()

    def _typed(self) -> None:
        if not self._showing:
            self._read_head()
            self.changed.emit()

    def _read_head(self) -> None:
        text = self.editor.toPlainText()
        for key, field in (("version", self.version), ("effective", self.effective)):
            line, value = head_line(text, key)
            field.setEnabled(line > 0)
            if field.value() != value and not field.widget.hasFocus():
                field.set_value(value)

    def _writer(self, key: str, field: LabelledField) -> Callable[[], None]:
        def write() -> None:
            line, before = head_line(self.text(), key)
            value = str(field.value()).replace('"', "").replace("\\", "")
            if not line or value == before:
                return
            quoted = f'"{value}"' if key == "version" else value
            self.editor.replace_line(line, f"{key} = {quoted}")

        return write

    def show_problems(self, problems: tuple[PolicyProblem, ...]) -> None:
        """Say what is wrong, at its line; a click leads there."""
        self._found = problems
        self.editor.mark([one.line for one in problems if ": " not in one.key])
        self.problems.clear()
        chinese = language() == "zh"
        for one in problems:
            reason = one.reason_zh if chinese else one.reason
            place = self.tr("Line {line}").format(line=one.line)
            key = f"{one.key}: " if one.key else ""
            item = QListWidgetItem(f"{place} · {key}{reason}")
            item.setToolTip(f"{key}{reason}")
            self.problems.addItem(item)
        self._below.setVisible(bool(problems))

    def _go(self, item: QListWidgetItem) -> None:
        place = self.problems.row(item)
        if 0 <= place < len(self._found):
            self.editor.go_to(self._found[place].line)

    def _retranslate(self) -> None:
        self.version.set_label(self.tr("Version"))
        self.effective.set_label(self.tr("In force from"))
        self.editor.setAccessibleName(self.tr("Text of the policy file"))
        self.problems.setAccessibleName(self.tr("Mistakes"))
        self.show_problems(self._found)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)
