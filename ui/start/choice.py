"""The first window of a computer that has no branch yet: open a folder, or make a sample branch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout

from app.common.errors import Refused
from ui.launch import read_mark
from ui.refusals import say
from ui.support.run_op import OpRunner
from ui.theme import fix, space
from ui.widgets.containers import button, label


class StartChoice(QDialog):
    """Ends with ``folder``, and whether it is the sample's (``is_sample``); ``folder`` None: the person quits.

    ``make_sample`` makes the sample branch and gives its folder; it is run off the window's thread.
    """

    def __init__(self, make_sample: Callable[[], Path]) -> None:
        super().__init__()
        self.folder: Path | None = None
        self.is_sample = False
        self._make_sample = make_sample
        self._runner = OpRunner()
        self.setWindowTitle(self.tr("Guitai"))
        fix(self, least_width=520)
        self.open_folder = button(self.tr("Open a branch's folder…"), "primary")
        self.sample = button(self.tr("Make the sample branch"))
        self.leave = button(self.tr("Quit"))
        self.problem = label("", "danger", wrap=True)
        self.working = QProgressBar()
        self.working.setRange(0, 0)
        self.working.setAccessibleName(self.tr("The sample branch is being made"))
        self.open_folder.clicked.connect(self.choose)
        self.sample.clicked.connect(self.make)
        self.leave.clicked.connect(self.reject)
        self._build()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(space.XL, space.L, space.XL, space.L)
        layout.setSpacing(space.M)
        layout.addWidget(label(self.tr("No branch on this computer yet"), "heading"))
        text = self.tr(
            "Open the folder of your branch, or make a sample branch with made-up clients to try the program. "
            "How a new branch is made stands in the administrator's guide (guitai init)."
        )
        layout.addWidget(label(text, "muted", wrap=True))
        layout.addWidget(self.problem)
        layout.addWidget(self.working)
        low = QHBoxLayout()
        low.addWidget(self.leave)
        low.addStretch(1)
        low.addWidget(self.sample)
        low.addWidget(self.open_folder)
        layout.addLayout(low)
        self.problem.hide()
        self.working.hide()
        self.open_folder.setDefault(True)
        self.open_folder.setFocus()
        self._fit()

    def _fit(self) -> None:
        """As high as the wrapped words want it: a dialog does not ask its layout by itself."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setMinimumHeight(layout.totalHeightForWidth(max(self.width(), self.minimumWidth())))
            self.resize(max(self.width(), self.minimumWidth()), self.minimumHeight())

    def choose(self) -> None:
        """Ask for a folder and take it when a branch is in it."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the branch"))
        if chosen:
            self.take(Path(chosen))

    def take(self, folder: Path) -> None:
        """Go on with ``folder``, or say that no branch is in it."""
        if read_mark(folder):
            self.folder = folder
            self.accept()
        else:
            self._refuse(self.tr("There is no branch in this folder: it has no file branch.toml. Choose another one."))

    def make(self) -> None:
        """Make the sample branch; half a minute and more."""
        self.problem.setText(self.tr("The sample branch is being made. This takes about a minute."))
        self.problem.show()
        self._work(True)
        self._runner.run(self._make_sample, done=self._made, failed=self._failed)

    def _made(self, folder: Path) -> None:
        self._work(False)
        self.folder, self.is_sample = folder, True
        self.accept()

    def _failed(self, problem: Exception) -> None:
        self._work(False)
        words = self.tr("The sample branch cannot be made ({kind}). Try again, or tell the administrator.")
        self._refuse(say(problem) if isinstance(problem, Refused) else words.format(kind=type(problem).__name__))

    def _refuse(self, words: str) -> None:
        self.problem.setText(words)
        self.problem.show()
        self._fit()

    def _work(self, on: bool) -> None:
        self.working.setVisible(on)
        for made in (self.open_folder, self.sample, self.leave):
            made.setEnabled(not on)
        self._fit()

    def reject(self) -> None:
        """Quit; not while the sample branch is being made, for half of one is of no use."""
        if self.leave.isEnabled():
            super().reject()
