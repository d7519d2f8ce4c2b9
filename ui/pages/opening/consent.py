"""Electronic signing, the separate consents, and the agreement (KY-4)."""

from __future__ import annotations

from app.onboarding.steps import AGREEMENT_FORM, ESIGN_FORM, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.client_step import ClientStep, Part

ESIGN_LEFT = ("opening.esign_not_agreed", "opening.esign_not_signed")


class ConsentPage(ClientStep):
    """Every consent with what the client said."""

    step = Step.CONSENT

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("A client may decline: then the papers are printed, signed by hand and scanned back.")
        )

    def list_parts(self, view: OpeningView) -> list[Part]:
        """Agreement to sign electronically, each consent, the agreement."""
        codes = {missing.code for missing in view.step(Step.CONSENT).missing}
        titles = {form.form_id: form.title for form in view.forms}
        parts = [self._esign(titles.get(ESIGN_FORM, ESIGN_FORM), codes)]
        for choice in self.case.service.policy.choices("consents"):
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
