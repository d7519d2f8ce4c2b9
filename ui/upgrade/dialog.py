"""The steps of an upgrade in a window that cannot be closed half way; and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.upgrade.domain import Progress, Since, Step, Upgraded
from ui.theme import fix, space
from ui.widgets.containers import button, label

_SHOWN = (Step.ROOM, Step.BACKUP, Step.CHECK, Step.MIGRATE, Step.VERIFY)
_WAITS, _RUNS, _DONE = "○", "●", "✓"


class UpgradeDialog(QDialog):
    """Says what will happen, starts it, shows how far it is, and what came of it.

    ``wanted``: back up and upgrade. ``back_asked``: what would going back lose? ``back_wanted(acts)``: go back,
    these many acts are given up. ``opening``: the branch may be opened. ``rejected``: the person leaves.
    """

    wanted = Signal()
    back_asked = Signal()
    back_wanted = Signal(int)
    opening = Signal()

    def __init__(self, parent: QWidget, *, cut_off: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Upgrade of the branch"))
        fix(self, least_width=560)
        self._running = False
        self._acts: int | None = None
        self._steps: dict[Step, QLabel] = {}
        self.text = label(self._beginning(cut_off), "muted", wrap=True)
        self.state = label("", "muted", wrap=True)
        self.state.setAccessibleName(self.tr("State of the upgrade"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the upgrade"))
        self.go = button(self.tr("Back up and upgrade"), "primary")
        self.back = button(self.tr("Go back…"))
        self.leave = button(self.tr("Quit"))
        self.go.clicked.connect(self._start)
        self.back.clicked.connect(self._back)
        self.leave.clicked.connect(self.reject)
        self._build()

    def _beginning(self, cut_off: str) -> str:
        text = self.tr(
            "This branch was made by an older program. Before anything is changed a backup is made and checked; "
            "what fails leaves the branch as it is. The program cannot be closed meanwhile."
        )
        if cut_off:
            told = self.tr("An upgrade of %1 was cut off; the branch is as it was before it.").replace("%1", cut_off)
            return f"{told}\n\n{text}"
        return text

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.L, space.L, space.L, space.L)
        layout.setSpacing(space.S)
        layout.addWidget(label(self.tr("Upgrade of the branch"), "heading"))
        layout.addWidget(self.text)
        for step in _SHOWN:
            line = label("", wrap=True)
            self._steps[step] = line
            layout.addWidget(line)
        self._mark(None)
        self.bar.setRange(0, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.state)
        low = QHBoxLayout()
        low.addWidget(self.back)
        low.addStretch(1)
        low.addWidget(self.leave)
        low.addWidget(self.go)
        layout.addLayout(low)
        self.back.hide()
        self.go.setDefault(True)

    def _name(self, step: Step) -> str:
        return {
            Step.ROOM: self.tr("Room on the disk"),
            Step.BACKUP: self.tr("Backup of database and documents"),
            Step.CHECK: self.tr("Check of the backup"),
            Step.MIGRATE: self.tr("Tables brought to the new version"),
            Step.VERIFY: self.tr("Verification"),
        }[step]

    def _mark(self, now: Step | None, *, done: bool = False) -> None:
        reached = _SHOWN.index(now) if now in _SHOWN else len(_SHOWN) if done else -1
        for number, step in enumerate(_SHOWN):
            sign = _DONE if number < reached else _RUNS if number == reached else _WAITS
            self._steps[step].setText(f"{sign}  {self._name(step)}")

    # what the owner tells

    def show_progress(self, progress: Progress) -> None:
        """How far it is."""
        if progress.step is Step.WAIT:
            self._say(self.tr("Another station upgrades; this one waits."))
            return
        self._mark(progress.step, done=progress.step is Step.DONE)
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        if progress.step is Step.MIGRATE:
            self._say(self.tr("%1 statements").replace("%1", str(progress.done)))
        elif progress.total:
            self._say(f"{progress.done} / {progress.total}")

    def show_failure(self, sentence: str) -> None:
        """It was taken back; it may be tried again."""
        self._set_running(False)
        self._mark(None)
        self.bar.setRange(0, 1)
        self.bar.reset()
        self._say(sentence)
        self.go.setText(self.tr("Try again"))

    def show_done(self, done: Upgraded) -> None:
        """All is verified."""
        self._set_running(False)
        self._mark(None, done=True)
        self.bar.setRange(0, 1)
        self.bar.setValue(1)
        text = self.tr("The branch is upgraded and verified: %1 rows. The backup of before lies in %2.")
        self._say(text.replace("%1", str(done.rows)).replace("%2", str(done.backup or "")))
        self.go.setText(self.tr("Open the branch"))
        self.go.clicked.disconnect(self._start)
        self.go.clicked.connect(self._open)
        self.back.setVisible(done.backup is not None)

    def show_since(self, since: Since) -> None:
        """What going back loses; the button then does it."""
        self._set_running(False)
        self._acts = since.acts
        text = self.tr(
            "Going back loses %1 acts and %2 documents written since the upgrade; they are kept aside in a backup. "
            "The branch then opens with the old program only, when the general manager has acknowledged it."
        )
        self._say(text.replace("%1", str(since.acts)).replace("%2", str(since.documents)))
        self.back.setText(self.tr("Give up %1 acts and go back").replace("%1", str(since.acts)))

    def show_back(self, since: Since, aside: str) -> None:
        """The branch is as before the upgrade."""
        self._set_running(False)
        text = self.tr("The branch is as it was before the upgrade. What was written since is kept aside in %1. "
                       "Install the old program to go on.")  # fmt: skip
        self._say(text.replace("%1", aside))
        self._mark(None)
        self.back.hide()
        self.go.hide()

    def _say(self, text: str) -> None:
        """Say how it stands, with room for all of it: a wrapped label does not ask a dialog for more height."""
        self.state.setText(text)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(max(self.width(), self.minimumWidth())))

    # what the person does

    def _start(self) -> None:
        self._set_running(True)
        self._say("")
        self.wanted.emit()

    def _open(self) -> None:
        self.accept()
        self.opening.emit()

    def _back(self) -> None:
        self._set_running(True)
        self.bar.setRange(0, 0)
        if self._acts is None:
            self.back_asked.emit()
        else:
            self.back_wanted.emit(self._acts)

    def _set_running(self, running: bool) -> None:
        self._running = running
        for one in (self.go, self.back, self.leave):
            one.setEnabled(not running)
        if not running and self.bar.maximum() == 0:
            self.bar.setRange(0, 1)

    def reject(self) -> None:
        """Escape and the cross do nothing while it runs."""
        if not self._running:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's cross does nothing while it runs."""
        if self._running:
            event.ignore()
        else:
            super().closeEvent(event)
