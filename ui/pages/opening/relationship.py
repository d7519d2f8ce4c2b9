"""Who brought the client, and the booking as the counter checked it (SR-1, SR-3, AP-2)."""

from __future__ import annotations

from collections.abc import Sequence

from app.onboarding.steps import State, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.choosing import staff_choices
from ui.pages.opening.client_step import ClientStep
from ui.pages.opening.with_client import Sentence
from ui.pages.opening.words import yes_no
from ui.refusals import say
from ui.widgets import Choice, ComboBox, FieldGrid, InlineBanner, Segmented


class RelationshipPage(ClientStep):
    """Fields first; the client confirms when marketing staff brought them."""

    step = Step.RELATIONSHIP

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.brought = Segmented([Choice(key, word) for key, word in yes_no()])
        self.marketer = ComboBox()
        self.checked = Segmented([Choice(key, "") for key in ("booked", "not-booked")])
        self.bind("brought", self.brought, required=True)
        self.bind("marketer", self.marketer, required=True)
        self.bind("booking_checked", self.checked, required=True)
        self.booking = InlineBanner()
        self.grid = FieldGrid()
        for name, bound in self.bound.items():
            self.grid.add(bound.field, 2 if name == "brought" else 1)
        self.body.insertWidget(self.body.indexOf(self.panel), self.grid)
        self.body.insertWidget(self.body.indexOf(self.panel), self.booking)

    def set_staff(self, staff: Sequence[tuple[str, str, str]]) -> None:
        """Offer the marketing staff of the branch."""
        self.marketer.set_choices(staff_choices(staff))
        if self._view is not None:
            self.marketer.set_value(self._view.draft.text("marketer"))

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Ask whether somebody of our marketing staff brought the client, and compare with the bookings.")
        )
        self.brought.set_choices([Choice(key, word) for key, word in yes_no()])
        self.checked.set_choices([Choice("booked", self.tr("Booked")), Choice("not-booked", self.tr("Not booked"))])

    def can_hand_over(self, view: OpeningView) -> bool:
        """Only with a staff member who may practise."""
        fields_open = any(name in view.problems for name in self.bound)
        return super().can_hand_over(view) and not fields_open and view.marketer_problem is None

    def note(self, view: OpeningView) -> str:
        """The problem with the staff member, else what is missing."""
        if view.step(self.step).state is State.DONE:
            return self.tr("Confirmed by the client: {name}").format(name=view.marketer_name)
        return super().note(view)

    def shown(self, view: OpeningView) -> None:
        """The rest of the fields only when somebody brought the client."""
        super().shown(view)
        brought = view.draft.text("brought") == "yes"
        for name in ("marketer", "booking_checked"):
            self.bound[name].field.setVisible(brought)
        self.grid.lay_out_again()
        self.panel.setVisible(brought)
        if view.booking is not None:
            text = self.tr("Booking {number} belongs to this opening.").format(number=view.booking.number)
            self.booking.say(text, "ok")
        elif brought and view.booking_matches:
            self.booking.say(self.tr("There is a booking that fits. Choose it in the step Identity."), "info")
        else:
            self.booking.hide()
