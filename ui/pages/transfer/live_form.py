"""The forms of a transfer-out beside its steps."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from app.transfer_out.steps import Step
from ui.pages.transfer.port import APPLICATION, MEMO, RECEIPT, RECORD, RETURNS, SHEET
from ui.support.live_form import LiveForm

FORMS: dict[Step, tuple[str, ...]] = {
    Step.INTAKE: (APPLICATION, SHEET),
    Step.ACCOUNTS: (SHEET,),
    Step.REASON: (APPLICATION, RECORD),
    Step.TALK: (RECORD, MEMO),
    Step.APPLICATION: (APPLICATION,),
    Step.APPROVAL: (SHEET, APPLICATION, RECORD),
    Step.FEE: (RECEIPT,),
    Step.PASSWORD: (SHEET,),
    Step.RETURNS: (RETURNS, APPLICATION, MEMO),
}


class TransferForm(LiveForm):
    """The right column."""

    def forms_of(self, view: Any, step: StrEnum) -> tuple[tuple[str, str], ...]:
        """The forms that belong to the step, as far as the case has them."""
        titles = {form.form_id: form.title for form in view.forms}
        return tuple((form_id, titles[form_id]) for form_id in FORMS[Step(step)] if form_id in titles)
