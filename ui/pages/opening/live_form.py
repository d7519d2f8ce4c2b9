"""The forms of an opening beside its steps."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.onboarding.steps import (
    AGREEMENT_FORM,
    APPLICATION_FORM,
    ESIGN_FORM,
    INSTITUTION_FORM,
    LETTER_FORM,
    OWNERS_FORM,
    SEALS_FORM,
    Step,
)
from ui.support.live_form import LiveForm

_FORMS: dict[Step, tuple[str, ...]] = {
    Step.IDENTITY: (APPLICATION_FORM,),
    Step.LICENCE: (INSTITUTION_FORM,),
    Step.PEOPLE: (INSTITUTION_FORM, LETTER_FORM, SEALS_FORM),
    Step.OWNERS: (OWNERS_FORM,),
    Step.CONTACT: (APPLICATION_FORM, INSTITUTION_FORM),
    Step.EDUCATION: ("education",),
    Step.QUESTIONNAIRE: ("assessment",),
    Step.RESULT: ("assessment",),
    Step.CONSENT: (ESIGN_FORM, AGREEMENT_FORM),
    Step.RELATIONSHIP: ("relationship", "booking"),
    Step.CUSTODY: ("custody",),
    Step.PASSWORD: (AGREEMENT_FORM,),
    Step.REVIEW: (APPLICATION_FORM, INSTITUTION_FORM, OWNERS_FORM, "relationship", "custody"),
}


class OpeningForm(LiveForm):
    """The right column."""

    _picked = False

    def enter(self, step: StrEnum) -> None:
        """Show what belongs to ``step``."""
        self._picked = False
        super().enter(step)

    def choose(self, form_id: str) -> None:
        """Show this form of the step."""
        self._form, self._picked = form_id, True
        self._titles = self._forms() or self._titles
        super().choose(form_id)

    def version_of(self, view: Any) -> int:
        """Counts the changes of the opening."""
        return int(view.draft.version)

    def kept_back(self, view: Any, form_id: str) -> str:
        """The answers are the client's until the client has signed them (KY-6)."""
        if form_id != "assessment" or view.questionnaire.total is not None:
            return ""
        return QCoreApplication.translate(
            "LiveForm", "The questionnaire is shown here once the client has signed it."
        )  # fmt: skip

    def forms_of(self, view: Any, step: StrEnum) -> tuple[tuple[str, str], ...]:
        """The forms that belong to the step, as far as the case has them."""
        titles = {form.form_id: form.title for form in view.forms}
        if step is Step.SIGNATURES:
            # one at a time, the next to be signed or the one chosen in the list: ten tabs would be unreadable
            next_one = [form.form_id for form in view.forms if form.needs_client and (not form.signed or form.stale)]
            chosen = (
                self._form
                if self._picked and self._form in titles
                else (next_one or [INSTITUTION_FORM if view.institution else APPLICATION_FORM])[0]
            )
            wanted: tuple[str, ...] = (chosen,)
        elif step is Step.DISCLOSURE:
            wanted = tuple(form_id for form_id in view.disclosures_read if form_id != AGREEMENT_FORM)
        else:
            wanted = _FORMS[Step(step)]
        return tuple((form_id, titles[form_id]) for form_id in wanted if form_id in titles)
