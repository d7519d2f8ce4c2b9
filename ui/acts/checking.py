"""What was entered is read and confirmed by the client; the client sets the counter password."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.common.errors import Refused
from ui.acts.port import ClientAct, HasReview, Lines, Session, TakesPassword
from ui.customer_display.prompts import Confirmation, Password, Prompt
from ui.support.client_session import Next

translate = QCoreApplication.translate


class SetPassword(ClientAct[TakesPassword]):
    """The client sets the password, of ``length`` digits; a weak one comes back with the reason (OP-5)."""

    def __init__(self, session: Session[TakesPassword], done: Next, length: int) -> None:
        super().__init__(session, done)
        self.length = length

    def begin(self) -> None:
        """The empty pad."""
        self._show("")

    def _show(self, problem: str) -> None:
        prompt: Prompt = Password(
            id=self.session.prompt_id("password"),
            title=translate("ClientSession", "Set your counter password"),
            length=self.length,
            problem=problem,
        )
        self.session.show(prompt, self._entered)

    def _entered(self, digits: str) -> None:
        self.session.do(self.session.service.set_password, digits, then=self.done, refused=self._again)

    def _again(self, refused: Refused) -> bool:
        if refused.code.startswith("password."):
            self._show(self.session.sentence(refused))
            return True
        return False


class Review(ClientAct[HasReview]):
    """The client reads everything entered and confirms it as right (OP-1).

    ``changed``: the refusal of what is no longer what was shown; it is then shown anew.
    """

    def __init__(self, session: Session[HasReview], done: Next, changed: str) -> None:
        super().__init__(session, done)
        self.changed = changed

    def begin(self) -> None:
        """Fetch the lines."""
        self.session.fetch(self.session.service.review_for_client, then=self._show)

    def _show(self, found: tuple[Lines, str]) -> None:
        lines, shown = found
        prompt = Confirmation(
            id=self.session.prompt_id("review"),
            title=translate("ClientSession", "Please check what we have written down"),
            text=translate("ClientSession", "All of this is true, complete and my own. I will tell the branch when "
                           "something changes."),
            lines=lines,
            agree=translate("ClientSession", "Everything is right"),
            decline=translate("ClientSession", "Something is wrong"),
        )  # fmt: skip
        self.session.show(prompt, lambda agreed: self._said(agreed, shown))

    def _said(self, agreed: bool, shown: str) -> None:
        self.session.do(
            self.session.service.confirm_review, agreed, shown,
            then=self.done if agreed else lambda: self.session.decline("review"), refused=self._again,
        )  # fmt: skip

    def _again(self, refused: Refused) -> bool:
        """The teller changed something meanwhile: only what was shown can be confirmed."""
        if refused.code == self.changed:
            self.begin()
            return True
        return False
