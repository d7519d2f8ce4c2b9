"""The line over the page: ways in, what is being read, and the filing of what is complete."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from app.scans.view import FolderStatus
from ui.pages.scans.folder import folder_chip
from ui.pages.scans.intake import FileQueue
from ui.support.shortcuts import Act, cap
from ui.theme import fix, space
from ui.widgets.containers import StatusChip, button, label

translate = QCoreApplication.translate


class WaysIn(QFrame):
    """Buttons for files, camera and folder; at the right the filing of all that is complete."""

    def __init__(self) -> None:
        super().__init__()
        self.files = button("", "", "plus")
        self.camera = button("", "", "camera")
        self.folder = button("", "", "folder")
        self.folder_chip = StatusChip()
        self.file_all = button("", "primary", "tick")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.S)
        for widget in (self.files, self.camera, self.folder, self.folder_chip):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.file_all)
        self._complete = 0
        self._filing = False
        self._status: FolderStatus | None = None
        self.retranslate()

    def show_complete(self, count: int) -> None:
        """So many forms have all their pages."""
        self._complete = count
        text = translate("ScanBar", "File complete forms ({count})") if count else translate("ScanBar", "File complete")
        self.file_all.setText(text.format(count=count))
        self.file_all.setEnabled(count > 0 and not self._filing)

    def set_filing(self, filing: bool) -> None:
        """Nothing further is filed meanwhile."""
        self._filing = filing
        self.show_complete(self._complete)

    def show_folder(self, status: FolderStatus) -> None:
        """How the watched folder stands."""
        self._status = status
        self.folder_chip.show_state(*folder_chip(status))

    def retranslate(self) -> None:
        """Texts."""
        self.files.setText(translate("ScanBar", "Add files…"))
        self.camera.setText(translate("ScanBar", "Camera…"))
        self.folder.setText(translate("ScanBar", "Watched folder…"))
        keys = ((self.files, Act.FILES), (self.camera, Act.CAMERA), (self.file_all, Act.COMPLETE))
        self.show_complete(self._complete)
        for made, act in keys:
            made.setToolTip(f"{made.text()} ({cap(act)})")
        if self._status is None:
            self.folder_chip.hide()
        else:
            self.show_folder(self._status)
            self.folder_chip.show()


class Progress(QFrame):
    """Which file is being read, of how many, and a way to leave the rest. Hidden while nothing is read."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", "small")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        fix(self.bar, height=8)
        self.stop = button("", "link", "close")
        row = QHBoxLayout(self)
        row.setContentsMargins(space.XS, 0, 0, 0)
        row.setSpacing(space.S)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        self.stop.clicked.connect(self.cancelled)
        self.retranslate()
        self.hide()

    def show_queue(self, queue: FileQueue) -> None:
        """How far the files are."""
        self.setVisible(queue.running)
        if not queue.running:
            return
        text = translate("ScanBar", "Reading {number} of {count}: {name}")
        number = min(queue.done + 1, queue.total)
        self.words.setText(text.format(number=number, count=queue.total, name=queue.name))
        self.bar.setRange(0, queue.total)
        self.bar.setValue(queue.done)

    def retranslate(self) -> None:
        """Texts."""
        self.stop.setText(translate("ScanBar", "Leave the rest"))
        self.bar.setAccessibleName(translate("ScanBar", "Files read"))
