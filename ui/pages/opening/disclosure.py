"""The risk disclosures: read section by section on the display, then confirmed (OP-3)."""

from __future__ import annotations

from app.onboarding.steps import AGREEMENT_FORM, Step
from app.onboarding.view import OpeningView
from ui.pages.opening.client_step import ClientStep, Part


class DisclosurePage(ClientStep):
    """Each disclosure with how much of it has been read."""

    step = Step.DISCLOSURE

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(self.tr("Every section has to be on the display in full for long enough to be read."))

    def list_parts(self, view: OpeningView) -> list[Part]:
        """One line a disclosure."""
        missing = {missing.at for missing in view.step(Step.DISCLOSURE).missing}
        titles = {form.form_id: form.title for form in view.forms}
        parts = []
        for form_id, (read, of) in view.disclosures_read.items():
            if form_id == AGREEMENT_FORM:
                continue
            if form_id not in missing:
                word, state = self.tr("Confirmed"), "ok"
            elif read == of:
                word, state = self.tr("Read, not confirmed"), "warn"
            else:
                word, state = self.tr("{read} of {of} sections").format(read=read, of=of), "neutral"
            parts.append(Part(titles.get(form_id, form_id), word, state))
        return parts
