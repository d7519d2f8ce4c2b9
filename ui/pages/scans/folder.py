"""The watched folder: where the scanner of this counter puts its files; chosen, switched on and off."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.errors import Refused
from app.scans.view import FolderStatus
from ui.pages.scans.port import ScanProvider
from ui.refusals import say, show_refusal
from ui.support.ask import Ask, Asker, Kind
from ui.support.run_op import OpRunner
from ui.support.saving import waits_in
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner
from ui.widgets.containers import StatusChip, button, label
from ui.widgets.editors import LineEdit
from ui.widgets.field import LabelledField


class FolderDialog(QDialog):
    """Chooses the folder. ``saved(FolderStatus)`` when it is kept."""

    saved = Signal(object)

    def __init__(
        self, runner: OpRunner, provider: ScanProvider, status: FolderStatus, ask: Asker, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._provider = provider
        self._ask = ask
        self.choose = button("")
        self.path = LabelledField("", LineEdit(limit=500), extra=(self.choose,))
        self.on = QCheckBox()
        self.chip, self.state = StatusChip(), label("", "muted", wrap=True)
        self.banner = InlineBanner()
        self.save, self.leave = button("", "primary"), button("")
        self._status = status
        self.path.set_value(status.path)
        self.on.setChecked(status.on)
        self._build()
        self._retranslate()

    def _build(self) -> None:
        fix(self, least_width=560)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.L, space.L, space.L, space.L)
        column.setSpacing(space.S)
        self.heading, self.how = label("", "heading"), label("", "muted", wrap=True)
        state = QHBoxLayout()
        state.setSpacing(space.S)
        state.addWidget(self.chip)
        state.addWidget(self.state, 1)
        low = QHBoxLayout()
        low.setSpacing(space.S)
        low.addStretch(1)
        low.addWidget(self.leave)
        low.addWidget(self.save)
        for widget in (self.heading, self.how, self.banner, self.path, self.on):
            column.addWidget(widget)
        column.addLayout(state)
        column.addLayout(low)
        self.choose.setAutoDefault(False)
        self.save.setDefault(True)
        self.choose.clicked.connect(self._choose)
        self.save.clicked.connect(self.keep)
        self.leave.clicked.connect(self.reject)

    def _choose(self) -> None:
        question = Ask(Kind.FOLDER, self.tr("Folder of the scanner"), suggestion=str(self.path.value()))

        def chosen(path: str) -> None:
            self.path.set_value(path)
            self.path.clear_error()
            self.on.setChecked(True)

        self._ask(self, question, chosen)

    def keep(self) -> None:
        """Keep what is entered."""
        path, on = str(self.path.value()).strip(), self.on.isChecked()
        self.save.setEnabled(False)

        def done(status: FolderStatus) -> None:
            self.saved.emit(status)
            self.accept()

        def failed(problem: Exception) -> None:
            self.save.setEnabled(True)
            show_refusal(problem, {"folder": self.path}, self.banner)

        self._runner.save(
            lambda: self._provider.watch(path, on=on), done=done, failed=failed, waits=waits_in(self.banner), owner=self
        )

    def _say_state(self) -> None:
        self.chip.show_state(*folder_chip(self._status))
        self.state.setText(folder_sentence(self._status))

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Watched folder"))
        self.heading.setText(self.tr("Watched folder"))
        self.how.setText(
            self.tr(
                "What the scanner puts into this folder is taken in by itself and then removed from there, because it "
                'shows clients\' data. What cannot be read is put into its subfolder "refused".'
            )
        )
        self.path.set_label(self.tr("Folder of this counter's scanner"))
        self.choose.setText(self.tr("Choose…"))
        self.on.setText(self.tr("Take in what comes into this folder"))
        self.save.setText(self.tr("Save"))
        self.leave.setText(self.tr("Cancel"))
        self._say_state()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def folder_chip(status: FolderStatus) -> tuple[str, str]:
    """How the watching stands, and its colour."""
    translate = QCoreApplication.translate
    if not status.on:
        return translate("ScanFolder", "Off"), "neutral"
    if status.problem:
        return translate("ScanFolder", "Not working"), "danger"
    return translate("ScanFolder", "On"), "ok"


def folder_sentence(status: FolderStatus) -> str:
    """How the watching stands, in a line."""
    translate = QCoreApplication.translate
    if not status.on:
        return translate("ScanFolder", "No folder is watched at this counter.")
    if status.problem:
        return say(Refused(status.problem))
    text = translate("ScanFolder", "{taken} taken in, {refused} refused since the program was started.")
    return text.format(taken=status.taken, refused=status.refused)
