"""What a transfer-out hands over to the client: a paper to sign, the counter password to enter (TO-8, TO-10)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from app.transfer_out.steps import Step
from app.transfer_out.view import TransferView
from ui.acts.papers import Paper, SignForms
from ui.customer_display.prompts import PasswordEntry
from ui.pages.transfer.port import APPLICATION, RETURNS, Transfer
from ui.support.client_session import Act, DisplaySession, Next

translate = QCoreApplication.translate

SIGNED_IN: dict[Step, str] = {Step.APPLICATION: APPLICATION, Step.RETURNS: RETURNS}
"""The paper that the client signs in a step."""


class ClientSession(DisplaySession[TransferView, Transfer]):
    """The acts of a transfer-out."""

    def act_for(self, step: StrEnum, form_ids: Sequence[str], done: Next) -> Act:
        """The act of a step."""
        if step is Step.PASSWORD:
            return EnterPassword(self, done)
        view, form_id = self.view, SIGNED_IN[Step(step)]
        form = next(form for form in view.forms if form.form_id == form_id)
        agent = view.case.text("agent_name") if view.case.text("present") == "agent" else ""
        paper = Paper(form_id, form.title, form.number, agent or view.client.name)
        return SignForms(self, done, [paper], "transfer.changed_since_shown")

    def title_of(self, form_id: str) -> str:
        """The title of a form of this request."""
        return next((form.title for form in self.view.forms if form.form_id == form_id), "")

    def entered(self, view: TransferView) -> object:
        """Everything typed."""
        return dict(view.case.fields)


class EnterPassword(Act):
    """The client enters the counter password; a wrong one comes back with how often it may be tried still (TO-8)."""

    def __init__(self, session: ClientSession, done: Next) -> None:
        self.session = session
        self.done = done

    def begin(self) -> None:
        """The empty pad."""
        self._show("")

    def _show(self, problem: str) -> None:
        prompt = PasswordEntry(
            id=self.session.prompt_id("password-entry"),
            title=translate("TransferSession", "Please enter your counter password"),
            length=self.session.service.policy.password_length,
            problem=problem,
        )
        self.session.show(prompt, self._entered)

    def _entered(self, digits: str) -> None:
        self.session.do(self.session.service.check_password, digits, then=self.done, refused=self._wrong)

    def _wrong(self, refused: Refused) -> bool:
        # a lock stands in the case: the teller's side shows it, and who can lift it, as soon as it is there
        self.session.case.look()
        if refused.code != "password.wrong":
            return False
        self._show(self.session.sentence(refused))
        return True
