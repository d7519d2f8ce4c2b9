"""What is kept and what goes back, ticked by the teller, signed for by the client; the teller signs last (TO-10)."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.archive.press import Ink
from app.common.errors import Refused
from app.transfer_out.fields import RETURNS
from app.transfer_out.steps import State, Step
from app.transfer_out.view import TransferView
from ui.acts.port import Lines
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.client_step import ClientStep, SigningStep
from ui.pages.transfer.teller_pad import TellerPad
from ui.pages.transfer.wishes import tick
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.widgets import Card, Choice, FieldGrid, LabelledField, LineEdit, TickGroup
from ui.widgets.containers import label


class ReturnsPage(SigningStep):
    """Ticks, the list signed by the client, the teller's own signature."""

    step = Step.RETURNS

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.kept = Card()
        self.kept_lines = label("", wrap=True)
        self.kept.add(self.kept_lines)
        self.back = Card()
        self.grid = FieldGrid(columns=2, narrow=250)
        self._rows: dict[str, tuple[LabelledField, LabelledField]] = {}
        for code in RETURNS:
            done = tick(self, f"return:{code}", "done")
            reason = self.bind(f"return_reason:{code}", LineEdit(limit=200))
            for field in (done, reason):
                self.grid.add(field)
            self._rows[code] = (done, reason)
        self.bound["sign_way"] = self.bound.pop("sign_way")  # it stands below the ticks
        self.back.add(self.grid)
        self.teller = TellerPad()
        self.teller.signed.connect(self._teller_signed)
        self.body.addWidget(self.kept)
        self.body.addWidget(self.back)
        self.add_signing(self.body)
        self.body.addWidget(self.teller)
        self.body.addStretch(1)

    def shown(self, view: TransferView) -> None:
        """What goes back in this case, and both signatures."""
        super().shown(view)
        self.kept_lines.setText("\n".join(f"· {text}" for text in view.kept))
        codes = {state.code for state in view.returns}
        for code, (done, reason) in self._rows.items():
            done.setVisible(code in codes)
            reason.setVisible(code in codes and view.case.text(f"return:{code}") != "done")
            self.grid.keep_place(reason)
        self.grid.lay_out_again()
        form = self.form(view)
        signed = form is not None and form.teller_signed
        self.teller.show_case(
            f"{self.case.actor.name} {self.case.actor.staff_number}", done=signed,
            stale=not signed and "teller" in view.case.captures,
            blocked=bool(view.step(self.step).blocked_by) or not self.client_done(view), locked=not self.running(view),
        )  # fmt: skip
        if signed:
            self.teller.forget()

    def can_hand_over(self, view: TransferView) -> bool:
        """The list is signed when everything on it is ticked or explained."""
        ticked = not any(missing.at.startswith("return:") for missing in view.step(self.step).missing)
        return ticked and super().can_hand_over(view)

    def first_widget(self) -> QWidget | None:
        """The ticks, then the client, then the teller."""
        view = self._view
        if view is None or view.step(self.step).state is State.DONE:
            return None
        if any(name in view.problems for name in self.bound):
            return super(ClientStep, self).first_widget()
        if self.client_done(view) and self.teller.pad.isVisibleTo(self):
            return self.teller.pad
        return super().first_widget()

    def retranslate(self) -> None:
        """Texts."""
        super().retranslate()
        self.lead.setText(self.tr("Tick what you hand back. The client signs the list, then you sign for all papers."))
        self.kept.set_title(self.tr("Kept at the branch"))
        self.back.set_title(self.tr("Handed back"))
        for done, _ in self._rows.values():
            if isinstance(done.widget, TickGroup):
                done.widget.set_choices((Choice("done", self.tr("Handed back")),))

    def forget(self) -> None:
        """Another case."""
        self.teller.forget()
        super().forget()

    def _teller_signed(self, ink: Ink) -> None:
        """Bound to what the papers say at this moment."""

        def came(found: tuple[Lines, str]) -> None:
            self.send(self.case.service.teller_sign, self.form_id, ink, found[1], failed=self._not_signed)

        self.send(self.case.service.signature_lines, self.form_id, done=came)

    def _not_signed(self, problem: Any) -> None:
        if isinstance(problem, Refused) and problem.code.startswith("archive.ink"):
            self.teller.forget()
        self.case.say(problem)
