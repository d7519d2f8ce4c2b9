"""High contrast and large type on the client's own display."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.customer_display.buttons import BigButton, Kind
from ui.customer_display.rating import MarkButton
from ui.customer_display.style import ACCENT, CARD, OFF, Metrics, Role, in_contrast, use_contrast
from ui.customer_display.texts import TextPainter


@pytest.fixture
def contrast() -> Iterator[None]:
    use_contrast(wanted=True)
    yield
    use_contrast(wanted=False)


def test_a_button_that_does_nothing_yet_does_not_look_ready(look: QApplication, qtbot: QtBot, contrast: None) -> None:
    made = BigButton("下一步", Kind.PRIMARY)
    qtbot.addWidget(made)
    assert in_contrast()
    assert made._colours()[0] == ACCENT
    made.setEnabled(False)
    assert made._colours()[0] == CARD
    use_contrast(wanted=False)
    assert made._colours()[0] == OFF


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768), (1920, 1080)])
@pytest.mark.parametrize("large", [False, True])
def test_a_mark_has_room_for_its_figure_over_two_lines_of_words(
    look: QApplication, qtbot: QtBot, size: tuple[int, int], large: bool
) -> None:
    made = MarkButton(1)
    qtbot.addWidget(made)
    made.apply(Metrics.fit(*size, large_type=large))
    figure, word = (
        TextPainter("1", made.metrics.font(role), 1000.0, align=Qt.AlignmentFlag.AlignHCenter).height
        for role in (Role.KEY, Role.SMALL)
    )
    assert made.sizeHint().height() >= figure + 2 * word
