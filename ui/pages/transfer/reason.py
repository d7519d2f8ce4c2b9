"""Why the client wants to leave: one of nine kinds, in the client's words, with the guidance beside it (TO-3)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.policy.transfer import ReasonGuide
from app.transfer_out.fields import UNSTATED
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.step_page import TransferStep
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.theme import space
from ui.widgets import Card, Choice, RadioList, TextBox
from ui.widgets.containers import label


class Guidance(Card):
    """What to explain, offer and promise; the words are the branch's policy."""

    def __init__(self) -> None:
        super().__init__()
        self._parts = [(label("", "label"), label("", wrap=True)) for _ in range(3)]
        for name, text in self._parts:
            self.add(name)
            self.add(text)
        self.body.addStretch(1)

    def show_guide(self, title: str, parts: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show these lists, each under its name."""
        self.set_title(title)
        for place, (name, text) in enumerate(self._parts):
            what, lines = parts[place] if place < len(parts) else ("", ())
            name.setText(what)
            text.setText("\n".join(f"· {line}" if what else line for line in lines))
            name.setVisible(bool(what))
            text.setVisible(bool(lines))


class ReasonPage(TransferStep):
    """The kinds above; below them the note field and, at its right, the guidance of the kind chosen."""

    step = Step.REASON

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self._insists = False
        self.kinds = RadioList(columns=2)
        self.body.addWidget(self.bind("reason", self.kinds, required=True))
        self.note = self.bind("reason_text", TextBox(lines=8, limit=500))
        self.guidance = Guidance()
        low = QHBoxLayout()
        low.setSpacing(space.L)
        left = QVBoxLayout()
        left.addWidget(self.note)
        left.addStretch(1)
        low.addLayout(left, 1)
        low.addWidget(self.guidance, 1)
        self.body.addLayout(low)
        self.body.addStretch(1)

    def shown(self, view: TransferView) -> None:
        """The guidance of the kind chosen."""
        super().shown(view)
        if self._insists != (view.case.insisted_at is not None):
            self._insists = not self._insists
            self._offer_kinds()
            self.kinds.set_value(view.case.text("reason"))
        self._show_guide(view.guide)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Listen first. The guidance helps to persuade; it must never be used to hold the client up.")
        )
        self._offer_kinds()
        self._show_guide(self._view.guide if self._view is not None else None)

    def _offer_kinds(self) -> None:
        kinds = [Choice(reason.code, reason.label) for reason in self.case.service.policy.transfer.reasons]
        if self._insists:
            kinds.append(Choice(UNSTATED, self.tr("The client does not want to say")))
        self.kinds.set_choices(kinds)

    def _show_guide(self, guide: ReasonGuide | None) -> None:
        if guide is None:
            none = self.tr("Choose the reason; what to explain, offer and promise then stands here.")
            self.guidance.show_guide(self.tr("Guidance"), [("", [none])])
            return
        self.guidance.show_guide(
            self.tr("Guidance: {reason}").format(reason=guide.label),
            [
                (self.tr("Explain"), guide.explain),
                (self.tr("Offer"), guide.offer),
                (self.tr("Promise"), guide.promise),
            ],
        )
