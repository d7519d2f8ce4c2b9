"""The camera: a live picture, one page a press of the space bar; says plainly when there is no camera."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.errors import Refused
from app.gateways.camera import Frame
from app.scans.view import Intake
from ui.pages.scans.port import Camera, ScanProvider
from ui.pages.scans.words import page_name, say_refused, state_chip
from ui.refusals import say
from ui.support.run_op import OpRunner
from ui.support.saving import Saving, not_saved_yet
from ui.theme import current, fix, space
from ui.widgets.containers import EmptyState, StatusChip, button, label

PAUSE = 30
"""Milliseconds between the arrival of a picture and the asking for the next: enough for the eye, idle between."""

MOST = QSize(1280, 960)
"""The live picture is not larger than that."""


class LiveView(QWidget):
    """The newest picture of the camera, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        fix(self, least_width=560, least_height=380)
        self._image = QImage()

    def show_image(self, image: QImage) -> None:
        """Paint this from now on."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture in the middle."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(current().paper_ground))
        if not self._image.isNull():
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            inside = QRect(0, 0, size.width(), size.height())
            inside.moveCenter(self.rect().center())
            painter.drawImage(inside, self._image)
        painter.end()


class CameraDialog(QDialog):
    """Opens the camera, shows what it sees, takes pages in. ``taken(Intake)`` after each page."""

    taken = Signal(object)

    def __init__(self, runner: OpRunner, provider: ScanProvider, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._runner = runner
        self._provider = provider
        self._camera: Camera | None = None
        self._wants_page = self._closing = False
        self._saving: Saving | None = None
        self._sheet: bool | None = None
        self.count = 0
        self.view = LiveView()
        self.none = EmptyState("camera")
        self.seen, self.said = StatusChip(), label("", "", wrap=True)
        self.capture = button("", "primary", "camera")
        self.leave = button("")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._next)
        self._build()
        self._retranslate()
        self._open()

    def _build(self) -> None:
        fix(self, least_width=640, least_height=520)
        column = QVBoxLayout(self)
        column.setContentsMargins(space.L, space.M, space.L, space.M)
        column.setSpacing(space.S)
        self.heading, self.how = label("", "heading"), label("", "muted", wrap=True)
        self._body = QStackedWidget()
        self._body.addWidget(self.view)
        self._body.addWidget(self.none)
        low = QHBoxLayout()
        low.setSpacing(space.S)
        low.addWidget(self.seen)
        low.addWidget(self.said, 1)
        low.addWidget(self.leave)
        low.addWidget(self.capture)
        for made in (self.capture, self.leave):
            made.setAutoDefault(False)
        self.capture.setDefault(True)
        column.addWidget(self.heading)
        column.addWidget(self.how)
        column.addWidget(self._body, 1)
        column.addLayout(low)
        self.capture.clicked.connect(self.take_page)
        self.leave.clicked.connect(self.reject)
        self.none.acted.connect(self._open)

    # the camera, one call at a time

    def _open(self) -> None:
        self._body.setCurrentWidget(self.view)
        self.capture.setEnabled(False)
        self.seen.hide()
        self.said.setText(self.tr("Looking for a camera…"))

        def came(camera: Camera) -> None:
            self._camera = camera
            self.said.setText("")
            self.capture.setEnabled(True)
            self.capture.setFocus()
            self._next()

        self._runner.run(self._provider.camera, done=came, failed=self._gone)

    def _next(self) -> None:
        camera = self._camera
        if camera is None:
            return
        if self._closing:
            self._camera = None
            # the device is let go of in a worker too: some drivers take a second
            self._runner.run(camera.close, done=lambda _: self._end(), failed=lambda _: self._end())
        elif self._wants_page:
            self._wants_page = False
            self._saving = self._runner.save(
                camera.shoot, done=self._took, failed=self._refused, waits=self._waits, owner=self, serial=False
            )
        else:
            self._runner.run(lambda: _picture(camera.frame()), done=self._seen, failed=self._gone)

    def _seen(self, answer: tuple[QImage, bool]) -> None:
        image, self._sheet = answer
        self.view.show_image(image)
        self._say_seen()
        self._pause.start()

    def take_page(self) -> None:
        """Take what the camera sees in as a page."""
        if self._camera is not None and self.capture.isEnabled():
            self._wants_page = True
            self.capture.setEnabled(False)
            self.said.setText(self.tr("Reading the page…"))

    def _waits(self, reason: Refused | None) -> None:
        self._say_result("" if reason is None else not_saved_yet(reason), wrong=reason is not None)
        if reason is not None and self._closing:
            self._leave_waiting()

    def _leave_waiting(self) -> None:
        """Leave although a page waits: it was told as not saved, and its paper lies there still."""
        if self._saving is not None and self._saving.waiting:
            self._saving.stop()
            if self._camera is not None:
                self._camera.give_up()
            self._next()

    def _took(self, intake: Intake | None) -> None:
        self._saving = None
        self.capture.setEnabled(True)
        self.capture.setFocus()
        if intake is None:  # taken in, and the answer was lost: the pile has it
            self.count += 1
            self._say_result(self.tr("{count}. Taken in").format(count=self.count), wrong=False)
        elif intake.refused:
            self._say_result(say_refused(intake.refused[0]), wrong=True)
        elif intake.pages:
            self.count += len(intake.pages)
            page = intake.pages[0]
            words, colour = state_chip(page.state)
            text = self.tr("{count}. {state}: {page}")
            self._say_result(
                text.format(count=self.count, state=words, page=page_name(page)), wrong=colour in ("warn", "danger")
            )
        self.taken.emit(intake)
        self._next()

    def _refused(self, problem: Exception) -> None:
        """A page that was not taken; the camera goes on."""
        self._saving = None
        if self._camera is not None:
            self._camera.give_up()
        self.capture.setEnabled(True)
        self._say_result(say(problem), wrong=True)
        if isinstance(problem, Refused):
            self._next()
        else:
            self._gone(problem)

    def _say_result(self, text: str, *, wrong: bool) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)
        self.said.setProperty("role", "warning" if wrong else "")
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)

    def _gone(self, problem: Exception) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            self._runner.run(camera.close, failed=lambda _: None)
        if self._closing:
            self._end()
            return
        self.capture.setEnabled(False)
        self.seen.hide()
        self.said.setText("")
        self.none.say(self.tr("No picture from a camera"), say(problem), self.tr("Try again"))
        self._body.setCurrentWidget(self.none)

    # leaving

    def reject(self) -> None:
        """Leave: the window goes when the camera has been let go of."""
        if self._closing:
            return
        self._closing = True
        self.hide()
        if self._camera is None:
            self._end()
        elif self._pause.isActive():
            self._pause.stop()
            self._next()
        else:
            self._leave_waiting()

    def _end(self) -> None:
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes a page, wherever the cursor is."""
        if event.key() == Qt.Key.Key_Space:
            self.take_page()
        else:
            super().keyPressEvent(event)

    def _say_seen(self) -> None:
        self.seen.setVisible(self._sheet is not None)
        if self._sheet:
            self.seen.show_state(self.tr("Page found"), "ok")
        else:
            self.seen.show_state(self.tr("No page edges"), "neutral")

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Camera"))
        self.heading.setText(self.tr("Scan with the camera"))
        self.how.setText(
            self.tr("Lay one page flat and whole under the camera and press Space; then the next. Esc ends.")
        )
        self.capture.setText(self.tr("Take the page (Space)"))
        self.leave.setText(self.tr("Done"))
        self.view.setAccessibleName(self.tr("What the camera sees"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _picture(frame: Frame) -> tuple[QImage, bool]:
    """What is painted, made in a worker: a camera gives eight million points, the window has room for one."""
    image = QImage(frame.rgb, frame.width, frame.height, frame.width * 3, QImage.Format.Format_RGB888)
    small = image.scaled(MOST, Qt.AspectRatioMode.KeepAspectRatio).convertToFormat(QImage.Format.Format_RGB32)
    if frame.corners:
        scale = small.width() / frame.width
        painter = QPainter(small)
        painter.setPen(QPen(QColor("#22c55e"), 4))
        painter.drawPolygon(QPolygonF([QPointF(x * scale, y * scale) for x, y in frame.corners]))
        painter.end()
    return small, bool(frame.corners)
