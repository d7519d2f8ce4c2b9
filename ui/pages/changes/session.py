"""What a change hands over to the client: texts to read, a password to set, the application to check and sign.

The acts are those of the opening: they ask the session's service for what they show, and both services have it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from app.changes.service import ChangeService
from app.changes.steps import Step
from app.changes.view import ChangeView
from app.common.errors import Refused
from ui.customer_display.prompts import Signature
from ui.pages.opening.acts import Review, SetPassword
from ui.pages.opening.paper_acts import ReadForms, SignForms
from ui.pages.opening.port import Lines
from ui.support.client_session import Act, DisplaySession, Next

CHANGED = "changes.changed_since_shown"


class ChangeSession(DisplaySession[ChangeView, ChangeService]):
    """The acts of a change."""

    def act_for(self, step: StrEnum, form_ids: Sequence[str], done: Next) -> Act:
        """The act of a step."""
        session: Any = self  # the opening's acts, on a service that answers the same questions
        if step is Step.READING:
            left = [form.form_id for form in self.view.forms if form.read]
            return ReadForms(session, done, [(form_id, self.title_of(form_id)) for form_id in left])
        if step is Step.PASSWORD:
            return SetPassword(session, done)
        here = [form for form in self.view.forms if not form.on_paper]
        forms = [form.form_id for form in here if not form.signed or form.stale]
        signing = SignChange(session, done, forms or [form.form_id for form in here])
        return CheckChange(session, signing.begin)

    def title_of(self, form_id: str) -> str:
        """The title of a form of this change."""
        return next((form.title for form in self.view.forms if form.form_id == form_id), "")

    def entered(self, view: ChangeView) -> object:
        """Everything typed."""
        return dict(view.case.fields)


class CheckChange(Review):
    """The client reads what is to be changed and confirms it (OP-1)."""

    def _again(self, refused: Refused) -> bool:
        if refused.code == CHANGED:
            self.begin()
            return True
        return False


class SignChange(SignForms):
    """The application, and each disclosure with it (OP-4)."""

    def _show(self, found: tuple[Lines, str]) -> None:
        lines, shown = found
        view: Any = self.view
        form = next(form for form in view.forms if form.form_id == self.form_ids[self.place])
        self.session.tell(self.place, len(self.form_ids), form.title)
        prompt = Signature(
            id=self.session.prompt_id(f"sign-{form.form_id}"), document=form.title, number=form.number,
            name=view.signer_name, lines=lines,
        )  # fmt: skip
        self.session.show(prompt, lambda signed: self._signed(form.form_id, signed, shown))

    def _again(self, refused: Refused) -> bool:
        if refused.code.startswith("archive.ink") or refused.code == CHANGED:
            self._fetch()
            return True
        return False
