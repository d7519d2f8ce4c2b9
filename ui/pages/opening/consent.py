"""Electronic signing, the separate consents, and the agreement (KY-4)."""

from __future__ import annotations

from app.onboarding.draft import Status
from app.onboarding.steps import AGREEMENT_FORM, ESIGN_FORM, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.case import OpenCase
from ui.pages.opening.client_step import ClientStep, Part
from ui.pages.opening.with_client import Sentence, SessionState, Stage
from ui.refusals import say
from ui.widgets import InlineBanner

ESIGN_LEFT = ("opening.esign_not_agreed", "opening.esign_not_signed")


class ConsentPage(ClientStep):
    """Every consent with what the client said."""

    step = Step.CONSENT

    def __init__(self, case: OpenCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.paper = InlineBanner()
        self.paper.acted.connect(lambda: self.hand_over.emit((ESIGN_FORM,)))
        self._below.addWidget(self.paper)
        self._busy = False

    def shown(self, view: OpeningView) -> None:
        """The parts, and the other way when the client does not want to sign electronically."""
        super().shown(view)
        if view.by_paper:
            text = self.tr("The case goes on by paper: print the papers in the last step, have them signed, scan them.")
        elif view.consents.get("pen") is False:
            text = self.tr(
                "Without consent to pen data nothing is signed on the display; the client may sign on paper."
            )
        else:
            self.paper.hide()
            return
        may_ask = view.draft.status is Status.OPEN and not self._busy and self.can_hand_over(view)
        self.paper.say(text, "info", self.tr("Ask the client again") if may_ask else "")

    def show_session(self, state: SessionState) -> None:
        """No second question while the client is at one."""
        super().show_session(state)
        self._busy = state.stage is Stage.WITH_CLIENT
        if self._view is not None:
            self.shown(self._view)

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("A client may decline: then the papers are printed, signed by hand and scanned back.")
        )

    def list_parts(self, view: OpeningView) -> list[Part]:
        """Agreement to sign electronically, each consent, the agreement."""
        codes = {missing.code for missing in view.step(Step.CONSENT).missing}
        titles = {form.form_id: form.title for form in view.forms}
        title = titles.get(ESIGN_FORM, self.tr("Electronic signing"))
        parts = [Part(title, self.tr("By paper"), "ok") if view.by_paper else self._esign(title, codes)]
        for choice in view.policy.choices("consents"):
            said = view.consents.get(choice.code)
            word = self.tr("Not asked yet") if said is None else self.tr("Given") if said else self.tr("Declined")
            parts.append(Part(choice.label, word, {None: "neutral", True: "ok", False: "warn"}[said]))
        parts.append(self._agreement(titles.get(AGREEMENT_FORM, AGREEMENT_FORM), codes, view))
        return parts

    def _esign(self, title: str, codes: set[str]) -> Part:
        if "opening.esign_not_agreed" in codes:
            return Part(title, self.tr("Not agreed yet"), "neutral")
        if "opening.esign_not_signed" in codes:
            return Part(title, self.tr("Agreed, not signed"), "warn")
        return Part(title, self.tr("Signed"), "ok")

    def _agreement(self, title: str, codes: set[str], view: OpeningView) -> Part:
        if "opening.agreement_unread" in codes:
            read, of = view.disclosures_read.get(AGREEMENT_FORM, (0, 0))
            return Part(title, self.tr("{read} of {of} sections").format(read=read, of=of), "neutral")
        if "opening.agreement_not_confirmed" in codes:
            return Part(title, self.tr("Read, not confirmed"), "warn")
        return Part(title, self.tr("Confirmed"), "ok")
