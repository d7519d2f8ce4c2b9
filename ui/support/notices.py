"""The banner over the steps: what went wrong, what to do, and trying again by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.support.open_case import CaseAtWindow
from ui.widgets import InlineBanner, show_toast

RETRY_MS = 5000
"""So often the database is tried again while it cannot be reached."""


class Notices(InlineBanner):
    """``resume_wanted(case_number)``: a case whose last save failed after it was left."""

    resume_wanted = Signal(str)

    def __init__(self, case: CaseAtWindow[Any, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._act: Callable[[], None] = case.retry
        self._about = ""
        self.retry = QTimer(self)
        self.retry.setInterval(RETRY_MS)
        self.retry.timeout.connect(case.retry)
        self.acted.connect(self._acted)
        case.troubled.connect(self._troubled)
        case.recovered.connect(self._recovered)
        case.lost.connect(self._lost)

    def offer(self, text: str, kind: str, action: str, act: Callable[[], None]) -> None:
        """Say ``text`` with a button that does ``act``."""
        self._act = act
        self.say(text, kind, action)

    def say(self, text: str, kind: str = "info", action: str = "", *, about: str = "") -> None:
        """Show ``text``; ``about`` names what it is about when it holds for a while only, for ``stands``."""
        super().say(text, kind, action)
        self._about = about

    def stands(self, about: str) -> bool:
        """Whether what was said about this is still to be read, and nothing else has been said since."""
        return not self.isHidden() and self._about == about

    def forget(self) -> None:
        """Another case."""
        self.retry.stop()
        self.hide()

    def _acted(self) -> None:
        self._act()

    def _troubled(self, _problem: Exception) -> None:
        self.offer(
            self.tr("Not saved yet: the database cannot be reached. What you typed is kept here and is saved as soon "
                    "as it answers; do not close the program."),
            "danger", self.tr("Try again"), self._case.retry,
        )  # fmt: skip
        self.retry.start()

    def _recovered(self) -> None:
        self.forget()
        show_toast(self, self.tr("Saved again. Nothing was lost."))

    def _lost(self, number: str) -> None:
        text = self.tr("The last entries of case {number} could not be saved. Open it again and check.")
        self.offer(text.format(number=number), "danger", self.tr("Open it"), lambda: self.resume_wanted.emit(number))
