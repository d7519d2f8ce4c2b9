"""Whom the branch knows already: a client with this paper, likely duplicates, bookings of the day (KY-2, AP-2)."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.theme import space
from ui.widgets import InlineBanner

MOST_MATCHES = 3
translate = QCoreApplication.translate


class Known(QWidget):
    """Banners above the fields of the first step. ``client_wanted(client_id)``: the teller wants to see the client."""

    client_wanted = Signal(str)

    def __init__(self, case: OpenCase, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case = case
        self._view: OpeningView | None = None
        self.same = InlineBanner()
        self.same.acted.connect(self._open_same)
        self.likely = InlineBanner()
        self.matches = [InlineBanner() for _ in range(MOST_MATCHES)]
        for place, banner in enumerate(self.matches):
            banner.acted.connect(lambda place=place: self._use(place))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        for banner in (*self.matches, self.same, self.likely):
            column.addWidget(banner)

    def show_view(self, view: OpeningView) -> None:
        """What is known of whoever is entered."""
        self._view = view
        self._show_duplicates(view)
        self._show_matches(view)
        self.setVisible(any(not banner.isHidden() for banner in (*self.matches, self.same, self.likely)))

    def _show_duplicates(self, view: OpeningView) -> None:
        if view.same_paper is not None and view.draft.status.value == "open":
            hit = view.same_paper
            text = translate(
                "IdentityPage",
                "This paper is registered already: {name}, client {number}. Do not open a second one.",
            )
            self.same.say(
                text.format(name=hit.name, number=hit.number), "danger", translate("IdentityPage", "Show the client")
            )
        else:
            self.same.hide()
        if view.likely_duplicates and view.draft.status.value == "open":
            who = translate("StepPage", ", ").join(
                f"{hit.name} {hit.paper_masked} {hit.mobile_masked}" for hit in view.likely_duplicates[:3]
            )
            text = translate("IdentityPage", "Perhaps registered already, please compare: {who}")
            self.likely.say(text.format(who=who), "warn")
        else:
            self.likely.hide()

    def _show_matches(self, view: OpeningView) -> None:
        found = view.booking_matches if view.booking is None and view.draft.status.value == "open" else ()
        for place, banner in enumerate(self.matches):
            if place < len(found):
                booking = found[place]
                text = translate("IdentityPage", "Booked: {name}, {when}, number {number}").format(
                    name=booking.name, when=branch_time(booking.planned_at), number=booking.number
                )
                banner.say(text, "info", translate("IdentityPage", "Use this booking"))
            else:
                banner.hide()

    def _use(self, place: int) -> None:
        if self._view is not None and place < len(self._view.booking_matches):
            number = self._view.booking_matches[place].number
            self._case.act(self._case.service.use_booking, number, force=True)

    def _open_same(self) -> None:
        if self._view is not None and self._view.same_paper is not None:
            self.client_wanted.emit(self._view.same_paper.id)
