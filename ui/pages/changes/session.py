"""What a change hands over to the client: texts to read, a password to set, the application to check and sign.

The acts are those of every case: they ask the session's service for what they show.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from app.changes.service import ChangeService
from app.changes.steps import Step
from app.changes.view import ChangeView
from ui.acts.checking import Review, SetPassword
from ui.acts.papers import Paper, ReadForms, SignForms, Text
from ui.support.client_session import Act, DisplaySession, Next

CHANGED = "changes.changed_since_shown"


class ChangeSession(DisplaySession[ChangeView, ChangeService]):
    """The acts of a change."""

    def act_for(self, step: StrEnum, form_ids: Sequence[str], done: Next) -> Act:
        """The act of a step."""
        view = self.view
        if step is Step.READING:
            return ReadForms(self, done, [Text(form.form_id, form.title) for form in view.forms if form.read])
        if step is Step.PASSWORD:
            return SetPassword(self, done, view.policy.password_length)
        here = [form for form in view.forms if not form.on_paper]
        left = [form for form in here if not form.signed or form.stale] or here
        papers = [Paper(form.form_id, form.title, form.number, view.signer_name) for form in left]
        # the client reads what is to be changed and confirms it (OP-1), then signs: each disclosure with it (OP-4)
        return Review(self, SignForms(self, done, papers, CHANGED).begin, CHANGED)

    def title_of(self, form_id: str) -> str:
        """The title of a form of this change."""
        return next((form.title for form in self.view.forms if form.form_id == form_id), "")

    def entered(self, view: ChangeView) -> object:
        """Everything typed."""
        return dict(view.case.fields)
