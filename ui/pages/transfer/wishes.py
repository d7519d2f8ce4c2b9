"""What the client wants: which markets leave and to where, and whether the fund account is closed (TO-12)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent

from app.transfer_out.view import TransferView
from ui.pages.transfer.step_page import TransferStep
from ui.widgets import Card, Choice, FieldGrid, LabelledField, LineEdit, TickGroup

_NUMBERS = {"wish_sh": "sh_number", "wish_sz": "sz_number", "wish_fund": "fund_number"}


def tick(page: TransferStep, name: str, yes: str = "yes", *, required: bool = False) -> LabelledField:
    """One tick box, kept as ``yes`` or nothing."""
    to_text: Callable[[Any], str] = lambda ticked: yes if ticked else ""  # noqa: E731 - what a tick is kept as
    from_text: Callable[[str], Any] = lambda text: (yes,) if text == yes else ()  # noqa: E731 - and read from
    return page.bind(name, TickGroup(columns=1), required=required, to_text=to_text, from_text=from_text)


class Wishes(Card):
    """Ticks with the account each is about; where the securities go."""

    def __init__(self, page: TransferStep) -> None:
        super().__init__()
        self._ticks: dict[str, LabelledField] = {}
        self._numbers: dict[str, LabelledField] = {}
        self.grid = FieldGrid(columns=2, narrow=250)
        for wish, number in _NUMBERS.items():
            self._ticks[wish] = tick(page, wish)
            self._numbers[wish] = page.bind(number, LineEdit(limit=20), required=True)
            self.grid.add(self._ticks[wish])
            self.grid.add(self._numbers[wish])
            self.grid.keep_place(self._numbers[wish])
        self._ticks["wish_close"] = tick(page, "wish_close")
        self.grid.add_heading(self._ticks["wish_close"])
        self.target = page.bind("target", LineEdit(limit=100), required=True)
        self.seat = page.bind("sz_seat", LineEdit(limit=8), required=True)
        self.grid.add(self.target)
        self.grid.add(self.seat)
        self.add(self.grid)
        self.retranslate()

    def show_view(self, view: TransferView) -> None:
        """Only what the ticks need is asked for."""
        wanted = {wish for wish in self._ticks if view.case.text(wish) == "yes"}
        for wish, number in self._numbers.items():
            number.setVisible(wish in wanted)
        self.target.setVisible(bool(wanted & {"wish_sz", "wish_fund"}))
        self.seat.setVisible("wish_sz" in wanted)
        self.grid.lay_out_again()

    def retranslate(self) -> None:
        """Texts."""
        self.set_title(self.tr("What the client wants"))
        texts = {
            "wish_sh": self.tr("Withdraw the designated trading"),
            "wish_sz": self.tr("Transfer the custody"),
            "wish_fund": self.tr("Transfer the fund custody"),
            "wish_close": self.tr("Close the fund account when nothing is open any more"),
        }
        for wish, field in self._ticks.items():
            if isinstance(field.widget, TickGroup):
                field.widget.set_choices((Choice("yes", texts[wish]),))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
