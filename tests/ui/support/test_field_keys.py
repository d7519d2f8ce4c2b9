"""Keys inside the fields of a page: what they watch may go away under them."""

from __future__ import annotations

import sys

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from ui.support.field_keys import FieldKeys
from ui.widgets import ComboBox, LabelledField


class Host:
    """A page that knows no fields."""

    def field_of(self, widget: QWidget) -> LabelledField | None:
        """None."""
        return None

    def move_on(self, field: LabelledField | None, direction: int) -> None:
        """Nowhere."""


def test_a_page_that_goes_with_the_keyboard_in_a_box_of_choices_is_no_fault(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, fault, _trace: faults.append(fault))
    page = QWidget()
    box = ComboBox(parent=page)
    keys = FieldKeys(page, Host())
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    box.setFocus()
    assert keys._list is not None
    # the parts tell of the keyboard while they are half gone, before they are told destroyed
    shiboken6.delete(page)
    assert faults == []
