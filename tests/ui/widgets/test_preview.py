from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui import samples
from ui.support.run_op import OpRunner
from ui.widgets.preview import PdfPreview


class Raster:
    """Notes what was drawn; can be held up; can fail."""

    def __init__(self) -> None:
        self.drawn: list[tuple[bytes, int, float]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.broken = False

    def __call__(self, pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
        self.gate.wait(5)
        self.drawn.append((pdf, page, scale))
        if self.broken:
            raise ValueError("broken")
        return samples.sheet(pdf, page, scale)


@pytest.fixture
def raster() -> Raster:
    return Raster()


@pytest.fixture
def preview(runner: OpRunner, raster: Raster, qtbot: QtBot) -> PdfPreview:
    made = PdfPreview(runner, raster)
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_only_pages_near_the_view_are_drawn(preview: PdfPreview, raster: Raster, runner: OpRunner) -> None:
    preview.show_pdf(b"x", 9, "Form")
    assert runner.wait()
    pages = {page for _, page, _ in raster.drawn}
    assert 0 in pages
    assert max(pages) <= 2
    assert preview.image(0) is not None


def test_turning_pages_by_keys_draws_them(preview: PdfPreview, raster: Raster, runner: OpRunner, qtbot: QtBot) -> None:
    preview.show_pdf(b"x", 9)
    assert runner.wait()
    QTest.keyClick(preview.area, Qt.Key.Key_End)
    assert runner.wait()
    assert preview.page() == 8
    assert preview.image(8) is not None
    QTest.keyClick(preview.area, Qt.Key.Key_PageUp)
    assert preview.page() == 7
    QTest.keyClick(preview.area, Qt.Key.Key_Home)
    assert preview.page() == 0
    QTest.keyClick(preview.area, Qt.Key.Key_PageDown)
    assert preview.page() == 1


def test_zooming_by_keys_and_wheel_draws_larger(
    preview: PdfPreview, raster: Raster, runner: OpRunner, qtbot: QtBot
) -> None:
    preview.resize(780, 600)
    preview.show_pdf(b"x", 2)
    assert runner.wait()
    before = preview.zoom()
    QTest.keyClick(preview.area, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    larger = preview.zoom()
    assert larger > before
    assert runner.wait()
    assert raster.drawn[-1][2] == pytest.approx(larger * 96 / 72, rel=0.01)
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(preview.area.viewport(), wheel)
    assert preview.zoom() < larger
    QTest.keyClick(preview.area, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom() == pytest.approx(before, rel=0.05)


def test_a_new_version_keeps_the_place_and_the_old_picture_until_the_new_one_is_there(
    preview: PdfPreview, raster: Raster, runner: OpRunner
) -> None:
    preview.show_pdf(b"one", 4)
    assert runner.wait()
    preview.go_to(2)
    assert runner.wait()
    old = preview.image(2)
    raster.gate.clear()
    preview.show_pdf(b"two", 4)
    assert preview.page() == 2
    assert preview.image(2) is old
    raster.gate.set()
    assert runner.wait()
    assert preview.image(2) is not old
    assert raster.drawn[-1][0] == b"two"


def test_pictures_of_an_older_version_that_come_late_are_dropped(
    preview: PdfPreview, raster: Raster, runner: OpRunner
) -> None:
    raster.gate.clear()
    preview.show_pdf(b"one", 1)
    preview.show_pdf(b"two", 1)
    preview.show_nothing("calm")
    raster.gate.set()
    assert runner.wait()
    assert preview.page_count() == 0
    assert preview._calm.text() == "calm"


def test_the_same_bytes_are_not_drawn_again(preview: PdfPreview, raster: Raster, runner: OpRunner) -> None:
    preview.show_pdf(b"x", 1)
    assert runner.wait()
    count = len(raster.drawn)
    preview.show_pressing()
    preview.show_pdf(b"x", 1)
    assert runner.wait()
    assert len(raster.drawn) == count
    assert preview._place.text() == "Page 1 of 1"


def test_a_document_that_cannot_be_drawn_is_told_calmly(preview: PdfPreview, raster: Raster, runner: OpRunner) -> None:
    raster.broken = True
    preview.show_pdf(b"x", 2)
    assert runner.wait()
    assert "cannot be shown" in preview._calm.text()
    assert preview._calm.isVisible()


def test_while_the_first_document_is_made_it_says_so(preview: PdfPreview) -> None:
    preview.show_pressing()
    assert preview._calm.text() == "Preparing the document…"


def test_documents_are_chosen_by_tabs(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.set_documents([("a", "Application"), ("b", "Agreement")], "b")
    assert preview.tabs.currentIndex() == 1
    with qtbot.waitSignal(preview.document_chosen) as told:
        preview.tabs.setCurrentIndex(0)
    assert told.args == ["a"]
    preview.set_documents([("a", "Application")])
    assert not preview.tabs.isVisible()


def test_what_was_given_while_hidden_is_drawn_when_it_comes_up(runner: OpRunner, raster: Raster, qtbot: QtBot) -> None:
    preview = PdfPreview(runner, raster)
    qtbot.addWidget(preview)
    preview.show_pdf(b"x", 1)
    assert runner.idle()
    preview.show()
    assert runner.wait()
    assert preview.image(0) is not None
